terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../terraform-aws-service-catalog//modules/networking/route53"
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/networking/route53?ref=v0.45.0"
}

include {
  path = find_in_parent_folders()
}

inputs = {
  public_zones = {
    "acme.example" = {
      comment                        = "Registered elsewhere, delegated to this account."
      force_destroy                  = false
      tags                           = {}
      created_outside_terraform      = true
      provision_certificates         = true
      base_domain_name_tags          = {}
      subject_alternative_names      = ["*.acme.example"]
      create_verification_record     = true
      verify_certificate             = true
      hosted_zone_domain_name        = null
    }
    "acme-pay.example" = {
      comment                        = "The old name of the product; only redirects."
      force_destroy                  = false
      tags                           = {}
      created_outside_terraform      = false
      provision_certificates         = true
      base_domain_name_tags          = {}
      subject_alternative_names      = ["*.acme-pay.example"]
      create_verification_record     = true
      verify_certificate             = true
      hosted_zone_domain_name        = null
    }
  }
}
