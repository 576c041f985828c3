# CloudTrail and AWS Config, as the account baselines set them up.

issue "cloudtrail-kms-key-is-alias" {
  title = "CloudTrail's KMS key is looked up as an alias, but it is given as a key"
  about = "The plan or apply of an account baseline stops at the data source that looks up CloudTrail's KMS key."
  why   = "With cloudtrail_kms_key_arn_is_alias = true the module asks KMS for an alias of that name; an ARN that ends in key/… has none. The other way round, an ARN that ends in alias/… is not a key."
  fix   = <<-TEXT
    Look at the ARN that the baseline gets as cloudtrail_kms_key_arn. If it ends in key/…, the flag must be
    false; if it ends in alias/…, true:
      cloudtrail_kms_key_arn          = "arn:aws:kms:us-east-1:111122223333:key/…"
      cloudtrail_kms_key_arn_is_alias = false
    Do this in the baseline of every account. With an alias, the account that owns the key must let the
    others call kms:DescribeKey: cloudtrail_allow_kms_describe_key_to_external_aws_accounts = true there.
  TEXT
  match = [
    "\\bwith [^,]{0,400}\\bdata\\.aws_kms_key\\.by_loose_id\\b",
    "\\bin data \"aws_kms_key\" \"by_loose_id\"",
  ]
  unless = ["AccessDenied", "not authorized to perform", "ExpiredToken"]
  see    = ["cis-aws-1.4.0 3.7"]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*", "modules/observability/cloudtrail"]
  }
}

issue "cloudtrail-kms-describe-denied" {
  title = "The account may not look up CloudTrail's KMS key in another account"
  about = "The data source that looks up CloudTrail's KMS key is refused with AccessDenied."
  why   = "Given an alias, the module has to call kms:DescribeKey for it. The key is in the logs or security account, and its policy lets the other accounts write, but not describe."
  fix   = <<-TEXT
    In the account that owns the key, apply
      cloudtrail_allow_kms_describe_key_to_external_aws_accounts = true
    first; or give the other accounts the ARN of the key itself and no alias:
      cloudtrail_kms_key_arn_is_alias = false
  TEXT
  match = [
    "\\bdata\\.aws_kms_key\\.by_loose_id\\b.*\\bAccessDenied",
    "\\bAccessDenied.*\\bdata\\.aws_kms_key\\.by_loose_id\\b",
    "not authorized to perform: kms:DescribeKey\\b",
  ]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*", "modules/observability/cloudtrail"]
  }
}

issue "config-rule-not-in-region" {
  title = "A managed Config rule does not exist in the region"
  about = "AWS Config refuses a rule because its sourceIdentifier is invalid; most often it is VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS in ap-northeast-3."
  why   = "Not every managed rule exists in every region: ap-northeast-3 (Osaka) has few of them, and terraform-aws-security knows about its partial support only from v0.65.7 on."
  fix   = <<-TEXT
    Take the region out of config_opt_in_regions in the baseline of the account, and leave it in
    all_aws_regions: the module needs a provider for it all the same.
      config_opt_in_regions = [for r in local.opt_in_regions : r if r != "ap-northeast-3"]
    From terraform-aws-security v0.65.7 on the region can be added again, which CIS 1.5 wants.
  TEXT
  match = ["\\bsourceIdentifier [A-Z][A-Z0-9_]+ is invalid\\b"]
  see   = ["cis-aws-1.4.0 3.5"]
  repository "terraform-aws-security" {
    modules = ["modules/aws-config?*"]
    until   = "v0.65.7"
  }
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*", "modules/observability/aws-config-multi-region"]
  }
}

issue "config-recorder-exists" {
  title = "The region has a Config recorder already"
  about = "AWS Config refuses a second configuration recorder or delivery channel."
  why   = "An account has at most one of each per region. One was made by hand, by Control Tower or by an earlier module that is in another state."
  fix   = <<-TEXT
    See whose it is, then either import it or, if nobody needs it, delete it:
      aws configservice describe-configuration-recorders --region REGION
      terragrunt import 'ADDRESS' default
    Under Control Tower the recorder belongs to it: take the region out of config_opt_in_regions.
  TEXT
  match = [
    "\\bMaxNumberOfConfigurationRecordersExceededException\\b",
    "\\bMaxNumberOfDeliveryChannelsExceededException\\b",
  ]
  see = ["cis-aws-1.4.0 3.5"]
}

issue "config-recorder-missing" {
  title = "A Config rule came before the recorder of its region"
  about = "AWS Config refuses a rule with NoAvailableConfigurationRecorder."
  why   = "Rules need a recorder in the same region. It was not made because an earlier error stopped the apply, or the region is missing from the list that the recorders are made by."
  fix   = <<-TEXT
    Mend the first error of the log and apply again. If that is the only one, give all *_opt_in_regions
    inputs of the baseline the same list.
  TEXT
  match = ["\\bNoAvailableConfigurationRecorder"]
  see   = ["cis-aws-1.4.0 3.5"]
}
