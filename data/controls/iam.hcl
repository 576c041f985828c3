control "iam_root_no_access_keys" {
  about    = "Whether the root user has access keys."
  fix      = "Sign in as root and delete them."
  resource = "account"
  commands = []
}

control "iam_root_mfa_enabled" {
  about    = "Whether the root user signs in with a second factor."
  fix      = "Sign in as root and register an MFA device."
  resource = "account"
  commands = []
}

control "iam_root_hardware_mfa" {
  about    = "Whether the second factor of the root user is a hardware device."
  fix      = "Sign in as root and replace the virtual device by a hardware one."
  resource = "account"
  commands = []
}

control "iam_root_usage_avoided" {
  about    = "When the password and the keys of the root user were used last."
  fix      = "Give administrators roles, and keep root for the few tasks that need it."
  resource = "account"
  commands = []
  params   = { root_recent_use_days = 90 }
}

control "iam_password_policy_min_length" {
  about    = "How long the password policy wants passwords to be."
  fix      = "Set the minimum length of the password policy."
  resource = "account"
  commands = ["baseline"]
  params   = { min_length = 14 }
}

control "iam_password_policy_reuse_prevention" {
  about    = "How many earlier passwords the password policy refuses."
  fix      = "Set the reuse prevention of the password policy."
  resource = "account"
  commands = ["baseline"]
  params   = { reuse_prevention = 24 }
}

control "iam_user_console_mfa" {
  about    = "Whether every user with a console password has an MFA device."
  fix      = "Have the user register a device, or remove the password."
  resource = "user"
  commands = []
}

control "iam_user_initial_access_keys" {
  about    = "Whether users got access keys together with their console password and never used them."
  fix      = "Delete the keys; whoever needs some makes them later."
  resource = "user"
  commands = ["fix"]
  params   = { creation_window_seconds = 60 }
}

control "iam_user_unused_credentials" {
  about    = "Whether passwords and access keys that were not used for long are still active."
  fix      = "Remove the password or deactivate the key."
  resource = "credential"
  commands = ["fix"]
  params   = { max_unused_days = 45 }
}

control "iam_user_single_active_access_key" {
  about    = "Whether a user has two active access keys."
  fix      = "Deactivate the one that is not in use."
  resource = "user"
  commands = ["fix"]
}

control "iam_access_key_rotation" {
  about    = "How old active access keys are."
  fix      = "Make a new key, move its users to it, then delete the old one."
  resource = "access key"
  commands = []
  params   = { max_key_age_days = 90 }
}

control "iam_user_permissions_through_groups" {
  about    = "Whether policies are attached to users or written into them."
  fix      = "Move the permissions to a group or a role."
  resource = "user"
  commands = []
}

control "iam_policy_no_full_admin" {
  about    = "Whether a policy that allows every action on every resource is attached."
  fix      = "Attach a policy that allows what is needed."
  resource = "managed policy"
  commands = []
}

control "iam_support_role_created" {
  about    = "Whether somebody can manage incidents with AWS Support."
  fix      = "Make a role with the managed policy AWSSupportAccess."
  resource = "account"
  commands = ["baseline"]
}

control "ec2_instance_iam_role" {
  about    = "Whether instances get their AWS credentials from a role."
  fix      = "Attach an instance profile with a role, and remove keys from the instance."
  resource = "EC2 instance"
  commands = []
}

control "iam_server_certificate_not_expired" {
  about    = "Whether certificates that have expired are still stored in IAM."
  fix      = "Delete them."
  resource = "IAM server certificate"
  commands = ["fix"]
}

control "iam_access_analyzer_enabled" {
  about    = "Whether an analyzer for external access is active."
  fix      = "Make an analyzer in every region that is in use."
  resource = "region"
  commands = ["baseline"]
}

control "iam_users_centrally_managed" {
  about    = "Whether people come from an identity provider and not from users in every account."
  fix      = "Set up IAM Identity Center or federation, then remove the users."
  resource = "account"
  commands = []
}

control "iam_cloudshell_full_access_restricted" {
  about    = "Who has the managed policy AWSCloudShellFullAccess."
  fix      = "Detach it, or give a policy without file transfer."
  resource = "account"
  commands = ["fix"]
}

control "iam_password_policy_uppercase" {
  about    = "Whether the password policy wants an upper-case letter."
  fix      = "Set it in the password policy."
  resource = "account"
  commands = ["baseline"]
}

control "iam_password_policy_lowercase" {
  about    = "Whether the password policy wants a lower-case letter."
  fix      = "Set it in the password policy."
  resource = "account"
  commands = ["baseline"]
}

control "iam_password_policy_symbol" {
  about    = "Whether the password policy wants a symbol."
  fix      = "Set it in the password policy."
  resource = "account"
  commands = ["baseline"]
}

control "iam_password_policy_number" {
  about    = "Whether the password policy wants a digit."
  fix      = "Set it in the password policy."
  resource = "account"
  commands = ["baseline"]
}

control "iam_password_policy_max_age" {
  about    = "After how many days the password policy lets passwords expire."
  fix      = "Set the maximum age in the password policy."
  resource = "account"
  commands = ["baseline"]
  params   = { max_age_days = 90 }
}

control "resource_policy_no_wildcard_principal" {
  about    = "Whether a resource's policy lets everybody in."
  fix      = "Name the principals, or add a condition that does."
  resource = "resource with a policy"
  commands = []
}
