terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v1.2.0"
}

locals {
  accounts = {
    audit = "111111111111"
    dev   = "222222222222"
  }
  regions = ["eu-central-1", "eu-west-1", "us-east-1"]
}

inputs = {
  aws_account_id = local.accounts.dev
  master         = local.accounts.audit # who watches
  regions        = local.regions
}
