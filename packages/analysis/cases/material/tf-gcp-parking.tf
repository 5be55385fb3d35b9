locals {
  app      = "parking"
  services = ["meter-api", "billing"]
}

variable "project_id" {
  type = string
}

variable "region" {
  default = "europe-west1"
}

resource "google_project_service" "apis" {
  for_each = toset(["run.googleapis.com", "pubsub.googleapis.com"])
  project  = var.project_id
  service  = each.key
}

resource "google_compute_network" "vpc" {
  name                    = "${local.app}-vpc"
  auto_create_subnetworks = false
}

resource "google_compute_global_address" "private" {
  name         = "${local.app}-private"
  purpose      = "VPC_PEERING"
  address_type = "INTERNAL"
  network      = google_compute_network.vpc.id
}

resource "google_artifact_registry_repository" "images" {
  location      = var.region
  repository_id = "${local.app}-images"
  format        = "DOCKER"
}

resource "google_service_account" "meter" {
  account_id = "meter-api"
}

resource "google_service_account" "billing" {
  account_id = "billing"
}

resource "google_sql_database_instance" "ledger" {
  name             = "${local.app}-ledger-${random_id.suffix.hex}"
  database_version = "POSTGRES_15"
  region           = var.region

  settings {
    tier = "db-custom-2-7680"
    ip_configuration {
      private_network = google_compute_network.vpc.id
    }
  }
}

resource "google_sql_database" "ledger" {
  name     = "ledger"
  instance = google_sql_database_instance.ledger.name
}

resource "google_sql_user" "billing" {
  name     = "billing"
  instance = google_sql_database_instance.ledger.name
  password = random_password.billing.result
}

resource "random_password" "billing" {
  length = 20
}

resource "random_id" "suffix" {
  byte_length = 2
}

resource "google_secret_manager_secret" "ledger_url" {
  secret_id = "ledger-url"
  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_version" "ledger_url" {
  secret      = google_secret_manager_secret.ledger_url.id
  secret_data = "postgres://billing@${google_sql_database_instance.ledger.private_ip_address}/ledger"
}

resource "google_pubsub_topic" "sessions" {
  name = "parking-sessions"
}

resource "google_pubsub_subscription" "billing" {
  name  = "billing-sessions"
  topic = google_pubsub_topic.sessions.id

  push_config {
    push_endpoint = google_cloud_run_v2_service.billing.uri
    oidc_token {
      service_account_email = google_service_account.billing.email
    }
  }
}

resource "google_pubsub_topic_iam_member" "meter" {
  topic  = google_pubsub_topic.sessions.name
  role   = "roles/pubsub.publisher"
  member = "serviceAccount:${google_service_account.meter.email}"
}

resource "google_cloud_run_v2_service" "meter_api" {
  name     = "meter-api"
  location = var.region

  template {
    service_account = google_service_account.meter.email
    containers {
      image = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.images.repository_id}/meter"

      dynamic "env" {
        for_each = merge(local.common_env, { STATE = google_firestore_database.state.name })
        content {
          name  = env.key
          value = env.value
        }
      }
    }
  }
}

locals {
  common_env = {
    CACHE_HOST = google_redis_instance.rates.host
    REGION     = var.region
  }
}

resource "google_cloud_run_v2_service" "billing" {
  name     = "billing"
  location = var.region

  template {
    service_account = google_service_account.billing.email
    containers {
      image = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.images.repository_id}/billing"
      env {
        name = "LEDGER_URL"
        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret_version.ledger_url.secret
            version = "latest"
          }
        }
      }
    }
    volumes {
      name = "cloudsql"
      cloud_sql_instance {
        instances = [google_sql_database_instance.ledger.connection_name]
      }
    }
  }
}

resource "google_redis_instance" "rates" {
  name               = "parking-rates"
  tier               = "BASIC"
  memory_size_gb     = 1
  authorized_network = google_compute_network.vpc.id
}

resource "google_firestore_database" "state" {
  name        = "state"
  location_id = var.region
  type        = "FIRESTORE_NATIVE"
}

resource "google_storage_bucket" "web" {
  name     = "${var.project_id}-parking-web"
  location = "EU"
}

resource "google_compute_backend_bucket" "web" {
  name        = "parking-web"
  bucket_name = google_storage_bucket.web.name
  enable_cdn  = true
}

resource "google_compute_region_network_endpoint_group" "meter_api" {
  name                  = "meter-api"
  region                = var.region
  network_endpoint_type = "SERVERLESS"
  cloud_run {
    service = google_cloud_run_v2_service.meter_api.name
  }
}

resource "google_compute_backend_service" "meter_api" {
  name            = "meter-api"
  security_policy = google_compute_security_policy.edge.id
  backend {
    group = google_compute_region_network_endpoint_group.meter_api.id
  }
}

resource "google_compute_security_policy" "edge" {
  name = "parking-edge"
}

resource "google_compute_url_map" "front" {
  name            = "parking-front"
  default_service = google_compute_backend_bucket.web.id

  host_rule {
    hosts        = ["*"]
    path_matcher = "api"
  }

  path_matcher {
    name            = "api"
    default_service = google_compute_backend_bucket.web.id
    path_rule {
      paths   = ["/api/*"]
      service = google_compute_backend_service.meter_api.id
    }
  }
}

resource "google_compute_managed_ssl_certificate" "front" {
  name = "parking-front"
  managed {
    domains = ["parking.example.net"]
  }
}

resource "google_compute_target_https_proxy" "front" {
  name             = "parking-front"
  url_map          = google_compute_url_map.front.id
  ssl_certificates = [google_compute_managed_ssl_certificate.front.id]
}

resource "google_compute_global_address" "front" {
  name = "parking-front"
}

resource "google_compute_global_forwarding_rule" "front" {
  name       = "parking-front"
  target     = google_compute_target_https_proxy.front.id
  ip_address = google_compute_global_address.front.address
  port_range = "443"
}

resource "google_cloud_scheduler_job" "close_day" {
  name     = "close-day"
  schedule = "0 1 * * *"

  http_target {
    uri         = "${google_cloud_run_v2_service.billing.uri}/close"
    http_method = "POST"
  }
}

resource "google_bigquery_dataset" "usage" {
  dataset_id = "parking_usage"
  location   = "EU"
}

resource "google_bigquery_dataset_iam_member" "billing" {
  dataset_id = google_bigquery_dataset.usage.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = "serviceAccount:${google_service_account.billing.email}"
}

resource "google_cloud_run_v2_service_iam_member" "public" {
  name     = google_cloud_run_v2_service.meter_api.name
  location = google_cloud_run_v2_service.meter_api.location
  role     = "roles/run.invoker"
  member   = "allUsers"
}
