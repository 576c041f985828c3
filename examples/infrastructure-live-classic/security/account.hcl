# IAM users and groups. People sign in here and assume roles elsewhere.
locals {
  account_name = "security"
}
