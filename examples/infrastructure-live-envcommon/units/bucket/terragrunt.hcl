terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/data-stores/s3-bucket?ref=${values.version}"
}

include "root" {
  path = find_in_parent_folders()
}

inputs = {
  primary_bucket    = values.name
  enable_versioning = true
}
