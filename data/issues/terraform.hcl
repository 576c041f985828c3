# Terraform and OpenTofu themselves: versions, state, backends, inputs.

issue "terraform-too-old" {
  title = "The module needs a newer Terraform"
  about = "The installed Terraform does not satisfy required_version, or does not know configuration_aliases."
  why   = "v0.25.0 of the CIS catalog needs 0.15.1 or later (terraform-aws-security v0.51.0), v0.31.0 needs 1.0.0."
  fix   = <<-TEXT
    Raise the version everywhere it is written, in CI too: .terraform-version, .tool-versions, .tgswitchrc,
    terraform_version_constraint of the root file. From below 0.13 on, one minor version at a time, each
    with an apply; from 0.15 on directly.
      tfenv install 1.0.11 && tfenv use 1.0.11
  TEXT
  match = [
    "\\bUnsupported (?:Terraform|OpenTofu) Core version\\b",
    "\\bdoes not support (?:Terraform|OpenTofu) version \\d",
    "\\brequired_providers objects can only contain \"version\" and \"source\" attributes\\b",
    "\\bcurrently installed version of (?:Terraform|OpenTofu) \\([^)]*\\) is not compatible with the version Terragrunt requires\\b",
  ]
  repository "terraform-aws-cis-service-catalog" {
    since = "v0.25.0"
  }
}

issue "terragrunt-too-old" {
  title = "The repository needs another version of Terragrunt"
  about = "The installed Terragrunt does not satisfy terragrunt_version_constraint."
  why   = "The root file or an included one was brought to a form that older versions read differently, and says so."
  fix   = <<-TEXT
    Install the version that the message names, and write it where CI reads it (.terragrunt-version,
    .tool-versions, .tgswitchrc).
  TEXT
  match = ["\\bcurrently installed version of Terragrunt \\([^)]*\\) is not compatible with the version\\b"]
}

issue "state-is-newer" {
  title = "The state was written by a newer Terraform"
  about = "Terraform refuses to read a state of a newer version than itself."
  why   = "Somebody or CI has applied the unit with a newer version. States do not go back."
  fix   = <<-TEXT
    Use that version or a later one, here and for everybody else. If it was a mistake, restore the version of
    the state object from before, and only if nothing was applied since.
  TEXT
  match = ["\\bstate snapshot was created by (?:Terraform|OpenTofu) v.{0,60}\\bnewer than\\b"]
}

issue "state-lock-held" {
  title         = "Somebody else holds the lock of the state"
  about         = "Terraform cannot lock the state, because there is a lock on it."
  why           = "Another plan or apply is running, in CI perhaps; or one was killed and has left its lock."
  retries       = 5
  retry_seconds = 60
  fix           = <<-TEXT
    The message says who, when, and the lock's ID. Wait for them:
      terragrunt plan -lock-timeout=10m
    Only if that run has surely ended:
      terragrunt force-unlock ID
  TEXT
  match = [
    "\\bError acquiring the state lock\\b",
    "\\bError locking state\\b",
  ]
  unless = [
    "\\bAccessDenied",
    "\\bResourceNotFoundException\\b",
    "\\bExpiredToken",
    "\\bno valid providers in chain\\b",
  ]
}

issue "state-digest-mismatch" {
  title         = "The state in S3 is not the one that the lock table remembers"
  about         = "The checksum of the state does not match that in DynamoDB."
  why           = "The object was changed without Terraform (a restored version, a copy), or an apply was cut off between the two."
  retries       = 2
  retry_seconds = 60
  fix           = <<-TEXT
    Wait a minute and try again. If it stays, and the state in S3 is the right one, set the digest of the item
    LOCK-TABLE, LockID = BUCKET/KEY-md5 to the value that the message calculates.
  TEXT
  match = ["\\bstate data in S3 does not have the expected content\\b"]
}

issue "backend-not-initialised" {
  title = "terraform init has to run again"
  about = "The backend is not initialised, or is written differently than at the last init."
  why   = "The upgrade changed the backend, the Terraform version, or the folder that Terragrunt works in; or the folder is new."
  fix   = <<-TEXT
    Initialise again. If the message says that the backend has changed, think before you choose: -reconfigure
    takes the new place as it is, -migrate-state copies the state to it.
      terragrunt init -reconfigure
  TEXT
  match = [
    "\\bBackend initialization required\\b",
    "\\bBackend configuration changed\\b",
    "\\bReason: (?:Backend configuration block has changed|Unsetting the previously set backend)",
    "\\bInitialization required\\. Please see the error message above\\b",
  ]
}

