terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/networking/sns-topics?ref=v0.44.5"
}

include {
  path = find_in_parent_folders()
}

inputs = {
  name                           = "alarms"
  allow_publish_services         = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
  slack_webhook_url              = ""
  create_resources               = true
  alarm_sns_topic_arns_us_east_1 = []
}
