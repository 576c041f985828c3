locals {
  environment = "mgmt"
}
