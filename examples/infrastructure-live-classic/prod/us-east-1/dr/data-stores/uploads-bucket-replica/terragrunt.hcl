terraform {
  source = "git::ssh://git@github.com/gruntwork-io/terraform-aws-security.git//modules/private-s3-bucket?ref=v0.53.7"
}

include {
  path = find_in_parent_folders()
}

locals {
  common_vars = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  name_prefix = local.common_vars.locals.name_prefix
}

inputs = {
  name              = "${local.name_prefix}-prod-uploads-replica"
  enable_versioning = true
  mfa_delete        = false
}
