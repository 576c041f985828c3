terraform {
  source = "${include.envcommon.locals.source_base_url}?ref=v0.96.8"
}

include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/services/k8s-service.hcl"
  expose = true
}

inputs = {
  container_image = {
    repository  = "${include.envcommon.locals.common_vars.locals.container_registry}/ledger-frontend"
    tag         = "v2.31.0"
    pull_policy = "IfNotPresent"
  }
}
