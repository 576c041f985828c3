# ---------------------------------------------------------------------------------------------------------------------
# ACCESS LOGS OF THE LOAD BALANCERS
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../terraform-aws-service-catalog//modules/data-stores/s3-bucket"
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/data-stores/s3-bucket?ref=v0.44.5"
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
  primary_bucket    = "${local.name_prefix}-alb-access-logs"
  enable_versioning = true
  mfa_delete        = false

  # The load balancers of all accounts write here.
  bucket_policy_statements = {
    AllowElbLogs = {
      effect     = "Allow"
      actions    = ["s3:PutObject"]
      principals = { Service = ["logdelivery.elasticloadbalancing.amazonaws.com"] }
      keys       = [for id in values(local.accounts) : "*/AWSLogs/${id}/*"]
    }
  }

  lifecycle_rules = {
    ExpireOldLogs = {
      enabled    = true
      expiration = { days = 365 }
    }
  }
}
