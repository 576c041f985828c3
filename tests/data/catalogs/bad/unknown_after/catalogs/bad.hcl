# 7:15 Unknown target: The repository has no target "cis-aws-1.3.0".
repository "bad" {
  names = ["github.com/acme/bad"]

  target "cis-aws-1.4.0" {
    minimum = "v1.0.0"
    after   = "cis-aws-1.3.0"
  }

  release "v1.0.0" {
    about = "The first release."
  }
}
