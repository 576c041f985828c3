# Buckets: MFA Delete, ACLs, names, regions.

issue "mfa-delete-needs-root" {
  title = "MFA Delete is enabled by root with a permanent key, and by nothing else"
  about = "PutBucketVersioning is refused because \"DevPay and Mfa are mutually exclusive\"."
  why   = "That is S3's way of saying that the caller is not the account's root user, or is root with temporary credentials. aws-vault makes temporary ones unless told otherwise."
  fix   = <<-TEXT
    Use an access key of the root user and no session:
      aws-vault exec PROFILE --no-session -- aws s3api put-bucket-versioning --region REGION --bucket BUCKET \
        --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa 'arn:aws:iam::ACCOUNT:mfa/root-account-mfa-device CODE'
    The serial number is that of the device: another one than root-account-mfa-device if it is hardware. See
      aws sts get-caller-identity
    Delete root's access key afterwards, and leave its MFA device.
  TEXT
  match = ["\\bDevPay and Mfa are mutually exclusive\\b"]
  see   = ["cis-aws-1.4.0 2.1.3"]
}

issue "mfa-delete-needs-code" {
  title = "Terraform cannot turn MFA Delete on or off"
  about = "PutBucketVersioning is refused because it must be sent with an MFA code."
  why   = "The code says another state of MFA Delete than the bucket has, and Terraform tries to change it. v0.24.0 had mfa_delete = true as its default, v0.27.0 took it back: whoever goes past both must say what is true."
  fix   = <<-TEXT
    First change the bucket, as root (footing explains it as mfa-delete-needs-root), then let the code say
    the same. For the buckets of the baselines:
      config_s3_mfa_delete     = true
      cloudtrail_s3_mfa_delete = true
    If MFA Delete is not wanted, false in both; and on a bucket that has it, root turns it off first.
      aws s3api get-bucket-versioning --bucket BUCKET
  TEXT
  match = ["\\bMfa Authentication must be used for this request\\b"]
  see   = ["cis-aws-1.4.0 2.1.3"]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*", "modules/observability/?*"]
    since   = "v0.24.0"
  }
}

issue "mfa-delete-with-lifecycle" {
  title = "A bucket with lifecycle rules cannot have MFA Delete"
  about = "S3 refuses MFA Delete because of the lifecycle configuration, or the other way round."
  why   = "Lifecycle rules delete versions without a code, so S3 has one or the other. In terraform-aws-security mfa_delete = true switches the rules off from v0.54.0 on; before, enable_lifecycle_rules did."
  fix   = <<-TEXT
    Keep the rules if you need them back, delete them, enable MFA Delete, and set the input that says so, so
    that the next apply does not make the rules again:
      aws s3api get-bucket-lifecycle-configuration --bucket BUCKET > lifecycle.json
      aws s3api delete-bucket-lifecycle --bucket BUCKET
    Costs grow: versions are kept from then on.
  TEXT
  match = [
    "\\bMfa Authentication is not supported on a bucket with lifecycle\\b",
    "\\bInvalidBucketState\\b.{0,200}\\b(?:[Ll]ifecycle|MFA ?[Dd]elete)\\b",
  ]
  see = ["cis-aws-1.4.0 2.1.3"]
}

issue "mfa-code-refused" {
  title = "The MFA code was mistyped, too old, or used before"
  about = "A call with an MFA code is refused."
  why   = "A code counts once and for about 30 seconds. Each bucket needs a new one, so a script can do one bucket per 30 seconds."
  fix   = <<-TEXT
    Wait for the next code and go on. mfa-delete.sh ends at the first code that is refused; started again it
    passes over the buckets that have MFA Delete.
  TEXT
  match = [
    "\\binvalid MFA one time pass code\\b",
    "\\bMFA token has already been used\\b",
  ]
  see = ["cis-aws-1.4.0 2.1.3"]
}

