terraform {
  required_version = ">= 1.0.0, < 2.0.0"
}

module "baseline" {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v2.0.0"

  watched_by = "111111111111"
  regions = ["eu-central-1"]
}
