terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/services/ecs-service?ref=v0.43.0"
}

include {
  path = find_in_parent_folders()
}

dependency "ecs_cluster" {
  config_path = "../ecs-cluster"

  mock_outputs = {
    ecs_cluster_name = "ecs-prod"
    ecs_cluster_arn  = "arn:aws:ecs:us-west-2:777788889999:cluster/ecs-prod"
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

inputs = {
  service_name     = "statement-printer"
  ecs_cluster_name = dependency.ecs_cluster.outputs.ecs_cluster_name
  ecs_cluster_arn  = dependency.ecs_cluster.outputs.ecs_cluster_arn

  desired_number_of_tasks = 2

  container_definitions = [
    {
      name      = "statement-printer"
      image     = "444455556666.dkr.ecr.us-west-2.amazonaws.com/statement-printer:1.9.2"
      cpu       = 512
      memory    = 1024
      essential = true
      portMappings = [
        { containerPort = 8090, protocol = "tcp" },
      ]
      environment = [
        for key, value in { SPOOL = "/var/spool/statements", LOCALE = "en_US.UTF-8" } : { name = key, value = value }
      ]
    },
  ]
}
