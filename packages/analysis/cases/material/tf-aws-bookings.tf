# main.tf
terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Owner     = "travel-team"
      ManagedBy = "terraform"
    }
  }
}

variable "region" {
  default = "eu-west-1"
}

variable "environment" {
  type = string
}

locals {
  prefix   = "bookings-${var.environment}"
  db_name  = "bookings"
  services = {
    catalog = { port = 8080, cpu = 256 }
    pricing = { port = 8081, cpu = 512 }
  }
}

module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.8.1"

  name = local.prefix
  cidr = "10.0.0.0/16"
}

resource "aws_security_group" "alb" {
  name   = "${local.prefix}-alb"
  vpc_id = module.vpc.vpc_id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "search" {
  name   = "${local.prefix}-search"
  vpc_id = module.vpc.vpc_id
}

resource "aws_security_group_rule" "search_from_booking" {
  type                     = "ingress"
  from_port                = 443
  to_port                  = 443
  protocol                 = "tcp"
  security_group_id        = aws_security_group.search.id
  source_security_group_id = module.booking.security_group_id
}

resource "aws_opensearch_domain" "trips" {
  domain_name    = "${local.prefix}-trips"
  engine_version = "OpenSearch_2.11"

  vpc_options {
    subnet_ids         = module.vpc.private_subnets
    security_group_ids = [aws_security_group.search.id]
  }
}

resource "aws_lb" "public" {
  name               = "${local.prefix}-public"
  load_balancer_type = "application"
  security_groups    = [aws_security_group.alb.id]
  subnets            = module.vpc.public_subnets
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.public.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate.site.arn

  default_action {
    type             = "forward"
    target_group_arn = module.booking.target_group_arn
  }
}

resource "aws_lb_listener_rule" "partners" {
  listener_arn = aws_lb_listener.https.arn

  action {
    type             = "forward"
    target_group_arn = module.partner.target_group_arn
  }

  condition {
    path_pattern {
      values = ["/partner/*"]
    }
  }
}

resource "aws_acm_certificate" "site" {
  domain_name       = "bookings.example.com"
  validation_method = "DNS"
}

resource "aws_ecs_cluster" "fleet" {
  name = "${local.prefix}-fleet"
}

module "booking" {
  source = "./modules/service"

  name        = "booking"
  cluster_id  = aws_ecs_cluster.fleet.id
  vpc_id      = module.vpc.vpc_id
  alb_sg      = aws_security_group.alb.id
  environment = {
    DATABASE_URL   = "postgres://${module.database.endpoint}/${local.db_name}"
    RESERVATIONS   = aws_sqs_queue.reservations.url
    SEARCH_HOST    = aws_opensearch_domain.trips.endpoint
  }
  policy_arns = [aws_iam_policy.send_reservations.arn]
}

module "partner" {
  source = "./modules/service"

  name        = "partner"
  cluster_id  = aws_ecs_cluster.fleet.id
  vpc_id      = module.vpc.vpc_id
  alb_sg      = aws_security_group.alb.id
  environment = merge(local.partner_env, { REDIS = module.cache.replication_group_primary_endpoint_address })
}

locals {
  partner_env = {
    BOOKING_API = "https://${aws_lb.public.dns_name}/bookings"
    LOG_LEVEL   = "info"
  }
}

module "database" {
  source = "./modules/postgres"

  name     = local.db_name
  allow_sg = module.booking.security_group_id
}

module "cache" {
  source = "terraform-aws-modules/elasticache/aws"

  replication_group_id = "${local.prefix}-sessions"
  engine               = "redis"
}

resource "aws_sqs_queue" "reservations_dead" {
  name = "${local.prefix}-reservations-dead"
}

resource "aws_sqs_queue" "reservations" {
  name = "${local.prefix}-reservations"

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.reservations_dead.arn
    maxReceiveCount     = 5
  })
}

data "aws_iam_policy_document" "send_reservations" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.reservations.arn]
  }
}

resource "aws_iam_policy" "send_reservations" {
  name   = "${local.prefix}-send"
  policy = data.aws_iam_policy_document.send_reservations.json
}

resource "aws_iam_role" "mailer" {
  name               = "${local.prefix}-mailer"
  assume_role_policy = data.aws_iam_policy_document.lambda_assume.json
}

data "aws_iam_policy_document" "lambda_assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "mailer_archive" {
  role = aws_iam_role.mailer.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:PutObject"]
      Resource = "${aws_s3_bucket.vouchers.arn}/*"
    }]
  })
}

resource "aws_lambda_function" "voucher_mailer" {
  function_name = "${local.prefix}-voucher-mailer"
  role          = aws_iam_role.mailer.arn
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  filename      = data.archive_file.mailer.output_path
}

data "archive_file" "mailer" {
  type        = "zip"
  source_dir  = "${path.module}/src/mailer"
  output_path = "mailer.zip"
}

resource "aws_lambda_event_source_mapping" "mailer" {
  event_source_arn = aws_sqs_queue.reservations.arn
  function_name    = aws_lambda_function.voucher_mailer.arn
}

resource "aws_s3_bucket" "vouchers" {
  bucket = "${local.prefix}-vouchers"
}

resource "aws_s3_bucket_public_access_block" "vouchers" {
  bucket                  = aws_s3_bucket.vouchers.id
  block_public_acls       = true
  restrict_public_buckets = true
}

resource "aws_cloudwatch_log_group" "mailer" {
  name = "/aws/lambda/${aws_lambda_function.voucher_mailer.function_name}"
}

# modules/service/main.tf
resource "aws_security_group" "this" {
  name   = var.name
  vpc_id = var.vpc_id

  ingress {
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [var.alb_sg]
  }
}

resource "aws_lb_target_group" "this" {
  name        = var.name
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = var.vpc_id
}

resource "aws_iam_role" "task" {
  name_prefix = var.name
}

resource "aws_iam_role_policy_attachment" "extra" {
  for_each   = toset(var.policy_arns)
  role       = aws_iam_role.task.name
  policy_arn = each.value
}

resource "aws_ecs_task_definition" "this" {
  family        = var.name
  task_role_arn = aws_iam_role.task.arn
  container_definitions = jsonencode([{
    name        = var.name
    image       = "registry.example.com/${var.name}:latest"
    environment = [for key, value in var.environment : { name = key, value = value }]
  }])
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster_id
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = 2

  network_configuration {
    subnets         = var.subnets
    security_groups = [aws_security_group.this.id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.this.arn
    container_name   = var.name
    container_port   = 8080
  }
}

# modules/service/variables.tf
variable "name" {}
variable "vpc_id" {}
variable "cluster_id" {}
variable "alb_sg" {}
variable "subnets" {
  default = []
}
variable "policy_arns" {
  type    = list(string)
  default = []
}
variable "environment" {
  type    = map(string)
  default = {}
}

# modules/service/outputs.tf
output "security_group_id" {
  value = aws_security_group.this.id
}
output "target_group_arn" {
  value = aws_lb_target_group.this.arn
}

# modules/postgres/main.tf
variable "name" {}
variable "allow_sg" {}

resource "random_password" "admin" {
  length = 24
}

resource "aws_security_group" "db" {
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [var.allow_sg]
  }
}

resource "aws_db_subnet_group" "this" {
  subnet_ids = []
}

resource "aws_db_instance" "this" {
  identifier             = var.name
  engine                 = "postgres"
  engine_version         = "16.2"
  instance_class         = "db.t4g.medium"
  username               = "app"
  password               = random_password.admin.result
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.db.id]
}

output "endpoint" {
  value = aws_db_instance.this.endpoint
}
