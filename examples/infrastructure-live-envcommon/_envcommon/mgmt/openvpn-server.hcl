# ---------------------------------------------------------------------------------------------------------------------
# VPN
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=v0.96.4"
}

dependency "vpc" {
  config_path = "${get_terragrunt_dir()}/../networking/vpc"

  mock_outputs = {
    vpc_id                         = "vpc-0a1b2c3d4e5f67890"
    vpc_cidr_block                 = "10.0.0.0/16"
    public_subnet_ids              = ["subnet-0a1b2c3d4e5f67890"]
    private_app_subnet_ids         = ["subnet-2a1b2c3d4e5f67890"]
    private_persistence_subnet_ids = ["subnet-4a1b2c3d4e5f67890"]
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

locals {
  # Units that need another version write "${include.envcommon.locals.source_base_url}?ref=..." in a terraform block of their own.
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/mgmt/openvpn-server"

  # Settings around the unit that includes this file.
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))

  name_prefix  = local.common_vars.locals.name_prefix
  account_ids  = local.common_vars.locals.account_ids
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
}

inputs = {
  name          = "${local.name_prefix}-vpn"
  instance_type = "t3.micro"

  vpc_id     = dependency.vpc.outputs.vpc_id
  subnet_ids = dependency.vpc.outputs.public_subnet_ids

  allow_vpn_from_cidr_list = local.common_vars.locals.vpn_ip_allow_list
  backup_bucket_name       = "${local.name_prefix}-${local.account_name}-openvpn-pki"
}
