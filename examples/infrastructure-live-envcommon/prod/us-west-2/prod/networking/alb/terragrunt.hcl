terraform {
  source = "${include.envcommon.locals.source_base_url}?ref=${include.envcommon.locals.source_version}"
}

include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/networking/alb.hcl"
  expose = true
}
