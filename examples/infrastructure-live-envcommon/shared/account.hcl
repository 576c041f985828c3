# Images, registries and the deployment pipeline.
locals {
  account_name = "shared"
}
