# ---------------------------------------------------------------------------------------------------------------------
# JENKINS
# Two teams still use it. Nothing new goes here.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/mgmt/jenkins?ref=v0.41.3"
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
  name          = "jenkins"
  instance_type = "m5.large"
  memory        = "4g"

  ami_filters = {
    owners  = ["self"]
    filters = [{ name = "name", values = ["acme-jenkins-2.289.*"] }]
  }

  vpc_id            = dependency.vpc.outputs.vpc_id
  jenkins_subnet_id = dependency.vpc.outputs.private_subnet_ids[0]
  alb_subnet_ids    = dependency.vpc.outputs.public_subnet_ids

  hosted_zone_id             = "Z0123456789ABCDEFGHIJ"
  domain_name                = "ci.acme.example"
  acm_ssl_certificate_domain = "*.acme.example"

  root_volume_size    = 100
  jenkins_volume_size = 500
  backup_job_metric_namespace = "Jenkins"
  backup_job_metric_name      = "jenkins-backup-job"

  # Jobs that still run here deploy with this role. They move to the deploy runner one after the other.
  external_account_auto_deploy_iam_role_arns = [
    for name in ["dev", "stage", "prod"] : "arn:aws:iam::${local.accounts[name]}:role/allow-auto-deploy-from-other-accounts"
  ]
}
