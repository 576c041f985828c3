include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/data-stores/s3-bucket.hcl"
  expose = true
}

inputs = {
  primary_bucket = "${include.envcommon.locals.name_prefix}-alb-access-logs"
  lifecycle_rules = {
    Expire = { enabled = true, expiration = { days = 365 } }
  }
}
