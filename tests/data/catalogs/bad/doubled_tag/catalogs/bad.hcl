# 9:11 Written twice: It is also at tests/data/catalogs/bad/doubled_tag/catalogs/bad.hcl:5.
repository "bad" {
  names = ["github.com/acme/bad"]

  release "v1.0.0" {
    about = "The first release."
  }

  release "v1.0.0" {
    about = "The first release."
  }
}
