terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/services/public-static-website?ref=v0.44.5"
}

include {
  path = find_in_parent_folders()
}

inputs = {
  website_domain_name         = "www.acme.example"
  acm_certificate_domain_name = "*.acme.example"
  base_domain_name            = "acme.example"
  create_route53_entry        = true

  default_ttl = 300
  max_ttl     = 86400
  min_ttl     = 0

  index_document                       = "index.html"
  error_document                       = "404.html"
  restrict_bucket_access_to_cloudfront = true

  security_header = {
    "strict-transport-security" = "max-age=63072000; includeSubDomains; preload"
    "x-content-type-options"    = "nosniff"
  }
}
