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
