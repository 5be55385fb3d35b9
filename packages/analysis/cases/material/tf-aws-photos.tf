variable "project" {
  default = "photo-wall"
}

data "aws_caller_identity" "current" {}

resource "aws_cognito_user_pool" "members" {
  name = "${var.project}-members"
}

resource "aws_cognito_user_pool_client" "web" {
  name         = "web"
  user_pool_id = aws_cognito_user_pool.members.id
}

resource "aws_s3_bucket" "site" {
  bucket_prefix = "photo-wall-site"
}

resource "aws_s3_bucket" "originals" {
  bucket_prefix = "photo-wall-originals"
}

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "site"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true

  origin {
    domain_name              = aws_s3_bucket.site.bucket_regional_domain_name
    origin_id                = "site"
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }

  origin {
    domain_name = replace(aws_apigatewayv2_api.http.api_endpoint, "https://", "")
    origin_id   = "api"
  }

  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }
}

data "aws_iam_policy_document" "site" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.site.arn}/*"]
    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [aws_cloudfront_distribution.site.arn]
    }
  }
}

resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = data.aws_iam_policy_document.site.json
}

resource "aws_route53_zone" "main" {
  name = "photowall.example.org"
}

resource "aws_route53_record" "www" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "www"
  type    = "A"

  alias {
    name                   = aws_cloudfront_distribution.site.domain_name
    zone_id                = aws_cloudfront_distribution.site.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_apigatewayv2_api" "http" {
  name          = "${var.project}-http"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "jwt" {
  api_id          = aws_apigatewayv2_api.http.id
  name            = "members"
  authorizer_type = "JWT"

  jwt_configuration {
    audience = [aws_cognito_user_pool_client.web.id]
    issuer   = "https://cognito-idp.eu-central-1.amazonaws.com/${aws_cognito_user_pool.members.id}"
  }
}

locals {
  handlers = {
    "GET /photos"  = aws_lambda_function.list_photos
    "POST /photos" = aws_lambda_function.request_upload
  }
}

resource "aws_apigatewayv2_integration" "lambda" {
  for_each               = local.handlers
  api_id                 = aws_apigatewayv2_api.http.id
  integration_type       = "AWS_PROXY"
  integration_uri        = each.value.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "lambda" {
  for_each  = local.handlers
  api_id    = aws_apigatewayv2_api.http.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.lambda[each.key].id}"
}

resource "aws_lambda_permission" "gateway" {
  for_each      = local.handlers
  action        = "lambda:InvokeFunction"
  function_name = each.value.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.http.execution_arn}/*/*"
}

resource "aws_dynamodb_table" "photos" {
  name         = "photos"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "owner"

  attribute {
    name = "owner"
    type = "S"
  }
}

resource "aws_lambda_function" "list_photos" {
  function_name = "${var.project}-list-photos"
  role          = aws_iam_role.functions.arn
  handler       = "list.handler"
  runtime       = "python3.12"
  s3_bucket     = "build-artifacts"
  s3_key        = "list.zip"

  environment {
    variables = {
      TABLE = aws_dynamodb_table.photos.name
    }
  }
}

resource "aws_lambda_function" "request_upload" {
  function_name = "${var.project}-request-upload"
  role          = aws_iam_role.upload.arn
  handler       = "upload.handler"
  runtime       = "python3.12"
  s3_bucket     = "build-artifacts"
  s3_key        = "upload.zip"

  environment {
    variables = {
      BUCKET = aws_s3_bucket.originals.bucket
      TABLE  = "photos"
    }
  }
}

resource "aws_lambda_function" "resize" {
  function_name = "${var.project}-resize"
  role          = aws_iam_role.functions.arn
  handler       = "resize.handler"
  runtime       = "python3.12"
  s3_bucket     = "build-artifacts"
  s3_key        = "resize.zip"

  environment {
    variables = {
      TABLE  = aws_dynamodb_table.photos.name
      NOTIFY = aws_sns_topic.resized.arn
    }
  }
}

resource "aws_s3_bucket_notification" "originals" {
  bucket = aws_s3_bucket.originals.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.resize.arn
    events              = ["s3:ObjectCreated:*"]
  }
}

resource "aws_lambda_permission" "bucket" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.resize.function_name
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.originals.arn
}

resource "aws_sns_topic" "resized" {
  name = "${var.project}-resized"
}

resource "aws_sqs_queue" "moderation" {
  name = "${var.project}-moderation"
}

resource "aws_sqs_queue_policy" "moderation" {
  queue_url = aws_sqs_queue.moderation.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.moderation.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.resized.arn } }
    }]
  })
}

resource "aws_sns_topic_subscription" "moderation" {
  topic_arn = aws_sns_topic.resized.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.moderation.arn
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "${var.project}-nightly"
  schedule_expression = "cron(0 2 * * ? *)"
}

resource "aws_lambda_function" "cleanup" {
  function_name = "${var.project}-cleanup"
  role          = aws_iam_role.functions.arn
  handler       = "cleanup.handler"
  runtime       = "python3.12"
  s3_bucket     = "build-artifacts"
  s3_key        = "cleanup.zip"
}

resource "aws_cloudwatch_event_target" "cleanup" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.cleanup.arn
}

resource "aws_iam_role" "functions" {
  name = "${var.project}-functions"
}

resource "aws_iam_role" "upload" {
  name = "${var.project}-upload"
}

resource "aws_iam_role_policy_attachment" "basic" {
  role       = aws_iam_role.functions.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
