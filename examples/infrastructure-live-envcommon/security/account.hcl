# IAM users and groups.
locals {
  account_name = "security"
}
