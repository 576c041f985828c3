# 11:11 Doubled release: It is the same version as 1.0.
repository "bad" {
  names = ["github.com/acme/bad"]

  release "v0.9.0" {
    about = "The first release."
  }

  # Parts that are missing count as zero.

  release "v1.0.0" {
    about = "The second release."
  }

  release "1.0" {
    about = "The second release again."
  }
}
