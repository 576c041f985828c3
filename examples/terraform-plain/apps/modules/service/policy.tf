module "task_policy" { source = "git::https://github.com/acme/terraform-aws-policies.git//ecs-task?ref=v2.2.0" }

output "policy_arn" {
  value = module.task_policy.arn
}
