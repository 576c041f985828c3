locals {
  regions = [
    "eu-central-1",
    "us-east-1",
    "eu-west-1",
  ]
}
