# ---------------------------------------------------------------------------------------------------------------------
# APPLICATION LOAD BALANCER
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=${local.source_version}"
}

dependency "vpc" {
  config_path = "${get_terragrunt_dir()}/../vpc"

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
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/networking/alb"
  source_version  = "v0.96.4"

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
  alb_name        = "${local.environment}-public"
  is_internal_alb = false

  vpc_id         = dependency.vpc.outputs.vpc_id
  vpc_subnet_ids = dependency.vpc.outputs.public_subnet_ids

  allow_inbound_from_cidr_blocks = ["0.0.0.0/0"]
  http_listener_ports            = [80]
  https_listener_ports_and_acm_ssl_certs = [
    {
      port            = 443
      tls_domain_name = "*.${local.common_vars.locals.domain_names[local.environment]}"
    },
  ]

  access_logs_s3_bucket_name       = "${local.name_prefix}-alb-access-logs"
  should_create_access_logs_bucket = false
}
