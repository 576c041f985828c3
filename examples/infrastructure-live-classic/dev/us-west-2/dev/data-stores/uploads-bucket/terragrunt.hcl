terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-security.git//modules/private-s3-bucket?ref=v0.47.1"
}

include {
  path = find_in_parent_folders()
}

locals {
  common_vars = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  name_prefix = local.common_vars.locals.name_prefix
}

inputs = {
  name              = "${local.name_prefix}-dev-uploads"
  enable_versioning = true
  force_destroy     = true
  sse_algorithm     = "aws:kms"

  cors_rules = [
    {
      allowed_methods = ["GET", "PUT"]
      allowed_origins = ["https://*.dev.acme.example"]
      allowed_headers = ["*"]
      expose_headers  = ["ETag"]
      max_age_seconds = 3600
    },
  ]

  lifecycle_rules = {
    "AbortUploads" = {
      prefix                                 = ""
      enabled                                = true
      abort_incomplete_multipart_upload_days = 3
    }
  }
}
