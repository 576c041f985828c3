terraform {
  # Says nothing about the source: that is the one of _envcommon.
  after_hook "note" {
    commands = ["apply"]
    execute  = ["bash", "-c", "echo 'tell the network team; the old path was terraform-aws-vpc//modules/vpc-app?ref=v0.18.3'"]
  }
}

include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/networking/vpc-app.hcl"
  expose = true
}

inputs = {
  cidr_block = "10.4.0.0/16"
}
