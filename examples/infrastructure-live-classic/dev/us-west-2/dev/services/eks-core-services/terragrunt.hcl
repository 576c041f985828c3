terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/services/eks-core-services?ref=v0.44.5"
}

include {
  path = find_in_parent_folders()
}

dependency "vpc" {
  config_path = "../../networking/vpc"

  mock_outputs = {
    vpc_id                         = "vpc-0a1b2c3d4e5f67890"
    vpc_cidr_block                 = "10.0.0.0/16"
    public_subnet_ids              = ["subnet-0a1b2c3d4e5f67890", "subnet-1a1b2c3d4e5f67890"]
    private_app_subnet_ids         = ["subnet-2a1b2c3d4e5f67890", "subnet-3a1b2c3d4e5f67890"]
    private_persistence_subnet_ids = ["subnet-4a1b2c3d4e5f67890", "subnet-5a1b2c3d4e5f67890"]
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

dependency "eks_cluster" {
  config_path = "../eks-cluster"

  mock_outputs = {
    eks_cluster_name                         = "eks-dev"
    eks_iam_role_for_service_accounts_config = { openid_connect_provider_arn = "mock", openid_connect_provider_url = "mock" }
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

locals {
  common_vars = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  name_prefix = local.common_vars.locals.name_prefix
}

inputs = {
  eks_cluster_name = dependency.eks_cluster.outputs.eks_cluster_name
  vpc_id           = dependency.vpc.outputs.vpc_id

  worker_vpc_subnet_ids                    = dependency.vpc.outputs.private_app_subnet_ids
  eks_iam_role_for_service_accounts_config = dependency.eks_cluster.outputs.eks_iam_role_for_service_accounts_config

  external_dns_route53_hosted_zone_domain_filters = ["dev.acme.example"]
  enable_external_dns                             = true
  enable_cluster_autoscaler                       = true
  cluster_autoscaler_scaling_strategy             = "priority"

  fluent_bit_extra_outputs = <<-OUTPUTS
    [OUTPUT]
        Name  s3
        Match kube.*
        bucket ${local.name_prefix}-dev-pod-logs
    OUTPUTS
}
