terraform {
	source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v1.1.0"
}

locals {
	regions = ["eu-central-1", "eu-west-1", "us-east-1"]
}

inputs = {
	name = "dev"
}
