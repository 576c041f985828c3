# Releases of other teams, each with its own idea of a version.

module "peering_data" {
  source = "git::ssh://git@git.acme.example:7999/data/terraform-peering.git?ref=v1.1.0-1"
}

module "peering_billing" {
  source = "git::https://ci@gitlab.acme.example/billing/terraform/peering.git//aws?ref=3.5.1_0"
}

module "peering_search" {
  source = "bitbucket.org/acme/terraform-peering?ref=v0.2"
}

module "peering_partner" {
  source = "git::https://github.com/acme/terraform-partner-link.git?ref=release/2024-q3"
}

module "peering_lab" {
  source = "git::https://github.com/acme/terraform-partner-link.git?ref=7c1e9a4"
}

module "peering_next" {
  source = "git::https://github.com/acme/terraform-partner-link.git//modules/link?ref=v0.6.5-rc"
}

module "peering_mainframe" {
  source = "git::https://github.com/acme/terraform-partner-link?ref=landing-zone-v1"
}
