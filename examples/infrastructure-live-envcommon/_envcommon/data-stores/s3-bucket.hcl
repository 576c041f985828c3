# ---------------------------------------------------------------------------------------------------------------------
# BUCKET
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.module.source}//${local.module.path}?ref=${local.module.ref}"
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

  module = jsondecode(file(find_in_parent_folders("tf-versions.json"))).modules["s3-bucket"]
}

inputs = {
  primary_bucket    = "${local.name_prefix}-${local.account_name}-${basename(get_terragrunt_dir())}"
  enable_versioning = true
  mfa_delete        = false

  bucket_policy_statements = {
    RefusePlainHttp = {
      effect     = "Deny"
      actions    = ["s3:*"]
      principals = { AWS = ["*"] }
      conditions = {
        plain = { test = "Bool", variable = "aws:SecureTransport", values = ["false"] }
      }
    }
  }
}
