# ---------------------------------------------------------------------------------------------------------------------
# SERVICE ON KUBERNETES
# Every unit that includes this file has a version of its own: the one written here moves nothing.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=v0.95.0"
}

locals {
  # Units that need another version write "${include.envcommon.locals.source_base_url}?ref=..." in a terraform block of their own.
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/services/k8s-service"

  # Settings around the unit that includes this file.
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))

  name_prefix  = local.common_vars.locals.name_prefix
  account_ids  = local.common_vars.locals.account_ids
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
  environment  = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals.environment

  service_name = basename(get_terragrunt_dir())
}

inputs = {
  application_name = local.service_name
  namespace        = "ledger"

  container_image = {
    repository  = "${local.common_vars.locals.container_registry}/${local.service_name}"
    tag         = "latest"
    pull_policy = "IfNotPresent"
  }
  container_port         = 8080
  desired_number_of_pods = local.environment == "prod" ? 6 : 2
  domain_name            = "${local.service_name}.${local.common_vars.locals.domain_names[local.environment]}"

  liveness_probe_path  = "/healthz"
  readiness_probe_path = "/ready"

  env_vars = {
    ENVIRONMENT = local.environment
    LOG_LEVEL   = "info"
  }
}
