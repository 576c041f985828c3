# Settings of the whole organization. Read with read_terragrunt_config(find_in_parent_folders("common.hcl")).
locals {
  # Goes in front of the name of everything that needs a name unique within AWS.
  name_prefix = "acme"

  # The account that owns the organization. It is older than accounts.json, which lists only the accounts made later.
  management_account_id = "111122223333"

  # Where things are when nothing says otherwise.
  default_region = "us-west-2"

  # CloudTrail and AWS Config of all accounts deliver to the logs account.
  config_s3_bucket_name     = "${local.name_prefix}-config-logs"
  cloudtrail_s3_bucket_name = "${local.name_prefix}-cloudtrail-logs"
  cloudtrail_kms_key_alias  = "alias/cloudtrail-${local.name_prefix}-logs"

  # The office and the VPN of the contractor. Everything else is refused on administrative ports.
  ip_allow_list = [
    "192.0.2.0/24",
    "198.51.100.17/32",
  ]

  # Key pair of the machines that still allow SSH.
  ssh_key_pair_name = "acme-ops-2020"

  # Images are built once, in the shared account, and used by all.
  ami_owner_account = "shared"
}
