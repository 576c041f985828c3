control "nacl_no_admin_ports_from_any" {
  about    = "Whether network ACLs let everybody reach SSH and RDP."
  fix      = "Deny these ports in front of the rule that allows them."
  resource = "network ACL"
  commands = []
  params   = { admin_ports = [22, 3389], include_ipv6 = false, strict_no_rule_exists = false }
}

control "sg_no_ssh_from_any_ipv4" {
  about    = "Whether security groups let all IPv4 addresses reach port 22."
  fix      = "Name the addresses that may."
  resource = "security group"
  commands = ["fix"]
  params   = { ports = [22] }
}

control "sg_no_rdp_from_any_ipv4" {
  about    = "Whether security groups let all IPv4 addresses reach port 3389."
  fix      = "Name the addresses that may."
  resource = "security group"
  commands = ["fix"]
  params   = { ports = [3389] }
}

control "sg_no_admin_ports_from_any_ipv4" {
  about    = "Whether security groups let all IPv4 addresses reach SSH and RDP."
  fix      = "Name the addresses that may."
  resource = "security group"
  commands = ["fix"]
  replaces = ["sg_no_ssh_from_any_ipv4", "sg_no_rdp_from_any_ipv4"]
  params   = { admin_ports = [22, 3389] }
}

control "sg_no_admin_ports_from_any_ipv6" {
  about    = "Whether security groups let all IPv6 addresses reach SSH and RDP."
  fix      = "Name the addresses that may."
  resource = "security group"
  commands = ["fix"]
  params   = { admin_ports = [22, 3389] }
}

control "sg_no_cifs_from_any" {
  about    = "Whether security groups let everybody reach file shares (CIFS, port 445)."
  fix      = "Name the addresses that may."
  resource = "security group"
  commands = ["fix"]
  params   = { ports = [445] }
}

control "sg_default_restricts_all" {
  about    = "Whether the default security group of a VPC lets anything through."
  fix      = "Remove all of its rules."
  resource = "default security group"
  commands = ["fix"]
}

control "vpc_peering_least_access" {
  about    = "Whether routes to a peered VPC are wider than they must be."
  fix      = "Route to the subnets that are needed."
  resource = "route table"
  commands = []
}

control "ec2_imdsv2_required" {
  about    = "Whether instances answer metadata requests without a session token (IMDSv1)."
  fix      = "Require session tokens on the instance."
  resource = "EC2 instance"
  commands = ["fix"]
}

control "vpc_endpoints_used" {
  about    = "Whether AWS services are reached through VPC endpoints."
  fix      = "Make endpoints for the services in use."
  resource = "VPC"
  commands = []
}
