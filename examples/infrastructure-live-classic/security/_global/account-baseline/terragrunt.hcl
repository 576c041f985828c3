# ---------------------------------------------------------------------------------------------------------------------
# ACCOUNT BASELINE OF THE SECURITY ACCOUNT
# All IAM users and groups of the company live here.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../terraform-aws-cis-service-catalog//modules/landingzone/account-baseline-security"
  source = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/landingzone/account-baseline-security?ref=v0.22.1"

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

  # People and their groups change often, so they have a file of their own.
  users                = yamldecode(templatefile("${get_terragrunt_dir()}/users.yml", {}))
  cross_account_groups = yamldecode(templatefile("${get_terragrunt_dir()}/cross_account_groups.yml", { accounts = local.accounts }))
}

inputs = {
  # AWS Config
  config_s3_bucket_name                            = local.common_vars.locals.config_s3_bucket_name
  config_should_create_s3_bucket                   = false
  config_aggregate_config_data_in_external_account = true
  config_central_account_id                        = local.accounts.logs

  # CloudTrail. The key belongs to the logs account and is named by its alias.
  cloudtrail_s3_bucket_name           = local.common_vars.locals.cloudtrail_s3_bucket_name
  cloudtrail_s3_bucket_already_exists = true
  cloudtrail_kms_key_arn              = "arn:aws:kms:us-west-2:${local.accounts.logs}:${local.common_vars.locals.cloudtrail_kms_key_alias}"
  cloudtrail_kms_key_arn_is_alias     = true

  # Security Hub
  security_hub_associate_to_master_account_id = local.accounts.logs

  # IAM
  should_require_mfa                  = true
  minimum_password_length             = 16
  iam_groups_for_cross_account_access = local.cross_account_groups.cross_account_groups
  users                               = local.users
  should_create_iam_group_billing     = true
  should_create_iam_group_auditors    = true
  should_create_iam_group_developers  = false
  should_create_iam_group_read_only   = true

  # Roles that the other accounts may assume here.
  allow_auto_deploy_from_other_account_arns = []
  allow_ssh_grunt_access_from_other_account_arns = [
    for name, id in local.accounts : "arn:aws:iam::${id}:root" if name != "security"
  ]

  # Certificates that expired stay in IAM until somebody removes them.
  cleanup_expired_certs_schedule_expression = "rate(7 days)"
}
