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
  primary_bucket        = "${local.name_prefix}-vpc-flow-logs"
  access_logging_bucket = "${local.name_prefix}-s3-access-logs"

  bucket_policy_statements = {
    AWSLogDeliveryWrite = {
      effect     = "Allow"
      actions    = ["s3:PutObject"]
      principals = { Service = ["delivery.logs.amazonaws.com"] }
      keys       = ["AWSLogs/*"]
    }
    AWSLogDeliveryAclCheck = {
      effect     = "Allow"
      actions    = ["s3:GetBucketAcl"]
      principals = { Service = ["delivery.logs.amazonaws.com"] }
    }
  }
}
