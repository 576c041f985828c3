# Sends a message when the forecast of the month is above the limit.

terraform {
  required_version = ">= 0.12.26"
}

variable "monthly_limit_usd" {
  description = "Limit for the whole organization, in US dollars."
  type        = number
}

variable "notify" {
  description = "Mail addresses that receive the message."
  type        = list(string)
}

resource "aws_budgets_budget" "monthly" {
  name         = "monthly"
  budget_type  = "COST"
  limit_amount = var.monthly_limit_usd
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  notification {
    comparison_operator        = "GREATER_THAN"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    notification_type          = "FORECASTED"
    subscriber_email_addresses = var.notify
  }
}
