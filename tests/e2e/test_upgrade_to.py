"""footing upgrade --to: from CIS 1.3.0 to 1.4.0 on the examples, and the traps on small repositories."""
import re
import subprocess

import pytest

from conftest import commit, contents

CIS = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/"
BASELINES = ["dev", "logs", "prod", "root", "security", "shared", "stage"]


def baseline(folder, account):
    return (folder / account / "_global/account-baseline/terragrunt.hcl").read_text()


def value(text, name):
    """The right side of `name = …`, of all places; None if there is none."""
    found = re.findall(r"^\s*%s\s*=\s*(.*?),?$" % re.escape(name), text, re.M)
    return found[-1] if found else None


@pytest.fixture
def upgraded(footing, example):
    folder = example("infrastructure-live-classic")
    result = footing("upgrade", ".", "--to", "1.4.0", "--write", cwd=folder)
    assert result.code == 0, result
    return folder


def test_second_run_finds_nothing(footing, upgraded):
    before = contents(upgraded)
    again = footing("upgrade", ".", "--to", "cis-aws-1.4.0", "--write", "--allow-dirty", cwd=upgraded)
    assert again.code == 0 and not again.out, again
    assert contents(upgraded) == before


def test_every_file_is_still_read(footing, upgraded):
    names = subprocess.run(["git", "-C", upgraded, "ls-files", "*.hcl"], capture_output=True, text=True, check=True).stdout.split()
    assert footing("hcl", "check", *names, cwd=upgraded).code == 0
    listed = footing("upgrade", ".", "--list", "--format", "json", cwd=upgraded)
    assert listed.code == 0
    refs = {r["ref"] for r in listed.json["references"] if "cis-service-catalog" in r["repository"] and r["kind"] == "unit"}
    assert refs == {"v0.27.5"}, "the highest release that needs no further step"


def test_only_inserted_lines_and_meant_ones_change(example, upgraded):
    diff = subprocess.run(["git", "-C", upgraded, "diff", "-U0"], capture_output=True, text=True, check=True).stdout
    removed = [line for line in diff.splitlines() if line.startswith("-") and not line.startswith("---")]
    for line in removed:
        assert "?ref=" in line or "is_alias" in line or "version_constraint" in line or line == "-0.14.11" or \
            "config_opt_in_regions" in line or re.match(r"-\s*}?$", line) or re.match(r'-\s*"us-west-2",$', line), line


@pytest.mark.parametrize("account", BASELINES)
def test_the_nine_variables(upgraded, account):
    text = baseline(upgraded, account)
    assert (value(text, "config_central_account_id") is not None) == (account != "logs")
    member = account not in ("logs", "root")  # the root baseline takes these from v0.32.5 on
    assert (value(text, "security_hub_associate_to_master_account_id") is not None) == member
    assert (value(text, "macie_administrator_account_id") is not None) == member
    for name in ("config", "guardduty", "iam_access_analyzer", "ebs", "security_hub", "macie"):
        assert value(text, name + "_opt_in_regions"), name
    assert (value(text, "kms_cmk_opt_in_regions") is not None) == (account != "root")
    for name in ("create_macie_bucket", "macie_bucket_name", "macie_create_kms_key", "macie_kms_key_name", "macie_kms_key_users"):
        assert value(text, name), name
    assert 'generate "providers"' in text and "all_aws_regions" in text


def test_the_administrator_is_found_not_assumed(upgraded):
    assert value(baseline(upgraded, "dev"), "macie_administrator_account_id") == "local.accounts.logs"
    assert value(baseline(upgraded, "logs"), "macie_external_member_accounts") == "{"


def test_the_root_account_is_in_no_table(upgraded):
    assert value(baseline(upgraded, "root"), "macie_kms_key_users") == '["arn:aws:iam::111122223333:root"]'
    assert value(baseline(upgraded, "dev"), "macie_kms_key_users") == '["arn:aws:iam::${local.accounts.dev}:root"]'


def test_the_shape_of_the_arn_decides(upgraded):
    assert value(baseline(upgraded, "prod"), "cloudtrail_kms_key_arn_is_alias") == "false"
    for account in ("security", "shared", "stage"):
        assert value(baseline(upgraded, account), "cloudtrail_kms_key_arn_is_alias") == "true"


def test_a_region_without_the_rule(upgraded):
    assert 'if region != "ap-northeast-3"' in value(baseline(upgraded, "stage"), "config_opt_in_regions")
    assert value(baseline(upgraded, "stage"), "macie_opt_in_regions") == "local.opt_in_regions"
    assert value(baseline(upgraded, "dev"), "config_opt_in_regions") == "local.opt_in_regions"


