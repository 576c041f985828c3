include "root" {
  path = find_in_parent_folders()
}

include "envcommon" {
  path   = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/landingzone/account-baseline-app-common.hcl"
  expose = true
}

include "appcommon" {
  path           = "${dirname(find_in_parent_folders("common.hcl"))}/_envcommon/landingzone/account-baseline-member.hcl"
  merge_strategy = "deep"
}

inputs = {
  allow_auto_deploy_from_other_account_arns = [
    for name in ["dev", "stage", "prod"] : "arn:aws:iam::${include.envcommon.locals.account_ids[name]}:root"
  ]
  auto_deploy_permissions = ["ecr:*", "ec2:*"]
}
