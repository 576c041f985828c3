terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../terraform-aws-service-catalog//modules/mgmt/ecs-deploy-runner"
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/mgmt/ecs-deploy-runner?ref=v0.48.0"
}

include {
  path = find_in_parent_folders()
}

dependency "vpc" {
  config_path = "../networking/vpc"

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

  allowed_repos = ["git@github.com:acme/infrastructure-live.git"]
  git_config = {
    username_secrets_manager_arn = "arn:aws:secretsmanager:us-west-2:444455556666:secret:github-machine-user-AbCdEf"
    password_secrets_manager_arn = null
  }
}

inputs = {
  name               = "ecs-deploy-runner"
  vpc_id             = dependency.vpc.outputs.vpc_id
  private_subnet_ids = dependency.vpc.outputs.private_subnet_ids

  # The image that plans and applies. The tag is the release of the code inside it: see build_deploy_runner_image.sh.
  docker_image_builder_config = {
    container_image = {
      docker_image = "${local.accounts.shared}.dkr.ecr.us-west-2.amazonaws.com/kaniko"
      docker_tag   = "v0.38.0"
    }
    iam_policy          = {}
    allowed_repos       = local.allowed_repos
    allowed_repos_regex = []
    git_config          = local.git_config
    secrets_manager_env_vars = {
      GITHUB_OAUTH_TOKEN = "arn:aws:secretsmanager:us-west-2:444455556666:secret:github-machine-user-AbCdEf"
    }
    environment_vars = {}
  }

  terraform_planner_config = {
    container_image = {
      docker_image = "${local.accounts.shared}.dkr.ecr.us-west-2.amazonaws.com/ecs-deploy-runner"
      docker_tag   = "v0.38.0"
    }
    iam_policy                              = yamldecode(file("planner_permissions.yml"))
    infrastructure_live_repositories        = local.allowed_repos
    infrastructure_live_repositories_regex  = []
    repo_access_ssh_key_secrets_manager_arn = "arn:aws:secretsmanager:us-west-2:444455556666:secret:machine-user-key-AbCdEf"
    secrets_manager_env_vars                = {}
    environment_vars                        = { TF_PLUGIN_CACHE_DIR = "/tmp/plugins" }
  }
}
