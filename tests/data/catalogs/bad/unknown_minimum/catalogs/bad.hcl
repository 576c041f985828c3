# 6:15 Unknown release: The repository has no release v1.1.0.
repository "bad" {
  names = ["github.com/acme/bad"]

  target "cis-aws-1.4.0" {
    minimum = "v1.1.0"
  }

  release "v1.0.0" {
    about = "The first release."
  }
}
