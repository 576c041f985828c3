repository "terraform-aws-cis-service-catalog" {
  about = "Gruntwork's modules for the CIS AWS Foundations Benchmark, with the account baselines of a landing zone"
  names = [
    "github.com/gruntwork-io/terraform-aws-cis-service-catalog",
    "github.com/gruntwork-io/cis-compliance-aws",
  ]

  target "cis-aws-1.3.0" {
    minimum = "v0.11.1"
  }

  target "cis-aws-1.4.0" {
    after           = "cis-aws-1.3.0"
    minimum         = "v0.27.0"
    floor           = "v0.22.0"
    floor_guide     = "bring the repository to CIS AWS 1.3.0 at v0.22.0 or later first (guide \"How to update to CIS AWS Foundations Benchmark v1.3.0\")"
    recommendations = ["2.1.4", "4.1"]
  }

  release "v0.11.1" {
    date  = "2020-12-18"
    about = "The first release that meets CIS AWS 1.3.0."
  }

  release "v0.27.0" {
    date     = "2021-08-27"
    breaking = true
    about    = "Takes v0.24.0 back: MFA Delete is off by default again."
  }
}
