# Receives the logs of all other accounts; administrator of Security Hub and Macie.
locals {
  account_name = "logs"
}
