terraform {
  # Needed the fix for flow logs.
  source = "${include.envcommon.locals.source_base_url}?ref=v0.35.9"
}

include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/networking/vpc-mgmt.hcl"
  expose = true
}

inputs = {
  cidr_block = "172.31.128.0/20"
}
