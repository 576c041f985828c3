include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/services/k8s-service.hcl"
  expose = true
}

include "canary" {
  path = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/services/k8s-service-canary.hcl"
}

inputs = {
  canary_image = {
    repository = "${include.envcommon.locals.common_vars.locals.container_registry}/ledger-backend"
    tag        = "v2.32.0-rc.1"
  }
}
