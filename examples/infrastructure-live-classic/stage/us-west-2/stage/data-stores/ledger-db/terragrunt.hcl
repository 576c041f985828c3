terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/data-stores/rds?ref=v0.44.5"
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
  name           = "ledger-stage"
  engine         = "postgres"
  engine_version = "12.7"
  instance_type  = "db.t3.large"
  port           = 5432
  multi_az       = true

  allocated_storage     = 50
  max_allocated_storage = 100
  storage_encrypted     = true

  vpc_id                             = dependency.vpc.outputs.vpc_id
  subnet_ids                         = dependency.vpc.outputs.private_persistence_subnet_ids
  allow_connections_from_cidr_blocks = [dependency.vpc.outputs.vpc_cidr_block]

  # User name and password come from here; the file of this unit never holds them.
  db_config_secrets_manager_id = "arn:aws:secretsmanager:us-west-2:666677778888:secret:ledger-db-AbCdEf"

  backup_retention_period         = 14
  enabled_cloudwatch_logs_exports = ["postgresql"]
  enable_deletion_protection      = true
  performance_insights_enabled    = false

  custom_parameter_group = {
    name   = "ledger-stage-pg12"
    family = "postgres12"
    parameters = [
      { name = "rds.force_ssl", value = "1", apply_method = "immediate" },
      { name = "log_min_duration_statement", value = "100", apply_method = "immediate" },
    ]
  }
}
