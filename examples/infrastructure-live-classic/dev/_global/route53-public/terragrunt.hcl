terraform {
  source = "git::git@github.com:gruntwork-io/terraform-aws-service-catalog.git//modules/networking/route53?ref=v0.44.5"
}

include {
  path = find_in_parent_folders()
}

inputs = {
  public_zones = {
    "dev.acme.example" = {
      comment                    = "What developers deploy."
      force_destroy              = true
      tags                       = {}
      created_outside_terraform  = false
      provision_certificates     = true
      base_domain_name_tags      = {}
      subject_alternative_names  = ["*.dev.acme.example"]
      create_verification_record = true
      verify_certificate         = true
      hosted_zone_domain_name    = null
    }
  }
}
