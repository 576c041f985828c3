benchmark "cis-aws-1.5.0" {
  title      = "CIS AWS Foundations Benchmark 1.5.0"
  released   = "2022-08"
  supersedes = "cis-aws-1.4.0"

  section "1" {
    title = "Identity and Access Management"
  }

  section "2" {
    title = "Storage"
  }

  section "2.1" {
    title = "Simple Storage Service (S3)"
  }

  section "2.2" {
    title = "Elastic Compute Cloud (EC2)"
  }

  section "2.3" {
    title = "Relational Database Service (RDS)"
  }

  section "2.4" {
    title = "Elastic File System (EFS)"
  }

  section "3" {
    title = "Logging"
  }

  section "4" {
    title = "Monitoring"
  }

  section "5" {
    title = "Networking"
  }

  recommendation "1.1" {
    control    = "account_contact_details"
    title      = "Maintain current contact details"
    level      = 1
    assessment = "manual"
  }

  recommendation "1.2" {
    control    = "account_security_contact"
    title      = "Ensure security contact information is registered"
    level      = 1
    assessment = "manual"
  }

  recommendation "1.3" {
    control    = "account_security_questions"
    title      = "Ensure security questions are registered in the AWS account"
    level      = 1
    assessment = "manual"
  }

  recommendation "1.4" {
    control    = "iam_root_no_access_keys"
    title      = "Ensure no 'root' user account access key exists"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.5" {
    control    = "iam_root_mfa_enabled"
    title      = "Ensure MFA is enabled for the 'root' user account"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.6" {
    control    = "iam_root_hardware_mfa"
    title      = "Ensure hardware MFA is enabled for the 'root' user account"
    level      = 2
    assessment = "automated"
  }

  recommendation "1.7" {
    control    = "iam_root_usage_avoided"
    title      = "Eliminate use of the 'root' user for administrative and daily tasks"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.8" {
    control    = "iam_password_policy_min_length"
    title      = "Ensure IAM password policy requires minimum length of 14 or greater"
    level      = 1
    assessment = "automated"
    params     = { min_length = 14 }
  }

  recommendation "1.9" {
    control    = "iam_password_policy_reuse_prevention"
    title      = "Ensure IAM password policy prevents password reuse"
    level      = 1
    assessment = "automated"
    params     = { reuse_prevention = 24 }
  }

  recommendation "1.10" {
    control    = "iam_user_console_mfa"
    title      = "Ensure multi-factor authentication (MFA) is enabled for all IAM users that have a console password"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.11" {
    control    = "iam_user_initial_access_keys"
    title      = "Do not setup access keys during initial user setup for all IAM users that have a console password"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.12" {
    control    = "iam_user_unused_credentials"
    title      = "Ensure credentials unused for 45 days or greater are disabled"
    level      = 1
    assessment = "automated"
    params     = { max_unused_days = 45 }
    changed    = "The root user is left out explicitly."
  }

  recommendation "1.13" {
    control    = "iam_user_single_active_access_key"
    title      = "Ensure there is only one active access key available for any single IAM user"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.14" {
    control    = "iam_access_key_rotation"
    title      = "Ensure access keys are rotated every 90 days or less"
    level      = 1
    assessment = "automated"
    params     = { max_key_age_days = 90 }
  }

  recommendation "1.15" {
    control    = "iam_user_permissions_through_groups"
    title      = "Ensure IAM Users Receive Permissions Only Through Groups"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.16" {
    control    = "iam_policy_no_full_admin"
    title      = "Ensure IAM policies that allow full \"*:*\" administrative privileges are not attached"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.17" {
    control    = "iam_support_role_created"
    title      = "Ensure a support role has been created to manage incidents with AWS Support"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.18" {
    control    = "ec2_instance_iam_role"
    title      = "Ensure IAM instance roles are used for AWS resource access from instances"
    level      = 2
    assessment = "manual"
  }

  recommendation "1.19" {
    control    = "iam_server_certificate_not_expired"
    title      = "Ensure that all the expired SSL/TLS certificates stored in AWS IAM are removed"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.20" {
    control    = "iam_access_analyzer_enabled"
    title      = "Ensure that IAM Access analyzer is enabled for all regions"
    level      = 1
    assessment = "automated"
  }

  recommendation "1.21" {
    control    = "iam_users_centrally_managed"
    title      = "Ensure IAM users are managed centrally via identity federation or AWS Organizations for multi-account environments"
    level      = 2
    assessment = "manual"
  }

  recommendation "2.1.1" {
    control    = "s3_bucket_default_encryption"
    title      = "Ensure all S3 buckets employ encryption-at-rest"
    level      = 2
    assessment = "automated"
  }

  recommendation "2.1.2" {
    control    = "s3_bucket_deny_http"
    title      = "Ensure S3 Bucket Policy is set to deny HTTP requests"
    level      = 2
    assessment = "automated"
    changed    = "All actions of S3 must be denied; before, reading objects was enough."
  }

  recommendation "2.1.3" {
    control    = "s3_bucket_mfa_delete"
    title      = "Ensure MFA Delete is enabled on S3 buckets"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.1.4" {
    control    = "s3_data_classified"
    title      = "Ensure all data in Amazon S3 has been discovered, classified and secured when required"
    level      = 2
    assessment = "manual"
  }

  recommendation "2.1.5" {
    control    = "s3_block_public_access"
    title      = "Ensure that S3 Buckets are configured with 'Block public access (bucket settings)'"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.2.1" {
    control    = "ebs_encryption_by_default"
    title      = "Ensure EBS Volume Encryption is Enabled in all Regions"
    level      = 1
    assessment = "automated"
    changed    = "In every region; the version before named none."
  }

  recommendation "2.3.1" {
    control    = "rds_encryption_at_rest"
    title      = "Ensure that encryption is enabled for RDS Instances"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.3.2" {
    control    = "rds_auto_minor_version_upgrade"
    title      = "Ensure Auto Minor Version Upgrade feature is Enabled for RDS Instances"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.3.3" {
    control    = "rds_not_publicly_accessible"
    title      = "Ensure that public access is not given to RDS Instance"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.4.1" {
    control    = "efs_encryption_at_rest"
    title      = "Ensure that encryption is enabled for EFS file systems"
    level      = 1
    assessment = "manual"
  }

  recommendation "3.1" {
    control    = "cloudtrail_multi_region"
    title      = "Ensure CloudTrail is enabled in all regions"
    level      = 1
    assessment = "automated"
  }

  recommendation "3.2" {
    control    = "cloudtrail_log_file_validation"
    title      = "Ensure CloudTrail log file validation is enabled"
    level      = 2
    assessment = "automated"
  }

  recommendation "3.3" {
    control    = "cloudtrail_bucket_not_public"
    title      = "Ensure the S3 bucket used to store CloudTrail logs is not publicly accessible"
    level      = 1
    assessment = "automated"
  }

  recommendation "3.4" {
    control    = "cloudtrail_cloudwatch_logs_integration"
    title      = "Ensure CloudTrail trails are integrated with CloudWatch Logs"
    level      = 1
    assessment = "automated"
  }

  recommendation "3.5" {
    control    = "config_enabled_all_regions"
    title      = "Ensure AWS Config is enabled in all regions"
    level      = 2
    assessment = "automated"
  }

  recommendation "3.6" {
    control    = "cloudtrail_bucket_access_logging"
    title      = "Ensure S3 bucket access logging is enabled on the CloudTrail S3 bucket"
    level      = 1
    assessment = "automated"
  }

  recommendation "3.7" {
    control    = "cloudtrail_kms_encryption"
    title      = "Ensure CloudTrail logs are encrypted at rest using KMS CMKs"
    level      = 2
    assessment = "automated"
  }

  recommendation "3.8" {
    control    = "kms_cmk_rotation"
    title      = "Ensure rotation for customer created symmetric CMKs is enabled"
    level      = 2
    assessment = "automated"
    changed    = "Only symmetric keys are meant."
  }

  recommendation "3.9" {
    control    = "vpc_flow_logs_enabled"
    title      = "Ensure VPC flow logging is enabled in all VPCs"
    level      = 2
    assessment = "automated"
  }

  recommendation "3.10" {
    control    = "cloudtrail_s3_data_events_write"
    title      = "Ensure that Object-level logging for write events is enabled for S3 bucket"
    level      = 2
    assessment = "automated"
  }

  recommendation "3.11" {
    control    = "cloudtrail_s3_data_events_read"
    title      = "Ensure that Object-level logging for read events is enabled for S3 bucket"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.1" {
    control    = "alarm_unauthorized_api_calls"
    title      = "Ensure a log metric filter and alarm exist for unauthorized API calls"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.2" {
    control    = "alarm_console_sign_in_without_mfa"
    title      = "Ensure a log metric filter and alarm exist for Management Console sign-in without MFA"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.3" {
    control    = "alarm_root_usage"
    title      = "Ensure a log metric filter and alarm exist for usage of 'root' account"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.4" {
    control    = "alarm_iam_policy_changes"
    title      = "Ensure a log metric filter and alarm exist for IAM policy changes"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.5" {
    control    = "alarm_cloudtrail_config_changes"
    title      = "Ensure a log metric filter and alarm exist for CloudTrail configuration changes"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.6" {
    control    = "alarm_console_auth_failures"
    title      = "Ensure a log metric filter and alarm exist for AWS Management Console authentication failures"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.7" {
    control    = "alarm_cmk_disable_or_delete"
    title      = "Ensure a log metric filter and alarm exist for disabling or scheduled deletion of customer created CMKs"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.8" {
    control    = "alarm_s3_bucket_policy_changes"
    title      = "Ensure a log metric filter and alarm exist for S3 bucket policy changes"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.9" {
    control    = "alarm_config_changes"
    title      = "Ensure a log metric filter and alarm exist for AWS Config configuration changes"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.10" {
    control    = "alarm_security_group_changes"
    title      = "Ensure a log metric filter and alarm exist for security group changes"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.11" {
    control    = "alarm_nacl_changes"
    title      = "Ensure a log metric filter and alarm exist for changes to Network Access Control Lists (NACL)"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.12" {
    control    = "alarm_network_gateway_changes"
    title      = "Ensure a log metric filter and alarm exist for changes to network gateways"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.13" {
    control    = "alarm_route_table_changes"
    title      = "Ensure a log metric filter and alarm exist for route table changes"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.14" {
    control    = "alarm_vpc_changes"
    title      = "Ensure a log metric filter and alarm exist for VPC changes"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.15" {
    control    = "alarm_organizations_changes"
    title      = "Ensure a log metric filter and alarm exists for AWS Organizations changes"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.16" {
    control    = "securityhub_enabled"
    title      = "Ensure AWS Security Hub is enabled"
    level      = 2
    assessment = "automated"
  }

  recommendation "5.1" {
    control    = "nacl_no_admin_ports_from_any"
    title      = "Ensure no Network ACLs allow ingress from 0.0.0.0/0 to remote server administration ports"
    level      = 1
    assessment = "automated"
  }

  recommendation "5.2" {
    control    = "sg_no_admin_ports_from_any_ipv4"
    title      = "Ensure no security groups allow ingress from 0.0.0.0/0 to remote server administration ports"
    level      = 1
    assessment = "automated"
  }

  recommendation "5.3" {
    control    = "sg_no_admin_ports_from_any_ipv6"
    title      = "Ensure no security groups allow ingress from ::/0 to remote server administration ports"
    level      = 1
    assessment = "automated"
  }

  recommendation "5.4" {
    control    = "sg_default_restricts_all"
    title      = "Ensure the default security group of every VPC restricts all traffic"
    level      = 2
    assessment = "automated"
  }

  recommendation "5.5" {
    control    = "vpc_peering_least_access"
    title      = "Ensure routing tables for VPC peering are \"least access\""
    level      = 2
    assessment = "manual"
  }
}
