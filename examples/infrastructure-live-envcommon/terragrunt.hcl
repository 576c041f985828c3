# ---------------------------------------------------------------------------------------------------------------------
# ROOT CONFIGURATION
# Included as "root" by every unit: state, provider, and the inputs that all units share.
# ---------------------------------------------------------------------------------------------------------------------

terraform_version_constraint  = ">= 1.1.0, < 1.6.0"
terragrunt_version_constraint = ">= 0.40.0"

locals {
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))

  name_prefix  = local.common_vars.locals.name_prefix
  account_name = local.account_vars.locals.account_name
  account_id   = local.common_vars.locals.account_ids[local.account_name]
  aws_region   = local.region_vars.locals.aws_region

  # Some units take their version from here, through include.root.locals.
  module_versions = read_terragrunt_config(find_in_parent_folders("module_versions.hcl")).locals.module_versions
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<EOF
provider "aws" {
  region              = "${local.aws_region}"
  allowed_account_ids = ["${local.account_id}"]

  default_tags {
    tags = {
      ManagedBy = "${get_path_from_repo_root()}"
    }
  }
}
EOF
}

generate "provider_version" {
  path      = "provider_version_override.tf"
  if_exists = "overwrite"
  contents  = <<EOF
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 3.75"
    }
  }
}
EOF
}

remote_state {
  backend = "s3"

  config = {
    encrypt        = true
    bucket         = lower("${local.name_prefix}-${local.account_name}-${local.aws_region}-tf-state")
    key            = "${path_relative_to_include()}/terraform.tfstate"
    region         = local.aws_region
    dynamodb_table = "terraform-locks"
  }

  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
}

# Macie's own role takes a while to be seen by Macie.
retryable_errors = concat(get_default_retryable_errors(), [
  "(?s).*Macie can't create the job right now.*",
])
retry_max_attempts       = 10
retry_sleep_interval_sec = 60

inputs = {
  aws_account_id = local.account_id
  aws_region     = local.aws_region
  name_prefix    = local.name_prefix
}
