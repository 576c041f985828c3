# Modules that are not there any more, or not yet. None of them is a reference.

# module "redis" {
#   source  = "terraform-aws-modules/elasticache/aws"
#   version = "1.2.0"
# }

// module "memcached" {
//   source = "git::https://github.com/acme/terraform-aws-memcached.git?ref=v0.9.1"
// }

/* module "opensearch" {
  source = "git::https://github.com/acme/terraform-aws-opensearch.git?ref=v2.0.3"

  instance_type = "r6g.large.search"
} */

module "valkey" {
  # source = "../../../terraform-aws-valkey"
  # source = "git::https://github.com/acme/terraform-aws-valkey.git?ref=v1.0.0"
  source = /* after the incident: */ "git::https://github.com/acme/terraform-aws-valkey.git?ref=v1.0.4" // not v1.0.5
}

/*
module "graph" {
  source  = "acme/neptune/aws"
  version = "0.4.0" /* comments do not nest, so this one ends here: */
