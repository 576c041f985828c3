terraform {
  source = "${include.envcommon.locals.source_base_url}?ref=v0.35.0"
}

include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/landingzone/account-baseline-app-common.hcl"
  expose = true
}

include "appcommon" {
  path           = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/landingzone/account-baseline-member.hcl"
  merge_strategy = "deep"
}

inputs = {
  allow_support_access_from_other_account_arns = ["arn:aws:iam::${include.envcommon.locals.account_ids.security}:root"]

  # Also look at what customers send us.
  macie_buckets_to_analyze = {
    "us-west-2" : ["acme-prod-uploads-bucket"],
  }
}
