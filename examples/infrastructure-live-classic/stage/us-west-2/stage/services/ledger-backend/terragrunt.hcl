terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/services/k8s-service?ref=v0.44.5"
}

include {
  path = find_in_parent_folders()
}

dependency "eks_cluster" {
  config_path = "../eks-cluster"

  mock_outputs = {
    eks_cluster_name = "eks-stage"
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

locals {
  accounts = jsondecode(file(find_in_parent_folders("accounts.json")))
}

inputs = {
  application_name = "ledger-backend"
  namespace        = "ledger"

  container_image = {
    repository  = "${local.accounts.shared}.dkr.ecr.us-west-2.amazonaws.com/ledger-backend"
    tag         = "v2.18.0-rc.1"
    pull_policy = "IfNotPresent"
  }
  container_port = 3000

  desired_number_of_pods       = 2
  min_number_of_pods_available = 1

  expose_type                    = "cluster-internal"
  ingress_configure_ssl_redirect = true
  domain_name                    = "ledger-api.stage.acme.example"

  liveness_probe_path  = "/healthz"
  liveness_probe_port  = 3000
  readiness_probe_path = "/ready"
  readiness_probe_port = 3000

  env_vars = {
    NODE_ENV  = "production"
    LOG_LEVEL = "info"
    RELEASE   = "v2.18.0-rc.1"
  }
}
