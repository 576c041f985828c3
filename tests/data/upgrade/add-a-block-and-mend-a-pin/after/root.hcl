generate "versions" {
  path      = "versions.tf"
  if_exists = "overwrite"
  contents  = <<-EOF
    terraform {
      required_version = ">= 1.0.0, < 2.0.0" # until everybody has moved
    }
  EOF
}
