# Receives the logs of all other accounts.
locals {
  account_name = "logs"
}
