# ---------------------------------------------------------------------------------------------------------------------
# TAG POLICIES
# Always the newest release: asked for when the unit is read.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "git::git@github.com:acme/infrastructure-modules.git//org/tag-policies?ref=${run_cmd("--terragrunt-quiet", "${dirname(find_in_parent_folders("common.hcl"))}/scripts/latest-tag.sh", "infrastructure-modules")}"
}

include "root" {
  path = find_in_parent_folders()
}

inputs = {
  required_tags = ["Team", "CostCenter"]
}
