# Quotas, rates, and rules that are there already.

issue "lambda-concurrency-quota" {
  title = "The account has too small a Lambda quota to reserve anything"
  about = "Lambda refuses to reserve concurrency for the clean-up functions."
  why   = "New accounts have a quota of 50 or 10, and 10 or more of it must stay unreserved. From v0.28.1 on the clean-up functions reserve 1."
  fix   = <<-TEXT
    Ask for the usual quota of 1000, which is free:
      aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000
    Until then reserve nothing (from v0.32.1 on):
      reserved_concurrent_executions = -1
  TEXT
  match = ["\\bReservedConcurrentExecutions for function decreases account.{1,3}s UnreservedConcurrentExecution below\\b"]
  repository "terraform-aws-cis-service-catalog" {
    modules = [
      "modules/landingzone/account-baseline-?*",
      "modules/security/cleanup-expired-certs",
      "modules/security/revoke-unused-iam-credentials",
    ]
    since = "v0.28.1"
  }
}

issue "network-acl-rule-exists" {
  title         = "A network ACL has a rule of that number"
  about         = "EC2 refuses a rule because there is one with its number."
  why           = "v0.53.0 computes the numbers differently, so that Terraform makes every rule anew; a new one can come before the old one of the same number is gone. Or a rule was made by hand."
  retries       = 2
  retry_seconds = 5
  fix           = <<-TEXT
    Apply again: the old rules are gone by then. If it stays, delete the rule that is not in the state:
      aws ec2 describe-network-acls --network-acl-ids ID
  TEXT
  match = [
    "\\bNetworkAclEntryAlreadyExists\\b",
    "\\bnetwork acl entry identified by \\d+ already exists\\b",
  ]
  see = ["cis-aws-1.4.0 5.1"]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/networking/?*"]
    since   = "v0.53.0"
  }
}

issue "network-acl-rule-quota" {
  title = "The network ACL has as many rules as the quota allows"
  about = "EC2 answers NetworkAclEntryLimitExceeded."
  why   = "The rules without 0.0.0.0/0 that CIS asks for are more than the 20 per direction that a new account may have."
  fix   = <<-TEXT
    Ask for 40 (rules per network ACL), in every region that has the VPC:
      aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-2AEEBF1A --desired-value 40 --region REGION
  TEXT
  match = ["\\bNetworkAclEntryLimitExceeded\\b"]
  see   = ["cis-aws-1.4.0 5.1"]
}

issue "throttled" {
  title         = "AWS wants fewer calls per second"
  about         = "AWS answers with a rate that was exceeded, and the provider has given up."
  why           = "A baseline makes thousands of calls in all regions at once, and run-all multiplies them."
  retries       = 3
  retry_seconds = 60
  fix           = <<-TEXT
    Apply again, with less at a time:
      terragrunt apply -parallelism=2
  TEXT
  match = [
    "\\bThrottling(?:Exception)?: Rate exceeded\\b",
    "\\bRequestLimitExceeded\\b",
    "\\bTooManyRequestsException\\b",
    "\\bexceeded maximum number of attempts\\b",
  ]
}
