repository "terraform-aws-security" {
  about = "Gruntwork's modules for the security of AWS accounts, which the account baselines are made of"
  names = [
    "github.com/gruntwork-io/terraform-aws-security",
    "github.com/gruntwork-io/module-security",
  ]

  target "cis-aws-1.3.0" {
    minimum         = "v0.44.6"
    recommendations = ["1.20", "1.21", "2.1.1", "2.1.2", "3.10", "3.11"]
  }

  target "cis-aws-1.4.0" {
    after           = "cis-aws-1.3.0"
    minimum         = "v0.54.0"
    recommendations = ["1.12", "2.1.3", "2.1.5"]
  }

  target "cis-aws-1.5.0" {
    after   = "cis-aws-1.4.0"
    minimum = "v0.67.2"
  }

  target "cis-aws-3.0.0" {
    after   = "cis-aws-1.5.0"
    minimum = "v1.4.0"
  }

  release "v0.44.6" {
    date  = "2020-12-18"
    about = "The first release that meets CIS AWS 1.3.0."
  }

  release "v0.44.10" {
    date  = "2021-02-01"
    about = "Follows the new names of the repositories, such as terraform-aws-security for module-security; the old ones still lead there."
  }

  release "v0.45.0" {
    date     = "2021-02-23"
    breaking = true
    about    = "The topic of AWS Config lives in the logs account: other accounts name it instead of creating one of their own."
    modules  = ["modules/aws-config*", "modules/account-baseline-*"]
  }

  release "v0.49.0" {
    date     = "2021-05-28"
    breaking = true
    about    = "The account baselines left for the service catalog: their addresses here find nothing from this release on."
    modules  = ["modules/account-baseline-*"]
  }

  release "v0.49.2" {
    date    = "2021-06-14"
    about   = "A rule of AWS Config finds credentials that nobody uses: after 90 days, unless `iam_user_max_credential_usage_age` says 45 as CIS AWS 1.4.0 does."
    modules = ["modules/aws-config*"]
  }

  release "v0.50.0" {
    date     = "2021-07-01"
    breaking = true
    about    = "Buckets are expected to have MFA Delete by default, which Terraform cannot switch on; until v0.53.1."
    modules  = ["modules/private-s3-bucket", "modules/aws-config*", "modules/cloudtrail*"]
  }

  release "v0.51.0" {
    date     = "2021-07-14"
    breaking = true
    about    = "Modules that work in all regions no longer configure providers themselves: every region that they know needs a provider with an alias from the caller. Needs Terraform 0.15.1."
    modules  = ["modules/*-multi-region"]
    regions = [
      "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
      "ap-southeast-1", "ap-southeast-2", "ca-central-1", "cn-north-1", "cn-northwest-1",
      "eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2", "eu-west-3",
      "me-south-1", "sa-east-1", "us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1",
      "us-west-1", "us-west-2",
    ]
  }

  release "v0.52.0" {
    date     = "2021-07-23"
    breaking = true
    about    = "The regions to work in have to be listed: `opt_in_regions` is required, and `opt_out_regions` and `seed_region` are gone. AWS Config does not fully work in ap-northeast-3."
    modules  = ["modules/*-multi-region"]
  }

  release "v0.53.0" {
    date  = "2021-07-23"
    minor = true
    about = "Tested with Terraform 1.0."
  }

  release "v0.53.1" {
    date    = "2021-07-26"
    about   = "MFA Delete is off by default again, and lifecycle rules, which exclude it, can be left out (`enable_lifecycle_rules`)."
    modules = ["modules/private-s3-bucket", "modules/aws-config*", "modules/cloudtrail*"]
  }

  release "v0.54.0" {
    date     = "2021-08-24"
    breaking = true
    about    = "`enable_lifecycle_rules` is gone: `mfa_delete = true` leaves lifecycle rules out of the buckets of AWS Config and CloudTrail. The first release that meets CIS AWS 1.4.0."
    modules  = ["modules/private-s3-bucket", "modules/aws-config*", "modules/cloudtrail*"]
  }

  release "v0.55.0" {
    date     = "2021-09-03"
    breaking = true
    about    = "`data_logging_resources` takes the place of two inputs of CloudTrail. Brings a script that switches MFA Delete on."
    modules  = ["modules/cloudtrail*", "modules/private-s3-bucket"]
  }

  release "v0.55.1" {
    date    = "2021-09-14"
    about   = "A better script for MFA Delete; the modules stay as they are."
    modules = ["modules/private-s3-bucket"]
  }

  release "v0.57.0" {
    date     = "2021-12-17"
    breaking = true
    about    = "Knows Jakarta: a provider for ap-southeast-3 is needed, used or not."
    modules  = ["modules/*-multi-region"]
    regions = [
      "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
      "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ca-central-1", "cn-north-1",
      "cn-northwest-1", "eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2",
      "eu-west-3", "me-south-1", "sa-east-1", "us-east-1", "us-east-2", "us-gov-east-1",
      "us-gov-west-1", "us-west-1", "us-west-2",
    ]
  }

  release "v0.59.0" {
    date    = "2022-01-24"
    minor   = true
    about   = "The key of AWS Config's topics is given by region, as a topic can only use one of its own region."
    modules = ["modules/aws-config*"]
  }

  release "v0.60.0" {
    date    = "2022-01-31"
    minor   = true
    about   = "AWS Config no longer configures a provider by mistake."
    modules = ["modules/aws-config-multi-region"]
  }

  release "v0.61.0" {
    date    = "2022-02-08"
    minor   = true
    about   = "AWS Config needs a provider with the alias \"default\" beside those of the regions."
    modules = ["modules/aws-config-multi-region"]
  }

  release "v0.62.0" {
    date  = "2022-02-21"
    minor = true
    about = "Needs Terraform 1.0.0; tested with 1.1."
  }

  release "v0.63.0" {
    date    = "2022-03-24"
    minor   = true
    about   = "Buckets are split into the resources that AWS provider 4 wants. A race in it can take settings from buckets: go to v0.65.1 or later at once."
    modules = ["modules/private-s3-bucket", "modules/aws-config*", "modules/cloudtrail*"]
  }

  release "v0.64.0" {
    date     = "2022-04-20"
    breaking = true
    about    = "Policies of IAM roles are managed ones instead of inline, so a plan exchanges them; `use_managed_iam_policies = false` avoids that."
  }

  release "v0.65.1" {
    date    = "2022-05-23"
    about   = "Mends the race of v0.63.0 that took settings from buckets."
    modules = ["modules/private-s3-bucket"]
  }

  release "v0.65.7" {
    date    = "2022-07-07"
    about   = "AWS Config works in ap-northeast-3, with fewer rules: the region may be listed again."
    modules = ["modules/aws-config*"]
  }

  release "v0.66.0" {
    date     = "2022-11-17"
    breaking = true
    about    = "Knows the United Arab Emirates: a provider for me-central-1 is needed, used or not."
    modules  = ["modules/*-multi-region"]
    regions = [
      "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
      "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ca-central-1", "cn-north-1",
      "cn-northwest-1", "eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2",
      "eu-west-3", "me-central-1", "me-south-1", "sa-east-1", "us-east-1", "us-east-2",
      "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
    ]
  }

  release "v0.67.2" {
    date  = "2023-01-23"
    about = "The first release that meets CIS AWS 1.5.0; mends the ACL of buckets."
  }

  release "v0.68.0" {
    date    = "2023-04-25"
    minor   = true
    about   = "Says who owns the objects in a bucket: without it a new one fails (AccessControlListNotSupported), as AWS has ACLs off since April 2023."
    modules = ["modules/private-s3-bucket", "modules/aws-config*", "modules/cloudtrail*"]
  }

  release "v0.70.0" {
    date  = "2024-01-10"
    minor = true
    about = "The identity provider of GitHub Actions is a module of its own, apart from the role."
  }

  release "v0.73.0" {
    date     = "2024-04-17"
    breaking = true
    about    = "An input of the modules for GitHub Actions changed incompatibly."
    modules  = ["modules/github-actions-*"]
  }

  release "v0.74.0" {
    date    = "2024-05-21"
    minor   = true
    about   = "Knows Zurich: a provider for eu-central-2 is needed, used or not."
    modules = ["modules/*-multi-region"]
    regions = [
      "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
      "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ca-central-1", "cn-north-1",
      "cn-northwest-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-west-1",
      "eu-west-2", "eu-west-3", "me-central-1", "me-south-1", "sa-east-1", "us-east-1", "us-east-2",
      "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
    ]
  }

  release "v1.0.0" {
    date  = "2025-05-06"
    about = "The releases before it under the number with which semantic versioning begins: from here on only a major version breaks."
  }

  release "v1.0.4" {
    date    = "2025-09-10"
    about   = "Not to be used: private-s3-bucket fails, as it cannot find the bucket's region."
    modules = ["modules/private-s3-bucket"]
  }

  release "v1.2.0" {
    date  = "2025-12-12"
    about = "AWS provider 6 is allowed."
  }

  release "v1.3.0" {
    date  = "2026-01-22"
    about = "Knows ten more regions: a provider for each is needed, used or not."
    regions = [
      "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
      "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3",
      "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1",
      "ca-west-1", "cn-north-1", "cn-northwest-1", "eu-central-1", "eu-central-2", "eu-north-1",
      "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1",
      "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2",
      "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
    ]
  }

  release "v1.4.0" {
    date  = "2026-03-12"
    about = "Adds what CIS AWS 3.0.0 asks for: blocked public access to S3, contacts of the account, and a policy that S3 is only reached by TLS."
    modules = [
      "modules/s3-account-public-access-block",
      "modules/account-alternate-contact",
      "modules/s3-tls-enforcement-scp",
    ]
  }

  release "v1.7.0" {
    date    = "2026-08-01"
    about   = "private-s3-bucket can create objects."
    modules = ["modules/private-s3-bucket"]
  }

  # ---- modules -------------------------------------------------------------------------------
  #
  # The ones that a benchmark's recommendations or an incompatible release name, with their inputs as
  # far as they are known.
  module "modules/account-baseline-root" {
    role     = "root"
    about    = "The management account."
    until    = "v0.49.0"
    moved_to = "github.com/gruntwork-io/terraform-aws-service-catalog//modules/landingzone/account-baseline-root"
  }

  module "modules/account-baseline-security" {
    role     = "security"
    about    = "The account with the IAM users and groups."
    until    = "v0.49.0"
    moved_to = "github.com/gruntwork-io/terraform-aws-service-catalog//modules/landingzone/account-baseline-security"
  }

  module "modules/account-baseline-app" {
    role     = "app"
    about    = "An account for logs, shared things or workloads."
    until    = "v0.49.0"
    moved_to = "github.com/gruntwork-io/terraform-aws-service-catalog//modules/landingzone/account-baseline-app"
  }

  module "modules/aws-config-multi-region" {
    about = "AWS Config in every region."

    input "opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.52.0"
      about    = "Regions to have AWS Config in; never null or empty."
    }

    input "opt_out_regions" {
      type  = "list(string)"
      until = "v0.52.0"
      about = "Regions to leave out; those of `opt_in_regions` have to be named instead."
    }

    input "seed_region" {
      type  = "string"
      until = "v0.52.0"
      about = "The region from which the others were found."
    }
  }

  module "modules/aws-config" {
    about = "AWS Config in one region."
  }

  module "modules/aws-config-bucket" {
    about = "The bucket of AWS Config."

    input "mfa_delete" {
      type  = "bool"
      since = "v0.50.0"
      about = "Says that MFA Delete is on; switches nothing on. Off by default, but for v0.50.0 to v0.53.0."
    }

    input "enable_lifecycle_rules" {
      type  = "bool"
      since = "v0.53.1"
      until = "v0.54.0"
      about = "Have lifecycle rules? MFA Delete excludes them."
    }
  }

  module "modules/aws-config-rules" {
    about = "Rules of AWS Config."

    input "enable_iam_user_unused_credentials_check" {
      type  = "bool"
      since = "v0.49.2"
      about = "Find credentials that nobody uses?"
    }

    input "iam_user_max_credential_usage_age" {
      type  = "number"
      since = "v0.49.2"
      about = "Days after which credentials count as unused; 90 by default, 45 for CIS AWS 1.4.0."
    }
  }

  module "modules/cloudtrail" {
    about = "A trail with its key and log group."

    input "data_logging_resources" {
      type  = "any"
      since = "v0.55.0"
      about = "What to record data events of."
    }
  }

  module "modules/cloudtrail-bucket" {
    about = "The bucket of CloudTrail."

    input "mfa_delete" {
      type  = "bool"
      since = "v0.50.0"
      about = "Says that MFA Delete is on; switches nothing on. Off by default, but for v0.50.0 to v0.53.0."
    }

    input "enable_lifecycle_rules" {
      type  = "bool"
      since = "v0.53.1"
      until = "v0.54.0"
      about = "Have lifecycle rules? MFA Delete excludes them."
    }
  }

  module "modules/private-s3-bucket" {
    about = "A bucket that is not public, encrypted and only reached by TLS."

    input "mfa_delete" {
      type  = "bool"
      since = "v0.50.0"
      about = "Says that MFA Delete is on; switches nothing on. Off by default, but for v0.50.0 to v0.53.0."
    }
  }

  module "modules/ebs-encryption-multi-region" {
    about = "Encryption of EBS volumes by default, in every region."

    input "opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.52.0"
      about    = "Regions to have EBS encryption by default in; never null or empty."
    }

    input "opt_out_regions" {
      type  = "list(string)"
      until = "v0.52.0"
      about = "Regions to leave out; those of `opt_in_regions` have to be named instead."
    }

    input "seed_region" {
      type  = "string"
      until = "v0.52.0"
      about = "The region from which the others were found."
    }
  }

  module "modules/guardduty-multi-region" {
    about = "GuardDuty in every region."

    input "opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.52.0"
      about    = "Regions to have GuardDuty in; never null or empty."
    }

    input "opt_out_regions" {
      type  = "list(string)"
      until = "v0.52.0"
      about = "Regions to leave out; those of `opt_in_regions` have to be named instead."
    }

    input "seed_region" {
      type  = "string"
      until = "v0.52.0"
      about = "The region from which the others were found."
    }
  }

  module "modules/iam-access-analyzer-multi-region" {
    about = "IAM Access Analyzer in every region."

    input "opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.52.0"
      about    = "Regions to have IAM Access Analyzer in; never null or empty."
    }

    input "opt_out_regions" {
      type  = "list(string)"
      until = "v0.52.0"
      about = "Regions to leave out; those of `opt_in_regions` have to be named instead."
    }

    input "seed_region" {
      type  = "string"
      until = "v0.52.0"
      about = "The region from which the others were found."
    }
  }

  module "modules/kms-master-key-multi-region" {
    about = "KMS keys in several regions."

    input "opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.52.0"
      about    = "Regions to have KMS keys in; never null or empty."
    }

    input "opt_out_regions" {
      type  = "list(string)"
      until = "v0.52.0"
      about = "Regions to leave out; those of `opt_in_regions` have to be named instead."
    }

    input "seed_region" {
      type  = "string"
      until = "v0.52.0"
      about = "The region from which the others were found."
    }
  }

  module "modules/kms-grant-multi-region" {
    about = "Grants for KMS keys in several regions."
  }

  module "modules/kms-master-key" {
    about = "KMS keys that rotate."
  }

  module "modules/iam-user-password-policy" {
    about = "The password policy of the account."
  }

  module "modules/iam-users" {
    about = "IAM users."
  }

  module "modules/iam-groups" {
    about = "IAM groups."
  }

  module "modules/custom-iam-entity" {
    about = "IAM groups or roles with policies of one's own."
  }

  module "modules/cross-account-iam-roles" {
    about = "IAM roles for people of other accounts."
  }

  module "modules/saml-iam-roles" {
    about = "IAM roles for people of an identity provider."
  }

  module "modules/github-actions-iam-role" {
    about = "A role for GitHub Actions."
  }

  module "modules/github-actions-openid-connect-provider" {
    about = "The identity provider of GitHub Actions."
  }

  module "modules/s3-account-public-access-block" {
    about = "Blocks public access to S3 for the account."
  }

  module "modules/account-alternate-contact" {
    about = "Contacts of the account."
  }

  module "modules/s3-tls-enforcement-scp" {
    about = "A policy of the organization that S3 is only reached by TLS."
  }
}
