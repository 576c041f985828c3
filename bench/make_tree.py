#!/usr/bin/env python3
"""Write a large made-up infrastructure-live repository, always the same for the same arguments.

    bench/make_tree.py DIR [--units 2500] [--files 7000] [--seed 1] [--cache N] [--git] [--expected FILE]

Half of the accounts are in the classic style (a source in each unit), half share files under _envcommon. References are
written in all the ways that the examples show: literal, local, side file, include, stack values, registry, and so on.
With the defaults the tree has 2,500 units, 7,000 files and about 5 MB. --expected writes what a complete list of
references must contain, in the format of tests/e2e/data/expected/.
"""

import argparse
import json
import os
import random
import subprocess
import sys

MARK = "\0"  # in a text to be written: "\0KEY\0" stands before the first character of a ref and is not written itself

GW = "github.com/gruntwork-io/"
ACME = "github.com/acme/"
REGISTRY = "registry.terraform.io/"

# category, component, repository, path, how often
COMPONENTS = [
    ("networking", "vpc", GW + "terraform-aws-vpc", "modules/vpc-app", 8),
    ("networking", "vpc-peering", GW + "terraform-aws-vpc", "modules/vpc-peering", 3),
    ("networking", "network-acls", GW + "terraform-aws-cis-service-catalog", "modules/networking/vpc-app-network-acls", 3),
    ("networking", "alb", GW + "terraform-aws-service-catalog", "modules/networking/alb", 6),
    ("networking", "alb-internal", GW + "terraform-aws-service-catalog", "modules/networking/alb", 3),
    ("networking", "route53-private", GW + "terraform-aws-service-catalog", "modules/networking/route53", 4),
    ("services", "eks-cluster", GW + "terraform-aws-service-catalog", "modules/services/eks-cluster", 4),
    ("services", "eks-core-services", GW + "terraform-aws-service-catalog", "modules/services/eks-core-services", 4),
    ("services", "ecs-cluster", GW + "terraform-aws-service-catalog", "modules/services/ecs-cluster", 3),
    ("services", "api", GW + "terraform-aws-service-catalog", "modules/services/k8s-service", 9),
    ("services", "worker", ACME + "infrastructure-modules", "services/worker", 9),
    ("services", "scheduler", ACME + "infrastructure-modules", "services/scheduler", 6),
    ("services", "mailer", GW + "terraform-aws-lambda", "modules/lambda", 5),
    ("data-stores", "orders-db", GW + "terraform-aws-service-catalog", "modules/data-stores/rds", 6),
    ("data-stores", "redis", GW + "terraform-aws-service-catalog", "modules/data-stores/redis", 5),
    ("data-stores", "uploads-bucket", GW + "terraform-aws-security", "modules/private-s3-bucket", 6),
    ("data-stores", "exports-bucket", GW + "terraform-aws-service-catalog", "modules/data-stores/s3-bucket", 5),
    ("messaging", "events-queue", REGISTRY + "terraform-aws-modules/sqs/aws", "", 5),
    ("messaging", "alerts-topic", REGISTRY + "terraform-aws-modules/sns/aws", "", 4),
    ("security", "kms-keys", GW + "terraform-aws-security", "modules/kms-master-key", 4),
    ("security", "iam-roles", GW + "terraform-aws-security", "modules/cross-account-iam-roles", 4),
]
WORDS = (
    "account alarm api archive audit backup batch billing bucket cache cluster config customer daily delivery domain edge "
    "event export failover gateway graph health image import index invoice key ledger limit log mail metric mobile network "
    "node order partner payment plan policy pool port price product profile queue region release report request rollout "
    "route schedule search secret service session shop snapshot stage state stock storage stream team tenant token topic "
    "trace traffic upload user vault web weekly worker zone"
).split()
TEAMS = "billing catalog checkout data identity ledger logistics mobile partner platform pricing search shop".split()
STAGES = ["dev", "stage", "prod"]
REGIONS = ["us-west-2", "eu-west-1", "us-east-1"]
ODD_REFS = ["main", "release/2024-q3", "landing-zone-v1", "0.12.2", "v0.107.5-acme", "v0.6.5-rc", "3.5.1_0", "tags%2Fv4.0.3", "7c1e9a4"]


