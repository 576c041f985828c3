terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-security.git//modules/private-s3-bucket?ref=v0.49.4"
}

include {
  path = find_in_parent_folders()
}

locals {
  common_vars = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  name_prefix = local.common_vars.locals.name_prefix
}

inputs = {
  name = "${local.name_prefix}-cost-and-usage-reports"

  # The billing service writes here, and nobody else.
  bucket_policy_statements = {
    AllowBillingReports = {
      effect     = "Allow"
      actions    = ["s3:PutObject"]
      principals = { Service = ["billingreports.amazonaws.com"] }
    }
  }

  enable_versioning = true
  mfa_delete        = false
}
