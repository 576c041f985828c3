# ---------------------------------------------------------------------------------------------------------------------
# DISASTER RECOVERY VPC
# Empty until it is needed, apart from the copy of the database.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "github.com/gruntwork-io/terraform-aws-vpc//modules/vpc-app?ref=v0.15.4"
}

include {
  path = find_in_parent_folders()
}

inputs = {
  vpc_name         = "dr"
  cidr_block       = "10.6.0.0/16"
  num_nat_gateways = 1
}
