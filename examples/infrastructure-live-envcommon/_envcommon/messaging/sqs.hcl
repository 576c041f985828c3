# ---------------------------------------------------------------------------------------------------------------------
# QUEUE
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "tfr:///terraform-aws-modules/sqs/aws?version=4.0.2"
}

locals {
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
  name                      = "${local.name_prefix}-${basename(get_terragrunt_dir())}-${local.environment}"
  message_retention_seconds = 345600
  create_dlq                = true
}
