# Global resources have no region, but the provider and the state bucket need one.
locals {
  aws_region = "us-west-2"
}
