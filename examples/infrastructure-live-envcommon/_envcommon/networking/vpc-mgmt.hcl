# ---------------------------------------------------------------------------------------------------------------------
# MANAGEMENT VPC
# ---------------------------------------------------------------------------------------------------------------------

terraform {
	source = "${local.source_base_url}?ref=v0.35.0"
}

locals {
	# Units that need another version write "${include.envcommon.locals.source_base_url}?ref=..." in a terraform block of their own.
	source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/networking/vpc-mgmt"

	# Settings around the unit that includes this file.
	common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
	account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
	region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))

	name_prefix  = local.common_vars.locals.name_prefix
	account_ids  = local.common_vars.locals.account_ids
	account_name = local.account_vars.locals.account_name
	aws_region   = local.region_vars.locals.aws_region
}

inputs = {
	vpc_name         = "mgmt"
	num_nat_gateways = 1

	allow_administrative_remote_access_cidrs_public_subnets = {
		for index, cidr in local.common_vars.locals.vpn_ip_allow_list : "allowed-${index}" => cidr
	}
}
