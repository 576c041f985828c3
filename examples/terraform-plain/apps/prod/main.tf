module "shop" {
	source = "../modules/service"

	name  = "shop"
	image = "444455556666.dkr.ecr.eu-west-1.amazonaws.com/shop:2.3.7"
}

# An older release than dev: it must wait for the maintenance window.
module "shop_db" {
	source  = "terraform-aws-modules/rds/aws"
	version = "6.3.0"

	identifier        = "shop-prod"
	engine            = "postgres"
	engine_version    = "15.4"
	instance_class    = "db.r6g.large"
	allocated_storage = 200
	multi_az          = true
}

module "cdn" {
	source  = "terraform-aws-modules/cloudfront/aws"
	version = "= 3.4.0"

	aliases = ["shop.acme.example"]

	providers = {
		aws = aws.us_east_1
	}
}

provider "aws" {
	alias  = "us_east_1"
	region = "us-east-1"
}