class Tree:
    """Writes files below a folder and remembers where refs are."""

    def __init__(self, root):
        self.root = root
        self.files = 0
        self.units = 0
        self.bytes = 0
        self.places = {}
        self.references = []

    def put(self, path, text):
        while MARK in text:
            before, key, text_after = text.split(MARK, 2)
            line_start = before.rfind("\n") + 1
            self.places[key] = {"file": path, "line": before.count("\n") + 1, "column": len(before) - line_start + 1}
            text = before + text_after
        data = text.encode()
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as handle:
            handle.write(data)
        self.files += 1
        self.bytes += len(data)
        if os.path.basename(path) == "terragrunt.hcl" and path != "terragrunt.hcl":
            self.units += 1

    def refer(self, unit, repository, path, ref, key):
        self.references.append((unit, repository, path, ref, key))

    def expected(self):
        rows = [
            {"unit": u, "repository": r, "path": p, "ref": ref, "at": self.places[key] if key else None}
            for u, r, p, ref, key in self.references
        ]
        return sorted(rows, key=lambda row: (row["unit"], row["repository"], row["path"], row["ref"] or ""))


def mark(key):
    return MARK + key + MARK


def address(rng, repository, path):
    """The source up to the query, in one of the forms that people use."""
    host, rest = repository.split("/", 1)
    prefix = rng.choices(
        [f"git::git@{host}:", f"git::ssh://git@{host}/", f"git::https://{host}/", f"git@{host}:", f"{host}/"], [70, 10, 12, 5, 3]
    )[0]
    suffix = "" if prefix == f"{host}/" or rng.random() < 0.08 else ".git"
    return f"{prefix}{rest}{suffix}" + (f"//{path}" if path else "")


def version(rng, repository):
    if repository.startswith(REGISTRY):
        return f"{rng.randint(3, 6)}.{rng.randint(0, 20)}.{rng.randint(0, 9)}"
    if rng.random() < 0.04:
        return rng.choice(ODD_REFS)
    if rng.random() < 0.02:
        return "".join(rng.choice("0123456789abcdef") for _ in range(40))
    return f"v{rng.choice([0, 0, 0, 0, 1, 2])}.{rng.randint(1, 120)}.{rng.randint(0, 12)}"


def plain_version(rng):
    return f"{rng.randint(0, 2)}.{rng.randint(1, 60)}.{rng.randint(0, 12)}"


# ------------------------------------------------------------------------------------------------- what fills a unit


def name(rng):
    return "_".join(rng.sample(WORDS, rng.randint(1, 3)))


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(4, 11))]
    return (" ".join(words)).capitalize() + "."


def scalar(rng):
    kind = rng.randrange(6)
    if kind == 0:
        return rng.choice(["true", "false"])
    if kind == 1:
        return str(rng.choice([0, 1, 3, 7, 30, 365, 512, 1024, 8080, 65536]))
    if kind == 2:
        return f'"{rng.choice(WORDS)}-{rng.choice(WORDS)}"'
    if kind == 3:
        return f'"10.{rng.randint(0, 255)}.{rng.randint(0, 255)}.0/24"'
    if kind == 4:
        return f'"${{local.name_prefix}}-{rng.choice(WORDS)}"'
    return f'"arn:aws:iam::${{local.account_id}}:role/{rng.choice(WORDS)}"'


def argument(rng, indent="  "):
    """Lines of one argument of inputs."""
    key = name(rng)
    kind = rng.choices(range(9), [40, 14, 8, 8, 6, 6, 4, 3, 11])[0]
    if kind == 0:
        return [f"{indent}{key} = {scalar(rng)}"]
    if kind == 1:
        return [f"{indent}{key} = [{', '.join(scalar(rng) for _ in range(rng.randint(0, 4)))}]"]
    if kind == 2:
        items = [f"{indent}  {k} = {scalar(rng)}" for k in sorted({name(rng) for _ in range(rng.randint(1, 4))})]
        return [f"{indent}{key} = {{", *items, f"{indent}}}"]
    if kind == 3:
        items = [f'{indent}  {{ name = "{rng.choice(WORDS)}", value = {scalar(rng)} }},' for _ in range(rng.randint(1, 4))]
        return [f"{indent}{key} = [", *items, f"{indent}]"]
    if kind == 4:
        return [f'{indent}{key} = {{ for k, v in local.tags : upper(k) => v if v != "{rng.choice(WORDS)}" }}']
    if kind == 5:
        return [f'{indent}{key} = local.stage == "prod" ? {rng.randint(3, 9)} : {rng.randint(1, 2)}']
    if kind == 6:
        lines = [f"{indent}  [{rng.choice(WORDS).upper()}]"]
        lines += [f"{indent}      {rng.choice(WORDS).ljust(8)} {rng.choice(WORDS)}" for _ in range(rng.randint(2, 8))]
        lines += [f"{indent}      prefix   ${{local.name_prefix}}/$${{not_ours}}"]
        return [f"{indent}{key} = <<-TEXT", *lines, f"{indent}TEXT"]
    if kind == 7:
        lines = [f'{indent}  %{{for region in ["eu-west-1", "us-west-2"]~}}', f"{indent}  {rng.choice(WORDS)} ${{region}}", f"{indent}  %{{endfor~}}"]
        return [f"{indent}{key} = <<EOF", *lines, "EOF"]
    return ["", f"{indent}# {sentence(rng)}", f"{indent}{key} = {scalar(rng)}"]


