terraform {
  # Takes only names from _envcommon; nothing of it is merged.
  source = "git::git@github.com:gruntwork-io/terraform-aws-security.git//modules/private-s3-bucket?ref=v0.65.9"
}

include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path           = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/data-stores/s3-bucket.hcl"
  merge_strategy = "no_merge"
  expose         = true
}

inputs = {
  name              = "${include.envcommon.locals.name_prefix}-stage-uploads"
  enable_versioning = true
}
