# 8:15 Circle: It comes after itself, by way of others.
# 13:15 Circle: It comes after itself, by way of others.
repository "bad" {
  names = ["github.com/acme/bad"]

  target "cis-aws-1.3.0" {
    minimum = "v1.0.0"
    after   = "cis-aws-1.4.0"
  }

  target "cis-aws-1.4.0" {
    minimum = "v1.0.0"
    after   = "cis-aws-1.3.0"
  }

  release "v1.0.0" {
    about = "The first release."
  }
}
