# ---------------------------------------------------------------------------------------------------------------------
# ACCOUNT BASELINE OF THE LOGS ACCOUNT
# Owns the buckets of AWS Config and CloudTrail and the key that encrypts them, and is the Security Hub administrator.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../terraform-aws-cis-service-catalog//modules/landingzone/account-baseline-app"
  source = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/landingzone/account-baseline-app?ref=v0.22.2"

  # The baseline talks to every region at once and AWS throttles. Fewer calls in parallel finish sooner.
  extra_arguments "parallelism" {
    commands  = get_terraform_commands_that_need_parallelism()
    arguments = ["-parallelism=2"]
  }
}

include {
  path = find_in_parent_folders()
}

locals {
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  name_prefix  = local.common_vars.locals.name_prefix
  account_name = local.account_vars.locals.account_name

  # Account ids by account name.
  accounts = jsondecode(file(find_in_parent_folders("accounts.json")))

  # Everybody who may write logs: all accounts and the management account.
  log_writers = concat(values(local.accounts), [local.common_vars.locals.management_account_id])

  # Regions that are enabled in this account.
  opt_in_regions = [
    "eu-central-1",
    "eu-west-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ]
}

inputs = {
  # AWS Config: this account owns the bucket and the topic, and aggregates what the others record.
  config_s3_bucket_name                            = local.common_vars.locals.config_s3_bucket_name
  config_should_create_s3_bucket                   = true
  config_num_days_after_which_archive_log_data     = 30
  config_num_days_after_which_delete_log_data      = 365
  config_aggregate_config_data_in_external_account = false
  config_linked_accounts                           = [for name, id in local.accounts : id if name != "logs"]
  config_opt_in_regions                            = local.opt_in_regions

  # CloudTrail: this account owns the bucket and the key.
  cloudtrail_s3_bucket_name                                  = local.common_vars.locals.cloudtrail_s3_bucket_name
  cloudtrail_s3_bucket_already_exists                        = false
  cloudtrail_external_aws_account_ids_with_write_access      = local.log_writers
  cloudtrail_allow_kms_describe_key_to_external_aws_accounts = true
  cloudtrail_kms_key_administrator_iam_arns                  = ["arn:aws:iam::${local.accounts.logs}:root"]
  cloudtrail_kms_key_user_iam_arns                           = [for id in local.log_writers : "arn:aws:iam::${id}:root"]
  cloudtrail_num_days_after_which_archive_log_data           = 90
  cloudtrail_num_days_after_which_delete_log_data            = 730

  # Security Hub: all other accounts are members of this one.
  security_hub_external_member_accounts = {
    for name, id in local.accounts : name => {
      account_id = id
      email      = "aws+${name}@acme.example"
    } if name != "logs"
  }
  security_hub_opt_in_regions = local.opt_in_regions

  guardduty_opt_in_regions           = local.opt_in_regions
  iam_access_analyzer_opt_in_regions = local.opt_in_regions
  ebs_opt_in_regions                 = local.opt_in_regions
  kms_cmk_opt_in_regions             = local.opt_in_regions

  # Roles that people of the security account may assume here. Nobody has write access to the logs.
  allow_read_only_access_from_other_account_arns = ["arn:aws:iam::${local.accounts.security}:root"]
  allow_logs_access_from_other_account_arns      = ["arn:aws:iam::${local.accounts.security}:root"]
  allow_full_access_from_other_account_arns      = []
}
