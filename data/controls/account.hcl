control "account_contact_details" {
  about    = "Whether the contact details of the account are current and reach more than one person."
  fix      = "Correct them on the account page; only people know whether they are right."
  resource = "account"
  commands = []
}

control "account_security_contact" {
  about    = "Whether the account has an alternate contact for security."
  fix      = "Register a mailbox and a telephone number of the security team."
  resource = "account"
  commands = ["baseline"]
}

control "account_security_questions" {
  about    = "Whether the security challenge questions of the account are answered."
  fix      = "See the account page; there is no API for it, and new accounts no longer have them."
  resource = "account"
  commands = []
}
