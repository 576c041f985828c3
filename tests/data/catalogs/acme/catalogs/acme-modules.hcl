# A made-up repository that has every kind of step once: what a catalog can say, for tests and as an
# example for a catalog of one's own.
repository "acme-modules" {
  about = "Modules of a made-up company"
  names = [
    "github.com/acme/acme-modules",
    "git.acme.example/platform/modules",
  ]

  relation "admin" {
    about        = "account that watches the others"
    claimed_by   = ["watches"]
    named_by     = ["watched_by", "master"]
    default_role = "security"
  }

  question "contact" {
    about       = "Who is told when something happens in an account."
    per_account = true
    suggestion  = "security@acme.example"
    required    = true
  }

  target "cis-aws-1.4.0" {
    minimum         = "v1.2.0"
    floor           = "v1.0.0"
    floor_guide     = "start with v1.0.0, the first release that was tagged"
    recommendations = ["2.1.4"]

    local "regions" {
      modules = ["modules/baseline"]
      value   = "[\n${join("", [for r in target.regions : "  \"${r}\",\n"])}]"
      why     = "The baseline works in the regions that are listed."
    }
  }

  target "cis-aws-1.5.0" {
    after   = "cis-aws-1.4.0"
    minimum = "v2.0.0"

    input "watched_by" {
      modules = ["modules/baseline"]
      when    = org.admin != null
      value   = unit.account == org.admin ? null : unit.id_of[org.admin]
      replace = try(unit.inputs.watched_by, "") == ""
      issue   = "watched-by-nobody"
      why     = "Every account but the one that watches says who does."
    }

    note "tell-the-contact" {
      modules = ["modules/baseline"]
      manual  = true
      why     = "The contact gets a mail that has to be confirmed."
    }
  }

  release "v1.0.0" {
    date    = "2021-01-11"
    about   = "The first release."
    regions = ["eu-central-1", "us-east-1"]
  }

  release "v1.1.0" {
    date    = "2021-03-01"
    minor   = true
    about   = "The network has one list of subnets instead of two."
    modules = ["modules/network"]

    remove_input "private_subnets" {
      modules = ["modules/network"]
      why     = "All subnets are in `subnets`."
    }
  }

  release "v1.2.0" {
    date    = "2021-06-21"
    about   = "The baseline knows one more region and asks for a list of those to work in."
    regions = ["eu-central-1", "eu-west-1", "us-east-1"]

    regions "regions" {
      modules = ["modules/baseline"]
      why     = "A list that is written out does not have the new region."
    }

    input "regions" {
      modules = ["modules/baseline"]
      value   = "local.regions"
      why     = "The baseline no longer finds the regions by itself."
    }
  }

  release "v1.2.1" {
    date  = "2021-06-30"
    about = "Mends the tags of the network."
  }

  release "v2.0.0" {
    date     = "2022-02-14"
    breaking = true
    about    = "The input `master` is called `watched_by`, trails moved into a module of their own, and Terraform 1.0 is needed."
    modules  = ["modules/baseline"]

    rename_input "master" {
      modules = ["modules/baseline"]
      to      = "watched_by"
      why     = "The old name is ignored without a word."
    }

    block "generate.backend" {
      modules = ["modules/baseline"]
      when    = !unit.plain && !contains(unit.generates, "backend.tf")
      value   = <<-HCL
        generate "backend" {
          path      = "backend.tf"
          if_exists = "overwrite"
          contents  = "terraform {\n  backend \"s3\" {}\n}\n"
        }
      HCL
      why     = "The baseline no longer brings a backend."
    }

    pin "terraform" {
      minimum    = "1.0.0"
      before     = "2.0.0"
      version    = "1.0.11"
      constraint = ">= 1.0.0, < 2.0.0"
      why        = "The modules use what Terraform has from 1.0 on."
    }

    state "trails" {
      modules = ["modules/baseline"]
      actions = [for r in target.regions : "mv module.trail_${replace(r, "-", "_")} module.trails.module.trail_${replace(r, "-", "_")}"]
      why     = "Trails stay the same resources under another address."
    }
  }

  module "modules/baseline" {
    role  = "app"
    about = "What every account has."

    input "regions" {
      type     = "list(string)"
      required = true
      since    = "v1.2.0"
      about    = "Regions to work in."
    }

    input "master" {
      type  = "string"
      until = "v2.0.0"
    }

    input "watched_by" {
      type  = "string"
      since = "v2.0.0"
      about = "The id of the account that watches this one."
    }

    input "watches" {
      type  = "list(string)"
      about = "The accounts that this one watches."
    }
  }

  module "modules/network" {
    about = "Subnets and their routes."

    input "subnets" {
      type     = "list(string)"
      required = true
    }

    input "private_subnets" {
      type  = "list(string)"
      until = "v1.1.0"
    }
  }

  module "modules/dns" {
    about    = "Zones; a repository of its own has them now."
    until    = "v1.1.0"
    moved_to = "github.com/acme/dns//modules/zone"
  }
}
