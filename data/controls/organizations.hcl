control "org_centralized_root_access" {
  about    = "Whether the organization manages the root credentials of its member accounts."
  fix      = "Enable the root credentials management of IAM in the management account."
  resource = "organization"
  commands = ["baseline"]
}

control "org_authorization_guardrails" {
  about    = "Whether service or resource control policies cover every member account."
  fix      = "Attach the guardrail policies to the root or to the units."
  resource = "organization"
  commands = []
}

control "org_management_account_no_workloads" {
  about    = "Whether the management account runs anything but the organization."
  fix      = "Move the workloads to member accounts."
  resource = "management account"
  commands = []
}

control "org_ou_structure" {
  about    = "Whether accounts are grouped in units by environment and sensitivity."
  fix      = "Make such units and move the accounts."
  resource = "organization"
  commands = []
}

control "org_policies_delegated_admin" {
  about    = "Whether the policies of the organization are managed from a delegated account."
  fix      = "Delegate them with a resource policy of the organization."
  resource = "organization"
  commands = []
}

control "org_services_delegated_admin" {
  about    = "Whether services of the organization are managed from delegated accounts."
  fix      = "Register a delegated administrator for each service."
  resource = "organization"
  commands = []
}
