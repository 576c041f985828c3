terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v1.2.0"
}

inputs = {
  master  = "111111111111"
  regions = ["eu-central-1"]
}
