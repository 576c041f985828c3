terraform {
  # Set the variable to try a branch of the module without a commit here.
  source = "git::git@github.com:acme/infrastructure-modules.git//services/preview?ref=${get_env("PREVIEW_MODULE_REF", "v3.2.0")}"
}

include "root" {
  path = find_in_parent_folders()
}

inputs = {
  base_domain   = "preview.dev.acme.example"
  max_age_hours = 48
}
