# ---------------------------------------------------------------------------------------------------------------------
# POSTGRES
# Prod waits for its maintenance window and stays on an older release until then.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=${local.account_name == "prod" ? "v0.93.3" : "v0.96.4"}"
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
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/data-stores/rds"

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
  name              = "ledger-${local.environment}"
  engine            = "postgres"
  engine_version    = "13.7"
  instance_type     = local.environment == "prod" ? "db.r6g.2xlarge" : "db.t4g.medium"
  multi_az          = local.environment == "prod"
  allocated_storage = 100
  storage_encrypted = true

  vpc_id                             = dependency.vpc.outputs.vpc_id
  subnet_ids                         = dependency.vpc.outputs.private_persistence_subnet_ids
  allow_connections_from_cidr_blocks = [dependency.vpc.outputs.vpc_cidr_block]

  db_config_secrets_manager_id = "arn:aws:secretsmanager:${local.aws_region}:${local.account_ids[local.account_name]}:secret:ledger-db-AbCdEf"
}
