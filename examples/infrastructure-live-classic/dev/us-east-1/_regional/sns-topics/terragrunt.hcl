terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/networking/sns-topics?ref=v0.44.5"
}

include {
  path = find_in_parent_folders()
}

inputs = {
  name                   = "alarms"
  allow_publish_services = ["cloudwatch.amazonaws.com"]
}
