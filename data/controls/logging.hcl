control "cloudtrail_multi_region" {
  about    = "Whether a trail logs the management events of every region."
  fix      = "Make a multi-region trail that logs reads and writes."
  resource = "account"
  commands = ["baseline"]
}

control "cloudtrail_log_file_validation" {
  about    = "Whether trails sign the log files that they deliver."
  fix      = "Enable log file validation."
  resource = "trail"
  commands = ["baseline"]
}

control "cloudtrail_bucket_not_public" {
  about    = "Whether everybody can read the bucket that a trail writes to."
  fix      = "Block public access to the bucket."
  resource = "trail bucket"
  commands = ["fix"]
}

control "cloudtrail_cloudwatch_logs_integration" {
  about    = "Whether trails also deliver to CloudWatch Logs, and did so lately."
  fix      = "Give the trail a log group and a role."
  resource = "trail"
  commands = ["baseline"]
  params   = { max_delivery_age_hours = 24 }
}

control "config_enabled_all_regions" {
  about    = "Whether AWS Config records in every region."
  fix      = "Make a recorder and a delivery channel in each region."
  resource = "region"
  commands = ["baseline"]
}

control "cloudtrail_bucket_access_logging" {
  about    = "Whether accesses to the bucket that a trail writes to are logged."
  fix      = "Enable server access logging on the bucket."
  resource = "trail bucket"
  commands = ["baseline"]
}

control "cloudtrail_kms_encryption" {
  about    = "Whether trails encrypt their log files with a KMS key."
  fix      = "Give the trail a customer-managed key."
  resource = "trail"
  commands = ["baseline"]
}

control "kms_cmk_rotation" {
  about    = "Whether KMS rotates the symmetric keys that customers manage."
  fix      = "Enable the rotation of the key."
  resource = "KMS key"
  commands = ["fix"]
}

control "vpc_flow_logs_enabled" {
  about    = "Whether every VPC logs at least the traffic that it rejects."
  fix      = "Make a flow log for the VPC."
  resource = "VPC"
  commands = ["fix"]
}

control "cloudtrail_s3_data_events_write" {
  about    = "Whether a trail logs writes to the objects of buckets."
  fix      = "Add data events of S3 to the trail."
  resource = "account"
  commands = ["baseline"]
}

control "cloudtrail_s3_data_events_read" {
  about    = "Whether a trail logs reads of the objects of buckets."
  fix      = "Add data events of S3 to the trail."
  resource = "account"
  commands = ["baseline"]
}

control "web_frontend_access_logging" {
  about    = "Whether distributions, load balancers and API stages log who accesses them."
  fix      = "Enable the access logs of each."
  resource = "distribution, load balancer or API stage"
  commands = []
}
