# ---------------------------------------------------------------------------------------------------------------------
# ACCOUNT BASELINE OF THE DEV ACCOUNT
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

  multi_region_vars = read_terragrunt_config(find_in_parent_folders("multi_region_common.hcl"))
  opt_in_regions    = local.multi_region_vars.locals.opt_in_regions
}

inputs = {
  # AWS Config
  config_s3_bucket_name                            = local.common_vars.locals.config_s3_bucket_name
  config_should_create_s3_bucket                   = false
  config_aggregate_config_data_in_external_account = true
  config_central_account_id                        = local.accounts.logs
  config_opt_in_regions                            = local.opt_in_regions

  # CloudTrail. The key is named by its own ARN, not by an alias.
  cloudtrail_s3_bucket_name           = local.common_vars.locals.cloudtrail_s3_bucket_name
  cloudtrail_s3_bucket_already_exists = true
  cloudtrail_kms_key_arn              = "arn:aws:kms:us-west-2:222233334444:key/1234abcd-12ab-34cd-56ef-1234567890ab"

  # Security Hub
  security_hub_associate_to_master_account_id = local.accounts["logs"]
  security_hub_opt_in_regions                 = local.opt_in_regions

  guardduty_opt_in_regions           = local.opt_in_regions
  iam_access_analyzer_opt_in_regions = local.multi_region_vars.locals.iam_access_analyzer_opt_in_regions

  # Roles that people and machines of other accounts may assume here.
  allow_read_only_access_from_other_account_arns = ["arn:aws:iam::${local.accounts.security}:root"]
  allow_full_access_from_other_account_arns      = ["arn:aws:iam::${local.accounts.security}:root"]
  allow_dev_access_from_other_account_arns       = ["arn:aws:iam::${local.accounts.security}:root"]
  allow_auto_deploy_from_other_account_arns      = ["arn:aws:iam::${local.accounts.shared}:role/ecs-deploy-runner"]
  dev_permitted_services                         = ["ec2", "ecs", "eks", "lambda", "rds", "s3", "sqs"]
  auto_deploy_permissions                        = ["iam:GetRole", "iam:PassRole", "ecs:*", "eks:Describe*", "s3:*"]
}
