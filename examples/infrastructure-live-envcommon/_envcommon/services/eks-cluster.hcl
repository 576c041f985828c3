# ---------------------------------------------------------------------------------------------------------------------
# EKS CLUSTER
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=${local.versions.locals.module_versions.eks_cluster}"
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

locals {
  # Units that need another version write "${include.envcommon.locals.source_base_url}?ref=..." in a terraform block of their own.
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/services/eks-cluster"

  # Settings around the unit that includes this file.
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))

  name_prefix  = local.common_vars.locals.name_prefix
  account_ids  = local.common_vars.locals.account_ids
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
  environment  = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals.environment

  versions = read_terragrunt_config(find_in_parent_folders("module_versions.hcl"))
}

inputs = {
  cluster_name                              = "eks-${local.environment}"
  kubernetes_version                        = "1.22"
  allow_inbound_api_access_from_cidr_blocks = local.common_vars.locals.vpn_ip_allow_list

  vpc_id                       = dependency.vpc.outputs.vpc_id
  control_plane_vpc_subnet_ids = dependency.vpc.outputs.private_app_subnet_ids

  autoscaling_group_configurations = {
    asg = {
      min_size          = local.environment == "prod" ? 3 : 1
      max_size          = local.environment == "prod" ? 12 : 3
      asg_instance_type = local.environment == "prod" ? "m5.xlarge" : "t3.large"
      subnet_ids        = dependency.vpc.outputs.private_app_subnet_ids
    }
  }

  iam_role_to_rbac_group_mapping = {
    "arn:aws:iam::${local.account_ids[local.account_name]}:role/allow-full-access-from-other-accounts" = ["system:masters"]
  }
}
