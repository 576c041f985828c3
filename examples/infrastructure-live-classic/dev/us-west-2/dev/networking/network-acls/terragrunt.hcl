# ---------------------------------------------------------------------------------------------------------------------
# NETWORK ACLS
# Written the short way, without git::. Terraform reads it as the same thing.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "git@github.com:gruntwork-io/terraform-aws-vpc.git//modules/vpc-app-network-acls?ref=v0.14.6"
}

include {
  path = find_in_parent_folders()
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
  create_resources = true
  vpc_id           = dependency.vpc.outputs.vpc_id
  vpc_name         = "dev"
  vpc_ready        = true
  num_subnets      = 3

  public_subnet_ids              = dependency.vpc.outputs.public_subnet_ids
  private_app_subnet_ids         = dependency.vpc.outputs.private_app_subnet_ids
  private_persistence_subnet_ids = dependency.vpc.outputs.private_persistence_subnet_ids
}
