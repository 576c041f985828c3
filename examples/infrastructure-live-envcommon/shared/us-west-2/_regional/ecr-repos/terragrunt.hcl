terraform {
  source = "${local.module.source}//${local.module.path}?ref=${local.module.ref}"
}

include "root" {
  path = find_in_parent_folders()
}

locals {
  module      = jsondecode(file(find_in_parent_folders("tf-versions.json"))).modules.ecr-repos
  account_ids = read_terragrunt_config(find_in_parent_folders("common.hcl")).locals.account_ids
  readers     = [for name in ["dev", "stage", "prod"] : local.account_ids[name]]
}

inputs = {
  repositories = {
    for name in ["ledger-backend", "ledger-frontend", "payments", "statements"] : name => {
      external_account_ids_with_read_access  = local.readers
      external_account_ids_with_write_access = []
      enable_automatic_image_scanning        = true
      tags                                   = {}
    }
  }
}
