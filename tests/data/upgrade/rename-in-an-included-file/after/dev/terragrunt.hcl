include "common" {
  path = "../_envcommon/baseline.hcl"
}

generate "backend" {
  path      = "backend.tf"
  if_exists = "overwrite"
  contents  = "terraform {\n  backend \"s3\" {}\n}\n"
}
