# ---------------------------------------------------------------------------------------------------------------------
# ACCOUNT BASELINE OF THE SECURITY ACCOUNT
# The only one of its kind, so there is nothing to share.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=v0.35.1"
}

include "root" {
  path = find_in_parent_folders()
}

locals {
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/landingzone/account-baseline-security"

  common_vars       = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  multi_region_vars = read_terragrunt_config(find_in_parent_folders("multi_region_common.hcl"))
  account_ids       = local.common_vars.locals.account_ids

  users = yamldecode(templatefile("users.yml", { domain = "acme.example" }))
}

inputs = {
  config_s3_bucket_name                            = local.common_vars.locals.config_s3_bucket_name
  config_aggregate_config_data_in_external_account = true
  config_central_account_id                        = local.account_ids.logs
  cloudtrail_s3_bucket_name                        = local.common_vars.locals.cloudtrail_s3_bucket_name
  cloudtrail_s3_bucket_already_exists              = true
  cloudtrail_kms_key_arn                           = local.common_vars.locals.cloudtrail_kms_key_arn
  cloudtrail_kms_key_arn_is_alias                  = true

  security_hub_associate_to_master_account_id = local.account_ids.logs
  macie_administrator_account_id              = local.account_ids.logs

  config_opt_in_regions              = local.multi_region_vars.locals.config_opt_in_regions
  ebs_opt_in_regions                 = local.multi_region_vars.locals.ebs_opt_in_regions
  guardduty_opt_in_regions           = local.multi_region_vars.locals.guardduty_opt_in_regions
  iam_access_analyzer_opt_in_regions = local.multi_region_vars.locals.iam_access_analyzer_opt_in_regions
  kms_cmk_opt_in_regions             = local.multi_region_vars.locals.kms_cmk_opt_in_regions
  macie_opt_in_regions               = local.multi_region_vars.locals.macie_opt_in_regions
  security_hub_opt_in_regions        = local.multi_region_vars.locals.security_hub_opt_in_regions

  create_macie_bucket  = true
  macie_bucket_name    = "${local.common_vars.locals.macie_bucket_name_prefix}-security"
  macie_create_kms_key = true
  macie_kms_key_name   = "acme-macie"
  macie_kms_key_users  = ["arn:aws:iam::${local.account_ids.security}:root"]

  users              = local.users
  should_require_mfa = true
}

# One provider for each region.
generate "providers" {
  path      = "providers.tf"
  if_exists = "overwrite"
  contents  = <<-EOF
    %{for region in local.multi_region_vars.locals.all_aws_regions}
    provider "aws" {
      region = "${region}"
      alias  = "${replace(region, "-", "_")}"
    }
    %{endfor}
  EOF
}
