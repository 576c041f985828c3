# 10:17 Unknown module: The repository has no module "modules/networks".
# 17:15 Unknown module: The repository has no module "module/network".
repository "bad" {
  names = ["github.com/acme/bad"]

  target "cis-aws-1.4.0" {
    minimum = "v1.0.0"

    remove_input "private_subnets" {
      modules = ["modules/networks"]
      why     = "All subnets are in one list."
    }
  }

  release "v1.0.0" {
    about   = "The first release."
    modules = ["modules/network", "modules/*work", "module/network"]
  }

  module "modules/network" {
    about = "Subnets and their routes."
  }
}
