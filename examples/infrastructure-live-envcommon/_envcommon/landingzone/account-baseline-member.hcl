# ---------------------------------------------------------------------------------------------------------------------
# ACCOUNT BASELINE, WHAT ALL ACCOUNTS BUT LOGS HAVE IN COMMON
# Included as "appcommon", after "envcommon". Has no source of its own.
# ---------------------------------------------------------------------------------------------------------------------

locals {
  common_vars = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_ids = local.common_vars.locals.account_ids
}

inputs = {
  config_should_create_s3_bucket      = false
  cloudtrail_s3_bucket_already_exists = true
  cloudtrail_kms_key_arn              = local.common_vars.locals.cloudtrail_kms_key_arn
  cloudtrail_kms_key_arn_is_alias     = true

  # The logs account is the administrator of both.
  security_hub_associate_to_master_account_id = local.account_ids.logs
  macie_administrator_account_id              = local.account_ids.logs

  # People sign in to the security account and come from there.
  allow_read_only_access_from_other_account_arns = ["arn:aws:iam::${local.account_ids.security}:root"]
  allow_full_access_from_other_account_arns      = ["arn:aws:iam::${local.account_ids.security}:root"]
}
