terraform {
  source = local.module_source
}

include "root" {
  path = find_in_parent_folders()
}

locals {
  # The whole address in one place, since the documentation of the key is made from it too.
  module_source = "git::git@github.com:gruntwork-io/terraform-aws-security.git//modules/kms-master-key?ref=v0.65.7"
  account_ids   = read_terragrunt_config(find_in_parent_folders("common.hcl")).locals.account_ids
}

inputs = {
  customer_master_keys = {
    "acme-backup-vault" = {
      cmk_administrator_iam_arns = ["arn:aws:iam::${local.account_ids.security}:root"]
      cmk_user_iam_arns          = [{ name = [for id in values(local.account_ids) : "arn:aws:iam::${id}:root"], conditions = [] }]
      deletion_window_in_days    = 30
    }
  }
}