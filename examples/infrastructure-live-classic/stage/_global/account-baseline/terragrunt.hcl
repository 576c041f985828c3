# ---------------------------------------------------------------------------------------------------------------------
# ACCOUNT BASELINE OF THE STAGE ACCOUNT
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/landingzone/account-baseline-app?ref=v0.21.0"
  source = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/landingzone/account-baseline-app?ref=v0.22.0"

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

  # Osaka was added when it became a full region.
  opt_in_regions = ["ap-northeast-1", "ap-northeast-3", "eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"]

  # What every workload account gets; the inputs below add what is particular to this one.
  logging_inputs = {
    config_s3_bucket_name                            = local.common_vars.locals.config_s3_bucket_name
    config_should_create_s3_bucket                   = false
    config_aggregate_config_data_in_external_account = true
    cloudtrail_s3_bucket_name                        = local.common_vars.locals.cloudtrail_s3_bucket_name
    cloudtrail_s3_bucket_already_exists              = true
    cloudtrail_kms_key_arn                           = "arn:aws:kms:us-west-2:222233334444:alias/cloudtrail-acme-logs"
    cloudtrail_kms_key_arn_is_alias                  = true
  }
}

inputs = merge(
  local.logging_inputs,
  {
    config_opt_in_regions    = local.opt_in_regions
    guardduty_opt_in_regions = local.opt_in_regions

    # Roles that people and machines of other accounts may assume here.
    allow_read_only_access_from_other_account_arns = ["arn:aws:iam::${local.accounts.security}:root"]
    allow_full_access_from_other_account_arns      = ["arn:aws:iam::${local.accounts.security}:root"]
    allow_auto_deploy_from_other_account_arns      = ["arn:aws:iam::${local.accounts.shared}:role/ecs-deploy-runner"]
    auto_deploy_permissions                        = ["iam:GetRole", "iam:PassRole", "ecs:*", "s3:*"]
  },
)
