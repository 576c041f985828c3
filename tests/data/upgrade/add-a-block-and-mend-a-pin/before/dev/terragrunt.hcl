include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v1.2.0"
}

locals {
  accounts = {
    audit = "111111111111"
    dev   = "222222222222"
  }
}

inputs = {
  aws_account_id = local.accounts.dev
  watched_by     = local.accounts.audit
  regions        = ["eu-central-1"]
}
