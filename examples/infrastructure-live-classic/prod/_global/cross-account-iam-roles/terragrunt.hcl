terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../terraform-aws-security//modules/cross-account-iam-roles"
  source = "git::git@github.com:gruntwork-io/terraform-aws-security.git//modules/cross-account-iam-roles?ref=v0.49.4"
}

include {
  path = find_in_parent_folders()
}

locals {
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))
  name_prefix  = local.common_vars.locals.name_prefix
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
  accounts     = jsondecode(file(find_in_parent_folders("accounts.json")))
}

inputs = {
  # People sign in to the security account and come from there.
  allow_read_only_access_from_other_account_arns = ["arn:aws:iam::${local.accounts.security}:root"]
  allow_billing_access_from_other_account_arns   = []
  allow_support_access_from_other_account_arns   = ["arn:aws:iam::${local.accounts.security}:root"]
  allow_full_access_from_other_account_arns      = []
}
