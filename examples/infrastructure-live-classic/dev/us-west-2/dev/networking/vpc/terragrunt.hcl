terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-vpc.git//modules/vpc-app?ref=v0.14.6"
}

include {
  path = find_in_parent_folders()
}

inputs = {
  vpc_name         = "dev"
  cidr_block       = "10.0.0.0/16"
  num_nat_gateways = 1

  # Small subnets for what faces the internet, large ones for containers.
  public_subnet_bits  = 8
  private_subnet_bits = 3

  # The load balancer controller of EKS finds its subnets by these.
  custom_tags_vpc_only = { "kubernetes.io/cluster/eks-dev" = "shared" }
  public_subnet_custom_tags = {
    "kubernetes.io/cluster/eks-dev" = "shared"
    "kubernetes.io/role/elb"        = "1"
  }
}
