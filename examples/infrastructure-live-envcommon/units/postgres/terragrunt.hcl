terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/data-stores/rds?ref=${values.version}"
}

include "root" {
  path = find_in_parent_folders()
}

inputs = {
  name              = values.name
  engine            = "postgres"
  engine_version    = try(values.engine_version, "13.7")
  allocated_storage = try(values.allocated_storage, 20)
}
