# ---------------------------------------------------------------------------------------------------------------------
# ACCOUNT BASELINE OF THE SHARED ACCOUNT
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
}

inputs = {
  # AWS Config
  config_s3_bucket_name                            = local.common_vars.locals.config_s3_bucket_name
  config_should_create_s3_bucket                   = false
  config_aggregate_config_data_in_external_account = true

  # CloudTrail
  cloudtrail_s3_bucket_name           = local.common_vars.locals.cloudtrail_s3_bucket_name
  cloudtrail_s3_bucket_already_exists = true
  cloudtrail_kms_key_arn              = "arn:aws:kms:us-west-2:222233334444:alias/cloudtrail-acme-logs"
  cloudtrail_kms_key_arn_is_alias     = true

  # Keys for machine images. Other accounts need them to start machines from encrypted snapshots.
  kms_customer_master_keys = {
    ami-encryption = {
      cmk_administrator_iam_arns            = ["arn:aws:iam::${local.accounts.shared}:root"]
      cmk_user_iam_arns                     = [{ name = ["arn:aws:iam::${local.accounts.shared}:root"], conditions = [] }]
      cmk_external_user_iam_arns            = [for name, id in local.accounts : "arn:aws:iam::${id}:root" if name != "shared"]
      allow_manage_key_permissions_with_iam = true
      region                                = "us-west-2"
      replica_regions                       = []
      enable_key_rotation                   = true
    }
  }
  kms_cmk_opt_in_regions = ["us-west-2", "us-east-1"]

  # Roles that people and machines of other accounts may assume here.
  allow_read_only_access_from_other_account_arns = ["arn:aws:iam::${local.accounts.security}:root"]
  allow_full_access_from_other_account_arns      = ["arn:aws:iam::${local.accounts.security}:root"]
  allow_auto_deploy_from_other_account_arns      = [for name in ["dev", "stage", "prod"] : "arn:aws:iam::${local.accounts[name]}:root"]
  auto_deploy_permissions                        = ["ecr:*", "ec2:*", "s3:*", "kms:*"]
}
