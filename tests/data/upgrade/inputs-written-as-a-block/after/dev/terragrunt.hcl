terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v1.2.1"
}

inputs = {
  name = "dev"
  regions = local.regions
}

locals {
  regions = [
    "eu-central-1",
    "eu-west-1",
    "us-east-1",
  ]
}
