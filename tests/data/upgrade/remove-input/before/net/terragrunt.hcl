terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/network?ref=v1.0.0"
}

inputs = {
  subnets = ["10.0.0.0/24"]

  # Only those without a way out.
  private_subnets = ["10.0.1.0/24"]
}
