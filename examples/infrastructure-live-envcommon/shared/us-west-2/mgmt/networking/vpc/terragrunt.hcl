include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/networking/vpc-mgmt.hcl"
  expose = true
}

inputs = {
  cidr_block = "172.31.80.0/20"
}
