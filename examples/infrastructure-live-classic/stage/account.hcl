# A copy of prod for the last tests before a release.
locals {
  account_name = "stage"
}
