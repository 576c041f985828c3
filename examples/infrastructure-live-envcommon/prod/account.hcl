# Customers.
locals {
  account_name = "prod"
}
