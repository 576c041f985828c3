locals {
  # Regions that the module has a provider for. The list belongs to the version of the module: a region that is missing
  # here, or one too many, and plan stops with an error about providers.
  all_aws_regions = [
    "af-south-1",
    "ap-east-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ca-central-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-north-1",
    "eu-south-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "me-south-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
  ]

  # Regions that are switched on and looked after in all of our accounts.
  opt_in_regions = [
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ]

  config_opt_in_regions              = local.opt_in_regions
  ebs_opt_in_regions                 = local.opt_in_regions
  guardduty_opt_in_regions           = local.opt_in_regions
  iam_access_analyzer_opt_in_regions = local.opt_in_regions
  macie_opt_in_regions               = local.opt_in_regions
  security_hub_opt_in_regions        = local.opt_in_regions
  kms_cmk_opt_in_regions             = ["us-west-2", "eu-west-1"]
}
