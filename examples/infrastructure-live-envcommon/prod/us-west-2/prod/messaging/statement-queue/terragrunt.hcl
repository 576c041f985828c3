terraform {
  source = "tfr://registry.terraform.io/terraform-aws-modules/sqs/aws?version=3.4.1"
}

include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/messaging/sqs.hcl"
  expose = true
}

inputs = {
  message_retention_seconds = 1209600
}