issue "s3-acl-not-supported" {
  title = "The bucket has ACLs switched off"
  about = "S3 answers AccessControlListNotSupported when an ACL is set."
  why   = "Since April 2023 new buckets are made without ACLs. Older modules set one all the same; the ownership of the bucket became explicit in v0.45.0 to v0.47.0 of the CIS catalog (terraform-aws-security v0.68.0)."
  fix   = <<-TEXT
    Go to terraform-aws-cis-service-catalog v0.47.0 or later. Until then the owner of the bucket can allow
    ACLs again by hand:
      aws s3api put-bucket-ownership-controls --bucket BUCKET \
        --ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerPreferred}]'
  TEXT
  match = [
    "\\bAccessControlListNotSupported\\b",
    "\\bThe bucket does not allow ACLs\\b",
  ]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*", "modules/observability/?*", "modules/security/macie"]
    until   = "v0.47.0"
  }
  repository "terraform-aws-security" {
    until = "v0.68.0"
  }
}

issue "bucket-name-taken" {
  title = "The name of the bucket belongs to somebody else"
  about = "S3 answers BucketAlreadyExists."
  why   = "Bucket names are shared by all of AWS. A short macie_bucket_name, the same one in several accounts, or one from an example, is taken."
  fix   = <<-TEXT
    Take a name with the organization's prefix and the account in it:
      macie_bucket_name = lower("PREFIX-macie-results-ACCOUNT")
  TEXT
  match = ["\\bBucketAlreadyExists\\b"]
}

issue "bucket-exists-already" {
  title = "The bucket exists and is yours, but not in this state"
  about = "S3 answers BucketAlreadyOwnedByYou."
  why   = "An apply was cut off after it had made the bucket, or another state or a person made it."
  fix   = <<-TEXT
    Import it, or tell the module that it is there (create_macie_bucket = false,
    cloudtrail_s3_bucket_already_exists = true, config_should_create_s3_bucket = false):
      terragrunt import 'ADDRESS' BUCKET
  TEXT
  match = ["\\bBucketAlreadyOwnedByYou\\b"]
}

issue "bucket-in-another-region" {
  title = "The bucket is in another region than it is asked in"
  about = "S3 sends the caller elsewhere, or refuses the region of the request."
  why   = "Names are global, buckets are not. mfa-delete.sh asks for all buckets of an account in one region, and a list of Macie's has the bucket under a wrong region."
  fix   = <<-TEXT
    Ask S3 where it is, and use that region (null means us-east-1):
      aws s3api get-bucket-location --bucket BUCKET
  TEXT
  match = [
    "\\bIllegalLocationConstraintException\\b",
    "\\bmust be addressed using the specified endpoint\\b",
    "\\bAuthorizationHeaderMalformed\\b",
    "\\bBucketRegionError\\b",
  ]
}

issue "s3-operation-in-progress" {
  title         = "S3 is still busy with another change of the bucket"
  about         = "S3 answers OperationAborted: a conflicting operation is in progress."
  why           = "The bucket was deleted or changed a moment ago, or two settings were written at the same time."
  retries       = 5
  retry_seconds = 60
  fix           = "Apply again after a minute; after a bucket of the same name was deleted, after an hour.\n"
  match         = ["\\bOperationAborted\\b.{0,40}\\bconflicting conditional operation\\b"]
}

issue "s3-bucket-attributes-split" {
  title = "From AWS provider 4 on the settings of a bucket are resources of their own"
  about = "An attribute of aws_s3_bucket, such as acl, versioning or lifecycle_rule, cannot be set any more."
  why   = "Version 4.0 of the provider made them separate resources. The module is older than that, or its provider version is not held below 4."
  fix   = <<-TEXT
    Go to a release that knows provider 4 (terraform-aws-security v0.65.1, CIS catalog v0.39.0 or later), or
    hold the provider back in the file that Terragrunt generates:
      version = "~> 3.75"
  TEXT
  match = [
    "\\bCan.{1,3}t configure a value for \"(?:acl|acceleration_status|cors_rule|grant|lifecycle_rule|logging|object_lock_configuration|policy|replication_configuration|request_payer|server_side_encryption_configuration|versioning|website)\\b",
  ]
}
