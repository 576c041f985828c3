control "alarm_unauthorized_api_calls" {
  about    = "Whether somebody is told about API calls that were not authorized."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_console_sign_in_without_mfa" {
  about    = "Whether somebody is told about sign-ins to the console without MFA."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_root_usage" {
  about    = "Whether somebody is told about the use of the root user."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_iam_policy_changes" {
  about    = "Whether somebody is told about changes of IAM policies."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_cloudtrail_config_changes" {
  about    = "Whether somebody is told about changes of trails."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_console_auth_failures" {
  about    = "Whether somebody is told about failed sign-ins to the console."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_cmk_disable_or_delete" {
  about    = "Whether somebody is told about KMS keys that are disabled or to be deleted."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_s3_bucket_policy_changes" {
  about    = "Whether somebody is told about changes of bucket policies."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_config_changes" {
  about    = "Whether somebody is told about changes of AWS Config."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_security_group_changes" {
  about    = "Whether somebody is told about changes of security groups."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_nacl_changes" {
  about    = "Whether somebody is told about changes of network ACLs."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_network_gateway_changes" {
  about    = "Whether somebody is told about changes of network gateways."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_route_table_changes" {
  about    = "Whether somebody is told about changes of route tables."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_vpc_changes" {
  about    = "Whether somebody is told about changes of VPCs."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "alarm_organizations_changes" {
  about    = "Whether somebody is told about changes of the organization."
  fix      = "Make the metric filter, the alarm and a subscribed topic."
  resource = "account"
  commands = ["baseline"]
}

control "securityhub_enabled" {
  about    = "Whether AWS Security Hub is enabled in every region."
  fix      = "Enable it in each region."
  resource = "region"
  commands = ["baseline"]
}
