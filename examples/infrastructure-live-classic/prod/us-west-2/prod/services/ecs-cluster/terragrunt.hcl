# ---------------------------------------------------------------------------------------------------------------------
# ECS CLUSTER
# The statement printer has not moved to Kubernetes yet.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/services/ecs-cluster?ref=v0.43.0"
}

include {
  path = find_in_parent_folders()
}

dependency "vpc" {
  config_path = "../../networking/vpc"

  mock_outputs = {
    vpc_id                         = "vpc-0a1b2c3d4e5f67890"
    vpc_cidr_block                 = "10.0.0.0/16"
    public_subnet_ids              = ["subnet-0a1b2c3d4e5f67890", "subnet-1a1b2c3d4e5f67890"]
    private_app_subnet_ids         = ["subnet-2a1b2c3d4e5f67890", "subnet-3a1b2c3d4e5f67890"]
    private_persistence_subnet_ids = ["subnet-4a1b2c3d4e5f67890", "subnet-5a1b2c3d4e5f67890"]
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

dependency "alb" {
  config_path = "../../networking/alb"

  mock_outputs = {
    alb_security_group_id = "sg-0a1b2c3d4e5f67890"
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

dependency "alb_internal" {
  config_path = "../../networking/alb-internal"

  mock_outputs = {
    alb_security_group_id = "sg-1a1b2c3d4e5f67890"
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

dependency "sns" {
  config_path = "../../../_regional/sns-topics"

  mock_outputs = {
    topic_arn = "arn:aws:sns:us-west-2:777788889999:alarms"
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

inputs = {
  cluster_name          = "ecs-prod"
  cluster_min_size      = 2
  cluster_max_size      = 6
  cluster_instance_type = "m5.large"

  vpc_id         = dependency.vpc.outputs.vpc_id
  vpc_subnet_ids = dependency.vpc.outputs.private_app_subnet_ids

  cluster_instance_ami         = ""
  cluster_instance_ami_filters = { owners = ["444455556666"], filters = [{ name = "name", values = ["acme-ecs-*"] }] }

  enable_cluster_access_ports = [22]
  internal_alb_sg_ids         = [dependency.alb_internal.outputs.alb_security_group_id]
  public_alb_sg_ids           = [dependency.alb.outputs.alb_security_group_id]

  alarms_sns_topic_arn = [dependency.sns.outputs.topic_arn]
}
