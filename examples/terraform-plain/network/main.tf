# The network of all environments. Modules come from many hands, and so do the ways to write their versions.

locals {
  cidr = "10.20.0.0/16"
  azs  = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}

# Pinned to a commit, since tags can be moved. The comment says which release that was.
module "vpc" {
  source = "git::https://github.com/terraform-aws-modules/terraform-aws-vpc.git?ref=4f8d2c61b7a90e35d1c8f2a6b4e7093d5c1a8e27" # v10.2.1

  name = "acme"
  cidr = local.cidr
  azs  = local.azs

  private_subnets = [for i, az in local.azs : cidrsubnet(local.cidr, 4, i)]
  public_subnets  = [for i, az in local.azs : cidrsubnet(local.cidr, 8, 128 + i)]

  enable_nat_gateway = true
  single_nat_gateway = false
}

# The slash of refs/tags is written the way URLs write it.
module "subnets_legacy" {
  source = "git::https://github.com/cloudposse/terraform-aws-dynamic-subnets.git?ref=tags%2F4.0.3"

  vpc_id             = module.vpc.vpc_id
  availability_zones = local.azs
}

# Tags without the v.
module "label" {
  source  = "git::https://github.com/cloudposse/terraform-null-label.git?ref=0.12.2"
  enabled = true
  stage   = "shared"
}

# Our fork of a release: the suffix is ours.
module "transit_gateway" {
  source = "git::git@github.com:acme/terraform-aws-service-catalog.git//modules/networking/transit-gateway?ref=v0.107.5-acme"

  name        = "acme"
  attachments = { main = module.vpc.vpc_id }
}

# The query stands before the folder. It works, so nobody noticed.
module "vpn" {
  source = "github.com/acme/infrastructure-modules?ref=v5.0.0//vpn"

  vpc_id = module.vpc.vpc_id
}

# Only the last commit is fetched.
module "dns" {
  source = "git::ssh://git@github.com/acme/infrastructure-modules.git//dns?depth=1&ref=v5.2.0"

  zone = "acme.example"
}

module "dns_internal" {
  source = "git::ssh://git@github.com/acme/infrastructure-modules.git//dns?ref=v5.2.0&depth=1"

  zone = "acme.internal"
}

# No ref at all: whatever the default branch holds on the day of init.
module "flow_logs" {
  source = "git::https://github.com/acme/terraform-aws-flow-logs.git"

  vpc_id = module.vpc.vpc_id
}

# A module of this folder; what it uses has versions of its own.
module "endpoints" {
  source = "./modules/endpoints"

  vpc_id   = module.vpc.vpc_id
  services = ["ecr.api", "ecr.dkr", "s3", "secretsmanager"]
}
