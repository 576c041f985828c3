# Versions of the modules that all environments move together.
locals {
  module_versions = {
    eks_cluster       = "v0.96.8"
    eks-core-services = "v0.96.8" # together with eks_cluster
    sns_topics        = "v0.96.4"
    bucket            = "v0.95.1"
  }
}
