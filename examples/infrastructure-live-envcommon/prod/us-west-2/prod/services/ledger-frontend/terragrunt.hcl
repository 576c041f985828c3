terraform {
  # Bumped by hand after stage was quiet for a week.
  source = "${include.envcommon.locals.source_base_url}?ref=v0.96.4"
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
    tag         = "v2.30.0"
    pull_policy = "IfNotPresent"
  }
}
