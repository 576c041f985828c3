benchmark "cis-aws-6.0.0" {
  title      = "CIS AWS Foundations Benchmark 6.0.0"
  released   = "2025-09"
  supersedes = "cis-aws-5.0.0"

  section "2" {
    title = "Identity and Access Management"
  }

  section "3" {
    title = "Storage"
  }

  section "3.1" {
    title = "Simple Storage Service (S3)"
  }

  section "3.2" {
    title = "Relational Database Service (RDS)"
  }

  section "3.3" {
    title = "Elastic File System (EFS)"
  }

  section "4" {
    title = "Logging"
  }

  section "5" {
    title = "Monitoring"
  }

  section "6" {
    title = "Networking"
  }

  section "6.1" {
    title = "Elastic Compute Cloud (EC2)"
  }

  recommendation "2.1" {
    control    = "account_contact_details"
    title      = "Maintain current contact details"
    level      = 1
    assessment = "manual"
  }

  recommendation "2.2" {
    control    = "account_security_contact"
    title      = "Ensure security contact information is registered"
    level      = 1
    assessment = "manual"
  }

  recommendation "2.3" {
    control    = "iam_root_no_access_keys"
    title      = "Ensure no 'root' user account access key exists"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.4" {
    control    = "iam_root_mfa_enabled"
    title      = "Ensure MFA is enabled for the 'root' user account"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.5" {
    control    = "iam_root_hardware_mfa"
    title      = "Ensure hardware MFA is enabled for the 'root' user account"
    level      = 2
    assessment = "manual"
  }

  recommendation "2.6" {
    control    = "iam_root_usage_avoided"
    title      = "Eliminate use of the 'root' user for administrative and daily tasks"
    level      = 1
    assessment = "manual"
  }

  recommendation "2.7" {
    control    = "iam_password_policy_min_length"
    title      = "Ensure IAM password policy requires minimum length of 14 or greater"
    level      = 1
    assessment = "automated"
    params     = { min_length = 14 }
  }

  recommendation "2.8" {
    control    = "iam_password_policy_reuse_prevention"
    title      = "Ensure IAM password policy prevents password reuse"
    level      = 1
    assessment = "automated"
    params     = { reuse_prevention = 24 }
  }

  recommendation "2.9" {
    control    = "iam_user_console_mfa"
    title      = "Ensure multi-factor authentication (MFA) is enabled for all IAM users that have a console password"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.10" {
    control    = "iam_user_initial_access_keys"
    title      = "Do not create access keys during initial setup for IAM users with a console password"
    level      = 1
    assessment = "manual"
  }

  recommendation "2.11" {
    control    = "iam_user_unused_credentials"
    title      = "Ensure credentials unused for 45 days or more are disabled"
    level      = 1
    assessment = "automated"
    params     = { max_unused_days = 45 }
  }

  recommendation "2.12" {
    control    = "iam_user_single_active_access_key"
    title      = "Ensure there is only one active access key for any single IAM user"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.13" {
    control    = "iam_access_key_rotation"
    title      = "Ensure access keys are rotated every 90 days or less"
    level      = 1
    assessment = "automated"
    params     = { max_key_age_days = 90 }
  }

  recommendation "2.14" {
    control    = "iam_user_permissions_through_groups"
    title      = "Ensure IAM users receive permissions only through groups"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.15" {
    control    = "iam_policy_no_full_admin"
    title      = "Ensure IAM policies that allow full \"*:*\" administrative privileges are not attached"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.16" {
    control    = "iam_support_role_created"
    title      = "Ensure a support role has been created to manage incidents with AWS Support"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.17" {
    control    = "ec2_instance_iam_role"
    title      = "Ensure IAM instance roles are used for AWS resource access from instances"
    level      = 2
    assessment = "automated"
  }

  recommendation "2.18" {
    control    = "iam_server_certificate_not_expired"
    title      = "Ensure that all expired SSL/TLS certificates stored in AWS IAM are removed"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.19" {
    control    = "iam_access_analyzer_enabled"
    title      = "Ensure that IAM External Access Analyzer is enabled for all regions"
    level      = 1
    assessment = "automated"
  }

  recommendation "2.20" {
    control    = "iam_users_centrally_managed"
    title      = "Ensure IAM users are managed centrally via identity federation or AWS Organizations for multi-account environments"
    level      = 2
    assessment = "manual"
  }

  recommendation "2.21" {
    control    = "iam_cloudshell_full_access_restricted"
    title      = "Ensure access to AWSCloudShellFullAccess is restricted"
    level      = 1
    assessment = "manual"
  }

  recommendation "3.1.1" {
    control    = "s3_bucket_deny_http"
    title      = "Ensure S3 Bucket Policy is set to deny HTTP requests"
    level      = 2
    assessment = "automated"
  }

  recommendation "3.1.2" {
    control    = "s3_bucket_mfa_delete"
    title      = "Ensure MFA Delete is enabled on S3 buckets"
    level      = 2
    assessment = "manual"
  }

  recommendation "3.1.3" {
    control    = "s3_data_classified"
    title      = "Ensure all data in Amazon S3 has been discovered, classified, and secured when necessary"
    level      = 2
    assessment = "manual"
  }

  recommendation "3.1.4" {
    control    = "s3_block_public_access"
    title      = "Ensure that S3 is configured with 'Block Public Access' enabled"
    level      = 1
    assessment = "automated"
  }

  recommendation "3.2.1" {
    control    = "rds_encryption_at_rest"
    title      = "Ensure that encryption-at-rest is enabled for RDS instances"
    level      = 1
    assessment = "automated"
  }

  recommendation "3.2.2" {
    control    = "rds_auto_minor_version_upgrade"
    title      = "Ensure the Auto Minor Version Upgrade feature is enabled for RDS instances"
    level      = 1
    assessment = "automated"
  }

  recommendation "3.2.3" {
    control    = "rds_not_publicly_accessible"
    title      = "Ensure that RDS instances are not publicly accessible"
    level      = 1
    assessment = "automated"
  }

  recommendation "3.2.4" {
    control    = "rds_multi_az"
    title      = "Ensure Multi-AZ deployments are used for enhanced availability in Amazon RDS"
    level      = 1
    assessment = "manual"
  }

  recommendation "3.3.1" {
    control    = "efs_encryption_at_rest"
    title      = "Ensure that encryption is enabled for EFS file systems"
    level      = 1
    assessment = "automated"
  }

  recommendation "4.1" {
    control    = "cloudtrail_multi_region"
    title      = "Ensure CloudTrail is enabled in all regions"
    level      = 1
    assessment = "manual"
  }

  recommendation "4.2" {
    control    = "cloudtrail_log_file_validation"
    title      = "Ensure CloudTrail log file validation is enabled"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.3" {
    control    = "config_enabled_all_regions"
    title      = "Ensure AWS Config is enabled in all regions"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.4" {
    control    = "cloudtrail_bucket_access_logging"
    title      = "Ensure that server access logging is enabled on the CloudTrail S3 bucket"
    level      = 1
    assessment = "manual"
  }

  recommendation "4.5" {
    control    = "cloudtrail_kms_encryption"
    title      = "Ensure CloudTrail logs are encrypted at rest using KMS CMKs"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.6" {
    control    = "kms_cmk_rotation"
    title      = "Ensure rotation for customer-created symmetric CMKs is enabled"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.7" {
    control    = "vpc_flow_logs_enabled"
    title      = "Ensure VPC flow logging is enabled in all VPCs"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.8" {
    control    = "cloudtrail_s3_data_events_write"
    title      = "Ensure that object-level logging for write events is enabled for S3 buckets"
    level      = 2
    assessment = "automated"
  }

  recommendation "4.9" {
    control    = "cloudtrail_s3_data_events_read"
    title      = "Ensure that object-level logging for read events is enabled for S3 buckets"
    level      = 2
    assessment = "automated"
  }

  recommendation "5.1" {
    control    = "alarm_unauthorized_api_calls"
    title      = "Ensure unauthorized API calls are monitored"
    level      = 2
    assessment = "manual"
  }

  recommendation "5.2" {
    control    = "alarm_console_sign_in_without_mfa"
    title      = "Ensure management console sign-in without MFA is monitored"
    level      = 1
    assessment = "manual"
  }

  recommendation "5.3" {
    control    = "alarm_root_usage"
    title      = "Ensure usage of the 'root' account is monitored"
    level      = 1
    assessment = "manual"
  }

  recommendation "5.4" {
    control    = "alarm_iam_policy_changes"
    title      = "Ensure IAM policy changes are monitored"
    level      = 1
    assessment = "manual"
  }

  recommendation "5.5" {
    control    = "alarm_cloudtrail_config_changes"
    title      = "Ensure CloudTrail configuration changes are monitored"
    level      = 1
    assessment = "manual"
  }

  recommendation "5.6" {
    control    = "alarm_console_auth_failures"
    title      = "Ensure AWS Management Console authentication failures are monitored"
    level      = 2
    assessment = "manual"
  }

  recommendation "5.7" {
    control    = "alarm_cmk_disable_or_delete"
    title      = "Ensure disabling or scheduled deletion of customer created CMKs is monitored"
    level      = 2
    assessment = "manual"
  }

  recommendation "5.8" {
    control    = "alarm_s3_bucket_policy_changes"
    title      = "Ensure S3 bucket policy changes are monitored"
    level      = 1
    assessment = "manual"
  }

  recommendation "5.9" {
    control    = "alarm_config_changes"
    title      = "Ensure AWS Config configuration changes are monitored"
    level      = 2
    assessment = "manual"
  }

  recommendation "5.10" {
    control    = "alarm_security_group_changes"
    title      = "Ensure security group changes are monitored"
    level      = 2
    assessment = "manual"
  }

  recommendation "5.11" {
    control    = "alarm_nacl_changes"
    title      = "Ensure Network Access Control List (NACL) changes are monitored"
    level      = 2
    assessment = "manual"
  }

  recommendation "5.12" {
    control    = "alarm_network_gateway_changes"
    title      = "Ensure changes to network gateways are monitored"
    level      = 1
    assessment = "manual"
  }

  recommendation "5.13" {
    control    = "alarm_route_table_changes"
    title      = "Ensure route table changes are monitored"
    level      = 1
    assessment = "manual"
  }

  recommendation "5.14" {
    control    = "alarm_vpc_changes"
    title      = "Ensure VPC changes are monitored"
    level      = 1
    assessment = "manual"
  }

  recommendation "5.15" {
    control    = "alarm_organizations_changes"
    title      = "Ensure AWS Organizations changes are monitored"
    level      = 1
    assessment = "manual"
  }

  recommendation "5.16" {
    control    = "securityhub_enabled"
    title      = "Ensure AWS Security Hub is enabled"
    level      = 2
    assessment = "automated"
  }

  recommendation "6.1.1" {
    control    = "ebs_encryption_by_default"
    title      = "Ensure EBS volume encryption is enabled in all regions"
    level      = 1
    assessment = "automated"
  }

  recommendation "6.1.2" {
    control    = "sg_no_cifs_from_any"
    title      = "Ensure CIFS access is restricted to trusted networks to prevent unauthorized access"
    level      = 1
    assessment = "automated"
  }

  recommendation "6.2" {
    control    = "nacl_no_admin_ports_from_any"
    title      = "Ensure no Network ACLs allow ingress from 0.0.0.0/0 to remote server administration ports"
    level      = 1
    assessment = "automated"
  }

  recommendation "6.3" {
    control    = "sg_no_admin_ports_from_any_ipv4"
    title      = "Ensure no security groups allow ingress from 0.0.0.0/0 to remote server administration ports"
    level      = 1
    assessment = "automated"
  }

  recommendation "6.4" {
    control    = "sg_no_admin_ports_from_any_ipv6"
    title      = "Ensure no security groups allow ingress from ::/0 to remote server administration ports"
    level      = 1
    assessment = "automated"
  }

  recommendation "6.5" {
    control    = "sg_default_restricts_all"
    title      = "Ensure the default security group of every VPC restricts all traffic"
    level      = 2
    assessment = "automated"
  }

  recommendation "6.6" {
    control    = "vpc_peering_least_access"
    title      = "Ensure routing tables for VPC peering are \"least access\""
    level      = 2
    assessment = "manual"
  }

  recommendation "6.7" {
    control    = "ec2_imdsv2_required"
    title      = "Ensure that the EC2 Metadata Service only allows IMDSv2"
    level      = 1
    assessment = "automated"
  }
}
