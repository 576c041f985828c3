terraform {
  # The administrator goes first.
  source = "${include.envcommon.locals.source_base_url}?ref=v0.35.1"
}

include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/landingzone/account-baseline-app-common.hcl"
  expose = true
}

locals {
  common_vars = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_ids = local.common_vars.locals.account_ids
  members = {
    for name, account in local.common_vars.locals.accounts : name => {
      account_id = account.id
      email      = account.root_user_email
    } if name != "logs"
  }
}

inputs = {
  config_should_create_s3_bucket      = true
  config_linked_accounts              = [for name, id in local.account_ids : id if name != "logs"]
  cloudtrail_s3_bucket_already_exists = false

  cloudtrail_external_aws_account_ids_with_write_access      = values(local.account_ids)
  cloudtrail_allow_kms_describe_key_to_external_aws_accounts = true

  # Administrator of Security Hub and Macie: everybody else is a member.
  security_hub_external_member_accounts = local.members
  macie_external_member_accounts        = local.members
}
