terraform {
  source = "tfr:///terraform-aws-modules/cloudwatch/aws//modules/metric-alarm?version=${local.module_version}"
}

include "root" {
  path = find_in_parent_folders()
}

locals {
  module_version = "4.2.1"
}

inputs = {
  alarm_name          = "statement-queue-age"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  threshold           = 900
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
}
