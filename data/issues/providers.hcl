# Providers: one per region since v0.25.0, their versions, their processes.

issue "provider-configuration-not-present" {
  title = "The state has resources whose provider configuration is gone"
  about = "Terraform cannot work with an object of the state because the provider that made it is no longer written."
  why   = "v0.25.0 (terraform-aws-security v0.51.0) took the providers out of the modules; v0.29.0, v0.42.0 and v0.59.0 changed the list of regions. An object is orphaned when its provider was inside the module (module.….provider[…]), or when its region's alias is missing from the providers that the unit passes."
  fix   = <<-TEXT
    First save the state:
      terragrunt state pull > backup.tfstate
    If the message says provider["…/aws"].REGION, that alias is missing: write it again, with the region left
    in all_aws_regions, and apply.
    If it says module.….provider[…], go back to the old version once, take the region out of every
    *_opt_in_regions input, apply, so that the old provider destroys what is there, and upgrade then.
    What is to stay in AWS but not in the state, or is gone from AWS already:
      terragrunt state rm 'ADDRESS'
  TEXT
  match = [
    "\\bits original provider configuration at .{1,300} is required, but it has been removed\\b",
  ]
  repository "terraform-aws-cis-service-catalog" {
    since = "v0.25.0"
  }
  repository "terraform-aws-security" {
    since = "v0.51.0"
  }
}

