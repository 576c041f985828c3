# ---------------------------------------------------------------------------------------------------------------------
# EKS CLUSTER
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../../terraform-aws-service-catalog//modules/services/eks-cluster"
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/services/eks-cluster?ref=v0.44.5"
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
  cluster_name       = "eks-dev"
  kubernetes_version = "1.20"

  cluster_instance_keypair_name = local.common_vars.locals.ssh_key_pair_name

  vpc_id                       = dependency.vpc.outputs.vpc_id
  control_plane_vpc_subnet_ids = dependency.vpc.outputs.private_app_subnet_ids

  # The API server is reachable from the office and from the networks of this account.
  allow_inbound_api_access_from_cidr_blocks            = local.common_vars.locals.ip_allow_list
  allow_private_api_access_from_cidr_blocks            = [dependency.vpc.outputs.vpc_cidr_block]
  enabled_control_plane_log_types                      = ["api", "audit", "authenticator"]
  control_plane_cloudwatch_log_group_retention_in_days = 30

  cluster_instance_ami = ""
  cluster_instance_ami_filters = {
    owners = [local.accounts[local.common_vars.locals.ami_owner_account]]
    filters = [
      {
        name   = "name"
        values = ["acme-eks-worker-1.20-*"]
      },
    ]
  }

  autoscaling_group_configurations = {
    asg = {
      min_size          = 1
      max_size          = 3
      asg_instance_type = "t3.medium"
      subnet_ids        = dependency.vpc.outputs.private_app_subnet_ids
      tags              = []
    }
  }

  iam_role_to_rbac_group_mapping = {
    "arn:aws:iam::${local.accounts.dev}:role/allow-full-access-from-other-accounts" = ["system:masters"]
    "arn:aws:iam::${local.accounts.dev}:role/ecs-deploy-runner"                     = ["system:masters"]
  }

  # Pulls the tools that the nodes need at their first start. The script runs as root.
  cluster_instance_user_data = <<-USERDATA
    #!/usr/bin/env bash
    set -euo pipefail
    /opt/acme/bootstrap --cluster "eks-dev" --region us-west-2
    for addon in fluent-bit node-exporter; do
      systemctl enable --now "$${addon}.service"
    done
    USERDATA

  enable_ssh_grunt                    = true
  external_account_ssh_grunt_role_arn = "arn:aws:iam::${local.accounts.security}:role/allow-ssh-grunt-access-from-other-accounts"
}
