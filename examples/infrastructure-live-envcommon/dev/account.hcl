# Developers try things out here.
locals {
  account_name = "dev"
}
