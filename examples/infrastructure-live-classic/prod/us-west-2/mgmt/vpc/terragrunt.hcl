terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/networking/vpc-mgmt?ref=v0.22.1"
}

include {
  path = find_in_parent_folders()
}

locals {
  common_vars = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  name_prefix = local.common_vars.locals.name_prefix
}

inputs = {
  vpc_name         = "mgmt-prod"
  cidr_block       = "172.31.128.0/20"
  num_nat_gateways = 3

  allow_administrative_remote_access_cidrs_public_subnets  = { for i, cidr in local.common_vars.locals.ip_allow_list : "office-${i}" => cidr }
  allow_administrative_remote_access_cidrs_private_subnets = { vpc = "172.31.128.0/20" }
}
