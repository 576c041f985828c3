include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/networking/vpc-app.hcl"
  expose = true
}

inputs = {
  cidr_block = "10.2.0.0/16"
}
