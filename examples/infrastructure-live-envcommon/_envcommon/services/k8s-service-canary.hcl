# ---------------------------------------------------------------------------------------------------------------------
# CANARY OF A SERVICE
# Included after k8s-service.hcl: of two sources the later one counts.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "${local.source_base_url}?ref=v0.98.0-rc.1"
}

locals {
  # Units that need another version write "${include.envcommon.locals.source_base_url}?ref=..." in a terraform block of their own.
  source_base_url = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/services/k8s-service"
}

inputs = {
  desired_number_of_pods        = 1
  desired_number_of_canary_pods = 1
}
