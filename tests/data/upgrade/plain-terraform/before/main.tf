terraform {
  required_version = "~> 0.14.0"
}

module "baseline" {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v1.2.0"

  master  = "111111111111"
  regions = ["eu-central-1"]
}
