module "größe" { source = "git::https://github.com/acme/terraform-sizing.git?ref=v1.4.0" }

module "shop" {
  source = "../modules/service"

  name  = "shop"
  image = "444455556666.dkr.ecr.eu-west-1.amazonaws.com/shop:2.4.0"
}

module "shop_db" {
  source  = "terraform-aws-modules/rds/aws"
  version = "6.5.4"

  identifier        = "shop-dev"
  engine            = "postgres"
  engine_version    = "15.4"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
}
