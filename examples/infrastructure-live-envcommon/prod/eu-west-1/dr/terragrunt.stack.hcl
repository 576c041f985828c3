# What must be there when us-west-2 is not.
locals {
  version = "v0.7.1"
}

stack "storage" {
  source = "git::git@github.com:acme/infrastructure-catalog.git//stacks/storage?ref=${local.version}"
  path   = "storage"

  values = {
    version     = local.version
    replica_of  = "us-west-2"
    environment = "dr"
  }
}

unit "dns_failover" {
  source = "git::https://github.com/acme/infrastructure-catalog.git//units/dns-failover?ref=v0.5.0"
  path   = "dns-failover"

  # Not under .terragrunt-stack: the state of this unit is older than the stack.
  no_dot_terragrunt_stack = true

  values = {
    domain = "acme.example"
  }
}
