terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-vpc.git//modules/vpc-mgmt?ref=v0.15.3"
}

include {
  path = find_in_parent_folders()
}

inputs = {
  vpc_name         = "mgmt-security"
  cidr_block       = "172.31.64.0/20"
  num_nat_gateways = 1

  # Three are enough; the others of this region are not offered to new accounts.
  availability_zone_exclude_names = ["us-west-2d"]
}
