# Reporting, as one stack: the collector comes from our catalog, the rest from the units of this repository.
locals {
  catalog         = "git::git@github.com:acme/infrastructure-catalog.git"
  catalog_version = "v0.6.3"

  module_versions = read_terragrunt_config(find_in_parent_folders("module_versions.hcl")).locals.module_versions
}

unit "collector" {
  source = "${local.catalog}//units/collector?ref=${local.catalog_version}"
  path   = "collector"

  # The unit uses the module of the same release.
  values = {
    version = local.catalog_version
    topic   = "reports-dev"
  }
}

unit "warehouse" {
  source = "../../../../units/postgres"
  path   = "warehouse"

  values = {
    name              = "reports-dev"
    version           = "v0.98.1"
    allocated_storage = 200
  }
}

unit "exports" {
  source = "${find_in_parent_folders("units")}/bucket"
  path   = "exports"

  values = {
    name    = "acme-reports-exports-dev"
    version = local.module_versions.bucket
  }
}
