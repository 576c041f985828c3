terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v1.1.0"
}

inputs = {
  name = "dev"
}
