# 11:15 No version: "newest" is no version.
# 12:15 No version: "oldest" is no version.
# 15:17 No version: "tomorrow" is no version.
# 20:11 No version: A release's tag is like v0.27.0.
# 25:13 No version: "later" is no version.
# 29:15 No version: "soon" is no version.
# 30:15 No version: "never" is no version.
repository "bad" {
  names = ["github.com/acme/bad"]
  target "cis-aws-1.4.0" {
    minimum = "newest"
    floor   = "oldest"

    pin "terraform" {
      minimum = "tomorrow"
      why     = "It is newer."
    }
  }

  release "stable" {
    about = "A name that moves is no release."
  }

  module "modules/network" {
    until = "later"

    input "subnets" {
      type  = "list(string)"
      since = "soon"
      until = "never"
    }
  }
}
