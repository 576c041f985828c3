locals {
  environment = "dr"
}
