# What is written into files for others is text, not configuration.

locals {
  # A new team gets this as its first main.tf.
  starter = <<-EOT
    module "service" {
      source = "git::git@github.com:acme/infrastructure-modules.git//services/web?ref=v4.0.0"

      name = "${var.team}"
    }
  EOT

  readme = <<MARKDOWN
Start with this and change the version when a new one is announced:

    module "alarms" {
      source  = "terraform-aws-modules/cloudwatch/aws//modules/metric-alarm"
      version = "5.3.1"
    }
%{if var.team != ""}
Questions go to ${var.team}.
%{endif}
MARKDOWN
}

variable "team" {
  type    = string
  default = "platform"
}

module "repository" {
  source = "git::https://github.com/acme/terraform-github-repository.git?ref=v3.3.0"

  name = "service-template"
  files = {
    "main.tf"   = local.starter
    "README.md" = local.readme
    "ci.sh"     = <<-SH
      #!/bin/sh
      # module "x" { source = "acme/x/aws" }
      terraform init && terraform plan
    SH
  }
}
