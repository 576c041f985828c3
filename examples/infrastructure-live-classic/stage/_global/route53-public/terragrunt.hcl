terraform {
  # For work on the module itself: comment out the source below and use a checkout beside this repository.
  # source = "../../../terraform-aws-service-catalog//modules/networking/route53"
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/networking/route53?ref=v0.44.5"
}

include {
  path = find_in_parent_folders()
}

inputs = {
  public_zones = {
    "stage.acme.example" = {
      comment                    = "The last tests before a release."
      force_destroy              = false
      tags                       = {}
      created_outside_terraform  = false
      provision_certificates     = true
      base_domain_name_tags      = {}
      subject_alternative_names  = ["*.stage.acme.example"]
      create_verification_record = true
      verify_certificate         = true
      hosted_zone_domain_name    = null
    }
  }
}
