terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../../terraform-aws-service-catalog//modules/networking/alb"
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/networking/alb?ref=v0.45.0"
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

locals {
  common_vars = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  name_prefix = local.common_vars.locals.name_prefix
}

inputs = {
  alb_name        = "prod-internal"
  is_internal_alb = true

  vpc_id         = dependency.vpc.outputs.vpc_id
  vpc_subnet_ids = dependency.vpc.outputs.private_app_subnet_ids

  num_days_after_which_archive_log_data = 0
  num_days_after_which_delete_log_data  = 90
  access_logs_s3_bucket_name            = "${local.name_prefix}-alb-access-logs"
  should_create_access_logs_bucket      = false

  # Only our own networks.
  allow_inbound_from_cidr_blocks         = [dependency.vpc.outputs.vpc_cidr_block]
  http_listener_ports                    = [80]
  https_listener_ports_and_acm_ssl_certs = []
}
