variable "vpc_id" {
  type = string
}

variable "services" {
  description = "Short names of the services, such as s3."
  type        = set(string)
}

module "security_group" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "5.1.2"

  name   = "vpc-endpoints"
  vpc_id = var.vpc_id
}

module "endpoint" {
  source   = "git@github.com:acme/infrastructure-modules.git//vpc-endpoint?ref=v5.1.0"
  for_each = var.services

  vpc_id             = var.vpc_id
  service            = each.key
  security_group_ids = [module.security_group.security_group_id]
}