generate "versions" {
  path      = "versions.tf"
  if_exists = "overwrite"
  contents  = <<-EOF
    terraform {
      required_version = ">= 0.14, < 0.15" # until everybody has moved
    }
  EOF
}