def inputs(rng, low=6, high=22):
    lines, seen = ["inputs = {"], set()
    for _ in range(rng.randint(low, high)):
        block = argument(rng)
        key = next(line for line in block if line and not line.lstrip().startswith("#")).split("=")[0].strip()
        if key not in seen:
            seen.add(key)
            lines += block
    return "\n".join(lines + ["}"]) + "\n"


LOCALS = """  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  name_prefix  = local.common_vars.locals.name_prefix
  tags         = local.common_vars.locals.tags
  account_name = local.account_vars.locals.account_name
  account_id   = local.account_vars.locals.account_id
  stage        = local.account_vars.locals.stage
"""


def dependency(rng):
    if rng.random() < 0.6:
        return ""
    label = rng.choice(["vpc", "cluster", "database"])
    return f"""
dependency "{label}" {{
  config_path = "../../networking/vpc"

  mock_outputs = {{
    vpc_id                 = "vpc-0a1b2c3d4e5f67890"
    private_app_subnet_ids = ["subnet-2a1b2c3d4e5f67890", "subnet-3a1b2c3d4e5f67890"]
  }}
  mock_outputs_allowed_terraform_commands = ["validate"]
}}
"""


# ------------------------------------------------------------------------------------------------------- classic units


def classic(tree, rng, unit, component):
    _, _, repository, path, _ = component
    registry = repository.startswith(REGISTRY)
    ref, key = version(rng, repository), unit
    extra = comment = tail = ""
    if registry:
        base, query = "tfr:///" + repository[len(REGISTRY) :], "?version="
    else:
        base, query = address(rng, repository, path), rng.choices(["?ref=", "?depth=1&ref="], [97, 3])[0]
    style = rng.choices(
        ["literal", "commented", "version", "source", "split", "condition", "env", "command", "none"], [60, 18, 6, 3, 3, 3, 2, 1, 1]
    )[0]
    if registry and style in ("split", "command", "none"):
        style = "literal"

    if style == "commented":
        comment = f'  # source = "../../../../../{repository.split("/")[-1]}//{path}"\n'
        if rng.random() < 0.4:
            comment = f'  # source = "{base}{query}{version(rng, repository)}"\n'
    source = f'"{base}{query}{mark(key)}{ref}"'
    if len(ref) == 40:
        tail = f" # v{plain_version(rng)}"
    if style == "version":
        source, extra = f'"{base}{query}${{local.module_version}}"', f'  module_version = "{mark(key)}{ref}"\n'
    elif style == "source":
        source, extra = "local.module_source", f"  module_source = {source}\n"
    elif style == "split":
        number = plain_version(rng)
        ref, source, extra = "v" + number, f'"{base}{query}v${{local.release}}"', f'  release = "{mark(key)}{number}"\n'
    elif style == "condition":
        other = version(rng, repository)
        prod = unit.split("/")[0].endswith("-prod")
        a, b = (mark(key) + ref, other) if prod else (other, mark(key) + ref)
        source = f'"{base}{query}${{local.stage == "prod" ? "{a}" : "{b}"}}"'
    elif style == "env":
        source = f'"{base}{query}${{get_env("MODULES_REF", "{mark(key)}{ref}")}}"'
    elif style == "command":
        ref, key, source = None, None, f'"{base}{query}${{run_cmd("--terragrunt-quiet", "scripts/latest-tag.sh")}}"'
    elif style == "none":
        ref, key, source = "", None, f'"{base}"'

    text = ""
    if rng.random() < 0.4:
        bar = "# " + "-" * 117 + "\n"
        text += f"{bar}# {sentence(rng).upper()}\n# {sentence(rng)}\n{bar}\n"
    text += f"terraform {{\n{comment}  source = {source}{tail}\n}}\n\n"
    text += "include {\n  path = find_in_parent_folders()\n}\n" + dependency(rng)
    text += f"\nlocals {{\n{LOCALS}{extra}}}\n\n" + inputs(rng)
    shape = rng.random()
    if shape < 0.02:
        text = text.replace("\n", "\r\n")
    elif shape < 0.04:
        text = text.replace("\n  ", "\n\t")
    elif shape < 0.05:
        text = text.rstrip("\n")
    tree.put(unit + "/terragrunt.hcl", text)
    tree.refer(unit, repository, path, ref, key)


