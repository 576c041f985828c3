terraform {
  # The version comes from the workflow: .github/workflows/report-runner.yml
  source = "git::git@github.com:acme/infrastructure-modules.git//services/report-runner?ref=v${get_env("INFRASTRUCTURE_VERSION")}"
}

include "root" {
  path = find_in_parent_folders()
}

inputs = {
  schedule = "cron(0 5 * * ? *)"
}
