terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/network?ref=v1.2.1"
}

inputs = {
  subnets = ["10.0.0.0/24"]
}