# ----------------------------------------------------------------------------------------------------- _envcommon units


class Common:
    """One file of _envcommon: where its version is, and what units that include it get."""

    def __init__(self, rng, index, component):
        self.category, self.component, self.repository, self.path, _ = component
        self.file = f"_envcommon/{self.category}/{self.component}.hcl"
        styles = ["literal", "local", "hcl", "yaml", "json", "condition", "all-override", "literal"]
        self.style = "registry" if self.repository.startswith(REGISTRY) else styles[index % len(styles)]
        self.refs = {stage: version(rng, self.repository) for stage in STAGES}
        self.base = address(rng, self.repository, self.path)
        self.used = False

    def key(self, stage):
        return f"{self.file}#{stage}" if self.style in ("yaml", "condition") else self.file

    def ref(self, stage):
        if self.style == "condition":
            return self.refs["prod" if stage == "prod" else "dev"]
        return self.refs[stage] if self.style == "yaml" else self.refs["dev"]

    def text(self, rng):
        m, extra = self.component, ""
        if self.style == "registry":
            source = f'"tfr:///{self.repository[len(REGISTRY):]}?version={mark(self.file)}{self.refs["dev"]}"'
        else:
            ref = f'{mark(self.file)}{self.refs["dev"]}'
            if self.style == "local":
                ref, extra = "${local.source_version}", f'  source_version  = "{ref}"\n'
            elif self.style == "hcl":
                ref = "${local.versions.locals.module_versions[\"%s\"]}" % m
                extra = '  versions        = read_terragrunt_config(find_in_parent_folders("module_versions.hcl"))\n'
            elif self.style == "yaml":
                ref, extra = "${local.source_version}", (
                    f'  source_version  = yamldecode(file(find_in_parent_folders("versions.yaml")))["{m}"][local.stage]\n'
                )
            elif self.style == "json":
                ref, extra = "${local.source_version}", (
                    f'  source_version  = jsondecode(file(find_in_parent_folders("versions.json"))).modules["{m}"].ref\n'
                )
            elif self.style == "condition":
                a = f'{mark(self.file + "#prod")}{self.refs["prod"]}'
                b = f'{mark(self.file + "#dev")}{self.refs["dev"]}'
                ref = f'${{local.stage == "prod" ? "{a}" : "{b}"}}'
            source = f'"${{local.source_base_url}}?ref={ref}"'
            extra = f'  source_base_url = "{self.base}"\n' + extra
        return f"# {sentence(rng)}\nterraform {{\n  source = {source}\n}}\n\nlocals {{\n{extra}\n{LOCALS}}}\n\n" + inputs(rng, 10, 30)


def child(tree, rng, unit, common, stage):
    override = common.style == "all-override" or (common.style != "registry" and rng.random() < 0.2)
    text = ""
    if override:
        ref = version(rng, common.repository)
        text += f'terraform {{\n  source = "${{include.envcommon.locals.source_base_url}}?ref={mark(unit)}{ref}"\n}}\n\n'
        tree.refer(unit, common.repository, common.path, ref, unit)
    else:
        common.used = True
        key = common.key("prod" if stage == "prod" else "dev") if common.style == "condition" else common.key(stage)
        tree.refer(unit, common.repository, common.path, common.ref(stage), key)
    text += 'include "root" {\n  path = find_in_parent_folders()\n}\n\n'
    text += 'include "envcommon" {\n  path   = "${dirname(find_in_parent_folders("common.hcl"))}/%s"\n  expose = true\n}\n' % common.file
    text += dependency(rng)
    if rng.random() < 0.8:
        text += f"\nlocals {{\n{LOCALS}}}\n\n" + inputs(rng, 2, 14)
    tree.put(unit + "/terragrunt.hcl", text)