issue "provider-alias-missing" {
  title = "The module wants a provider for a region that the unit does not pass"
  about = "The plan stops because a provider alias, such as aws.me_central_1, is missing."
  why   = "Since v0.25.0 the modules take one aliased provider per region that they know, whether it is used or not. The list grew: v0.29.0 adds ap_southeast_3, v0.32.0 an alias \"default\", v0.42.0 me_central_1, v0.59.0 ten more."
  fix   = <<-TEXT
    Add the region to all_aws_regions, which the providers are generated from (multi_region_common.hcl, or the
    unit's terragrunt.hcl), and leave it out of the *_opt_in_regions inputs if you do not use it.
    In plain Terraform write the provider block and pass it on:
      provider "aws" {
        alias  = "me_central_1"
        region = "me-central-1"
      }
      providers = { aws.me_central_1 = aws.me_central_1, … }
  TEXT
  match = [
    "\\bThe child module requires an additional configuration for provider \\S*hashicorp/aws\\b",
    "\\bNo configuration (?:passed in )?for provider (?:\\S*/)?aws\\b",
    "\\bmissing provider \\S*provider\\[\"[^\"]*hashicorp/aws\"\\]\\.",
    "\\bmust provide a provider configuration for aws\\.",
  ]
  repository "terraform-aws-cis-service-catalog" {
    since = "v0.25.0"
  }
  repository "terraform-aws-security" {
    since = "v0.51.0"
  }
}

issue "provider-not-declared-by-module" {
  severity = "warning"
  title    = "The unit passes a provider that the module does not know"
  about    = "Terraform warns that the module declares no provider of that name."
  why      = "The list of regions is newer than the module, or the unit still has the providers of a release to come. Nothing breaks, but the warning will be an error in the provider map of a module that is stricter."
  fix      = <<-TEXT
    Bring the module to the release that the list of regions is written for, or take the alias out of the
    providers of this unit.
  TEXT
  match = ["\\bdoes not declare a provider named aws\\."]
  repository "terraform-aws-cis-service-catalog" {
    since = "v0.25.0"
  }
}

issue "provider-written-twice" {
  title = "The same provider is configured in two files"
  about = "Terraform refuses a second configuration of a provider, or of one of its aliases."
  why   = "A generate block writes providers.tf, and another file (provider.tf of the root, or a file that was left in the cache) has the same alias."
  fix   = <<-TEXT
    One generate block per file, each with a path of its own, and one un-aliased provider in all. Then
      find . -type d -name .terragrunt-cache -prune -exec rm -rf {} +
  TEXT
  match = [
    "\\bDuplicate provider configuration\\b",
    "\\b[Aa] (?:default \\(non-aliased\\) )?provider configuration for \"aws\"(?: with alias \"[^\"]*\")? was already given\\b",
  ]
}

issue "legacy-module-with-providers" {
  title = "A module with providers inside cannot have count, for_each or depends_on"
  about = "Terraform refuses count, for_each or depends_on for a module that configures its own providers."
  why   = "The modules from before v0.25.0 (terraform-aws-security v0.51.0) have a provider per region inside."
  fix   = <<-TEXT
    Bring the inner module to the release that takes its providers from outside, and pass them:
      providers = { aws.us_east_1 = aws.us_east_1, … }
  TEXT
  match = ["\\bis a legacy module which contains its own local provider configurations\\b"]
  repository "terraform-aws-security" {
    until = "v0.51.0"
  }
}

issue "region-unknown-to-provider" {
  title = "The AWS provider is older than the region"
  about = "The provider says \"Invalid AWS Region\"."
  why   = "Each version of the AWS provider knows the regions of its time. me-central-1 needs 4.29 or later; a pin such as ~> 3.0, which older root files generate as provider_version_override.tf, holds the provider back."
  fix   = <<-TEXT
    Raise the pin, then take the newer provider:
      version = ">= 4.29"
      terragrunt init -upgrade
    Or leave the region to later: out of all_aws_regions, with a release of the module that does not want it.
    A newer region in a backend or a remote state needs a newer Terraform.
  TEXT
  match = ["\\b[Ii]nvalid AWS Region: \\S"]
  see   = ["https://github.com/hashicorp/terraform-provider-aws/issues/26548"]
  repository "terraform-aws-cis-service-catalog" {
    since = "v0.29.0"
  }
}

issue "provider-versions-exclude-each-other" {
  title = "No version of the provider satisfies all modules"
  about = "terraform init finds no release that matches the constraints of all modules."
  why   = "One module or the root file wants an older provider than another one allows. From the CIS catalog: v0.30.3 wants < 4.0, v0.35.0 wants >= 3.75, v0.47.3 wants < 5, v0.48.0 wants 5, v0.59.0 wants 6."
  fix   = <<-TEXT
    See who wants what, and raise the one that is behind; in Terragrunt that is often the generated
    provider_version_override.tf.
      terraform providers
  TEXT
  match = ["\\bno available releases match the given constraints\\b"]
}

issue "lock-file-is-older" {
  title = "The lock file has another provider version than the modules want now"
  about = "The version in .terraform.lock.hcl does not match the constraints."
  why   = "The upgrade raised a constraint; the lock file still has the version from before."
  fix   = <<-TEXT
    Choose anew, look at what changed, and commit the file:
      terraform init -upgrade
      git diff .terraform.lock.hcl
    Where CI runs on another platform:
      terraform providers lock -platform=linux_amd64 -platform=darwin_arm64
  TEXT
  match = [
    "\\blocked provider \\S+ \\S+ does not match configured version constraint\\b",
    "\\bselections recorded in the lock file are inconsistent with the current configuration\\b",
    "\\bInconsistent dependency lock file\\b",
  ]
}

issue "provider-too-old-for-resource" {
  title = "The AWS provider does not know a resource type that the module uses"
  about = "The provider does not support the resource type or data source."
  why   = "The type came with a later version; aws_macie2_classification_export_configuration with 4.25.0, for example."
  fix   = <<-TEXT
    Raise the pin of the provider and take the newer one:
      terragrunt init -upgrade
  TEXT
  match = ["\\bdoes not support (?:resource type|data source) \"aws_"]
}

issue "provider-newer-than-module" {
  title = "The AWS provider does not have an argument any more that the module uses"
  about = "An argument or block of a resource inside of a module is not expected."
  why   = "A new major version of the provider has removed it, and the module is older: with provider 5 the arguments for EC2-Classic are gone, for example. Nothing holds the provider back, or the upgrade raised it before the module."
  fix   = <<-TEXT
    Go to a release of the module that knows the provider (CIS catalog: v0.39.0 for provider 4, v0.48.0 for
    5, v0.59.0 for 6), or hold the provider back until then and take the older one:
      version = "~> 4.67"
      terragrunt init -upgrade
  TEXT
  match = [
    "\\bin resource \"aws_\\w+\" \"[^\"]+\".{0,400}\\bAn argument named \"[^\"]+\" is not expected here\\b",
    "\\bin resource \"aws_\\w+\" \"[^\"]+\".{0,400}\\bBlocks of type \"[^\"]+\" are not expected here\\b",
    "\\bin data \"aws_\\w+\" \"[^\"]+\".{0,400}\\bAn argument named \"[^\"]+\" is not expected here\\b",
  ]
}

issue "skip-get-ec2-platforms-removed" {
  title = "AWS provider 5 does not know skip_get_ec2_platforms any more"
  about = "The generated providers have an argument that was removed."
  why   = "The argument was about EC2-Classic. Templates for the multi-region providers had it until v0.43.0 of the CIS catalog; provider 5 comes with v0.48.0."
  fix   = <<-TEXT
    Take the line out of the template that generates the providers:
      skip_get_ec2_platforms = true
  TEXT
  match = ["\\bargument named \"skip_get_ec2_platforms\" is not expected here"]
  repository "terraform-aws-cis-service-catalog" {
    since = "v0.48.0"
  }
}

issue "plugin-message-unrecognised" {
  title         = "A provider did not start properly"
  about         = "Terraform says \"Unrecognized remote plugin message\": it started a provider and got no proper answer."
  why           = "Often the machine has too little memory or too few processors: with 25 and more regions a baseline starts as many provider processes. Otherwise the copy of the provider in the cache is broken, or made for another processor."
  retries       = 3
  retry_seconds = 5
  fix           = <<-TEXT
    Run less at a time, or on a larger machine:
      terragrunt apply -parallelism=2
    If it stays, clear the caches and share one plugin folder:
      find . -type d -name .terragrunt-cache -prune -exec rm -rf {} +
      export TF_PLUGIN_CACHE_DIR=$HOME/.terraform.d/plugin-cache
  TEXT
  match = ["\\bUnrecognized remote plugin message\\b"]
}

issue "plugin-did-not-respond" {
  title         = "A provider ended or hung in the middle of the work"
  about         = "Terraform lost its connection to a provider."
  why           = "Mostly memory: the multi-region baselines run a process for each provider configuration, and the system ends one of them. Also a bug of the provider; then it says panic and a stack trace follows."
  retries       = 2
  retry_seconds = 5
  fix           = <<-TEXT
    Fewer at a time on machines with less than 4 processors, and no run-all across baselines:
      terragrunt apply -parallelism=2
    See whether the system ended it:
      dmesg | grep -i 'killed process'
  TEXT
  match = [
    "\\btimeout while waiting for plugin to start\\b",
    "\\bPlugin did not respond\\b",
    "\\bplugin exited before we could connect\\b",
    "\\bThe plugin encountered an error, and failed to respond\\b",
    "\\brpc error: code = Unavailable desc = (?:transport is closing|connection error)",
  ]
}
