# ---------------------------------------------------------------------------------------------------------------------
# BUDGET ALARM
# A module of this repository: it has no version of its own.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${get_parent_terragrunt_dir()}/_modules/budget-alarm"
}

include {
  path = find_in_parent_folders()
}

inputs = {
  monthly_limit_usd = 42000
  notify            = ["finance@acme.example"]
}
