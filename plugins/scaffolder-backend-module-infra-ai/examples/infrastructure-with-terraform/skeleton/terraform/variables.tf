variable "region" {
  description = "Where the resources run"
  type        = string
  default     = "${{ values.region }}"
}
