variable "name" {
  type = string
}

variable "image" {
  type = string
}

module service {
  source = "git::https://github.com/acme/terraform-aws-ecs-service.git//modules/fargate?ref=v8.0.1"

  name            = var.name
  container_image = var.image
}

module "parameters" {
  source = "git::https://github.com/acme/terraform-aws-ecs-service.git//modules/parameters?ref=v8.0.1"

  prefix = "/${var.name}/"
}
