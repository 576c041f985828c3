# ---------------------------------------------------------------------------------------------------------------------
# PUBLIC HOSTED ZONES
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.base_source_url}?ref=v0.96.4"
}

locals {
  # This file is older than the others: the local has its words the other way round.
  base_source_url = "git::https://github.com/gruntwork-io/terraform-aws-service-catalog.git//modules/networking/route53"

  # Settings around the unit that includes this file.
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))

  name_prefix  = local.common_vars.locals.name_prefix
  account_ids  = local.common_vars.locals.account_ids
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
}

inputs = {
  public_zones = {
    (local.common_vars.locals.domain_names[local.account_name]) = {
      comment                    = "Managed in the folder ${local.account_name}."
      force_destroy              = local.account_name == "dev"
      tags                       = {}
      created_outside_terraform  = local.account_name == "prod"
      provision_certificates     = true
      base_domain_name_tags      = {}
      subject_alternative_names  = ["*.${local.common_vars.locals.domain_names[local.account_name]}"]
      create_verification_record = true
      verify_certificate         = true
      hosted_zone_domain_name    = null
    }
  }
}
