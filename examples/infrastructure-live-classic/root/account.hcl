# The management account: the organization, its child accounts, consolidated billing.
locals {
  account_name = "root"
}