def stack(tree, rng, folder):
    file = folder + "/terragrunt.stack.hcl"
    repository, ref = ACME + "infrastructure-catalog", f"v{plain_version(rng)}"
    text = f'locals {{\n  catalog_version = "{mark(file)}{ref}"\n}}\n'
    for label in sorted(rng.sample(WORDS, 3)):
        text += (
            f'\nunit "{label}" {{\n  source = "git::git@github.com:acme/infrastructure-catalog.git//units/{label}?ref=${{local.catalog_version}}"\n'
            f'  path   = "{label}"\n\n  values = {{\n    version = local.catalog_version\n    size    = {rng.randint(1, 9)}\n  }}\n}}\n'
        )
        tree.refer(f"{file}:unit.{label}", repository, f"units/{label}", ref, file)
    tree.put(file, text)


# ------------------------------------------------------------------------------------------------------- Terraform files


def module_main(tree, rng, folder):
    file, text = folder + "/main.tf", f"# {sentence(rng)}\n\n"
    for index in range(rng.randint(0, 2)):
        label = f"{rng.choice(WORDS)}_{index}"
        key = f"{file}:module.{label}"
        ref = version(rng, ACME)
        if rng.random() < 0.35:
            ref = rng.choice(["", "~> ", ">= "]) + plain_version(rng)
            system = rng.choice(["vpc", "eks", "rds", "s3-bucket", "iam", "lambda"])
            sub = rng.choice(["", "", "modules/" + rng.choice(WORDS)])
            source, repository, path = f"terraform-aws-modules/{system}/aws", f"{REGISTRY}terraform-aws-modules/{system}/aws", sub
            text += f'module "{label}" {{\n  source  = "{source}{"//" + sub if sub else ""}"\n  version = "{mark(key)}{ref}"\n'
        else:
            repository, path = ACME + "terraform-aws-" + rng.choice(WORDS), rng.choice(["", "modules/" + rng.choice(WORDS)])
            tail = f" # v{plain_version(rng)}" if len(ref) == 40 else ""
            text += f'module "{label}" {{\n  source = "{address(rng, repository, path)}?ref={mark(key)}{ref}"{tail}\n'
        tree.refer(key, repository, path, ref, key)
        text += f'\n  name = "{rng.choice(WORDS)}"\n  tags = var.tags\n}}\n\n'
    if rng.random() < 0.2:
        dead = f'module "{rng.choice(WORDS)}" {{\n  source = "git::https://github.com/acme/terraform-old.git?ref=v{plain_version(rng)}"\n}}'
        text += f"/* {dead} */\n\n" if rng.random() < 0.5 else "".join(f"# {line}\n" for line in dead.split("\n")) + "\n"
    for _ in range(rng.randint(1, 2)):
        kind = rng.choice(["aws_s3_bucket", "aws_iam_role", "aws_sqs_queue", "aws_lb_listener", "aws_security_group"])
        text += f'resource "{kind}" "{name(rng)}" {{\n  name = "${{var.name}}-{rng.choice(WORDS)}"\n  tags = merge(var.tags, {{ Part = "{rng.choice(WORDS)}" }})\n'
        if rng.random() < 0.5:
            text += f"\n  dynamic \"rule\" {{\n    for_each = var.rules\n    content {{\n      port = rule.value.port\n      cidr = rule.value.cidr\n    }}\n  }}\n"
        if rng.random() < 0.3:
            text += (
                '\n  policy = <<POLICY\n{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", '
                f'"Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:${{var.account_id}}:{rng.choice(WORDS)}" }}]\n}}\nPOLICY\n'
            )
        text += "}\n\n"
    tree.put(file, text.rstrip("\n") + "\n")


