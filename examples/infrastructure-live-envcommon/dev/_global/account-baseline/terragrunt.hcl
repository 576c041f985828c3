terraform {
  # Pinned here while the other environments follow. Remove the block to take the common version again.
  source = "${include.envcommon.locals.source_base_url}?ref=v0.35.1"
}

include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/landingzone/account-baseline-app-common.hcl"
  expose = true
}

include "appcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/landingzone/account-baseline-member.hcl"
  merge_strategy = "deep"
}

inputs = {
  allow_dev_access_from_other_account_arns = ["arn:aws:iam::${include.envcommon.locals.account_ids.security}:root"]
  dev_permitted_services                   = ["ec2", "ecs", "eks", "lambda", "rds", "s3"]
}
