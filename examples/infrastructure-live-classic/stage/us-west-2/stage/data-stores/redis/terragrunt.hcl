terraform {
	source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/data-stores/redis?ref=v0.44.5"
}

include {
	path = find_in_parent_folders()
}

dependency "vpc" {
	config_path = "../../networking/vpc"

	mock_outputs = {
		vpc_id                         = "vpc-0a1b2c3d4e5f67890"
		vpc_cidr_block                 = "10.0.0.0/16"
		public_subnet_ids              = ["subnet-0a1b2c3d4e5f67890", "subnet-1a1b2c3d4e5f67890"]
		private_app_subnet_ids         = ["subnet-2a1b2c3d4e5f67890", "subnet-3a1b2c3d4e5f67890"]
		private_persistence_subnet_ids = ["subnet-4a1b2c3d4e5f67890", "subnet-5a1b2c3d4e5f67890"]
	}
	mock_outputs_allowed_terraform_commands = ["validate"]
}

inputs = {
	name                      = "ledger-stage"
	redis_version             = "6.x"
	instance_type             = "cache.t3.micro"
	num_read_replicas         = 0
	enable_automatic_failover = false
	enable_multi_az           = false
	enable_transit_encryption = true

	vpc_id                             = dependency.vpc.outputs.vpc_id
	subnet_ids                         = dependency.vpc.outputs.private_persistence_subnet_ids
	allow_connections_from_cidr_blocks = [dependency.vpc.outputs.vpc_cidr_block]
}
