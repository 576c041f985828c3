terraform {
  source = "git::ssh://git@github.com/gruntwork-io/module-vpc.git//modules/vpc-peering?ref=v0.8.9"
}

include {
  path = find_in_parent_folders()
}

dependency "mgmt_vpc" {
  config_path = "../../../mgmt/vpc"

  mock_outputs = {
    vpc_id                         = "vpc-1a1b2c3d4e5f67890"
    vpc_cidr_block                 = "172.31.80.0/20"
    public_subnet_ids              = ["subnet-6a1b2c3d4e5f67890"]
    private_subnet_ids             = ["subnet-7a1b2c3d4e5f67890"]
    private_subnet_route_table_ids = ["rtb-0a1b2c3d4e5f67890"]
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

dependency "vpc" {
  config_path = "../vpc"

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
  origin_vpc_id               = dependency.mgmt_vpc.outputs.vpc_id
  origin_vpc_cidr_block       = dependency.mgmt_vpc.outputs.vpc_cidr_block
  origin_vpc_name             = "mgmt-dev"
  num_origin_vpc_route_tables = 1
  origin_vpc_route_table_ids  = dependency.mgmt_vpc.outputs.private_subnet_route_table_ids

  destination_vpc_id         = dependency.vpc.outputs.vpc_id
  destination_vpc_cidr_block = dependency.vpc.outputs.vpc_cidr_block
  destination_vpc_name       = "dev"
}
