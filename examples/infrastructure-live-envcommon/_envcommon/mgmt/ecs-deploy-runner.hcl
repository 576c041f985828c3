# ---------------------------------------------------------------------------------------------------------------------
# DEPLOY RUNNER
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=v0.96.8"
}

dependency "vpc" {
  config_path = "${get_terragrunt_dir()}/../networking/vpc"

  mock_outputs = {
    vpc_id             = "vpc-1a1b2c3d4e5f67890"
    private_subnet_ids = ["subnet-7a1b2c3d4e5f67890"]
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

locals {
  # Units that need another version write "${include.envcommon.locals.source_base_url}?ref=..." in a terraform block of their own.
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/mgmt/ecs-deploy-runner"

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
  name               = "ecs-deploy-runner"
  vpc_id             = dependency.vpc.outputs.vpc_id
  private_subnet_ids = dependency.vpc.outputs.private_subnet_ids

  terraform_planner_config = {
    container_image = {
      docker_image = "${local.common_vars.locals.container_registry}/ecs-deploy-runner"
      docker_tag   = "v0.50.5" # a release of terraform-aws-ci, not of the module
    }
    iam_policy = {
      Read = {
        effect    = "Allow"
        actions   = ["ec2:Describe*", "iam:Get*", "iam:List*", "macie2:Describe*", "macie2:Get*", "macie2:List*", "s3:Get*"]
        resources = ["*"]
      }
    }
  }
}
