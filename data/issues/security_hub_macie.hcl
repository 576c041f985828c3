# Security Hub, Macie and GuardDuty: one administrator account, members in every region.

issue "security-hub-no-invitation" {
  title = "The member finds no invitation of the Security Hub administrator"
  about = "aws_securityhub_invite_accepter stops because there is no invitation of the administrator's account in that region."
  why   = "Invitations are sent by the administrator, region by region, when it is applied with the member in security_hub_external_member_accounts. It was not applied before the member, does not list it, or has fewer regions than the member. Members that AWS Organizations enrolled never get an invitation."
  fix   = <<-TEXT
    1. Find the administrator: the account that the members name in
    security_hub_associate_to_master_account_id (from v0.40.0 on ..._admin_account_id). It is the logs
    account in most repositories, not the root account.
    2. Give it every member, and the same regions as the members:
      security_hub_external_member_accounts = { NAME = { account_id = "…", email = "…" } }
      security_hub_opt_in_regions           = local.opt_in_regions
    3. Apply the administrator, then the members.
    An account that Organizations has enrolled needs no accepter: leave the input empty there.
      aws securityhub list-invitations --region REGION
  TEXT
  match = ["\\bCannot find InvitationId for MasterId\\b"]
  see = [
    "cis-aws-1.5.0 4.16",
    "https://github.com/hashicorp/terraform-provider-aws/issues/21243",
  ]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*", "modules/security/aws-securityhub"]
    since   = "v0.23.0"
  }
}

issue "security-hub-not-enabled" {
  title = "Security Hub is not enabled in the account and region"
  about = "A call to Security Hub is refused because the account is not subscribed to it there."
  why   = "Members and standards need an enabled hub in the same region. The lists of regions of administrator and member differ, or an earlier error kept the hub from being made."
  fix   = <<-TEXT
    Give administrator and members the same security_hub_opt_in_regions, apply the administrator first,
    and then this account again.
  TEXT
  match = ["\\bis not subscribed to AWS Security Hub\\b"]
}

issue "security-hub-already-enabled" {
  title = "Security Hub was enabled before, outside of this state"
  about = "aws_securityhub_account cannot be made because the account is subscribed to Security Hub."
  why   = "Somebody or AWS Organizations has enabled it, or the entry was lost from the state."
  fix   = <<-TEXT
    Import it, once for each region that is told, with the account's id:
      terragrunt import 'ADDRESS' 111122223333
  TEXT
  match = ["\\bAccount is already subscribed to Security Hub\\b"]
}

issue "security-hub-admin-input-renamed" {
  title = "security_hub_associate_to_master_account_id has another name from v0.40.0 on"
  about = "The module does not know the input. Terragrunt says nothing: it passes a variable that nobody reads."
  why   = "v0.40.0 of terraform-aws-cis-service-catalog renamed it to security_hub_associate_to_admin_account_id (in modules/security/aws-securityhub: associate_to_admin_account_id). With the old name the input counts as not set, and the apply removes the account from its administrator."
  fix   = <<-TEXT
    Rename the input; do not apply before the plan shows that no aws_securityhub_invite_accepter is destroyed.
      footing hcl edit terragrunt.hcl --write --rename inputs.security_hub_associate_to_master_account_id=security_hub_associate_to_admin_account_id
      terragrunt hcl validate --inputs
  TEXT
  match = [
    "\\bargument named \"(?:security_hub_)?associate_to_master_account_id\" is not expected here",
    "\\binputs passed in by terragrunt are unused\\b.*\\b(?:security_hub_)?associate_to_master_account_id\\b",
  ]
  repository "terraform-aws-cis-service-catalog" {
    since = "v0.40.0"
  }
}

issue "macie-role-not-propagated" {
  title         = "Macie's service-linked role is too new for a job"
  about         = "Macie cannot make the classification job yet, in an account where it was enabled a moment ago."
  why           = "Enabling Macie makes a service-linked role, and some minutes pass before all of AWS knows it."
  retries       = 10
  retry_seconds = 60
  fix           = <<-TEXT
    Apply again after some minutes. Terragrunt can do that by itself:
      retryable_errors         = ["(?s).*Macie can't create the job right now.*"]
      retry_max_attempts       = 10
      retry_sleep_interval_sec = 60
  TEXT
  match = [
    "\\bMacie can.{1,3}t create the job right now\\b",
    "\\bMacie service-linked role for your account hasn.{1,3}t finished propagating\\b",
  ]
  see = ["cis-aws-1.4.0 2.1.4"]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*", "modules/security/macie"]
    since   = "v0.25.1"
  }
}

issue "macie-job-status-missing" {
  title = "The AWS provider cannot change a Macie job"
  about = "Changing the buckets of aws_macie2_classification_job ends with a missing JobStatus."
  why   = "Macie's jobs cannot be changed but for their status. The provider tries to update the job instead of replacing it, without the status, which the API asks for."
  fix   = <<-TEXT
    Have the job replaced, which keeps the results of the old one:
      terragrunt apply -replace='ADDRESS'
    Or keep jobs out of Terraform: macie_buckets_to_analyze = {} and a job by
      aws macie2 create-classification-job --region REGION …
    and cancel the old one:
      aws macie2 update-classification-job --region REGION --job-id ID --job-status CANCELLED
  TEXT
  match = ["\\bmissing required field, UpdateClassificationJobInput\\.JobStatus\\b"]
  see = [
    "cis-aws-1.4.0 2.1.4",
    "https://github.com/hashicorp/terraform-provider-aws/issues/20726",
  ]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*", "modules/security/macie"]
    since   = "v0.25.1"
  }
}

