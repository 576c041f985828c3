# Settings of the whole organization.
locals {
  name_prefix    = "acme"
  default_region = "us-west-2"

  # The path is relative to this file, whoever reads it.
  accounts    = jsondecode(file("accounts.json"))
  account_ids = { for name, account in local.accounts : name => account.id }

  # Names that several accounts must agree on.
  config_s3_bucket_name          = "${local.name_prefix}-config-${local.account_ids.logs}"
  cloudtrail_s3_bucket_name      = "${local.name_prefix}-cloudtrail-${local.account_ids.logs}"
  cloudtrail_kms_key_arn         = "arn:aws:kms:us-west-2:${local.account_ids.logs}:alias/cloudtrail-${local.name_prefix}-logs"
  macie_bucket_name_prefix       = "${local.name_prefix}-macie-results"
  container_registry             = "${local.account_ids.shared}.dkr.ecr.us-west-2.amazonaws.com"
  allow_all_regions_in_dashboard = false

  vpn_ip_allow_list = ["192.0.2.0/24", "198.51.100.17/32"]

  domain_names = {
    dev   = "dev.acme.example"
    stage = "stage.acme.example"
    prod  = "acme.example"
  }
}
