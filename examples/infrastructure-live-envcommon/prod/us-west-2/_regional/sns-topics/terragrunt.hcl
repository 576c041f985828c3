terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/networking/sns-topics?ref=${include.root.locals.module_versions.sns_topics}"
}

include "root" {
  path   = find_in_parent_folders()
  expose = true
}

inputs = {
  name                   = "alarms"
  allow_publish_services = ["cloudwatch.amazonaws.com"]
  display_name           = "Alarms of prod"
}