def module_file(tree, rng, folder, file):
    if file == "main.tf":
        return module_main(tree, rng, folder)
    if file == "variables.tf":
        text = 'variable "name" {\n  type = string\n}\n\nvariable "tags" {\n  type    = map(string)\n  default = {}\n}\n\n'
        text += 'variable "account_id" {\n  type = string\n}\n\nvariable "rules" {\n  type    = list(object({ port = number, cidr = string }))\n  default = []\n}\n'
        for extra in sorted({name(rng) for _ in range(rng.randint(0, 3))} - {"name", "tags", "account_id", "rules"}):
            text += f'\nvariable "{extra}" {{\n  description = "{sentence(rng)}"\n  type        = string\n  default     = null\n}}\n'
    elif file == "outputs.tf":
        text = f'output "name" {{\n  description = "{sentence(rng)}"\n  value       = var.name\n}}\n'
    elif file == "versions.tf":
        text = 'terraform {\n  required_version = ">= 1.3.0"\n\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = ">= 4.0, < 6.0"\n    }\n  }\n}\n'
    elif file == "README.md":
        text = f"# {folder.split('/')[-1]}\n\n{sentence(rng)} {sentence(rng)}\n\n```hcl\nmodule \"example\" {{\n  source = \"git::git@github.com:acme/infrastructure-modules.git//x?ref=v1.0.0\"\n}}\n```\n"
    else:
        text = json.dumps({rng.choice(WORDS): [rng.randint(0, 99), {rng.choice(WORDS): None}] for _ in range(4)}, indent=2) + "\n"
    tree.put(f"{folder}/{file}", text)


# ------------------------------------------------------------------------------------------------------------- the tree

ROOT = """locals {
  common_vars  = read_terragrunt_config(find_in_parent_folders("common.hcl"))
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<EOF
provider "aws" {
  region              = "${local.region_vars.locals.aws_region}"
  allowed_account_ids = ["${local.account_vars.locals.account_id}"]
}
EOF
}

remote_state {
  backend = "s3"
  config = {
    bucket = "${local.common_vars.locals.name_prefix}-${local.account_vars.locals.account_name}-tf-state"
    key    = "${path_relative_to_include()}/terraform.tfstate"
    region = "us-west-2"
  }
}

inputs = {
  aws_account_id = local.account_vars.locals.account_id
}
"""
COMMON = """locals {
  name_prefix = "acme"
  tags        = { Company = "acme", ManagedBy = "terragrunt" }
  accounts    = jsondecode(file("accounts.json"))
}
"""
IGNORE = "# Working files\n.terraform/\n.terragrunt-cache/\n.terragrunt-stack/\n*.tfstate\n*.tfplan\n"


