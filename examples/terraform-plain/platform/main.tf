# What comes from a registry: the version is an argument of its own.

module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "20.8.5"

  cluster_name    = "acme"
  cluster_version = "1.29"

  eks_managed_node_groups = {
    general = {
      instance_types = ["m6i.large"]
      min_size       = 2
      max_size       = 8
    }
  }
}

module "irsa" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  version = "~> 5.39"

  for_each = toset(["external-dns", "cluster-autoscaler"])

  role_name = each.key
  oidc_providers = {
    main = {
      provider_arn               = module.eks.oidc_provider_arn
      namespace_service_accounts = ["kube-system:${each.key}"]
    }
  }
}

module "artifacts" {
  source  = "terraform-aws-modules/s3-bucket/aws"
  version = "~> 4.0"

  bucket = "acme-artifacts"
}

module "queue" {
  # The argument stands before the source here.
  version = ">= 4.0, < 5.0"
  source  = "terraform-aws-modules/sqs/aws"

  name = "deployments"
}

module "topic" {
  source  = "terraform-aws-modules/sns/aws"
  version = ">= 5.0" # anything newer is fine, says the team

  name = "deployments"
}

module "network_conventions" {
  source  = "registry.acme.example/platform/conventions/aws"
  version = "2.1.0"
}

# No version: the newest one, on the day of init.
module "kms" {
  source = "terraform-aws-modules/kms/aws"

  description = "Artifacts"
}

module "account_baseline" {
  source = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/landingzone/account-baseline-app?ref=v0.22.2"

  aws_account_id = "444455556666"
  aws_region     = "eu-west-1"
  name_prefix    = "acme"

  config_s3_bucket_name     = "acme-config-logs"
  cloudtrail_s3_bucket_name = "acme-cloudtrail-logs"

  # Detected by the module, until it cannot any more.
  config_opt_in_regions    = null
  guardduty_opt_in_regions = null
}
