# ---------------------------------------------------------------------------------------------------------------------
# OUR OWN SERVICES
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "git::git@github.com:acme/infrastructure-modules.git//services/${local.service_name}?ref=${local.services[local.service_name].release}"
}

locals {
  # Settings around the unit that includes this file.
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))

  name_prefix  = local.common_vars.locals.name_prefix
  account_ids  = local.common_vars.locals.account_ids
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
  environment  = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals.environment

  # The folder of the unit names the module, and the module its version.
  service_name = basename(get_terragrunt_dir())
  services     = yamldecode(file(find_in_parent_folders("versions.yaml"))).services
}

inputs = {
  team        = local.services[local.service_name].team
  environment = local.environment
  image_tag   = local.services[local.service_name].release
}
