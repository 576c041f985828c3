terraform {
  source = "git::https://github.com/gruntwork-io/terraform-aws-service-catalog//modules/data-stores/rds-replicas?depth=1&ref=v0.44.5"
}

include {
  path = find_in_parent_folders()
}

dependency "ledger_db" {
  config_path = "../../../../us-west-2/prod/data-stores/ledger-db"

  mock_outputs = {
    primary_arn = "arn:aws:rds:us-west-2:777788889999:db:ledger-prod"
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

inputs = {
  # Created by the snapshot copy job; only its permissions and alarms are managed here.
  name                = "ledger-dr"
  replicate_source_db = dependency.ledger_db.outputs.primary_arn
  instance_type       = "db.r5.large"
}
