terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../../terraform-aws-service-catalog//modules/data-stores/rds"
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/data-stores/rds?ref=v0.44.5"

  # A database is not something to lose by a slip of the keyboard.
  before_hook "confirm_destroy" {
    commands = ["destroy"]
    execute  = ["bash", "-c", "echo 'destroying ledger-prod: set CONFIRM=ledger-prod to go on'; [ \"$CONFIRM\" = ledger-prod ]"]
  }
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

inputs = {
  name           = "ledger-prod"
  engine         = "postgres"
  engine_version = "12.7"
  instance_type  = "db.r5.2xlarge"
  port           = 5432
  multi_az       = true

  allocated_storage     = 500
  max_allocated_storage = 2000
  storage_encrypted     = true

  vpc_id                             = dependency.vpc.outputs.vpc_id
  subnet_ids                         = dependency.vpc.outputs.private_persistence_subnet_ids
  allow_connections_from_cidr_blocks = [dependency.vpc.outputs.vpc_cidr_block]

  # User name and password come from here; the file of this unit never holds them.
  db_config_secrets_manager_id = "arn:aws:secretsmanager:us-west-2:777788889999:secret:ledger-db-AbCdEf"

  backup_retention_period         = 35
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  enable_deletion_protection      = true
  performance_insights_enabled    = true

  custom_parameter_group = {
    name   = "ledger-prod-pg12"
    family = "postgres12"
    parameters = [
      { name = "rds.force_ssl", value = "1", apply_method = "immediate" },
      { name = "log_min_duration_statement", value = "500", apply_method = "immediate" },
    ]
  }
}
