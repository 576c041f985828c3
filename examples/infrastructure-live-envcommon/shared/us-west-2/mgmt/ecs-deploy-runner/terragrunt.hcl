include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/mgmt/ecs-deploy-runner.hcl"
  expose = true
}

inputs = {
  container_cpu    = 4096
  container_memory = 8192
}
