control "s3_bucket_default_encryption" {
  about    = "Whether buckets encrypt what is stored in them."
  fix      = "Set a default encryption."
  resource = "bucket"
  commands = ["fix"]
}

control "s3_bucket_deny_http" {
  about    = "Whether the policy of a bucket refuses requests without TLS."
  fix      = "Add the statement that denies them to the bucket's policy."
  resource = "bucket"
  commands = ["fix"]
}

control "s3_bucket_mfa_delete" {
  about    = "Whether deleting an object version needs the MFA code of root."
  fix      = "Root enables MFA Delete on every bucket, with a code for each."
  resource = "bucket"
  commands = ["mfa-delete"]
}

control "s3_data_classified" {
  about    = "Whether somebody knows what kind of data is in the buckets."
  fix      = "Enable Macie, and let it look at the buckets in every region."
  resource = "region"
  commands = ["macie"]
}

control "s3_block_public_access" {
  about    = "Whether public access to buckets is blocked, by the account or by each bucket."
  fix      = "Set all four flags for the account."
  resource = "bucket"
  commands = ["baseline"]
}
