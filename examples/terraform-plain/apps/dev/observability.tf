# The same in dev and prod: prod has a link to this file.

module "alarms" {
  source = "git::git@github.com:gruntwork-io/terraform-aws-monitoring.git//modules/alarms/alb-alarms?ref=v0.36.1"

  alb_name             = "shop"
  alarm_sns_topic_arns = []
}

module "log_group" {
  source  = "terraform-aws-modules/cloudwatch/aws//modules/log-group"
  version = "~> 5.3.0"

  name = "shop"
}
