# ---------------------------------------------------------------------------------------------------------------------
# KEY OF THE BACKUP VAULT
# All accounts encrypt their backups with it, and none of them can delete it.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-security.git//modules/kms-master-key?ref=v0.49.2"
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
  customer_master_keys = {
    "acme-backup-vault" = {
      cmk_administrator_iam_arns = ["arn:aws:iam::${local.accounts.security}:root"]
      cmk_user_iam_arns = [
        {
          name       = [for id in values(local.accounts) : "arn:aws:iam::${id}:root"]
          conditions = []
        },
      ]
      allow_manage_key_permissions_with_iam = true
      deletion_window_in_days               = 30
    }
  }
}
