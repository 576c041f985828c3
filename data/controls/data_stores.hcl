control "ebs_encryption_by_default" {
  about    = "Whether new EBS volumes are encrypted in every region."
  fix      = "Enable encryption by default in each region."
  resource = "region"
  commands = ["baseline"]
}

control "rds_encryption_at_rest" {
  about    = "Whether the storage of database instances is encrypted."
  fix      = "Restore the instance from an encrypted copy of a snapshot."
  resource = "DB instance"
  commands = []
}

control "rds_auto_minor_version_upgrade" {
  about    = "Whether database instances take minor engine versions by themselves."
  fix      = "Enable the automatic minor version upgrade."
  resource = "DB instance"
  commands = ["fix"]
}

control "rds_not_publicly_accessible" {
  about    = "Whether database instances have a public address."
  fix      = "Make the instance not publicly accessible."
  resource = "DB instance"
  commands = ["fix"]
}

control "rds_multi_az" {
  about    = "Whether databases have a standby in another availability zone."
  fix      = "Make it a Multi-AZ deployment."
  resource = "DB instance or cluster"
  commands = ["fix"]
}

control "efs_encryption_at_rest" {
  about    = "Whether EFS file systems are encrypted."
  fix      = "Copy the data to an encrypted file system."
  resource = "EFS file system"
  commands = []
}
