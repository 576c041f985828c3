# Who is calling, and may they?

issue "no-credentials" {
  title = "The AWS provider has found no credentials"
  about = "The provider says NoCredentialProviders, or that there are no valid credential sources."
  why   = "With assume_role in the multi-region providers this happens for regions that are not enabled: the role cannot be assumed there. Otherwise the session has ended, or the profile is not set."
  fix   = <<-TEXT
    If the message names a provider alias of a region that you do not use, let the template write assume_role
    only for enabled regions:
      %%{ if contains(local.opt_in_regions, region) }
      assume_role { role_arn = "…" }
      %%{ endif }
    Otherwise log in again, and see who you are:
      aws sts get-caller-identity
  TEXT
  match = [
    "\\bNoCredentialProviders: no valid providers in chain\\b",
    "\\b[Nn]o valid credential sources (?:for \\S+ )?found\\b",
  ]
  repository "terraform-aws-cis-service-catalog" {
    since = "v0.25.0"
  }
}

issue "region-not-enabled" {
  title = "The region is not enabled in the account"
  about = "AWS says that the security token is invalid, or that it cannot validate the credentials, in one region only."
  why   = "Regions that came after March 2019 are off until somebody enables them, and off they know no account. Tokens of the global STS endpoint do not count there either."
  fix   = <<-TEXT
    See which regions are enabled:
      aws ec2 describe-regions --all-regions --query 'Regions[].[RegionName,OptInStatus]' --output text
    Take the others out of every *_opt_in_regions input and leave them in all_aws_regions; their provider
    must then skip the validation of credentials. If it happens everywhere, the credentials are wrong.
  TEXT
  match = [
    "\\bInvalidClientTokenId: The security token included in the request is invalid\\b",
    "\\bUnrecognizedClientException: The security token included in the request is invalid\\b",
    "\\bAuthFailure: AWS was not able to validate the provided access credentials\\b",
    "\\bOptInRequired: You are not subscribed to this service\\b",
  ]
}

issue "credentials-expired" {
  title = "The session has ended"
  about = "AWS says that the token has expired."
  why   = "A baseline takes about half an hour, and the session was shorter or had begun before."
  fix   = <<-TEXT
    Log in again, for an hour at least, and apply again: Terraform goes on where it stopped.
      aws sso login --profile PROFILE
      aws-vault exec PROFILE --duration=1h -- terragrunt apply
    If the error came in the middle of an apply, see whether there is an errored.tfstate, and push it first.
  TEXT
  match = [
    "\\bExpiredToken(?:Exception)?\\b",
    "\\bThe (?:provided|security) token (?:included in the request )?(?:has|is) expired\\b",
    "\\bSSO session (?:associated with this profile )?has expired\\b",
    "\\bthe SSO session has expired or is invalid\\b",
    "\\bRequestExpired: Request has expired\\b",
  ]
}

issue "role-cannot-be-assumed" {
  title = "The role may not be assumed"
  about = "sts:AssumeRole is refused."
  why   = "The role does not exist in the account, its trust policy does not name the caller, or the caller has no MFA session where it is asked for."
  fix   = <<-TEXT
      aws sts get-caller-identity
      aws sts assume-role --role-arn ARN --role-session-name test
    and look at the trust policy of the role.
  TEXT
  match = [
    "\\bIAM Role \\(.{1,300}?\\) cannot be assumed\\b",
    "\\bnot authorized to perform: sts:AssumeRole\\b",
  ]
  unless = ["\\bNoCredentialProviders\\b"]
}

issue "wrong-account" {
  title = "The credentials are those of another account"
  about = "The provider is allowed to work in one account only, and the credentials are of another one."
  why   = "The root file generates allowed_account_ids from the unit's account. This is the safety belt: the profile and the folder do not belong together."
  fix   = <<-TEXT
    Use the profile of the account whose folder you are in:
      aws sts get-caller-identity
  TEXT
  match = ["\\b[Aa]ccount ID not allowed\\b"]
}

issue "denied-by-service-control-policy" {
  title = "A service control policy of the organization denies it"
  about = "A call is refused with an explicit deny in a service control policy."
  why   = "Policies of the organization count for every role of the account, administrators included; most often one that denies regions, or changes of CloudTrail, Config and GuardDuty."
  fix   = <<-TEXT
    Take regions that are denied out of the *_opt_in_regions inputs; for other calls have the role excepted in
    the policy, in the root account.
  TEXT
  match = ["\\bexplicit deny in a service control policy\\b"]
}

issue "kms-policy-principal" {
  title = "The key policy names somebody who does not exist"
  about = "KMS refuses a key policy because of an invalid principal."
  why   = "macie_kms_key_users, or the like, has an account id or role that is mistyped, not yet made, or an object in place of an id."
  fix   = <<-TEXT
    Look at the ARNs in the plan. For Macie's key the account itself is enough:
      macie_kms_key_users = ["arn:aws:iam::111122223333:root"]
  TEXT
  match = ["\\bMalformedPolicyDocument(?:Exception)?\\b.{0,200}\\binvalid principals?\\b"]
  see   = ["cis-aws-1.4.0 2.1.4"]
}
