# ---------------------------------------------------------------------------------------------------------------------
# ACCOUNT BASELINE OF THE MANAGEMENT ACCOUNT
# The organization and its child accounts, and the security baseline of the management account itself.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../terraform-aws-cis-service-catalog//modules/landingzone/account-baseline-root"
  source = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/landingzone/account-baseline-root?ref=v0.22.2"

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
}

inputs = {
  # Organization. It is older than this code and was imported.
  create_organization = true
  organizations_aws_service_access_principals = [
    "access-analyzer.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "config.amazonaws.com",
    "guardduty.amazonaws.com",
  ]

  # The account that receives logs is marked as such; all others deliver to it.
  child_accounts = {
    logs = {
      email           = "aws+logs@acme.example"
      is_logs_account = true
    }
    security = { email = "aws+security@acme.example" }
    shared   = { email = "aws+shared@acme.example" }
    dev      = { email = "aws+dev@acme.example" }
    stage    = { email = "aws+stage@acme.example" }
    prod = {
      email                      = "aws+prod@acme.example"
      iam_user_access_to_billing = "ALLOW"
      tags = {
        Compliance = "cis-1.3.0"
        CostCenter = "4711"
      }
    }
  }

  # AWS Config
  config_s3_bucket_name                            = local.common_vars.locals.config_s3_bucket_name
  config_should_create_s3_bucket                   = false
  config_force_destroy                             = false
  config_aggregate_config_data_in_external_account = true

  # CloudTrail
  cloudtrail_s3_bucket_name                        = local.common_vars.locals.cloudtrail_s3_bucket_name
  cloudtrail_s3_bucket_already_exists              = true
  cloudtrail_num_days_after_which_archive_log_data = 30
  cloudtrail_num_days_after_which_delete_log_data  = 365

  # Only the two people who hold the break-glass credentials have a user in this account.
  should_require_mfa = true
  iam_groups_for_cross_account_access = [
    for name, id in local.accounts : {
      group_name    = "_account.${name}-full-access"
      iam_role_arns = ["arn:aws:iam::${id}:role/allow-full-access-from-other-accounts"]
    } if name != "logs"
  ]
  users = {
    "paula.breakglass@acme.example" = {
      groups               = ["full-access"]
      create_login_profile = true
      pgp_key              = "keybase:acme_paula"
    }
    "igor.breakglass@acme.example" = {
      groups               = ["full-access", "billing"]
      create_login_profile = true
      pgp_key              = "keybase:acme_igor"
    }
  }

  # No *_opt_in_regions here: the modules find the enabled regions themselves.
}