issue "module-not-installed" {
  title = "The module's version was changed, but not installed yet"
  about = "Terraform finds another module source or version than the one that it has installed."
  why   = "A ref was changed, and .terraform still has the old module."
  fix   = <<-TEXT
      terraform init -upgrade
  TEXT
  match = [
    "\\bThis module is not yet installed\\b",
    "\\bThe source address was changed since this module was installed\\b",
    "\\bThe version requirements have changed since this module was installed\\b",
    "\\bModule source has changed\\b",
  ]
}

issue "opt-in-regions-missing" {
  title = "A list of regions is required now, and may not be null or empty"
  about = "One of the *_opt_in_regions inputs is not set, or is null."
  why   = "Until v0.24.0 null meant \"find them out\". Since v0.25.0 (terraform-aws-security v0.52.0) every list has to be given, and *_opt_out_regions are gone."
  fix   = <<-TEXT
    Ask AWS which regions the account has, and give all inputs the same list:
      aws ec2 describe-regions --query 'Regions[].RegionName'
      config_opt_in_regions              = local.opt_in_regions
      guardduty_opt_in_regions           = local.opt_in_regions
      ebs_opt_in_regions                 = local.opt_in_regions
      iam_access_analyzer_opt_in_regions = local.opt_in_regions
      kms_cmk_opt_in_regions             = local.opt_in_regions    # security and app baselines
      security_hub_opt_in_regions        = local.opt_in_regions
      macie_opt_in_regions               = local.opt_in_regions
    The list must have every region that the state has resources in, or Terraform destroys them.
  TEXT
  match = [
    "\\binput variable \"\\w*opt_in_regions\" is not set\\b",
    "\\bThe argument \"\\w*opt_in_regions\" is required\\b",
    "\\brequired inputs are missing:.{0,400}opt_in_regions\\b",
    "opt_in_regions\\b.{0,600}\\bargument must not be null\\b",
  ]
  repository "terraform-aws-cis-service-catalog" {
    modules = ["modules/landingzone/account-baseline-?*"]
    since   = "v0.25.0"
  }
}

issue "input-missing" {
  title = "The new version of the module has an input that must be set"
  about = "A variable without a default is not set."
  why   = "Between the two versions an input came, or lost its default."
  fix   = <<-TEXT
    Look it up in the release notes of every minor version in between, and set it. Terragrunt tells all of them
    at once:
      terragrunt hcl validate --inputs
  TEXT
  match = [
    "\\binput variable \"[^\"]+\" is not set, and has no default value\\b",
    "\\bThe argument \"[^\"]+\" is required, but no definition was found\\b",
    "\\bThe following required inputs are missing:",
  ]
  unless = ["opt_in_regions\\b"]
}

issue "input-not-declared" {
  title = "The module has no input or argument of that name"
  about = "Terraform refuses an argument that the module or resource does not declare."
  why   = "The input was renamed or removed between the two versions; or it belongs to another module: account-baseline-root has no kms_cmk_opt_in_regions, which examples set all the same. Terragrunt itself would say nothing."
  fix   = <<-TEXT
    Look at the variables of the new version. A name that is only gone is removed:
      footing hcl edit FILE --remove module.NAME.INPUT
    One that was renamed is renamed, and a plan must show that nothing is destroyed for it.
  TEXT
  match = ["\\bAn argument named \"[^\"]+\" is not expected here\\b"]
  unless = [
    "\\bargument named \"(?:security_hub_)?associate_to_master_account_id\"",
    "\\bargument named \"skip_get_ec2_platforms\"",
    "\\bargument named \"inputs?\"",
    "\\bin resource \"aws_",
    "\\bin data \"aws_",
  ]
}

