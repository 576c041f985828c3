terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v1.2.1"
}

locals {
  common  = { name = "dev" }
  regions = ["eu-central-1", "eu-west-1", "us-east-1"]
}

inputs = merge(
  local.common,
  {
    size = 3,
    regions = local.regions,
  },
)
