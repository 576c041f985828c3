# ---------------------------------------------------------------------------------------------------------------------
# LAMBDA FUNCTION
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=v${local.release}"
}

locals {
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-lambda.git//modules/lambda"

  # Without the v: the number is also the tag of the layer below.
  release = "0.21.9"

  # Settings around the unit that includes this file.
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))

  name_prefix  = local.common_vars.locals.name_prefix
  account_ids  = local.common_vars.locals.account_ids
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
  environment  = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals.environment
}

inputs = {
  name        = "${basename(get_terragrunt_dir())}-${local.environment}"
  runtime     = "python3.9"
  handler     = "index.handler"
  timeout     = 30
  memory_size = 256

  lambda_layers = ["arn:aws:lambda:${local.aws_region}:${local.account_ids.shared}:layer:tracing:${replace(local.release, ".", "")}"]
}