issue "already-in-state" {
  title = "What is to be imported is in the state already"
  about = "terraform import refuses an address that the state has."
  why   = "The import was done before, or an apply has made the resource in the meantime."
  fix   = <<-TEXT
    See whether it is the right one, and go on with the next step if so:
      terragrunt state show 'ADDRESS'
  TEXT
  match = [
    "\\bResource already managed by (?:Terraform|OpenTofu)\\b",
    "\\b(?:Terraform|OpenTofu) is already managing a remote object for\\b",
  ]
}

issue "prevent-destroy" {
  title = "The plan would destroy what is marked to be kept"
  about = "A resource with prevent_destroy would have to be destroyed."
  why   = "Its address or its key changed with the upgrade, so that Terraform sees one resource to destroy and another to make."
  fix   = <<-TEXT
    Do not take the mark away. Find the new address in the plan and move the state:
      terragrunt state pull > backup.tfstate
      terragrunt state mv 'OLD' 'NEW'
  TEXT
  match = [
    "\\bhas lifecycle\\.prevent_destroy set\\b",
    "\\bInstance cannot be destroyed\\b",
  ]
}

issue "registry-unreachable" {
  title         = "A registry or a download did not answer"
  about         = "The network or the registry failed while modules or providers were downloaded."
  why           = "Baselines download much, and run-all multiplies it. It passes, unless a proxy is missing."
  retries       = 3
  retry_seconds = 5
  fix           = <<-TEXT
    Try again. Download once instead of once per unit:
      export TF_PLUGIN_CACHE_DIR=$HOME/.terraform.d/plugin-cache
  TEXT
  match = [
    "\\bcould not connect to registry\\.(?:terraform\\.io|opentofu\\.org)\\b",
    "\\bnet/http: TLS handshake timeout\\b",
    "\\b[Ff]ailed to (?:query available provider packages|install provider)\\b.{0,400}\\b(?:timeout|timed out|Client\\.Timeout|connection reset by peer|no such host)\\b",
    "\\bread: connection reset by peer\\b",
  ]
}

issue "module-download-denied" {
  title = "The repository of the module may not be read"
  about = "Git is refused, or finds no repository, while a module is downloaded."
  why   = "The module repositories are private. The key or token of this machine or of CI is missing, has ended, or is not allowed for this one; GitHub says \"not found\" for what it does not let you see."
  fix   = <<-TEXT
    Try by hand what Terraform does:
      git ls-remote git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git
    With a token in place of a key:
      git config --global url."https://TOKEN@github.com/".insteadOf "git@github.com:"
  TEXT
  match = [
    "\\bPermission denied \\(publickey\\b",
    "\\bfatal: could not read Username for\\b",
    "\\bERROR: Repository not found\\b",
    "\\bfatal: Authentication failed for\\b",
    "\\bremote: Repository not found\\b",
  ]
}

issue "module-ref-not-found" {
  title = "The repository has no such tag or branch"
  about = "Git cannot find the ref of a module."
  why   = "The tag is mistyped (with or without the v), belongs to another repository, or is newer than the mirror that you download from."
  fix   = <<-TEXT
    See which there are, and set one:
      git ls-remote --tags URL
      footing upgrade . --ref REPOSITORY=VERSION
  TEXT
  match = [
    "\\bpathspec '[^']*' did not match any file\\(s\\) known to git\\b",
    "\\bRemote branch \\S+ not found in upstream\\b",
    "\\bcouldn.t find remote ref\\b",
  ]
}

issue "module-path-moved" {
  title = "The module is in another folder of the repository now"
  about = "The folder behind // does not exist in that version."
  why   = "The CIS catalog moved its modules: networking at v0.12.0, all others into modules/observability and modules/security at v0.22.0."
  fix   = <<-TEXT
    Write the new path together with the new version, for example
      modules/aws-securityhub  is  modules/security/aws-securityhub
      modules/cloudtrail       is  modules/observability/cloudtrail
      modules/vpc              is  modules/networking/vpc
  TEXT
  match = [
    "\\bWorking dir \\S+ from source \\S+ does not exist\\b",
    "\\bUnreadable module subdirectory\\b",
    "\\bsubdir \"[^\"]+\" not found\\b",
    "\\bmodule directory \\S+ does not exist or cannot be read\\b",
  ]
  repository "terraform-aws-cis-service-catalog" {
    since = "v0.12.0"
  }
}
