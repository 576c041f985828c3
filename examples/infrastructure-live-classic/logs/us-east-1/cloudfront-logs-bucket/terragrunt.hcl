terraform {
  source = "git::https://github.com/gruntwork-io/terraform-aws-security.git//modules/private-s3-bucket?ref=v0.46.2"
}

include {
  path = find_in_parent_folders()
}

locals {
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))
  name_prefix  = local.common_vars.locals.name_prefix
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
  accounts     = jsondecode(file(find_in_parent_folders("accounts.json")))
}

inputs = {
  name              = "${local.name_prefix}-cloudfront-logs"
  acl               = "log-delivery-write"
  enable_versioning = false
}
