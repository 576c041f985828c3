terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../terraform-aws-service-catalog//modules/data-stores/ecr-repos"
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/data-stores/ecr-repos?ref=v0.44.5"
}

include {
  path = find_in_parent_folders()
}

locals {
  accounts = jsondecode(file(find_in_parent_folders("accounts.json")))
  readers  = [for name in ["dev", "stage", "prod"] : local.accounts[name]]
}

inputs = {
  repositories = {
    ledger-backend = {
      external_account_ids_with_read_access  = local.readers
      external_account_ids_with_write_access = []
      enable_automatic_image_scanning        = true
      tags                                   = { Team = "ledger" }
    }
    ledger-frontend = {
      external_account_ids_with_read_access  = local.readers
      external_account_ids_with_write_access = []
      enable_automatic_image_scanning        = true
      tags                                   = { Team = "ledger" }
    }
    ecs-deploy-runner = {
      external_account_ids_with_read_access  = local.readers
      external_account_ids_with_write_access = []
      enable_automatic_image_scanning        = false
      tags                                   = {}
    }
  }
}
