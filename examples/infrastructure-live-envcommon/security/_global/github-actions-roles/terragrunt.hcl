terraform {
  source = format("git::git@github.com:%s.git//%s?ref=%s", local.repository, local.module, local.release)
}

include "root" {
  path = find_in_parent_folders()
}

locals {
  repository = "gruntwork-io/terraform-aws-security"
  module     = "modules/github-actions-iam-role"
  release    = "v0.65.9"
}

inputs = {
  github_actions_openid_connect_provider_url = "https://token.actions.githubusercontent.com"
  allowed_sources = {
    "acme/infrastructure-live" = ["main"]
  }
}