def test_inputs_go_into_the_object_of_merge(upgraded):
    text = baseline(upgraded, "stage")
    assert text.index("inputs = merge(") < text.index("create_macie_bucket") < text.index("generate ")


def test_all_regions_that_the_modules_know(upgraded):
    text = (upgraded / "multi_region_common.hcl").read_text()
    regions = re.findall(r'"([a-z0-9-]+)"', text[text.index("all_aws_regions"):text.index("opt_in_regions =")])
    assert len(regions) == len(set(regions)) == 25 and "us-gov-west-1" in regions and "cn-north-1" in regions


def test_versions_that_were_fixed_too_low(upgraded):
    assert (upgraded / ".terraform-version").read_text().strip() == "0.15.5"
    assert 'terraform_version_constraint  = ">= 0.15.1, < 1.1.0"' in (upgraded / "terragrunt.hcl").read_text()


def test_breaking_releases_are_named(footing, example):
    result = footing("upgrade", ".", "--to", "1.4.0", cwd=example("infrastructure-live-classic"))
    assert result.code == 1
    for tag in ("v0.23.0", "v0.24.0", "v0.25.0", "v0.27.0"):
        assert tag + " (2021" in result.err, tag


def test_past_the_target(footing, example):
    folder = example("infrastructure-live-envcommon")
    result = footing("upgrade", ".", "--to", "1.4.0", cwd=folder)
    assert result.code == 0 and not result.out, result


def unit(ref, inputs="", module="landingzone/account-baseline-app", more=""):
    return 'terraform {\n  source = "%s%s?ref=%s"\n}\n%s%s' % (CIS, module, ref, more, inputs)


SMALL = "locals {\n  opt_in_regions = [\"us-east-1\"]\n  all_aws_regions = [\"us-east-1\"]\n}\n"


def test_inputs_as_a_block(footing, tree):
    """`inputs { }` is what the guide shows and Terragrunt does not read."""
    folder = tree({"a/terragrunt.hcl": unit("v0.22.2", "inputs {\n  name_prefix = \"x\"\n}\n", more=SMALL)})
    result = footing("upgrade", ".", "--to", "1.4.0", "--write")
    text = contents(folder)["a/terragrunt.hcl"].decode()
    assert "inputs = {\n  name_prefix" in text and "create_macie_bucket" in text, result


def test_too_old(footing, tree):
    folder = tree({"a/terragrunt.hcl": unit("v0.21.0", "inputs = {}\n", more=SMALL)})
    before = contents(folder)
    result = footing("upgrade", ".", "--to", "1.4.0", "--write")
    assert result.code == 1 and "below v0.22.0" in result.err and "1.3.0" in result.err, result
    assert contents(folder) == before


def test_two_administrators(footing, tree):
    accounts = 'locals {\n  accounts = { a = "111111111111", b = "222222222222", c = "333333333333" }\n  opt_in_regions = ["us-east-1"]\n  all_aws_regions = ["us-east-1"]\n}\n'
    claims = 'inputs = {\n  aws_account_id = local.accounts.%s\n  security_hub_external_member_accounts = { c = { account_id = local.accounts.c, email = "x" } }\n}\n'
    tree({n + "/terragrunt.hcl": unit("v0.22.2", claims % n, more=accounts) for n in ("a", "b")})
    result = footing("upgrade", ".", "--to", "1.4.0")
    assert result.code == 1 and "administrator" in result.err, result
    assert "b/terragrunt.hcl:11:43: security_hub_external_member_accounts says" in result.err and "the account b, others say a" in result.err


def test_an_account_that_is_in_no_table(footing, tree):
    files = {n + "/terragrunt.hcl": unit("v0.22.2", "inputs = {\n}\n", more='locals {\n  accounts     = jsondecode(file("../accounts.json"))\n  account_name = "%s"\n}\n' % n)
             for n in ("known", "forgotten")}
    tree({**files, "accounts.json": '{"known": "111111111111"}\n'})
    result = footing("upgrade", ".", "--to", "1.4.0")
    assert result.code == 1 and "forgotten/terragrunt.hcl: the account forgotten has no id" in result.err, result
    assert "account known has no id" not in result.err


def test_exact(footing, tree):
    tree({"a/terragrunt.hcl": unit("v0.22.2", module="networking/vpc")})
    assert "?ref=v0.27.5" in footing("upgrade", ".", "--to", "1.4.0").out
    assert "?ref=v0.27.0" in footing("upgrade", ".", "--to", "1.4.0", "--exact").out


def test_an_unknown_target(footing, tree):
    tree({"a/terragrunt.hcl": unit("v0.22.2")})
    result = footing("upgrade", ".", "--to", "9.9.9")
    assert result.code == 2 and "cis-aws-1.4.0" in result.err


