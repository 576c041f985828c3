terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-security.git//modules/saml-iam-roles?ref=v0.48.2"
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
  # Written by the identity provider; see the run book for the yearly exchange of its certificate.
  allow_read_only_access_from_saml_provider_arns = ["arn:aws:iam::${local.accounts.security}:saml-provider/acme-sso"]
  allow_full_access_from_saml_provider_arns      = []

  max_session_duration_human_users = 28800
  should_require_mfa               = true
}
