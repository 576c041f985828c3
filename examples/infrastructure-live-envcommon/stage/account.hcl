# The last tests before a release.
locals {
  account_name = "stage"
}
