terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../terraform-aws-service-catalog//modules/mgmt/openvpn-server"
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/mgmt/openvpn-server?ref=v0.44.5"
}

include {
  path = find_in_parent_folders()
}

dependency "vpc" {
  config_path = "../vpc"

  mock_outputs = {
    vpc_id             = "vpc-1a1b2c3d4e5f67890"
    vpc_cidr_block     = "172.31.80.0/20"
    public_subnet_ids  = ["subnet-6a1b2c3d4e5f67890"]
    private_subnet_ids = ["subnet-7a1b2c3d4e5f67890"]
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

locals {
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))
  name_prefix  = local.common_vars.locals.name_prefix
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
  accounts     = jsondecode(file(find_in_parent_folders("accounts.json")))
}

inputs = {
  name          = "acme-vpn"
  instance_type = "t3.micro"
  ami           = ""
  ami_filters = {
    owners = [local.accounts[local.common_vars.locals.ami_owner_account]]
    filters = [
      { name = "name", values = ["acme-openvpn-*"] },
    ]
  }

  vpc_id     = dependency.vpc.outputs.vpc_id
  subnet_ids = dependency.vpc.outputs.public_subnet_ids

  allow_vpn_from_cidr_list = ["0.0.0.0/0"]
  allow_ssh_from_cidr_list = local.common_vars.locals.ip_allow_list
  kms_key_arn              = "arn:aws:kms:${local.aws_region}:${local.accounts.security}:alias/acme-vpn"

  request_url        = "sqs://openvpn-requests"
  backup_bucket_name = "${local.name_prefix}-openvpn-pki"
}
