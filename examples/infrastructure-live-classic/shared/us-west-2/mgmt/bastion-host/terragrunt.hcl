terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../../terraform-aws-service-catalog//modules/mgmt/bastion-host"
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/mgmt/bastion-host?ref=v0.42.1"
}

include {
  path = find_in_parent_folders()
}

dependency "vpc" {
  config_path = "../networking/vpc"

  mock_outputs = {
    vpc_id             = "vpc-1a1b2c3d4e5f67890"
    vpc_cidr_block     = "172.31.80.0/20"
    public_subnet_ids  = ["subnet-6a1b2c3d4e5f67890"]
    private_subnet_ids = ["subnet-7a1b2c3d4e5f67890"]
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

dependency "sns" {
  config_path = "../../_regional/sns-topics"

  mock_outputs = {
    topic_arn = "arn:aws:sns:us-west-2:444455556666:alarms"
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

locals {
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))
  name_prefix  = local.common_vars.locals.name_prefix
  account_name = local.account_vars.locals.account_name
  aws_region   = local.region_vars.locals.aws_region
  accounts     = jsondecode(file(find_in_parent_folders("accounts.json")))
}

inputs = {
  name          = "bastion"
  instance_type = "t3.micro"
  ami           = ""
  ami_filters = {
    owners  = [local.accounts.shared]
    filters = [{ name = "name", values = ["acme-bastion-*"] }]
  }

  vpc_id    = dependency.vpc.outputs.vpc_id
  subnet_id = dependency.vpc.outputs.public_subnet_ids[0]

  allow_ssh_from_cidr_list = local.common_vars.locals.ip_allow_list
  keypair_name             = local.common_vars.locals.ssh_key_pair_name
  alarms_sns_topic_arn     = [dependency.sns.outputs.topic_arn]

  enable_ssh_grunt                    = true
  external_account_ssh_grunt_role_arn = "arn:aws:iam::${local.accounts.security}:role/allow-ssh-grunt-access-from-other-accounts"
}
