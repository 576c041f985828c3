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
    minimum         = "v0.11.1"
    recommendations = ["3.10", "3.11", "4.15", "5.1"]
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
      issue      = "terraform-too-old"
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
      issue   = "provider-alias-missing"
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
      issue   = "provider-alias-missing"
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
      issue   = "provider-alias-missing"
      why = "From v0.25.0 on the modules have no providers of their own: one for each region is passed in."
    }

    input "providers" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = unit.plain && answers.opt_in_regions != null && length(target.regions) > 0 && !target.passes["v0.32.0"]
      value   = "{\n  aws = aws\n${join("", [for r in target.regions : "  aws.${replace(r, "-", "_")} = aws.${replace(r, "-", "_")}\n"])}}"
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
      when    = !target.passes["v0.40.0"] && (unit.role != "root" || target.passes["v0.32.5"])
      value   = org.admin == null || unit.account == org.admin ? null : unit.id_of[org.admin]
      why     = "Security Hub of this account is a member of the administrator's."
    }

    input "config_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : !target.passes["v0.42.0"] && contains(try(unit.locals.opt_in_regions, []), "ap-northeast-3") ? "[for region in local.opt_in_regions : region if region != \"ap-northeast-3\"]" : "local.opt_in_regions"
      replace = !target.passes["v0.42.0"] && contains(try(unit.inputs.config_opt_in_regions, []), "ap-northeast-3")
      issue   = "config-rule-not-in-region"
      why     = "AWS Config must be told its regions: the list is required from v0.25.0 on; AWS Config in ap-northeast-3 does not know a rule of this release."
    }

    input "guardduty_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      issue   = "opt-in-regions-missing"
      why     = "GuardDuty must be told its regions: the list is required from v0.25.0 on."
    }

    input "iam_access_analyzer_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      issue   = "opt-in-regions-missing"
      why     = "IAM Access Analyzer must be told its regions: the list is required from v0.25.0 on."
    }

    input "ebs_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      issue   = "opt-in-regions-missing"
      why     = "Encryption of EBS volumes by default must be told its regions: the list is required from v0.25.0 on."
    }

    input "security_hub_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      issue   = "opt-in-regions-missing"
      why     = "Security Hub must be told its regions: the list is required from v0.25.0 on."
    }

    input "macie_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      issue   = "opt-in-regions-missing"
      why     = "Macie must be told its regions: the list is required from v0.25.0 on."
    }

    input "kms_cmk_opt_in_regions" {
      modules = ["modules/landingzone/account-baseline-app", "modules/landingzone/account-baseline-security"]
      value   = unit.plain ? (answers.opt_in_regions == null ? null : "[${join(", ", [for r in answers.opt_in_regions : jsonencode(r)])}]") : "local.opt_in_regions"
      issue   = "opt-in-regions-missing"
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
      when    = unit.role != "root" || target.passes["v0.32.5"]
      value   = org.admin == null || unit.account == org.admin ? null : unit.id_of[org.admin]
      why     = "Macie of this account is a member of the administrator's."
    }

    input "macie_external_member_accounts" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = unit.account != "" && unit.account == org.admin
      value   = try(unit.written.security_hub_external_member_accounts, null)
      issue   = "macie-no-invitation"
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
      issue   = "mfa-delete-needs-root"
      why     = "MFA Delete (2.1.3) is switched on by the root user of the account, bucket by bucket. Set config_s3_mfa_delete and cloudtrail_s3_mfa_delete to true after that, not before: until then the apply fails."
    }

    note "administrator" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = org.admin != null && unit.account == org.admin && unit.role != "root"
      why     = "Gruntwork's guide makes the root account the administrator of Macie. In this repository another account administers Security Hub, as the code says: Macie follows it."
    }

    note "root-is-no-member" {
      modules = ["modules/landingzone/account-baseline-root"]
      when    = org.admin != null && unit.account != org.admin && !target.passes["v0.32.5"]
      why     = "The root baseline of this release cannot be a member of another account's Security Hub and Macie: it takes their inputs from v0.32.5 on, so the plan does not write them here."
    }

    note "guide-regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = length(target.regions) != 25
      why     = "Gruntwork's guide lists 25 regions. The modules of this target know another number of them, and need a provider for each: the plan has those."
    }

    note "macie-results-bucket" {
      modules = ["modules/landingzone/account-baseline-*"]
      manual  = true
      why     = "After the apply, give Macie its results bucket and key in every region (2.1.4): the modules of this release cannot."
    }
  }

  target "cis-aws-1.5.0" {
    after           = "cis-aws-1.4.0"
    minimum         = "v0.42.9"
    recommendations = ["2.3.1", "2.3.2", "2.3.3", "2.4.1", "4.16"]

    regions "all_aws_regions" {
      modules = ["modules/landingzone/account-baseline-*"]
      issue   = "provider-alias-missing"
      why     = "The modules of the target know these regions and need a provider for each of them."
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
      issue   = "provider-alias-missing"
      why = "A provider is needed for every region that the modules know."
    }

    block "provider.aws_default" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = unit.plain && !contains(unit.aliases, "default") && answers.opt_in_regions != null
      value   = [<<-HCL
        provider "aws" {
          region = "${answers.opt_in_regions[0]}"
          alias  = "default"
        }
        HCL
      ]
      issue   = "provider-alias-missing"
      why = "A provider with the alias default is needed beside those of the regions."
    }

    input "providers" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = unit.plain && answers.opt_in_regions != null && length(target.regions) > 0
      value   = "{\n  aws = aws.default\n  aws.default = aws.default\n${join("", [for r in target.regions : "  aws.${replace(r, "-", "_")} = aws.${replace(r, "-", "_")}\n"])}}"
      replace = !can(regex("aws[.]default", try(unit.written.providers, ""))) || length([for r in target.regions : r if !can(regex("aws[.]${replace(r, "-", "_")}", try(unit.written.providers, "")))]) > 0
      why     = "A provider for each region that the modules know is passed to them, and one called default."
    }

    input "security_hub_associate_to_admin_account_id" {
      modules = ["modules/landingzone/account-baseline-*"]
      value   = org.admin == null || unit.account == org.admin ? null : unit.id_of[org.admin]
      why     = "Security Hub of this account is a member of the administrator's."
    }

    note "rds" {
      modules = ["modules/landingzone/account-baseline-*"]
      manual  = true
      why     = "Databases (2.3.1 to 2.3.3) and file systems (2.4.1) get modules of their own in this repository: data-stores/rds and data-stores/efs. Who switches a database from terraform-aws-service-catalog must move it in the state (module.database to module.rds.module.database); a good plan then destroys nothing."
    }
  }

  target "cis-aws-3.0.0" {
    after   = "cis-aws-1.5.0"
    minimum = "v1.2.0"
  }

  release "v0.11.1" {
    date  = "2020-12-18"
    about = "The first release that meets CIS AWS 1.3.0."
  }

  release "v0.17.0" {
    date     = "2021-04-26"
    breaking = true
    about    = "Security Hub tells its members apart by account name instead of account id: the addresses of all members in the state change, and a plan replaces them unless they are moved first."
    modules  = ["modules/*aws-securityhub"]
  }

  release "v0.18.0" {
    date    = "2021-05-11"
    minor   = true
    about   = "The baseline of workload accounts has more outputs and takes external members for Security Hub; without `config_central_account_id` no central Config account is assumed."
    modules = ["modules/landingzone/account-baseline-app"]
  }

  release "v0.20.0" {
    date  = "2021-05-27"
    minor = true
    about = "Tested with Terraform 0.15; 0.12.26 is still the lowest version that works."
  }

  release "v0.20.1" {
    date    = "2021-06-03"
    about   = "The baseline of the management account arrives; its input `iam_group_name_cross_account_access_all` is gone."
    modules = ["modules/landingzone/account-baseline-root"]
  }

  release "v0.21.0" {
    date     = "2021-06-07"
    breaking = true
    about    = "Jumps over five minor versions of the service catalog at once (v0.41.0, with security v0.49.1 and VPC v0.15.4): what v0.37.0 to v0.41.0 of it changed has to be read, too."
  }

  release "v0.22.0" {
    date  = "2021-06-11"
    minor = true
    about = "The modules for security and observability moved one folder down, to modules/security/ and modules/observability/: an address with the old path finds nothing from here on."
    modules = [
      "modules/*aws-config-multi-region",
      "modules/*aws-securityhub",
      "modules/*cleanup-expired-certs",
      "modules/*cloudtrail",
      "modules/*cloudwatch-logs-metric-filters",
      "modules/*cross-account-iam-roles",
      "modules/*custom-iam-entity",
      "modules/*iam-groups",
      "modules/*iam-password-policy",
      "modules/*saml-iam-roles",
    ]
  }

  release "v0.22.1" {
    date  = "2021-06-14"
    about = "Only credentials that nobody uses count as stale, and 45 days are enough: what CIS AWS 1.4.0 asks in 1.12, where 1.3.0 allowed 90. Comes with security v0.49.2."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/observability/aws-config-multi-region",
      "modules/observability/cloudtrail",
      "modules/security/iam-password-policy",
    ]
  }

  release "v0.22.2" {
    date  = "2021-06-17"
    about = "The metric filters match the patterns of CIS AWS 1.4.0; the alarms stay, the filters are written anew."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/security/aws-securityhub",
      "modules/observability/aws-config-multi-region",
      "modules/observability/cloudwatch-logs-metric-filters",
      "modules/security/iam-password-policy",
    ]
  }

  release "v0.23.0" {
    date     = "2021-06-18"
    breaking = true
    about    = "Invitations between Security Hub accounts are Terraform resources instead of the work of a Python script. The script's resource has to leave the state and the members that exist have to be imported, or accounts drop out of Security Hub. The account baselines contain this module and are concerned, too."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/security/aws-securityhub",
      "modules/security/cleanup-expired-certs",
    ]

    state "security-hub-members" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = org.admin != null && unit.account != org.admin && unit.account_id != ""
      actions = [for r in try(unit.locals.opt_in_regions, answers.opt_in_regions != null ? answers.opt_in_regions : org.locals.multi_region_vars.locals.opt_in_regions, []) : "import module.security_hub.aws_securityhub_invite_accepter.invitee_${replace(r, "-", "_")}[0] ${unit.account_id}"]
      why     = "The membership exists already: it is imported, or the apply would try to accept an invitation that is no longer there."
    }

    note "security-hub-script" {
      modules = ["modules/landingzone/account-baseline-*", "modules/security/aws-securityhub"]
      manual  = true
      why     = "The resource that ran the Python script leaves the state before the apply (state list shows it below module.security_hub; state rm forgets it): a step that runs when it is destroyed would drop the members. On the administrator, import each aws_securityhub_member by the member's account id. The addresses of both were never published: look them up, and require a plan that neither creates nor destroys members."
    }
  }

  release "v0.23.1" {
    date  = "2021-06-21"
    about = "Newer dependencies only: security v0.49.3, service catalog v0.44.0."
  }

  release "v0.23.2" {
    date  = "2021-06-28"
    about = "Newer dependencies only: security v0.49.4, service catalog v0.44.5."
  }

  release "v0.23.3" {
    date    = "2021-06-30"
    about   = "The baseline of the management account lets its buckets be configured."
    modules = ["modules/landingzone/account-baseline-root"]
  }

  release "v0.23.6" {
    date    = "2021-07-15"
    about   = "The password policy can be configured, and a minimum length below 14 is refused."
    modules = ["modules/landingzone/account-baseline-app", "modules/security/iam-password-policy"]
  }

  release "v0.24.0" {
    date     = "2021-07-19"
    breaking = true
    about    = "Buckets were expected to have MFA Delete by default, which Terraform cannot switch on. Taken back in v0.27.0: who goes there directly does not meet it."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/observability/aws-config-multi-region",
      "modules/observability/cloudtrail",
    ]
  }

  release "v0.25.0" {
    date     = "2021-08-05"
    breaking = true
    about    = "Modules that work in all regions no longer configure providers themselves: every region that they know needs a provider with an alias from the caller, used or not, and the regions to work in have to be named. Needs Terraform 0.15.1."
    regions = [
      "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
      "ap-southeast-1", "ap-southeast-2", "ca-central-1", "cn-north-1", "cn-northwest-1",
      "eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2", "eu-west-3",
      "me-south-1", "sa-east-1", "us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1",
      "us-west-1", "us-west-2",
    ]
  }

  release "v0.25.1" {
    date  = "2021-08-11"
    about = "Adds the module for Amazon Macie; the others only get newer dependencies."
  }

  release "v0.26.0" {
    date  = "2021-08-11"
    minor = true
    about = "Tested with Terraform 1.0; 0.15.1 is the lowest version that works."
  }

  release "v0.26.1" {
    date  = "2021-08-23"
    about = "Macie across accounts: an administrator invites members, and members accept. Comes with security v0.53.7."
  }

  release "v0.26.2" {
    date    = "2021-08-24"
    about   = "The account baselines set up Macie. Without an entry in the buckets to analyze there is no job in that region."
    modules = ["modules/landingzone/account-baseline-*", "modules/security/macie"]
  }

  release "v0.26.3" {
    date  = "2021-08-27"
    about = "Newer dependencies only: security v0.54.0, service catalog v0.59.4, VPC v0.17.3."
  }

  release "v0.27.0" {
    date     = "2021-08-27"
    breaking = true
    about    = "Takes v0.24.0 back: MFA Delete is off by default again. Where it is on in AWS, `config_s3_mfa_delete` and `cloudtrail_s3_mfa_delete` have to say so."
    modules = [
      "modules/landingzone/account-baseline-root",
      "modules/landingzone/account-baseline-app",
      "modules/observability/aws-config-multi-region",
      "modules/observability/cloudtrail",
    ]
  }

  release "v0.27.1" {
    date  = "2021-09-03"
    about = "CloudTrail can record data events of further resources (`additional_data_logging_resources`). Comes with security v0.55.0."
  }

  release "v0.27.3" {
    date    = "2021-09-15"
    about   = "The baseline of the management account passes on `cloudtrail_kms_key_arn`, and whether it creates the buckets of CloudTrail and Config can be said."
    modules = ["modules/landingzone/account-baseline-root"]
  }

  release "v0.27.4" {
    date    = "2021-09-29"
    about   = "The baseline of the security account can create service-linked roles."
    modules = ["modules/landingzone/account-baseline-security"]
  }

  release "v0.27.5" {
    date    = "2021-09-30"
    about   = "Security Hub says which version of the AWS provider it needs at least."
    modules = ["modules/landingzone/account-baseline-*", "modules/security/aws-securityhub"]
  }

  release "v0.28.0" {
    date    = "2021-12-17"
    minor   = true
    about   = "The default network ACL of a VPC meets the benchmark: traffic that relied on its old rules may stop."
    modules = ["modules/networking/vpc", "modules/networking/vpc-mgmt"]
  }

  release "v0.28.1" {
    date  = "2022-01-11"
    about = "Adds a module that revokes credentials that nobody uses. The function that removes expired certificates reserves one concurrent execution, which an account with a quota of 50 cannot grant."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/security/revoke-unused-iam-credentials",
      "modules/security/cleanup-expired-certs",
    ]
  }

  release "v0.29.0" {
    date     = "2022-01-13"
    breaking = true
    about    = "Knows Jakarta: a provider for ap-southeast-3 is needed, used or not. Comes with service catalog v0.70.1."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/observability/aws-config-multi-region",
      "modules/security/aws-securityhub",
      "modules/security/macie",
    ]
    regions = [
      "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
      "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ca-central-1", "cn-north-1",
      "cn-northwest-1", "eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2",
      "eu-west-3", "me-south-1", "sa-east-1", "us-east-1", "us-east-2", "us-gov-east-1",
      "us-gov-west-1", "us-west-1", "us-west-2",
    ]
  }

  release "v0.30.0" {
    date    = "2022-02-03"
    minor   = true
    about   = "The function that removes expired certificates has a managed policy instead of an inline one, and its log group belongs to Terraform: one that exists already may have to be imported."
    modules = ["modules/landingzone/account-baseline-*", "modules/security/cleanup-expired-certs"]
  }

  release "v0.30.3" {
    date  = "2022-02-17"
    about = "AWS provider 4 is refused."
  }

  release "v0.30.4" {
    date    = "2022-02-21"
    about   = "CloudTrail's log group keeps events for 14 days instead of for ever, unless something else is said."
    modules = ["modules/landingzone/account-baseline-*", "modules/observability/cloudtrail"]
  }

  release "v0.31.0" {
    date  = "2022-02-21"
    minor = true
    about = "Needs Terraform 1.0.0."

    pin "terraform" {
      minimum    = "1.0.0"
      version    = "1.0.11"
      constraint = ">= 1.0.0, < 2.0.0"
      issue      = "terraform-too-old"
      why        = "The modules need Terraform 1.0 from v0.31.0 on."
    }
  }

  release "v0.32.0" {
    date  = "2022-02-23"
    minor = true
    about = "A provider with the alias \"default\" is needed beside those of the regions (service catalog v0.78.1). Encryption of Config can be configured."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/observability/aws-config-multi-region",
    ]

    block "generate.default_provider" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = !unit.plain && !can(regex("alias\\s*=\\s*\"default\"", unit.generated))
      value   = <<-HCL
        generate "default_provider" {
          path      = "default_provider.tf"
          if_exists = "overwrite"
          contents  = <<EOF
        provider "aws" {
          region = "$${local.opt_in_regions[0]}"
          alias  = "default"
        }
        EOF
        }
      HCL
      issue   = "provider-alias-missing"
      why     = "A provider with the alias default is needed beside those of the regions."
    }
  }

  release "v0.32.1" {
    date    = "2022-02-25"
    about   = "How many concurrent executions the function that removes expired certificates reserves can be said; -1 reserves none."
    modules = ["modules/security/cleanup-expired-certs"]
  }

  release "v0.32.2" {
    date    = "2022-02-25"
    about   = "The baseline of workload accounts passes on `reserved_concurrent_executions`."
    modules = ["modules/landingzone/account-baseline-app"]
  }

  release "v0.32.3" {
    date    = "2022-02-25"
    about   = "The baseline of the security account passes on `reserved_concurrent_executions`."
    modules = ["modules/landingzone/account-baseline-security"]
  }

  release "v0.32.4" {
    date    = "2022-02-28"
    about   = "The baseline of the management account passes on `reserved_concurrent_executions`."
    modules = ["modules/landingzone/account-baseline-root"]
  }

  release "v0.32.5" {
    date    = "2022-03-14"
    about   = "The management account may leave the administration of Macie and Security Hub to another account."
    modules = ["modules/landingzone/account-baseline-root"]
  }

  release "v0.33.0" {
    date    = "2022-03-15"
    minor   = true
    about   = "Macie's log group belongs to Terraform: one that exists already may have to be imported."
    modules = ["modules/landingzone/account-baseline-*", "modules/security/macie"]
  }

  release "v0.35.0" {
    date  = "2022-05-10"
    minor = true
    about = "Policies of IAM roles are managed ones instead of inline, so a plan exchanges them; `use_managed_iam_policies = false` avoids that. Needs AWS provider 3.75."

    pin "aws" {
      minimum    = "3.75.0"
      constraint = "~> 3.75"
      why        = "The modules need version 3.75 of the AWS provider from v0.35.0 on."
    }
  }

  release "v0.35.2" {
    date    = "2022-06-30"
    about   = "Security Hub's own CIS checks can be switched off (`security_hub_enable_cis_check`)."
    modules = ["modules/landingzone/account-baseline-*", "modules/security/aws-securityhub"]
  }

  release "v0.35.7" {
    date    = "2022-07-07"
    about   = "Network ACLs refuse rules for 0.0.0.0/0 on administration ports even where the caller asks for them."
    modules = ["modules/networking/*"]
  }

  release "v0.36.0" {
    date  = "2022-07-11"
    minor = true
    about = "The Config aggregator covers all regions; a list of some is no longer possible."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/observability/aws-config-multi-region",
    ]
  }

  release "v0.37.0" {
    date  = "2022-07-15"
    minor = true
    about = "Reads 3.10 and 3.11 as the benchmark means them: object events of all buckets are recorded, not only those of CloudTrail's own, which costs. Adds metric filters for the organization, and the alarm topic is really encrypted."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/observability/cloudtrail",
      "modules/observability/cloudwatch-logs-metric-filters",
    ]
  }

  release "v0.38.0" {
    date     = "2022-07-27"
    breaking = true
    about    = "GuardDuty's module has a count: its address ends in [0], and without a move in the state a plan destroys the detectors."
    modules  = ["modules/landingzone/account-baseline-*"]

    state "guardduty-count" {
      modules = ["modules/landingzone/account-baseline-*"]
      when    = unit.role != ""
      actions = ["mv module.${unit.role}_baseline.module.guardduty module.${unit.role}_baseline.module.guardduty[0]"]
      why     = "GuardDuty's module has got a count: without the move the plan destroys the detectors."
    }
  }

  release "v0.39.0" {
    date  = "2022-08-02"
    minor = true
    about = "AWS provider 4 is allowed, 3.75.1 needed."
  }

  release "v0.40.0" {
    date     = "2022-08-03"
    breaking = true
    about    = "The account that administers Security Hub is called admin instead of master: under the old name the input is ignored without a word, and the account leaves its administrator."
    modules  = ["modules/landingzone/account-baseline-*", "modules/security/aws-securityhub"]

    rename_input "security_hub_associate_to_master_account_id" {
      modules = ["modules/landingzone/account-baseline-*"]
      to      = "security_hub_associate_to_admin_account_id"
      issue   = "security-hub-admin-input-renamed"
      why     = "Under the old name the input is ignored without a word, and Terraform takes the account out of Security Hub."
    }

    rename_input "associate_to_master_account_id" {
      modules = ["modules/security/aws-securityhub"]
      to      = "associate_to_admin_account_id"
      issue   = "security-hub-admin-input-renamed"
      why     = "Under the old name the input is ignored without a word, and Terraform takes the account out of Security Hub."
    }
  }

  release "v0.41.0" {
    date  = "2022-08-11"
    minor = true
    about = "AWS provider 4 is allowed in the dependencies, too; 3.75.1 stays the lowest."
  }

  release "v0.41.1" {
    date    = "2022-10-21"
    about   = "Adds a module for EFS that meets CIS AWS 1.5.0."
    modules = ["modules/data-stores/efs"]
  }

  release "v0.41.2" {
    date    = "2022-10-28"
    about   = "Adds a module for RDS that meets CIS AWS 1.5.0. Who comes from the service catalog's module has to move the database in the state, or it is destroyed."
    modules = ["modules/data-stores/rds"]
  }

  release "v0.42.0" {
    date     = "2022-11-24"
    breaking = true
    about    = "Knows the United Arab Emirates: a provider for me-central-1 is needed, used or not, and AWS provider 3.75.2 refuses that region. Comes with security v0.66.0 and service catalog v0.98.0."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/observability/aws-config-multi-region",
      "modules/security/aws-securityhub",
      "modules/security/macie",
    ]
    regions = [
      "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
      "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ca-central-1", "cn-north-1",
      "cn-northwest-1", "eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2",
      "eu-west-3", "me-central-1", "me-south-1", "sa-east-1", "us-east-1", "us-east-2",
      "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
    ]

    pin "aws" {
      minimum    = "4.29.0"
      before     = "5.0.0"
      constraint = "~> 4.29"
      issue      = "region-unknown-to-provider"
      why        = "Older versions of the AWS provider do not know me-central-1 and refuse the provider of that region."
    }
  }

  release "v0.42.1" {
    date  = "2022-12-09"
    about = "Adds rules for tflint that check address ranges; the modules stay as they are."
  }

  release "v0.42.2" {
    date  = "2022-12-09"
    about = "Mends the build of the tflint rules; the modules stay as they are."
  }

  release "v0.42.3" {
    date  = "2022-12-14"
    about = "Adds a patch that sets up tflint; the modules stay as they are."
  }

  release "v0.42.4" {
    date  = "2022-12-14"
    about = "Mends the tflint patch; the modules stay as they are."
  }

  release "v0.42.5" {
    date  = "2022-12-14"
    about = "The tflint patch writes its configuration at the root; the modules stay as they are."
  }

  release "v0.42.6" {
    date    = "2023-01-18"
    about   = "A VPC's flow logs can be limited to one type of traffic."
    modules = ["modules/networking/vpc"]
  }

  release "v0.42.7" {
    date    = "2023-01-31"
    about   = "The maintenance window of a database can be said."
    modules = ["modules/data-stores/rds"]
  }

  release "v0.42.9" {
    date  = "2023-02-16"
    about = "The first release that meets CIS AWS 1.5.0; every module has a list of its changes from here on."
  }

  release "v0.43.0" {
    date  = "2023-02-27"
    minor = true
    about = "The default security group has no rules any more; what still relies on it loses its traffic."
  }

  release "v0.44.0" {
    date    = "2023-02-27"
    minor   = true
    about   = "Launch templates take the place of launch configurations: look in the plan for instances that would be replaced."
    modules = ["modules/landingzone/account-baseline-*", "modules/networking/*"]
  }

  release "v0.44.1" {
    date  = "2023-03-03"
    about = "The filter of 4.15 is written as the query that others check it with expects it."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/observability/cloudtrail",
      "modules/observability/cloudwatch-logs-metric-filters",
    ]
  }

  release "v0.45.0" {
    date    = "2023-04-25"
    minor   = true
    about   = "Says who owns the objects in Macie's bucket: without it a new bucket fails, as AWS has ACLs off since April 2023."
    modules = ["modules/landingzone/account-baseline-*", "modules/security/macie"]
  }

  release "v0.46.0" {
    date    = "2023-04-27"
    minor   = true
    about   = "Says who owns the objects in CloudTrail's bucket: without it a new bucket fails, as AWS has ACLs off since April 2023."
    modules = ["modules/landingzone/account-baseline-*", "modules/observability/cloudtrail"]
  }

  release "v0.47.0" {
    date  = "2023-05-05"
    minor = true
    about = "Says who owns the objects in Config's bucket: without it a new bucket fails, as AWS has ACLs off since April 2023."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/observability/aws-config-multi-region",
    ]
  }

  release "v0.47.3" {
    date  = "2023-06-05"
    about = "AWS provider 5 is refused."
  }

  release "v0.47.4" {
    date    = "2023-06-16"
    about   = "Security Hub checks CIS AWS 1.4.0 by default, beside 1.2.0."
    modules = ["modules/landingzone/account-baseline-*", "modules/security/aws-securityhub"]
  }

  release "v0.47.6" {
    date    = "2023-06-30"
    about   = "Security Hub refuses versions of the AWS provider that have its bug 30980."
    modules = ["modules/landingzone/account-baseline-*", "modules/security/aws-securityhub"]
  }

  release "v0.48.0" {
    date     = "2023-09-05"
    breaking = true
    about    = "Moves to AWS provider 5, with what that version breaks."
  }

  release "v0.48.4" {
    date    = "2024-02-09"
    about   = "Security Hub can be left out of an account (`enable_security_hub`)."
    modules = ["modules/landingzone/account-baseline-*"]
  }

  release "v0.49.0" {
    date     = "2024-02-12"
    breaking = true
    about    = "One input, `blackhole_routes`, takes the place of the three for blackhole routes, which are no longer read."
    modules  = ["modules/networking/vpc"]
  }

  release "v0.51.0" {
    date  = "2024-04-22"
    minor = true
    about = "The code for each region is generated by another tool, which touches Security Hub and Macie."
    modules = [
      "modules/landingzone/account-baseline-*",
      "modules/security/aws-securityhub",
      "modules/security/macie",
    ]
  }

  release "v0.52.0" {
    date    = "2024-06-26"
    minor   = true
    about   = "More of Security Hub can be configured, and a newer AWS provider is needed for it."
    modules = ["modules/landingzone/account-baseline-*", "modules/security/aws-securityhub"]
  }

  release "v0.53.0" {
    date    = "2024-10-17"
    minor   = true
    about   = "Rules of network ACLs are numbered by what they say instead of by their place, so that all are created anew."
    modules = ["modules/networking/*"]
  }

  release "v0.55.0" {
    date     = "2025-01-30"
    breaking = true
    about    = "A custom parameter group of a database needs a description (`custom_parameter_group.description`)."
    modules  = ["modules/data-stores/rds"]
  }

  release "v0.56.0" {
    date     = "2025-02-20"
    breaking = true
    about    = "Findings of a security scanner are mended in nearly all modules, with incompatible changes: read the plan of each."
  }

  release "v0.57.0" {
    date    = "2025-03-03"
    minor   = true
    about   = "A VPC's default security group is kept empty: rules that somebody added are removed."
    modules = ["modules/networking/vpc", "modules/networking/vpc-mgmt"]
  }

  release "v0.58.0" {
    date    = "2025-04-03"
    minor   = true
    about   = "The account baselines can block public access to S3 for the whole account."
    modules = ["modules/landingzone/account-baseline-*"]
  }

  release "v0.59.0" {
    date     = "2026-02-03"
    breaking = true
    about    = "Moves to AWS provider 6 and knows ten more regions: a provider for each is needed, used or not."
    regions = [
      "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
      "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3",
      "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1",
      "ca-west-1", "cn-north-1", "cn-northwest-1", "eu-central-1", "eu-north-1", "eu-south-1",
      "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1",
      "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-gov-east-1",
      "us-gov-west-1", "us-west-1", "us-west-2",
    ]
  }

  release "v1.0.0" {
    date     = "2026-02-03"
    breaking = true
    about    = "v0.59.0 under the number with which semantic versioning begins: from here on only a major version breaks."
  }

  release "v1.2.0" {
    date  = "2026-04-03"
    about = "Meets CIS AWS 3.0.0; VPCs can have IPv6 addresses."
  }

  release "v1.2.1" {
    date    = "2026-04-20"
    about   = "CloudTrail can be limited to data events where Control Tower records the rest."
    modules = ["modules/observability/cloudtrail"]
  }

  release "v1.2.2" {
    date    = "2026-05-13"
    about   = "Newer VPC modules (v0.28.13)."
    modules = ["modules/networking/*"]
  }

  # ---- modules -------------------------------------------------------------------------------
  #
  # Inputs as far as they are known: what is missing here may exist all the same. `since` is the
  # release from which an input is as it is described, not the one that had it first.
  module "modules/landingzone/account-baseline-root" {
    role  = "root"
    about = "The management account: the organization, its accounts, and what concerns all of them."

    input "aws_account_id" {
      type     = "string"
      required = true
      about    = "The account to work in, as a guard against the wrong credentials."
    }

    input "aws_region" {
      type     = "string"
      required = true
      about    = "The region of everything that is not regional."
    }

    input "name_prefix" {
      type     = "string"
      required = true
      about    = "Begins the names of buckets, trails and topics."
    }

    input "config_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have AWS Config in; never null or empty."
    }

    input "ebs_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have EBS encryption by default in; never null or empty."
    }

    input "guardduty_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have GuardDuty in; never null or empty."
    }

    input "iam_access_analyzer_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have IAM Access Analyzer in; never null or empty."
    }

    input "child_accounts" {
      type     = "any"
      required = true
      about    = "The accounts of the organization, by name."
    }

    input "security_hub_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have Security Hub in; the same as the administrator's."
    }

    input "macie_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.26.2"
      about    = "Regions to have Macie in; the same as the administrator's."
    }

    input "config_central_account_id" {
      type  = "string"
      about = "The account that collects what Config records; null or \"\" in that account itself."
    }

    input "config_should_create_s3_bucket" {
      type  = "bool"
      since = "v0.27.3"
      about = "Create Config's bucket in this account? By default yes."
    }

    input "config_aggregate_config_data_in_external_account" {
      type  = "bool"
      about = "Does another account collect what Config records?"
    }

    input "config_linked_accounts" {
      type  = "list(string)"
      about = "Accounts that may send to this account's Config bucket."
    }

    input "config_s3_mfa_delete" {
      type  = "bool"
      about = "Says that MFA Delete is on for Config's bucket; switches nothing on. Off by default."
    }

    input "cloudtrail_should_create_s3_bucket" {
      type  = "bool"
      since = "v0.27.3"
      about = "Create CloudTrail's bucket in this account?"
    }

    input "cloudtrail_s3_bucket_already_exists" {
      type  = "bool"
      about = "Is CloudTrail's bucket in another account?"
    }

    input "cloudtrail_s3_mfa_delete" {
      type  = "bool"
      about = "Says that MFA Delete is on for CloudTrail's bucket; switches nothing on. Off by default."
    }

    input "cloudtrail_kms_key_arn" {
      type  = "string"
      since = "v0.27.3"
      about = "The key that CloudTrail encrypts with."
    }

    input "cloudtrail_kms_key_arn_is_alias" {
      type  = "bool"
      about = "Is `cloudtrail_kms_key_arn` the ARN of an alias? Off by default; on, it needs kms:DescribeKey."
    }

    input "cloudtrail_allow_kms_describe_key_to_external_aws_accounts" {
      type  = "bool"
      about = "May the accounts that share CloudTrail's key look it up? Needed where they name an alias."
    }

    input "cloudtrail_external_aws_account_ids_with_write_access" {
      type  = "list(string)"
      about = "Accounts that may write to this account's CloudTrail bucket."
    }

    input "cloudtrail_benchmark_alarm_sns_topic_arn" {
      type  = "string"
      about = "The topic of the alarms of section 4, if another account has it."
    }

    input "cloudtrail_benchmark_alarm_sns_topic_name" {
      type  = "string"
      about = "The name of the topic of the alarms, if this account creates it."
    }

    input "cloudtrail_benchmark_alarm_sns_topic_already_exists" {
      type  = "bool"
      about = "Is there a topic for the alarms already?"
    }

    input "cloudtrail_benchmark_alarm_enable_organizations_filters" {
      type  = "bool"
      since = "v0.37.0"
      about = "Watch changes of the organization (4.15) from this account, too?"
    }

    input "security_hub_associate_to_master_account_id" {
      type  = "string"
      since = "v0.32.5"
      until = "v0.40.0"
      about = "In a member's account: the id of the account that administers Security Hub; not set in that one."
    }

    input "security_hub_associate_to_admin_account_id" {
      type  = "string"
      since = "v0.40.0"
      about = "In a member's account: the id of the account that administers Security Hub; not set in that one."
    }

    input "security_hub_external_member_accounts" {
      type  = "map(object({ account_id = string, email = string }))"
      about = "In the administrator's account: whom to invite to Security Hub. None by default."
    }

    input "security_hub_enable_cis_check" {
      type  = "bool"
      since = "v0.35.2"
      about = "Let Security Hub check the benchmark by itself?"
    }

    input "enable_security_hub" {
      type  = "bool"
      since = "v0.48.4"
      about = "Have Security Hub at all?"
    }

    input "create_macie_bucket" {
      type  = "bool"
      since = "v0.26.2"
      about = "Create the bucket that Macie writes its results to? Off by default."
    }

    input "macie_bucket_name" {
      type  = "string"
      since = "v0.26.2"
      about = "The name of that bucket, unique in all of AWS; a random one by default."
    }

    input "macie_create_kms_key" {
      type  = "bool"
      since = "v0.26.2"
      about = "Create the key that results are encrypted with? Off by default."
    }

    input "macie_kms_key_name" {
      type  = "string"
      since = "v0.26.2"
      about = "The name of the key for results; needed if it is created."
    }

    input "macie_kms_key_users" {
      type  = "list(string)"
      since = "v0.26.2"
      about = "Who may use the key for results, as ARNs; needed if it is created."
    }

    input "macie_buckets_to_analyze" {
      type  = "map(list(string))"
      since = "v0.26.2"
      about = "Buckets to look at, by region; a region without an entry has no job."
    }

    input "macie_administrator_account_id" {
      type  = "string"
      since = "v0.32.5"
      about = "In a member's account: the id of the account that administers Macie; not set in that one."
    }

    input "macie_external_member_accounts" {
      type  = "map(object({ account_id = string, email = string }))"
      since = "v0.26.2"
      about = "In the administrator's account: whom to invite to Macie. None by default."
    }

    input "reserved_concurrent_executions" {
      type  = "number"
      since = "v0.32.4"
      about = "Concurrent executions to reserve for the removal of expired certificates; 1 by default, -1 for none."
    }

    input "use_managed_iam_policies" {
      type  = "bool"
      since = "v0.35.0"
      about = "Managed policies instead of inline ones? On by default."
    }
  }

  module "modules/landingzone/account-baseline-security" {
    role  = "security"
    about = "The account with the IAM users and groups."

    input "aws_account_id" {
      type     = "string"
      required = true
      about    = "The account to work in, as a guard against the wrong credentials."
    }

    input "aws_region" {
      type     = "string"
      required = true
      about    = "The region of everything that is not regional."
    }

    input "name_prefix" {
      type     = "string"
      required = true
      about    = "Begins the names of buckets, trails and topics."
    }

    input "config_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have AWS Config in; never null or empty."
    }

    input "ebs_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have EBS encryption by default in; never null or empty."
    }

    input "guardduty_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have GuardDuty in; never null or empty."
    }

    input "iam_access_analyzer_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have IAM Access Analyzer in; never null or empty."
    }

    input "kms_cmk_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have KMS keys in; never null or empty."
    }

    input "security_hub_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have Security Hub in; the same as the administrator's."
    }

    input "macie_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.26.2"
      about    = "Regions to have Macie in; the same as the administrator's."
    }

    input "config_central_account_id" {
      type  = "string"
      about = "The account that collects what Config records; null or \"\" in that account itself."
    }

    input "config_should_create_s3_bucket" {
      type  = "bool"
      about = "Create Config's bucket in this account? By default no."
    }

    input "config_aggregate_config_data_in_external_account" {
      type  = "bool"
      about = "Does another account collect what Config records?"
    }

    input "config_linked_accounts" {
      type  = "list(string)"
      about = "Accounts that may send to this account's Config bucket."
    }

    input "config_s3_mfa_delete" {
      type  = "bool"
      about = "Says that MFA Delete is on for Config's bucket; switches nothing on. Off by default."
    }

    input "cloudtrail_s3_bucket_already_exists" {
      type  = "bool"
      about = "Is CloudTrail's bucket in another account? No by default."
    }

    input "cloudtrail_s3_mfa_delete" {
      type  = "bool"
      about = "Says that MFA Delete is on for CloudTrail's bucket; switches nothing on. Off by default."
    }

    input "cloudtrail_kms_key_arn" {
      type  = "string"
      about = "The key that CloudTrail encrypts with."
    }

    input "cloudtrail_kms_key_arn_is_alias" {
      type  = "bool"
      about = "Is `cloudtrail_kms_key_arn` the ARN of an alias? Off by default; on, it needs kms:DescribeKey."
    }

    input "cloudtrail_allow_kms_describe_key_to_external_aws_accounts" {
      type  = "bool"
      about = "May the accounts that share CloudTrail's key look it up? Needed where they name an alias."
    }

    input "cloudtrail_external_aws_account_ids_with_write_access" {
      type  = "list(string)"
      about = "Accounts that may write to this account's CloudTrail bucket."
    }

    input "cloudtrail_benchmark_alarm_sns_topic_arn" {
      type  = "string"
      about = "The topic of the alarms of section 4, if another account has it."
    }

    input "cloudtrail_benchmark_alarm_sns_topic_name" {
      type  = "string"
      about = "The name of the topic of the alarms, if this account creates it."
    }

    input "cloudtrail_benchmark_alarm_sns_topic_already_exists" {
      type  = "bool"
      about = "Is there a topic for the alarms already?"
    }

    input "cloudtrail_benchmark_alarm_enable_organizations_filters" {
      type  = "bool"
      since = "v0.37.0"
      about = "Watch changes of the organization (4.15) from this account, too?"
    }

    input "security_hub_associate_to_master_account_id" {
      type     = "string"
      required = true
      until    = "v0.40.0"
      about    = "In a member's account: the id of the account that administers Security Hub; not set in that one."
    }

    input "security_hub_associate_to_admin_account_id" {
      type     = "string"
      required = true
      since    = "v0.40.0"
      about    = "In a member's account: the id of the account that administers Security Hub; not set in that one."
    }

    input "security_hub_external_member_accounts" {
      type  = "map(object({ account_id = string, email = string }))"
      about = "In the administrator's account: whom to invite to Security Hub. None by default."
    }

    input "security_hub_enable_cis_check" {
      type  = "bool"
      since = "v0.35.2"
      about = "Let Security Hub check the benchmark by itself?"
    }

    input "enable_security_hub" {
      type  = "bool"
      since = "v0.48.4"
      about = "Have Security Hub at all?"
    }

    input "create_macie_bucket" {
      type  = "bool"
      since = "v0.26.2"
      about = "Create the bucket that Macie writes its results to? Off by default."
    }

    input "macie_bucket_name" {
      type  = "string"
      since = "v0.26.2"
      about = "The name of that bucket, unique in all of AWS; a random one by default."
    }

    input "macie_create_kms_key" {
      type  = "bool"
      since = "v0.26.2"
      about = "Create the key that results are encrypted with? Off by default."
    }

    input "macie_kms_key_name" {
      type  = "string"
      since = "v0.26.2"
      about = "The name of the key for results; needed if it is created."
    }

    input "macie_kms_key_users" {
      type  = "list(string)"
      since = "v0.26.2"
      about = "Who may use the key for results, as ARNs; needed if it is created."
    }

    input "macie_buckets_to_analyze" {
      type  = "map(list(string))"
      since = "v0.26.2"
      about = "Buckets to look at, by region; a region without an entry has no job."
    }

    input "macie_administrator_account_id" {
      type  = "string"
      since = "v0.26.2"
      about = "In a member's account: the id of the account that administers Macie; not set in that one."
    }

    input "macie_external_member_accounts" {
      type  = "map(object({ account_id = string, email = string }))"
      since = "v0.26.2"
      about = "In the administrator's account: whom to invite to Macie. None by default."
    }

    input "reserved_concurrent_executions" {
      type  = "number"
      since = "v0.32.3"
      about = "Concurrent executions to reserve for the removal of expired certificates; 1 by default, -1 for none."
    }

    input "use_managed_iam_policies" {
      type  = "bool"
      since = "v0.35.0"
      about = "Managed policies instead of inline ones? On by default."
    }
  }

  module "modules/landingzone/account-baseline-app" {
    role  = "app"
    about = "An account for logs, shared things or workloads."

    input "aws_account_id" {
      type     = "string"
      required = true
      about    = "The account to work in, as a guard against the wrong credentials."
    }

    input "aws_region" {
      type     = "string"
      required = true
      about    = "The region of everything that is not regional."
    }

    input "name_prefix" {
      type     = "string"
      required = true
      about    = "Begins the names of buckets, trails and topics."
    }

    input "config_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have AWS Config in; never null or empty."
    }

    input "ebs_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have EBS encryption by default in; never null or empty."
    }

    input "guardduty_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have GuardDuty in; never null or empty."
    }

    input "iam_access_analyzer_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have IAM Access Analyzer in; never null or empty."
    }

    input "kms_cmk_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have KMS keys in; never null or empty."
    }

    input "security_hub_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.25.0"
      about    = "Regions to have Security Hub in; the same as the administrator's."
    }

    input "macie_opt_in_regions" {
      type     = "list(string)"
      required = true
      since    = "v0.26.2"
      about    = "Regions to have Macie in; the same as the administrator's."
    }

    input "config_central_account_id" {
      type  = "string"
      about = "The account that collects what Config records; null or \"\" in that account itself."
    }

    input "config_should_create_s3_bucket" {
      type  = "bool"
      about = "Create Config's bucket in this account? By default no."
    }

    input "config_aggregate_config_data_in_external_account" {
      type  = "bool"
      about = "Does another account collect what Config records?"
    }

    input "config_linked_accounts" {
      type  = "list(string)"
      about = "Accounts that may send to this account's Config bucket."
    }

    input "config_s3_mfa_delete" {
      type  = "bool"
      about = "Says that MFA Delete is on for Config's bucket; switches nothing on. Off by default."
    }

    input "cloudtrail_s3_bucket_already_exists" {
      type  = "bool"
      about = "Is CloudTrail's bucket in another account? Yes by default."
    }

    input "cloudtrail_s3_mfa_delete" {
      type  = "bool"
      about = "Says that MFA Delete is on for CloudTrail's bucket; switches nothing on. Off by default."
    }

    input "cloudtrail_kms_key_arn" {
      type  = "string"
      about = "The key that CloudTrail encrypts with."
    }

    input "cloudtrail_kms_key_arn_is_alias" {
      type  = "bool"
      about = "Is `cloudtrail_kms_key_arn` the ARN of an alias? Off by default; on, it needs kms:DescribeKey."
    }

    input "cloudtrail_allow_kms_describe_key_to_external_aws_accounts" {
      type  = "bool"
      about = "May the accounts that share CloudTrail's key look it up? Needed where they name an alias."
    }

    input "cloudtrail_external_aws_account_ids_with_write_access" {
      type  = "list(string)"
      about = "Accounts that may write to this account's CloudTrail bucket."
    }

    input "cloudtrail_benchmark_alarm_sns_topic_arn" {
      type  = "string"
      about = "The topic of the alarms of section 4, if another account has it."
    }

    input "cloudtrail_benchmark_alarm_sns_topic_name" {
      type  = "string"
      about = "The name of the topic of the alarms, if this account creates it."
    }

    input "cloudtrail_benchmark_alarm_sns_topic_already_exists" {
      type  = "bool"
      about = "Is there a topic for the alarms already?"
    }

    input "cloudtrail_benchmark_alarm_enable_organizations_filters" {
      type  = "bool"
      since = "v0.37.0"
      about = "Watch changes of the organization (4.15) from this account, too?"
    }

    input "security_hub_associate_to_master_account_id" {
      type  = "string"
      until = "v0.40.0"
      about = "In a member's account: the id of the account that administers Security Hub; not set in that one."
    }

    input "security_hub_associate_to_admin_account_id" {
      type  = "string"
      since = "v0.40.0"
      about = "In a member's account: the id of the account that administers Security Hub; not set in that one."
    }

    input "security_hub_external_member_accounts" {
      type  = "map(object({ account_id = string, email = string }))"
      about = "In the administrator's account: whom to invite to Security Hub. None by default."
    }

    input "security_hub_enable_cis_check" {
      type  = "bool"
      since = "v0.35.2"
      about = "Let Security Hub check the benchmark by itself?"
    }

    input "enable_security_hub" {
      type  = "bool"
      since = "v0.48.4"
      about = "Have Security Hub at all?"
    }

    input "create_macie_bucket" {
      type  = "bool"
      since = "v0.26.2"
      about = "Create the bucket that Macie writes its results to? Off by default."
    }

    input "macie_bucket_name" {
      type  = "string"
      since = "v0.26.2"
      about = "The name of that bucket, unique in all of AWS; a random one by default."
    }

    input "macie_create_kms_key" {
      type  = "bool"
      since = "v0.26.2"
      about = "Create the key that results are encrypted with? Off by default."
    }

    input "macie_kms_key_name" {
      type  = "string"
      since = "v0.26.2"
      about = "The name of the key for results; needed if it is created."
    }

    input "macie_kms_key_users" {
      type  = "list(string)"
      since = "v0.26.2"
      about = "Who may use the key for results, as ARNs; needed if it is created."
    }

    input "macie_buckets_to_analyze" {
      type  = "map(list(string))"
      since = "v0.26.2"
      about = "Buckets to look at, by region; a region without an entry has no job."
    }

    input "macie_administrator_account_id" {
      type  = "string"
      since = "v0.26.2"
      about = "In a member's account: the id of the account that administers Macie; not set in that one."
    }

    input "macie_external_member_accounts" {
      type  = "map(object({ account_id = string, email = string }))"
      since = "v0.26.2"
      about = "In the administrator's account: whom to invite to Macie. None by default."
    }

    input "reserved_concurrent_executions" {
      type  = "number"
      since = "v0.32.2"
      about = "Concurrent executions to reserve for the removal of expired certificates; 1 by default, -1 for none."
    }

    input "use_managed_iam_policies" {
      type  = "bool"
      since = "v0.35.0"
      about = "Managed policies instead of inline ones? On by default."
    }
  }

  module "modules/observability/aws-config-multi-region" {
    about = "AWS Config in every region: recorders, rules and the aggregator."

    input "opt_in_regions" {
      type  = "list(string)"
      since = "v0.25.0"
      about = "Regions to have AWS Config in; never null or empty."
    }
  }

  module "modules/observability/cloudtrail" {
    about = "CloudTrail with its bucket, key, log group and the topic of the alarms."
  }

  module "modules/observability/cloudwatch-logs-metric-filters" {
    about = "The metric filters and alarms of section 4."
  }

  module "modules/security/aws-securityhub" {
    about = "Security Hub in every region, its standards and its members."

    input "opt_in_regions" {
      type  = "list(string)"
      since = "v0.25.0"
      about = "Regions to have Security Hub in; never null or empty."
    }

    input "associate_to_master_account_id" {
      type  = "string"
      until = "v0.40.0"
      about = "The account that administers Security Hub."
    }

    input "associate_to_admin_account_id" {
      type  = "string"
      since = "v0.40.0"
      about = "The account that administers Security Hub."
    }

    input "external_member_accounts" {
      type  = "map(object({ account_id = string, email = string }))"
      about = "In the administrator's account: whom to invite."
    }
  }

  module "modules/security/macie" {
    about = "Amazon Macie in every region: the bucket and key for its results, its jobs and its members."

    input "opt_in_regions" {
      type  = "list(string)"
      since = "v0.25.1"
      about = "Regions to have Macie in; never null or empty."
    }

    input "create_macie_bucket" {
      type  = "bool"
      since = "v0.25.1"
      about = "Create the bucket that Macie writes its results to? Off by default."
    }

    input "force_destroy_macie_bucket" {
      type  = "bool"
      since = "v0.25.1"
      about = "Delete the bucket with what is in it, once it is no longer wanted? Off by default."
    }

    input "buckets_to_analyze" {
      type  = "map(list(string))"
      since = "v0.26.2"
      about = "Buckets to look at, by region; a region without an entry has no job."
    }
  }

  module "modules/security/cleanup-expired-certs" {
    about = "A function that removes expired certificates from IAM."

    input "reserved_concurrent_executions" {
      type  = "number"
      since = "v0.32.1"
      about = "Concurrent executions to reserve for the removal of expired certificates; 1 by default, -1 for none."
    }
  }

  module "modules/security/revoke-unused-iam-credentials" {
    about = "A function that revokes credentials that nobody uses."
  }

  module "modules/security/iam-password-policy" {
    about = "The password policy of the account."
  }

  module "modules/security/iam-groups" {
    about = "IAM groups without full administration."
  }

  module "modules/security/custom-iam-entity" {
    about = "IAM groups or roles with policies of one's own."
  }

  module "modules/security/cross-account-iam-roles" {
    about = "IAM roles for people of other accounts."
  }

  module "modules/security/saml-iam-roles" {
    about = "IAM roles for people of an identity provider."
  }

  module "modules/networking/vpc" {
    about = "A VPC for applications, with flow logs, network ACLs and an empty default security group."
  }

  module "modules/networking/vpc-mgmt" {
    about = "A VPC for administration."
  }

  module "modules/networking/vpc-app-network-acls" {
    about = "Network ACLs for applications that open no administration port to everybody."
  }

  module "modules/networking/vpc-mgmt-network-acls" {
    about = "Network ACLs for administration that open no port of it to everybody."
  }

  module "modules/data-stores/efs" {
    about = "An encrypted file system."
  }

  module "modules/data-stores/rds" {
    about = "A database that meets CIS AWS 1.5.0."
  }
}
