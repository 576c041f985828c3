terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../../terraform-aws-cis-service-catalog//modules/networking/vpc"
  source = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/networking/vpc?ref=v0.22.2"
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

inputs = {
  vpc_name         = "stage"
  cidr_block       = "10.2.0.0/16"
  num_nat_gateways = 1

  # The VPN and the bastion live in the management VPC.
  create_peering_connection  = true
  origin_vpc_id              = dependency.mgmt_vpc.outputs.vpc_id
  origin_vpc_name            = "mgmt-stage"
  origin_vpc_cidr_block      = dependency.mgmt_vpc.outputs.vpc_cidr_block
  origin_vpc_route_table_ids = dependency.mgmt_vpc.outputs.private_subnet_route_table_ids

  allow_administrative_remote_access_cidrs_public_subnets              = {}
  allow_administrative_remote_access_cidrs_private_app_subnets         = { mgmt = dependency.mgmt_vpc.outputs.vpc_cidr_block }
  allow_administrative_remote_access_cidrs_private_persistence_subnets = { mgmt = dependency.mgmt_vpc.outputs.vpc_cidr_block }
}
