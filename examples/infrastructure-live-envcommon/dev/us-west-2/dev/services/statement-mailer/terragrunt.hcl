include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/services/lambda.hcl"
  expose = true
}

inputs = {
  description = "Mails the monthly statements."
}
