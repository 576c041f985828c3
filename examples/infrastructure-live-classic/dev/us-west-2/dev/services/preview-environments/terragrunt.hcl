# ---------------------------------------------------------------------------------------------------------------------
# PREVIEW ENVIRONMENTS
# Follows a branch until the module has its first release.
# ---------------------------------------------------------------------------------------------------------------------

terraform {
  source = "git::git@github.com:acme/infrastructure-modules.git//services/preview?ref=feature/preview-ttl"
}

include {
  path = find_in_parent_folders()
}

dependency "eks_cluster" {
  config_path = "../eks-cluster"

  mock_outputs = {
    eks_cluster_name = "eks-dev"
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

inputs = {
  cluster_name    = dependency.eks_cluster.outputs.eks_cluster_name
  max_age_hours   = 48
  base_domain     = "preview.dev.acme.example"
  cleanup_at      = "cron(0 4 * * ? *)"
  keep_for_labels = ["demo", "customer-test"]
}
