terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v2.0.0"
}

inputs = {
  watched_by = "111111111111"
  regions = ["eu-central-1"]
}
