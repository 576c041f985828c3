terraform {
  source = "git::git@github.com:acme/infrastructure-modules.git//services/payment-gateway?ref=9c4b1f02d7e86a35b0c1d2e3f4a5968778695a4b"
}

include {
  path = find_in_parent_folders()
}

dependency "eks_cluster" {
  config_path = "../eks-cluster"

  mock_outputs = {
    eks_cluster_name = "eks-prod"
  }
  mock_outputs_allowed_terraform_commands = ["validate"]
}

inputs = {
  cluster_name = dependency.eks_cluster.outputs.eks_cluster_name
  replicas     = 4

  # Audited at exactly this commit.
  require_signed_images = true
}