def environments(rng):
    """Folders to hold units, for ever: account/region/environment."""
    number = 0
    while True:
        team = TEAMS[number // len(STAGES) % len(TEAMS)]
        lap = number // (len(STAGES) * len(TEAMS))
        stage = STAGES[number % len(STAGES)]
        account = f"{team}{lap + 1 if lap else ''}-{stage}"
        yield number, account, stage, "".join(str(number // 9**place % 9 + 1) * 4 for place in (2, 1, 0))
        number += 1


def make(tree, units, files, seed):
    rng = random.Random(seed)
    commons = {c[1]: Common(rng, i, c) for i, c in enumerate(COMPONENTS)}
    tree.put("terragrunt.hcl", ROOT)
    tree.put("common.hcl", COMMON)
    tree.put(".gitignore", IGNORE)
    tree.put("README.md", "# infrastructure-live\n\nMade by bench/make_tree.py.\n")

    def by_style(style):
        return [c for c in commons.values() if c.style == style]

    entries = [f'    "{c.component}" = "{mark(c.file)}{c.refs["dev"]}"' for c in by_style("hcl")]
    tree.put("module_versions.hcl", "locals {\n  module_versions = {\n" + "\n".join(entries) + "\n  }\n}\n")
    text = "# Versions by stage.\n---\n"
    for c in by_style("yaml"):
        quote = ["", '"', "'"]
        lines = [f"  {s}: {q}{mark(c.key(s))}{c.refs[s]}{q} # {sentence(rng)}\n" for s, q in zip(STAGES, quote)]
        text += f"{c.component}:\n" + "".join(lines)
    tree.put("versions.yaml", text)
    entries = ['    "%s": {"ref": "%s"}' % (c.component, mark(c.file) + c.refs["dev"]) for c in by_style("json")]
    tree.put("versions.json", '{\n  "modules": {\n' + ",\n".join(entries) + "\n  }\n}\n")
    for c in commons.values():
        tree.put(c.file, c.text(rng))

    accounts, weights = {}, [c[4] for c in COMPONENTS]
    for number, account, stage, account_id in environments(rng):
        if tree.units >= units:
            break
        accounts[account] = {"id": account_id, "deploy_order": number + 1}
        tree.put(
            f"{account}/account.hcl",
            f'locals {{\n  account_name = "{account}"\n  account_id   = "{account_id}"\n  stage        = "{stage}"\n}}\n',
        )
        for region in REGIONS[: rng.randint(1, 3)]:
            tree.put(f"{account}/{region}/region.hcl", f'locals {{\n  aws_region = "{region}"\n}}\n')
            for environment in [stage] if rng.random() < 0.7 else [stage, "mgmt"]:
                folder = f"{account}/{region}/{environment}"
                tree.put(f"{folder}/env.hcl", f'locals {{\n  environment = "{environment}"\n}}\n')
                if rng.random() < 0.1 and tree.units < units:
                    stack(tree, rng, folder + "/reporting")
                seen = set()
                for component in rng.choices(COMPONENTS, weights, k=rng.randint(12, 40)):
                    category, base = component[0], component[1]
                    count = sum(1 for c in seen if c[0] == base)
                    seen.add((base, count))
                    unit = f"{folder}/{category}/{base}{f'-{count + 1}' if count else ''}"
                    if tree.units >= units:
                        break
                    if number % 2:
                        child(tree, rng, unit, commons[base], stage)
                    else:
                        classic(tree, rng, unit, component)
    tree.put("accounts.json", json.dumps(accounts, indent=2) + "\n")
    for c in commons.values():
        if not c.used and c.style not in ("yaml", "condition"):  # moves no unit, but is written there all the same
            tree.refer(c.file, c.repository, c.path, c.refs["dev"], c.file)

    # Modules and other files until the number is right.
    parts = ["main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md", "fixture.json"]
    number = 0
    while tree.files < files:
        folder = f"modules/{rng.choice(WORDS)}-{number}"
        for part in parts[: rng.randint(3, 6)]:
            if tree.files < files:
                module_file(tree, rng, folder, part)
        number += 1


def cache(root, count):
    """What a run leaves behind: copies of modules that nobody should read. Not part of the numbers."""
    folders = sorted(d for d, _, names in os.walk(root) if "terragrunt.hcl" in names and d != root)
    for folder in folders[:count]:
        below = os.path.join(folder, ".terragrunt-cache", "Zm9vdGluZw", "Z2VuZXJhdGVk", "modules", "copy")
        os.makedirs(below)
        for file in ("main.tf", "terragrunt.hcl"):
            with open(os.path.join(below, file), "w", encoding="utf-8") as handle:
                handle.write('module "copy" {\n  source = "git::https://github.com/acme/terraform-copy.git?ref=v0.0.1"\n}\n')


def git(root):
    env = dict(os.environ, GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        env[f"GIT_{who}_NAME"], env[f"GIT_{who}_EMAIL"] = "Acme", "infrastructure@acme.example"
        env[f"GIT_{who}_DATE"] = "2024-01-02T03:04:05Z"
    for args in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Infrastructure"]):
        subprocess.run(["git", "-c", "core.autocrlf=false", *args], cwd=root, env=env, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dir", help="folder to write; must not exist or be empty")
    parser.add_argument("--units", type=int, default=2500)
    parser.add_argument("--files", type=int, default=7000, help="files in all; more if the units need more")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=int, default=0, metavar="N", help="give N units a .terragrunt-cache, on top")
    parser.add_argument("--git", action="store_true", help="make it a Git repository with one commit")
    parser.add_argument("--expected", metavar="FILE", help="write the complete list of references as JSON")
    args = parser.parse_args()
    if os.path.isdir(args.dir) and os.listdir(args.dir):
        sys.exit(f"{args.dir} is not empty")
    tree = Tree(args.dir)
    make(tree, args.units, args.files, args.seed)
    cache(args.dir, args.cache)
    if args.expected:
        with open(args.expected, "w", encoding="utf-8") as handle:
            handle.write("[\n" + ",\n".join("  " + json.dumps(row) for row in tree.expected()) + "\n]\n")
    if args.git:
        git(args.dir)
    print(f"{tree.units} units, {tree.files} files, {tree.bytes} bytes, {len(tree.references)} references")


if __name__ == "__main__":
    main()
