"""footing upgrade --to with catalogs of one's own: the made-up repository in tests/data/catalogs/acme."""
import re

import pytest

from conftest import ROOT

ACME = ROOT / "tests/data/catalogs/acme"
BAD = ROOT / "tests/data/catalogs/bad"

BASELINE = '''terraform {
  source = "git::git@github.com:acme/acme-modules.git//modules/baseline?ref=v1.1.0"
}

locals {
  accounts     = { security = "111111111111", dev = "222222222222" }
  account_name = "%s"
  regions = [
    "eu-central-1",
    "us-east-1",
  ]
}

inputs = {
  aws_account_id = local.accounts[local.account_name]
  master         = "111111111111"
}
'''
ANSWERS = "".join('account "%s" {\n  contact = "x@acme.example"\n}\n' % a for a in ("dev", "security"))


@pytest.fixture
def live(tree):
    files = {account + "/baseline/terragrunt.hcl": BASELINE % account for account in ("dev", "security")}
    return tree({**files, "answers.hcl": ANSWERS}, git=True)


def upgrade(footing, *args):
    return footing("upgrade", ".", "--data", ACME, "--answers", "answers.hcl", *args)


def test_every_kind_of_step(footing, live):
    result = upgrade(footing, "--to", "cis-aws-1.5.0", "--write")
    text = (live / "dev/baseline/terragrunt.hcl").read_text()
    assert "cannot" not in result.err, result
    assert "?ref=v2.0.0" in text
    assert re.search(r'watched_by\s*= "111111111111"', text) and "master" not in text, "rename_input"
    assert re.search(r"regions\s*= local\.regions", text), "input"
    assert 'generate "backend"' in text and '\\"s3\\"' in text, "block"
    assert "2 state migrations" in result.err and "migrations/trails-" in result.out, "state"
    assert "mail that has to be confirmed" in result.err, "note"
    assert "account that watches the others: security" in result.err, "relation"


def test_a_list_in_the_units_own_file_gets_new_regions(footing, live):
    """Other steps edit the file before that: the list is then in a text that is no file's."""
    result = upgrade(footing, "--to", "cis-aws-1.4.0", "--write")
    text = (live / "dev/baseline/terragrunt.hcl").read_text()
    assert "computed" not in result.err, result
    assert '    "us-east-1",\n    "eu-west-1",\n  ]' in text
    again = upgrade(footing, "--to", "cis-aws-1.4.0", "--allow-dirty")
    assert not again.out, again


def test_the_highest_release_before_the_next_that_breaks(footing, live):
    assert "?ref=v1.2.1" in upgrade(footing, "--to", "cis-aws-1.4.0").out
    assert "?ref=v1.2.0" in upgrade(footing, "--to", "cis-aws-1.4.0", "--exact").out


def test_the_built_in_catalogs_stay(footing, live):
    result = upgrade(footing, "--to", "cis-aws-2.0.0")
    assert result.code == 2 and "cis-aws-3.0.0" in result.err, result


@pytest.mark.parametrize("name", sorted(path.name for path in BAD.iterdir()))
def test_a_bad_catalog_changes_nothing(footing, live, name):
    result = footing("upgrade", ".", "--to", "cis-aws-1.4.0", "--data", BAD / name, "--write")
    assert result.code == 2 and "catalogs/" in result.err and not result.out, result
    assert (live / "dev/baseline/terragrunt.hcl").read_text() == BASELINE % "dev"


def test_a_question_is_written_with_its_suggestion(footing, live):
    result = footing("upgrade", ".", "--data", ACME, "--to", "cis-aws-1.5.0", "--write-answers", "new.hcl")
    assert result.code == 1, result
    assert (live / "new.hcl").read_text().count('contact = "security@acme.example"') == 2
