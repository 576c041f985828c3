terraform {
  # A build of our fork with the patch for IPv6.
  source = "${include.envcommon.locals.source_base_url}?ref=v0.96.8-acme"
}

include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/services/eks-cluster.hcl"
  expose = true
}
