terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v1.2.1"
}

locals {
  shared  = read_terragrunt_config(find_in_parent_folders("regions.hcl"))
  regions = local.shared.locals.regions
}

inputs = {
  regions = local.regions
}
