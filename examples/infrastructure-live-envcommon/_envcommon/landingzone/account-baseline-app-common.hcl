# ---------------------------------------------------------------------------------------------------------------------
# ACCOUNT BASELINE, COMMON TO THE LOGS, SHARED AND WORKLOAD ACCOUNTS
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=v0.35.0"
}

# One provider for each region. Regions that are not ours skip all checks, since no credentials work there.
generate "providers" {
  path      = "providers.tf"
  if_exists = "overwrite"
  contents  = <<-EOF
    %{for region in local.multi_region_vars.locals.all_aws_regions}
    provider "aws" {
      region                      = "${region}"
      alias                       = "${replace(region, "-", "_")}"
      skip_credentials_validation = ${!contains(local.multi_region_vars.locals.opt_in_regions, region)}
      skip_requesting_account_id  = ${!contains(local.multi_region_vars.locals.opt_in_regions, region)}
    }
    %{endfor}
  EOF
}

locals {
  # Units that need another version write "${include.envcommon.locals.source_base_url}?ref=..." in a terraform block of their own.
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/landingzone/account-baseline-app"

  # Settings around the unit that includes this file.
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))

  name_prefix  = local.common_vars.locals.name_prefix
  account_ids  = local.common_vars.locals.account_ids
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region

  multi_region_vars = read_terragrunt_config(find_in_parent_folders("multi_region_common.hcl"))
}

inputs = {
  # AWS Config
  config_s3_bucket_name                            = local.common_vars.locals.config_s3_bucket_name
  config_aggregate_config_data_in_external_account = local.account_name != "logs"
  config_central_account_id                        = local.account_name == "logs" ? null : local.account_ids.logs
  config_opt_in_regions                            = local.multi_region_vars.locals.config_opt_in_regions

  # CloudTrail
  cloudtrail_s3_bucket_name = local.common_vars.locals.cloudtrail_s3_bucket_name

  # Regions of everything else
  ebs_opt_in_regions                 = local.multi_region_vars.locals.ebs_opt_in_regions
  guardduty_opt_in_regions           = local.multi_region_vars.locals.guardduty_opt_in_regions
  iam_access_analyzer_opt_in_regions = local.multi_region_vars.locals.iam_access_analyzer_opt_in_regions
  kms_cmk_opt_in_regions             = local.multi_region_vars.locals.kms_cmk_opt_in_regions
  macie_opt_in_regions               = local.multi_region_vars.locals.macie_opt_in_regions
  security_hub_opt_in_regions        = local.multi_region_vars.locals.security_hub_opt_in_regions

  # Macie
  create_macie_bucket  = true
  macie_bucket_name    = lower("${local.common_vars.locals.macie_bucket_name_prefix}-${local.account_name}")
  macie_create_kms_key = true
  macie_kms_key_name   = "${local.name_prefix}-macie"
  macie_kms_key_users  = ["arn:aws:iam::${local.account_ids[local.account_name]}:root"]
  macie_buckets_to_analyze = {
    (local.aws_region) = concat(
      ["${local.name_prefix}-${local.account_name}-${local.aws_region}-tf-state"],
      local.account_name == "logs" ? [local.common_vars.locals.config_s3_bucket_name, local.common_vars.locals.cloudtrail_s3_bucket_name] : [],
    )
  }
}