issue "macie-no-invitation" {
  title = "The member finds no invitation of the Macie administrator"
  about = "aws_macie2_invitation_accepter stops because the administrator has sent nothing to the account in that region."
  why   = "As with Security Hub, the administrator sends invitations when it is applied with the member in macie_external_member_accounts. It was not applied before the member, does not list it, or has fewer regions. Version 5.81 of the AWS provider lost the invitation's id on the way."
  fix   = <<-TEXT
    Apply the account that macie_administrator_account_id names first, with the member listed and with the
    same regions:
      macie_external_member_accounts = { NAME = { account_id = "…", email = "…" } }
      macie_opt_in_regions           = local.opt_in_regions
    With AWS provider 5.81.0, take another version.
      aws macie2 list-invitations --region REGION
  TEXT
  match = [
    "\\berror listing Macie InvitationAccepter\\b",
    "\\b(?:listing|accepting) Macie InvitationAccepter \\(",
    "\\bhas no pending invitation from the given master account\\b",
  ]
  unless = ["\\bis not authorized to perform\\b"]
  see = [
    "cis-aws-1.4.0 2.1.4",
    "https://github.com/hashicorp/terraform-provider-aws/issues/40587",
  ]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*", "modules/security/macie"]
    since   = "v0.26.1"
  }
}

issue "macie-denied-to-planner" {
  title = "The role that plans may not read Macie"
  about = "A plan, most often in CI, is refused a call of macie2."
  why   = "Macie came with v0.25.1 and v0.26.2. The read-only role of the pipeline was written before and has no macie2 permissions."
  fix   = <<-TEXT
    Give the role that plans, in every account,
      macie2:Describe*  macie2:Get*  macie2:List*
    and the role that applies macie2:*. Where the roles are made by the same repository, apply them first.
  TEXT
  match = [
    "\\bnot authorized to perform: macie2:",
    "\\bAccessDenied\\w*\\b.{0,300}\\bmacie2:(?:Get|List|Describe)",
  ]
  unless = ["\\bservice control policy\\b"]
  see    = ["cis-aws-1.4.0 2.1.4"]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*", "modules/security/macie"]
    since   = "v0.25.1"
  }
}

issue "macie-not-enabled" {
  title = "Macie is not enabled in the account and region"
  about = "Macie answers that it is not enabled; it does so with AccessDenied, although no permission is missing."
  why   = "The region is missing from macie_opt_in_regions, an earlier error kept Macie from being enabled, or somebody has disabled it by hand."
  fix   = <<-TEXT
    Enable it by the baseline, which has to come before everything that asks Macie:
      macie_opt_in_regions = local.opt_in_regions
  TEXT
  match = ["\\bMacie is not enabled\\b"]
  see   = ["cis-aws-1.4.0 2.1.4"]
}

issue "macie-already-enabled" {
  title = "Macie was enabled before, outside of this state"
  about = "aws_macie2_account cannot be made because Macie is enabled."
  why   = "It was enabled by hand or by AWS Organizations, or an apply was cut off before it was written to the state."
  fix   = <<-TEXT
    Import it, once for each region that is told, with the account's id:
      terragrunt import 'ADDRESS' 111122223333
  TEXT
  match = ["\\bMacie has already been enabled\\b"]
  see   = ["cis-aws-1.4.0 2.1.4"]
}

issue "guardduty-no-invitation" {
  title = "The member finds no invitation of the GuardDuty administrator"
  about = "aws_guardduty_invite_accepter finds no pending invitation for the detector."
  why   = "The administrator was not applied before the member, or the member was enrolled by AWS Organizations, which sends none."
  fix   = <<-TEXT
    Apply the administrator's account first. An account that Organizations has enrolled needs no accepter.
  TEXT
  match = ["\\bunable to find pending GuardDuty Invitation\\b"]
}

issue "guardduty-detector-exists" {
  title = "The region has a GuardDuty detector already"
  about = "GuardDuty refuses a second detector."
  why   = "In v0.38.0 the module of GuardDuty got a count: its address ends in [0] from then on. Without the state migration Terraform destroys the detector, its members and findings with it, and makes another one at the same time."
  fix   = <<-TEXT
    Stop here, and do not apply a plan that destroys a detector. Save the state, then move it; the same for
    module.root_baseline and module.app_baseline:
      terragrunt state pull > backup.tfstate
      terragrunt state mv 'module.security_baseline.module.guardduty' 'module.security_baseline.module.guardduty[0]'
    A detector that was made by hand is imported with its id:
      aws guardduty list-detectors --region REGION
  TEXT
  match = ["\\bdetector already exists for the current account\\b"]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*"]
    since   = "v0.38.0"
  }
}
