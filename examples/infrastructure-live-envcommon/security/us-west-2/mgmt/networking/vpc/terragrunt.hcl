terraform {
  # source = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/networking/vpc-mgmt?ref=v0.34.2"
  source = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/networking/vpc-mgmt?ref=v0.35.7"
}

include "root" {
  path = find_in_parent_folders()
}

inputs = {
  vpc_name         = "mgmt"
  cidr_block       = "172.31.64.0/20"
  num_nat_gateways = 1
}