BAD_ANSWERS = {
    "unknown question": ("nope = 1\n", "answers.hcl:1:1: Unknown question"),
    "placeholder": ('macie_bucket_name = "<FILL_IN_BUCKET_1_NAME>"\n', "answers.hcl:1:21: Not filled in"),
    "unknown account": ('account "nobody" {\n}\n', "answers.hcl:1:9: Unknown account"),
    "syntax": ("x = \n", "answers.hcl:1:"),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_bad_answers(footing, tree, name):
    text, message = BAD_ANSWERS[name]
    folder = tree({"a/terragrunt.hcl": unit("v0.22.2", "inputs = {}\n", more=SMALL), "answers.hcl": text})
    before = contents(folder)
    result = footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl", "--write")
    assert result.code == 2 and message in result.err, result
    assert contents(folder) == before


def test_answers_count(footing, tree):
    folder = tree({"a/terragrunt.hcl": unit("v0.22.2", 'inputs = {\n  aws_account_id = local.accounts.a\n  aws_region     = "eu-west-1"\n  name_prefix    = "x"\n}\n',
                                            more='locals {\n  accounts = { a = "111111111111" }\n}\n'),
                   "answers.hcl": 'opt_in_regions = ["eu-west-1", "us-east-1"]\naccount "a" {\n  macie_bucket_name = "mine"\n'
                                  '  macie_buckets_to_analyze = { "eu-west-1" = ["b1", "b2"] }\n}\n'})
    result = footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl", "--write", "--allow-dirty")
    text = contents(folder)["a/terragrunt.hcl"].decode()
    assert result.code == 0, result
    assert value(text, "macie_bucket_name") == '"mine"' and '"b1"' in value(text, "macie_buckets_to_analyze")
    assert '"eu-west-1",\n    "us-east-1",' in text
    regions = text[text.index("all_aws_regions"):]
    assert regions.index("af-south-1") < regions.index("us-west-2")
    again = footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl")
    assert again.code == 0 and not again.out, again


def test_regions_are_asked_for_when_nothing_says_them(footing, tree):
    tree({"a/terragrunt.hcl": unit("v0.22.2", "inputs = {}\n")})
    result = footing("upgrade", ".", "--to", "1.4.0")
    assert result.code == 1 and "opt_in_regions" in result.err, result


def test_plain_terraform(footing, example):
    folder = example("terraform-plain")
    (folder / "answers.hcl").write_text('opt_in_regions = ["eu-west-1", "us-east-1"]\n')
    commit(folder)
    result = footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl", "--write", cwd=folder)
    text = (folder / "platform/main.tf").read_text()
    assert result.code == 0, result
    assert text.count('provider "aws" {') >= 25 and "aws.me_south_1 = aws.me_south_1" in text
    assert value(text, "config_opt_in_regions") == '["eu-west-1", "us-east-1"]', "null was not an answer"
    again = footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl", cwd=folder)
    assert again.code == 0 and not again.out, again


def test_on_to_1_5(footing, upgraded):
    commit(upgraded)
    plan = footing("upgrade", ".", "--to", "1.5.0", cwd=upgraded)
    assert plan.code == 1 and "guardduty-count: 7 actions in 7 units" in plan.err, plan
    assert footing("upgrade", ".", "--to", "1.5.0", "--write", cwd=upgraded).code == 0
    for account in BASELINES:
        text = baseline(upgraded, account)
        assert "?ref=v0.42.9" in text and "master_account_id" not in text
        assert (value(text, "security_hub_associate_to_admin_account_id") is not None) == (account != "logs")
        assert text.count('alias  = "default"') == 1
    regions = re.findall(r'^    "([a-z0-9-]+)",$', (upgraded / "multi_region_common.hcl").read_text().split("opt_in_regions")[0], re.M)
    assert len(regions) == 27 and "me-central-1" in regions
    root = (upgraded / "terragrunt.hcl").read_text()
    assert 'version = "~> 4.29"' in root and ">= 0.15.1, < 1.1.0" in root, "which allows 1.0 already"
    assert (upgraded / ".terraform-version").read_text().strip() == "1.0.11", "0.15 is too old for v0.31.0"
    again = footing("upgrade", ".", "--to", "1.5.0", "--allow-dirty", cwd=upgraded)
    assert again.code == 0 and not again.out, again


def test_from_1_3_to_1_5_at_once(footing, example):
    """Of several releases that ask for a version, the highest counts; renamed inputs have their last name."""
    folder = example("infrastructure-live-classic")
    assert footing("upgrade", ".", "--to", "1.5.0", "--write", cwd=folder).code == 0
    assert (folder / ".terraform-version").read_text().strip() == "1.0.11"
    assert 'version = "~> 4.29"' in (folder / "terragrunt.hcl").read_text()
    for account in BASELINES:
        text = baseline(folder, account)
        assert "master_account_id" not in text and text.count("security_hub_associate_to_admin_account_id") == (account != "logs")
    again = footing("upgrade", ".", "--to", "1.5.0", "--allow-dirty", cwd=folder)
    assert again.code == 0 and not again.out, again


def test_plain_terraform_to_1_5(footing, example):
    folder = example("terraform-plain")
    (folder / "answers.hcl").write_text('opt_in_regions = ["eu-west-1"]\n')
    commit(folder)
    for target in ("1.4.0", "1.5.0"):
        assert footing("upgrade", ".", "--to", target, "--answers", "answers.hcl", "--write", "--allow-dirty", cwd=folder).code == 0
    assert "aws.me_central_1" in (folder / "platform/main.tf").read_text()


def test_state_migrations_are_files(footing, upgraded):
    """One file for each member that tfmigrate and `upgrade migrate` read, and a script; the administrator has none."""
    names = sorted(p.name for p in (upgraded / "migrations").iterdir())
    assert len(names) == 12 and not any("logs" in n for n in names), names
    text = (upgraded / "migrations/security-hub-members-root-_global-account-baseline.tfmigrate.hcl").read_text()
    assert 'dir = "root/_global/account-baseline"' in text and text.count("import ") == 16 and "[0]' 111122223333" in text
    assert footing("hcl", "check", *(upgraded / "migrations").glob("*.hcl")).code == 0
    for script in (upgraded / "migrations").glob("*.sh"):
        subprocess.run(["bash", "-n", script], check=True)


def test_a_migration_that_is_there_is_not_overwritten(footing, example):
    folder = example("infrastructure-live-classic")
    mine = folder / "migrations/security-hub-members-dev-_global-account-baseline.sh"
    mine.parent.mkdir()
    mine.write_text("mine\n")
    result = footing("upgrade", ".", "--to", "1.4.0", "--write", cwd=folder)
    assert result.code == 3 and "is there and says something else" in result.err, result
    assert mine.read_text() == "mine\n"


def test_envcommon_to_1_5(footing, example):
    """What an included file gives is edited there, once, when every unit that includes it goes along."""
    folder = example("infrastructure-live-envcommon")
    assert footing("upgrade", ".", "--to", "1.5.0", "--write", cwd=folder).code == 0
    member = (folder / "_envcommon/landingzone/account-baseline-member.hcl").read_text()
    assert member.count("security_hub_associate_to_admin_account_id") == 1 and "master" not in member
    assert '"me-central-1",' in (folder / "multi_region_common.hcl").read_text()
    assert len(list((folder / "migrations").glob("guardduty-count-*.tfmigrate.hcl"))) == 6
    again = footing("upgrade", ".", "--to", "1.5.0", "--allow-dirty", cwd=folder)
    assert again.code == 0 and not again.out, again


def test_an_include_that_others_use_too_is_left(footing, example):
    folder = example("infrastructure-live-envcommon")
    member = folder / "_envcommon/landingzone/account-baseline-member.hcl"
    before = member.read_text()
    result = footing("upgrade", "dev", "--to", "1.5.0", "--write", cwd=folder)
    assert result.code == 1 and "does not go along" in result.err, result
    assert member.read_text() == before


def test_a_module_that_has_left(footing, tree):
    tree({"a/terragrunt.hcl": 'terraform {\n  source = "git::git@github.com:gruntwork-io/terraform-aws-security.git//modules/account-baseline-app?ref=v0.48.0"\n}\n'})
    result = footing("upgrade", ".", "--to", "1.4.0")
    assert result.code == 1 and not result.out and "has left the repository at v0.49.0" in result.err, result


def test_the_organization_is_that_of_the_whole_repository(footing, example):
    """A folder narrows what is changed, not what is known: the administrator lies outside of it."""
    folder = example("infrastructure-live-classic")
    before = contents(folder)
    result = footing("upgrade", "shared", "--to", "1.4.0", "--write", cwd=folder)
    assert value(baseline(folder, "shared"), "macie_administrator_account_id") == "local.accounts.logs", result
    assert "assumed" not in result.err
    changed = {n for n, b in contents(folder).items() if before.get(n) != b}
    assert all(n.startswith(("shared/", "migrations/", "multi_region_common", ".terraform-version", "terragrunt.hcl")) for n in changed), changed
    assert footing("upgrade", "root", "--to", "1.4.0", cwd=folder).err.count("logs") > 0
