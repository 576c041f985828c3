repository "terraform-aws-cis-service-catalog" {
  about = "Gruntwork's modules for the CIS AWS Foundations Benchmark, with the account baselines of a landing zone"
  names = [
    "github.com/gruntwork-io/terraform-aws-cis-service-catalog",
    "github.com/gruntwork-io/cis-compliance-aws",
  ]

  relation "admin" {
    about          = "administrator of Security Hub and Macie"
    claimed_by     = ["security_hub_external_member_accounts", "macie_external_member_accounts"]
    named_by       = ["security_hub_associate_to_master_account_id", "security_hub_associate_to_admin_account_id", "macie_administrator_account_id"]
    default_role   = "root"
  }

  relation "config" {
    about           = "account that collects AWS Config"
    claimed_by      = ["config_should_create_s3_bucket"]
    named_by        = ["config_central_account_id"]
    default_account = "logs"
  }

  question "opt_in_regions" {
    about    = "Regions that are switched on in the accounts (aws ec2 describe-regions). Not needed where multi_region_common.hcl says it."
  }

  question "macie_bucket_name" {
    about       = "Name of the bucket for Macie's results, where another is wanted than the one that is derived from the prefix."
    per_account = true
  }

  question "macie_kms_key_name" {
    about       = "Name of the key of Macie's results, where another is wanted than the one that is derived from the prefix."
    per_account = true
  }

  question "macie_buckets_to_analyze" {
    about       = "Buckets that Macie analyzes, by region: { \"us-east-1\" = [\"bucket\"] }."
    per_account = true
  }

  target "cis-aws-1.3.0" {
    minimum = "v0.11.1"
  }

  target "cis-aws-1.4.0" {
    after           = "cis-aws-1.3.0"
    minimum         = "v0.27.0"
    floor           = "v0.22.0"
    floor_guide     = "bring the repository to CIS AWS 1.3.0 at v0.22.0 or later first (guide \"How to update to CIS AWS Foundations Benchmark v1.3.0\")"
    recommendations = ["2.1.4", "4.1"]

    # ---- where the code stands ---------------------------------------------------------------------------------------

    pin "terraform" {
      minimum    = "0.15.1"
      version    = "0.15.5"
      constraint = ">= 0.15.1, < 1.1.0"
      why        = "Modules pass providers by configuration_aliases from v0.25.0 on, which Terraform before 0.15.1 does not read."
    }

    # ---- regions -----------------------------------------------------------------------------------------------------

    local "multi_region_vars" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = !unit.plain && contains(unit.parents, "multi_region_common.hcl") && !(contains(keys(unit.locals), "opt_in_regions") && contains(keys(unit.locals), "all_aws_regions"))
      value   = "read_terragrunt_config(find_in_parent_folders(\"multi_region_common.hcl\"))"
      why     = "The regions of all accounts are written in multi_region_common.hcl."
    }

    local "all_aws_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = !unit.plain
      value   = contains(unit.parents, "multi_region_common.hcl") ? "local.multi_region_vars.locals.all_aws_regions" : "[\n${join("", [for r in target.regions : "  \"${r}\",\n"])}]"
      why     = "Every region that the modules know needs a provider, whether it is in use or not."
    }

    local "opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = !unit.plain
      value   = contains(unit.parents, "multi_region_common.hcl") ? "local.multi_region_vars.locals.opt_in_regions" : answers.opt_in_regions == null ? null : "[\n${join("", [for r in answers.opt_in_regions : "  \"${r}\",\n"])}]"
      why     = "The modules no longer find the enabled regions by themselves: the list must be given, and not be empty."
    }

    regions "all_aws_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      why     = "The modules of the target know these regions and need a provider for each of them."
    }

    block "generate.providers" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = !unit.plain && !contains(unit.generates, "providers.tf")
      value   = <<-HCL
        generate "providers" {
          # One provider for each region. Those of regions that are not in use are never called.
          path      = "providers.tf"
          if_exists = "overwrite"
          contents  = <<EOF
        %%{ for region in local.all_aws_regions }
        provider "aws" {
          region = "$${region}"
          alias  = "$${replace(region, "-", "_")}"

          # A region that is not switched on in the account refuses every call.
          skip_credentials_validation = $${contains(local.opt_in_regions, region) ? false : true}
          skip_requesting_account_id  = $${contains(local.opt_in_regions, region) ? false : true}
        }
        %%{ endfor }
        EOF
        }
      HCL
      why     = "From v0.25.0 on the modules have no providers of their own: one for each region is passed in."
    }

    block "provider.aws" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = unit.plain && length(setsubtract([for r in target.regions : replace(r, "-", "_")], unit.aliases)) > 0 && answers.opt_in_regions != null
      value = [for r in target.regions : <<-HCL
        provider "aws" {
          region = "${r}"
          alias  = "${replace(r, "-", "_")}"

          skip_credentials_validation = ${contains(try(tolist(answers.opt_in_regions), []), r) ? false : true}
          skip_requesting_account_id  = ${contains(try(tolist(answers.opt_in_regions), []), r) ? false : true}
        }
        HCL
        if !contains(unit.aliases, replace(r, "-", "_"))
      ]
      why = "From v0.25.0 on the modules have no providers of their own: one for each region is passed in."
    }

    input "providers" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = unit.plain && answers.opt_in_regions != null && length(target.regions) > 0
      value   = "{\n    aws = aws\n${join("", [for r in target.regions : "    aws.${replace(r, "-", "_")} = aws.${replace(r, "-", "_")}\n"])}  }"
      why     = "From v0.25.0 on a provider for each region is passed to the module."
    }

    # ---- the variables that older configurations do not set -----------------------------------------------------------

    input "config_central_account_id" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = org.config == null || unit.account == org.config ? null : unit.id_of[org.config]
      why     = "AWS Config of this account delivers to the account that collects it."
    }

    input "security_hub_associate_to_master_account_id" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = org.admin == null || unit.account == org.admin ? null : unit.id_of[org.admin]
      why     = "Security Hub of this account is a member of the administrator's."
    }

    input "config_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : contains(try(unit.locals.opt_in_regions, []), "ap-northeast-3") ? "[for region in local.opt_in_regions : region if region != \"ap-northeast-3\"]" : "local.opt_in_regions"
      replace = contains(try(unit.inputs.config_opt_in_regions, []), "ap-northeast-3")
      issue   = "config-rule-not-in-region"
      why     = "AWS Config must be told its regions: the list is required from v0.25.0 on; AWS Config in ap-northeast-3 does not know a rule of this release."
    }

    input "guardduty_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      why     = "GuardDuty must be told its regions: the list is required from v0.25.0 on."
    }

    input "iam_access_analyzer_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      why     = "IAM Access Analyzer must be told its regions: the list is required from v0.25.0 on."
    }

    input "ebs_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      why     = "Encryption of EBS volumes by default must be told its regions: the list is required from v0.25.0 on."
    }

    input "security_hub_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      why     = "Security Hub must be told its regions: the list is required from v0.25.0 on."
    }

    input "macie_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      why     = "Macie must be told its regions: the list is required from v0.25.0 on."
    }

    input "kms_cmk_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-app", "modules/landingzone/account-baseline-security"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      why     = "Customer master keys must be told their regions: the list is required from v0.25.0 on."
    }

    # ---- CloudTrail's key --------------------------------------------------------------------------------------------

    input "cloudtrail_kms_key_arn_is_alias" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = try(unit.inputs.cloudtrail_kms_key_arn, null) != null
      value   = can(regex(":alias/", unit.inputs.cloudtrail_kms_key_arn)) ? "true" : try(unit.inputs.cloudtrail_kms_key_arn_is_alias, null) == null ? null : "false"
      replace = try(unit.inputs.cloudtrail_kms_key_arn_is_alias, false) != can(regex(":alias/", unit.inputs.cloudtrail_kms_key_arn))
      issue   = "cloudtrail-kms-key-is-alias"
      why     = "It must say what the ARN is: the ARN of an alias, or of a key."
    }

    # ---- Macie -------------------------------------------------------------------------------------------------------

    input "create_macie_bucket" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = "true"
      why     = "Macie keeps what it finds for 90 days only, unless it has a bucket (2.1.4)."
    }

    input "macie_bucket_name" {
      modules = ["modules/landingzone/account-baseline-*"]
      value = answers.macie_bucket_name != null ? jsonencode(answers.macie_bucket_name) : (
        contains(keys(unit.locals), "name_prefix") && contains(keys(unit.locals), "account_name") ? "lower(\"$${local.name_prefix}-macie-results-$${local.account_name}\")" :
        try(unit.inputs.name_prefix, null) != null && "${unit.account}${unit.account_id}" != "" ? jsonencode(lower("${unit.inputs.name_prefix}-macie-results-${coalesce(unit.account, unit.account_id)}")) : null
      )
      why = "Names of buckets are unique within AWS: it begins with the prefix of this organization."
    }

    input "macie_create_kms_key" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = "true"
      why     = "The results are encrypted with a key of their own."
    }

    input "macie_kms_key_name" {
      modules = ["modules/landingzone/account-baseline-*"]
      value = answers.macie_kms_key_name != null ? jsonencode(answers.macie_kms_key_name) : (
        contains(keys(unit.locals), "name_prefix") && contains(keys(unit.locals), "account_name") ? "\"$${local.name_prefix}-macie-results-$${local.account_name}\"" :
        try(unit.inputs.name_prefix, null) != null && "${unit.account}${unit.account_id}" != "" ? jsonencode("${unit.inputs.name_prefix}-macie-results-${coalesce(unit.account, unit.account_id)}") : null
      )
      why = "The key of the results needs a name."
    }

    input "macie_kms_key_users" {
      modules = ["modules/landingzone/account-baseline-*"]
      value = try(unit.id_of[unit.account], null) == null ? (unit.account_id == "" ? null : "[\"arn:aws:iam::${unit.account_id}:root\"]") : (
        startswith(unit.id_of[unit.account], "\"") ? "[\"arn:aws:iam::${org.accounts[unit.account].id}:root\"]" :
        "[\"arn:aws:iam::$${${unit.id_of[unit.account]}}:root\"]"
      )
      why = "The account's own policies decide who may use the key."
    }

    input "macie_administrator_account_id" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = org.admin == null || unit.account == org.admin ? null : unit.id_of[org.admin]
      why     = "Macie of this account is a member of the administrator's."
    }

    input "macie_external_member_accounts" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = unit.account != "" && unit.account == org.admin
      value   = try(unit.written.security_hub_external_member_accounts, null)
      why     = "The administrator invites its members; without an invitation they cannot be applied."
    }

    input "macie_buckets_to_analyze" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = answers.macie_buckets_to_analyze == null ? null : jsonencode(answers.macie_buckets_to_analyze)
      why     = "A job analyzes the buckets that are listed for its region."
    }

    # ---- by hand -----------------------------------------------------------------------------------------------------

    note "mfa-delete" {
      modules = ["modules/landingzone/account-baseline-*"]
      manual  = true
      why     = "MFA Delete (2.1.3) is switched on by the root user of the account, bucket by bucket. Set config_s3_mfa_delete and cloudtrail_s3_mfa_delete to true after that, not before: until then the apply fails."
    }

    note "macie-results-bucket" {
      modules = ["modules/landingzone/account-baseline-*"]
      manual  = true
      why     = "After the apply, give Macie its results bucket and key in every region (2.1.4): the modules of this release cannot."
    }
  }

  release "v0.11.1" {
    date  = "2020-12-18"
    about = "The first release that meets CIS AWS 1.3.0."
  }

  release "v0.27.0" {
    date     = "2021-08-27"
    breaking = true
    about    = "Takes v0.24.0 back: MFA Delete is off by default again."
  }
}
