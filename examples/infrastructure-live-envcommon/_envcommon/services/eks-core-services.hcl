# ---------------------------------------------------------------------------------------------------------------------
# EKS CORE SERVICES
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=${local.source_version}"
}

dependency "vpc" {
  config_path = "${get_terragrunt_dir()}/../../networking/vpc"

  mock_outputs = {
    vpc_id                         = "vpc-0a1b2c3d4e5f67890"
    vpc_cidr_block                 = "10.0.0.0/16"
    public_subnet_ids              = ["subnet-0a1b2c3d4e5f67890"]
    private_app_subnet_ids         = ["subnet-2a1b2c3d4e5f67890"]
    private_persistence_subnet_ids = ["subnet-4a1b2c3d4e5f67890"]
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

dependency "eks_cluster" {
  config_path = "${get_terragrunt_dir()}/../eks-cluster"

  mock_outputs = {
    eks_cluster_name                         = "eks-mock"
    eks_iam_role_for_service_accounts_config = { openid_connect_provider_arn = "mock", openid_connect_provider_url = "mock" }
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

locals {
  # Units that need another version write "${include.envcommon.locals.source_base_url}?ref=..." in a terraform block of their own.
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/services/eks-core-services"

  # A dash in the key: it cannot be written with a dot.
  source_version = read_terragrunt_config(find_in_parent_folders("module_versions.hcl")).locals.module_versions["eks-core-services"]

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
  eks_cluster_name                         = dependency.eks_cluster.outputs.eks_cluster_name
  eks_iam_role_for_service_accounts_config = dependency.eks_cluster.outputs.eks_iam_role_for_service_accounts_config

  vpc_id                = dependency.vpc.outputs.vpc_id
  worker_vpc_subnet_ids = dependency.vpc.outputs.private_app_subnet_ids

  external_dns_route53_hosted_zone_domain_filters = [local.common_vars.locals.domain_names[local.environment]]

  fluent_bit_extra_filters = <<-FILTERS
    [FILTER]
        Name    grep
        Match   kube.*
        Exclude $kubernetes['labels']['noisy'] true
  FILTERS
}
