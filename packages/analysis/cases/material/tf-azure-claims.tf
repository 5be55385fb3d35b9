resource "azurerm_resource_group" "main" {
  name     = "rg-claims"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "intake" {
  name                = "id-intake"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
}

resource "azurerm_virtual_network" "main" {
  name                = "vnet-claims"
  address_space       = ["10.1.0.0/16"]
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
}

resource "azurerm_service_plan" "main" {
  name                = "plan-claims"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  os_type             = "Linux"
  sku_name            = "P1v3"
}

resource "azurerm_log_analytics_workspace" "logs" {
  name                = "log-claims"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
}

resource "azurerm_application_insights" "telemetry" {
  name                = "appi-claims"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  workspace_id        = azurerm_log_analytics_workspace.logs.id
  application_type    = "web"
}

resource "azurerm_linux_web_app" "intake" {
  name                = "claims-intake"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  service_plan_id     = azurerm_service_plan.main.id

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.intake.id]
  }

  site_config {}

  app_settings = {
    APPLICATIONINSIGHTS_CONNECTION_STRING = azurerm_application_insights.telemetry.connection_string
    SQL_CONNECTION                        = "@Microsoft.KeyVault(SecretUri=${azurerm_key_vault_secret.sql.id})"
    DOCUMENTS_ENDPOINT                    = azurerm_storage_account.documents.primary_blob_endpoint
  }

  tags = {
    owner = "claims"
  }
}

resource "azurerm_key_vault" "secrets" {
  name                = "kv-claims"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = "standard"
}

data "azurerm_client_config" "current" {}

resource "azurerm_key_vault_secret" "sql" {
  name         = "sql"
  key_vault_id = azurerm_key_vault.secrets.id
  value        = "Server=${azurerm_mssql_server.claims.fully_qualified_domain_name};Database=${azurerm_mssql_database.claims.name}"
}

resource "azurerm_key_vault_access_policy" "intake" {
  key_vault_id       = azurerm_key_vault.secrets.id
  tenant_id          = data.azurerm_client_config.current.tenant_id
  object_id          = azurerm_user_assigned_identity.intake.principal_id
  secret_permissions = ["Get"]
}

resource "azurerm_mssql_server" "claims" {
  name                = "sql-claims"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  version             = "12.0"
}

resource "azurerm_mssql_database" "claims" {
  name      = "claims"
  server_id = azurerm_mssql_server.claims.id
}

resource "azurerm_mssql_firewall_rule" "office" {
  name             = "office"
  server_id        = azurerm_mssql_server.claims.id
  start_ip_address = "203.0.113.4"
  end_ip_address   = "203.0.113.4"
}

resource "azurerm_storage_account" "documents" {
  name                     = "stclaimsdocuments"
  location                 = azurerm_resource_group.main.location
  resource_group_name      = azurerm_resource_group.main.name
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_storage_container" "scans" {
  name                 = "scans"
  storage_account_name = azurerm_storage_account.documents.name
}

resource "azurerm_servicebus_namespace" "events" {
  name                = "sb-claims"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  sku                 = "Standard"
}

resource "azurerm_servicebus_queue" "submitted" {
  name         = "submitted"
  namespace_id = azurerm_servicebus_namespace.events.id
}

resource "azurerm_role_assignment" "intake_sends" {
  scope                = azurerm_servicebus_namespace.events.id
  role_definition_name = "Azure Service Bus Data Sender"
  principal_id         = azurerm_user_assigned_identity.intake.principal_id
}

resource "azurerm_linux_function_app" "assessor" {
  name                 = "claims-assessor"
  location             = azurerm_resource_group.main.location
  resource_group_name  = azurerm_resource_group.main.name
  service_plan_id      = azurerm_service_plan.main.id
  storage_account_name = azurerm_storage_account.documents.name

  site_config {}

  app_settings = {
    ServiceBusConnection = azurerm_servicebus_namespace.events.default_primary_connection_string
    CosmosEndpoint       = azurerm_cosmosdb_account.decisions.endpoint
  }
}

resource "azurerm_cosmosdb_account" "decisions" {
  name                = "cosmos-decisions"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  offer_type          = "Standard"
}

resource "azurerm_cosmosdb_sql_database" "decisions" {
  name                = "decisions"
  account_name        = azurerm_cosmosdb_account.decisions.name
  resource_group_name = azurerm_resource_group.main.name
}

resource "azurerm_cdn_frontdoor_profile" "edge" {
  name                = "afd-claims"
  resource_group_name = azurerm_resource_group.main.name
  sku_name            = "Standard_AzureFrontDoor"
}

resource "azurerm_cdn_frontdoor_origin_group" "intake" {
  name                     = "intake"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.edge.id
}

resource "azurerm_cdn_frontdoor_origin" "intake" {
  name                          = "intake"
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.intake.id
  host_name                     = azurerm_linux_web_app.intake.default_hostname
}
