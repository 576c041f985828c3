# 1:12 Written twice: It is also at tests/data/catalogs/bad/doubled_repository/catalogs/bad.hcl:2.
repository "terraform-aws-security" {
  names = ["github.com/acme/bad"]
}
