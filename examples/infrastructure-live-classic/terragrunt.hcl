# ---------------------------------------------------------------------------------------------------------------------
# ROOT CONFIGURATION
# Included by every unit of this repository. It decides where the state lives, which provider is used, and the inputs
# that all units share.
# ---------------------------------------------------------------------------------------------------------------------

terraform_version_constraint  = ">= 0.14.11, < 0.15.0"
terragrunt_version_constraint = ">= 0.29.3"

locals {
  # Settings that hold for all accounts.
  common_vars = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  name_prefix = local.common_vars.locals.name_prefix

  # Account ids by account name. The management account is not in that file: the tool that wrote it made the others.
  accounts = jsondecode(file("${get_parent_terragrunt_dir()}/accounts.json"))

  # Settings of the account and the region that the unit lives in.
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  account_name = local.account_vars.locals.account_name
  account_id   = lookup(local.accounts, local.account_name, local.common_vars.locals.management_account_id)

  region_vars = read_terragrunt_config(find_in_parent_folders("region.hcl"))
  aws_region  = local.region_vars.locals.aws_region
}

# ---------------------------------------------------------------------------------------------------------------------
# PROVIDER
# allowed_account_ids makes sure that a unit is never applied with the credentials of another account.
# ---------------------------------------------------------------------------------------------------------------------

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<EOF
provider "aws" {
  region              = "${local.aws_region}"
  allowed_account_ids = ["${local.account_id}"]
}
EOF
}

# Version 4 of the provider split the S3 bucket resource. Stay below it until every module is ready.
generate "provider_version" {
  path      = "provider_version_override.tf"
  if_exists = "overwrite"
  contents  = <<EOF
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 3.0"
    }
  }
}
EOF
}

# ---------------------------------------------------------------------------------------------------------------------
# STATE
# ---------------------------------------------------------------------------------------------------------------------

remote_state {
  backend = "s3"

  config = {
    encrypt        = true
    bucket         = lower("${local.name_prefix}-${local.account_name}-${local.aws_region}-tf-state")
    key            = "${path_relative_to_include()}/terraform.tfstate"
    region         = local.aws_region
    dynamodb_table = "terraform-locks"

    # Who read or wrote which state, and when.
    accesslogging_bucket_name = lower("${local.name_prefix}-${local.account_name}-${local.aws_region}-tf-logs")
  }

  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
}

# AWS answers some calls before a resource can be seen everywhere; these are worth another try.
retryable_errors = [
  "(?s).*Error.*reading.*NoSuchBucket.*",
  "(?s).*could not query provider registry.*",
  "(?s).*TLS handshake timeout.*",
]
retry_max_attempts       = 3
retry_sleep_interval_sec = 30

# ---------------------------------------------------------------------------------------------------------------------
# INPUTS OF ALL UNITS
# ---------------------------------------------------------------------------------------------------------------------

inputs = {
  aws_account_id = local.account_id
  aws_region     = local.aws_region
  name_prefix    = local.name_prefix

  # Where modules find the state of other units.
  terraform_state_aws_region = local.aws_region
  terraform_state_s3_bucket  = lower("${local.name_prefix}-${local.account_name}-${local.aws_region}-tf-state")
}
