# ---------------------------------------------------------------------------------------------------------------------
# APPLICATION VPC
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=v0.35.7"
}

dependency "mgmt_vpc" {
  config_path = "${get_terragrunt_dir()}/../../../mgmt/networking/vpc"

  mock_outputs = {
    vpc_id                         = "vpc-1a1b2c3d4e5f67890"
    vpc_cidr_block                 = "172.31.80.0/20"
    private_subnet_route_table_ids = ["rtb-0a1b2c3d4e5f67890"]
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

locals {
  # Units that need another version write "${include.envcommon.locals.source_base_url}?ref=..." in a terraform block of their own.
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/networking/vpc"

  # Settings around the unit that includes this file.
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))

  name_prefix  = local.common_vars.locals.name_prefix
  account_ids  = local.common_vars.locals.account_ids
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
  environment  = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals.environment
}

inputs = {
  vpc_name         = local.environment
  num_nat_gateways = local.environment == "prod" ? 3 : 1

  create_peering_connection  = true
  origin_vpc_id              = dependency.mgmt_vpc.outputs.vpc_id
  origin_vpc_name            = "mgmt"
  origin_vpc_cidr_block      = dependency.mgmt_vpc.outputs.vpc_cidr_block
  origin_vpc_route_table_ids = dependency.mgmt_vpc.outputs.private_subnet_route_table_ids

  allow_administrative_remote_access_cidrs_private_app_subnets = { mgmt = dependency.mgmt_vpc.outputs.vpc_cidr_block }
}
