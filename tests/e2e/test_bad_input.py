"""What is broken is told with its place, and the rest is still done."""
import os

import pytest

from conftest import commit, contents

GOOD = 'terraform {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\n'


def test_broken_file(footing, tree):
    folder = tree({"a/terragrunt.hcl": GOOD, "b/terragrunt.hcl": "terraform {\n  source = \n}\n", "c/main.tf": "`\n"})
    result = footing("upgrade", ".", "--list")
    assert result.code == 3, result
    assert "b/terragrunt.hcl:2" in result.err and "c/main.tf:1:1" in result.err
    assert "v1.0.0" in result.out
    written = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write")
    assert written.code == 3 and b"v1.1.0" in contents(folder)["a/terragrunt.hcl"]


def test_old_tfvars(footing, tree):
    tree({"a/terraform.tfvars": 'terragrunt = {\n  terraform {\n    source = "git::git@github.com:acme/mod.git?ref=v1"\n  }\n}\n', "b/terraform.tfvars": 'x = 1\n'})
    result = footing("upgrade", ".", "--list")
    assert result.code == 3 and "a/terraform.tfvars" in result.err and "0.19" in result.err
    assert "b/terraform.tfvars" not in result.err


def test_include_cycle_and_missing(footing, tree):
    tree({"a/terragrunt.hcl": 'include "x" {\n  path = "terragrunt.hcl"\n}\n' + GOOD,
          "b/terragrunt.hcl": 'include "x" {\n  path = find_in_parent_folders("nope.hcl")\n}\n' + GOOD,
          "c/terragrunt.hcl": 'locals {\n  a = local.b\n  b = local.a\n}\nterraform {\n  source = "github.com/acme/mod?ref=${local.a}"\n}\n',
          "d/terragrunt.hcl": 'include "x" {\n  path = "../e.hcl"\n}\n', "e.hcl": 'include "y" {\n  path = "f.hcl"\n}\n' + GOOD, "f.hcl": "",
          "g/terragrunt.hcl": 'locals {\n  x = read_terragrunt_config("terragrunt.hcl")\n}\nterraform {\n  source = "github.com/acme/mod?ref=${local.x.locals.y}"\n}\n'})
    result = footing("upgrade", ".", "--list", "--format", "json")
    assert result.code == 3, result
    by_unit = {r["unit"]: r for r in result.json["references"]}
    # The literal source is told all the same, with the diagnostic.
    assert by_unit["a"]["ref"] == by_unit["b"]["ref"] == "v1.0.0"
    assert by_unit["a"]["problems"] and by_unit["b"]["problems"]
    assert by_unit["c"]["state"] == "failed" and by_unit["g"]["state"] in ("failed", "unknown")
    assert by_unit["d"]["problems"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_folder_without_permission(footing, tree):
    folder = tree({"a/terragrunt.hcl": GOOD, "b/terragrunt.hcl": GOOD})
    os.chmod(folder / "b", 0)
    result = footing("upgrade", ".", "--list")
    os.chmod(folder / "b", 0o755)
    assert result.code == 3 and "Permission denied" in result.err and "v1.0.0" in result.out


def test_names_that_are_not_utf8(footing, tree):
    folder = tree({"ok/terragrunt.hcl": GOOD})
    odd = os.fsencode(folder) + b"/\xff\xfe dir"
    os.mkdir(odd)
    with open(odd + b"/terragrunt.hcl", "w") as file:
        file.write(GOOD)
    listed = footing("upgrade", ".", "--list", "--format", "json")
    assert listed.code == 0 and len(listed.json["references"]) == 2, listed
    assert footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write").code == 0
    with open(odd + b"/terragrunt.hcl") as file:
        assert "v1.1.0" in file.read()


def test_ignored_and_caches_are_not_entered(footing, tree):
    folder = tree({"a/terragrunt.hcl": GOOD, ".gitignore": "ignored/\n*.skip.tf\n", "ignored/main.tf": GOOD,
                   "x.skip.tf": GOOD, "a/.terragrunt-cache/q/main.tf": 'module "z" {\n  source = "github.com/acme/mod?ref=v0"\n}\n',
                   "a/.terraform/modules/m/main.tf": 'module "z" {\n  source = "github.com/acme/mod?ref=v0"\n}\n'})
    assert len(footing("upgrade", ".", "--list", "--format", "json").json["references"]) == 1
    commit(folder)
    assert [r["unit"] for r in footing("upgrade", ".", "--list", "--format", "json").json["references"]] == ["a"]


@pytest.mark.parametrize("words", [
    [], ["--list", "--ref", "a=b"], ["--ref", "x"], ["--ref", "=v1"], ["--ref", "x="], ["--nope"], ["--list", "a", "b"],
    ["--ref", 'x=v"1'], ["--list", "--format", "yaml"], ["--list", "--env", "X"], ["nowhere", "--list"], ["--list", "--write"]])
def test_usage(footing, words):
    result = footing("upgrade", *words)
    assert result.code == 2 and result.err, result


def test_secrets_are_masked(footing, tree):
    tree({"main.tf": 'module "m" {\n  source = "git::https://s3cr3t@github.com/acme/mod?ref=v1.0.0"\n}\n'})
    for options in (["--list"], ["--list", "--format", "json"]):
        result = footing("upgrade", ".", *options)
        assert "s3cr3t" not in result.out + result.err


def test_empty_and_binary_files(footing, tree):
    tree({"a.tf": "", "b.tf": b"\x00\x01\xff", "c.tf.json": "", "d/terragrunt.hcl": ""})
    assert footing("upgrade", ".", "--list").code == 3


def test_a_file_with_syntax_errors_is_not_edited(footing, tree):
    folder = tree({"a/terragrunt.hcl": GOOD + "x = = 1\n", "b/terragrunt.hcl": GOOD})
    before = contents(folder)["a/terragrunt.hcl"]
    result = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write")
    assert result.code == 3 and "a/terragrunt.hcl has syntax errors" in result.err, result
    assert contents(folder)["a/terragrunt.hcl"] == before and b"v1.1.0" in contents(folder)["b/terragrunt.hcl"]


def test_dangling_links_are_told(footing, tree):
    folder = tree({"a/terragrunt.hcl": GOOD})
    (folder / "x.tf").symlink_to("nowhere.tf")
    result = footing("upgrade", ".", "--list")
    assert result.code == 3 and "x.tf: it is a link to a file that is not there" in result.err, result


def test_hard_links_are_files_of_their_own(footing, tree):
    folder = tree({"a/terragrunt.hcl": GOOD, "b/x": ""})
    os.link(folder / "a/terragrunt.hcl", folder / "b/terragrunt.hcl")
    result = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write")
    assert result.code == 0, result
    assert b"v1.1.0" in contents(folder)["a/terragrunt.hcl"] and b"v1.1.0" in contents(folder)["b/terragrunt.hcl"]


@pytest.mark.parametrize("broken", ["no git", "broken repository"])
def test_what_git_cannot_tell_is_not_clean(footing, tree, tmp_path, broken):
    folder = tree({"live/a/terragrunt.hcl": GOOD, "bin/x": ""}) / "live"
    commit(folder)
    env = {"PATH": str(tmp_path / "bin")} if broken == "no git" else {}
    if broken != "no git":
        (folder / ".git/HEAD").unlink()
    before = contents(folder)
    result = footing("upgrade", "live", "--ref", "mod=v1.1.0", "--write", env=env)
    assert result.code == 3 and "git cannot say (" + ("cannot run" if broken == "no git" else "fatal: ") in result.err and "--allow-dirty" in result.err, result
    assert contents(folder) == before
    assert footing("upgrade", "live", "--ref", "mod=v1.1.0", "--write", "--allow-dirty", env=env).code == 0


def test_dirty_through_a_linked_folder(footing, tree):
    folder = tree({"common/v.hcl": 'locals {\n  v = "v1.0.0"\n}\n', "u/terragrunt.hcl":
                   'locals {\n  c = read_terragrunt_config("../link/v.hcl")\n}\n' + GOOD.replace("v1.0.0", "${local.c.locals.v}")})
    (folder / "link").symlink_to("common")
    commit(folder)
    with open(folder / "common/v.hcl", "a") as file:
        file.write("# mine\n")
    result = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write")
    assert result.code == 3 and "not committed" in result.err, result


def test_a_folder_that_git_ignores_is_read_when_it_is_named(footing, tree):
    folder = tree({"a/terragrunt.hcl": GOOD, ".gitignore": "out/\n", "out/b/terragrunt.hcl": GOOD})
    commit(folder)
    assert [r["unit"] for r in footing("upgrade", "out", "--list", "--format", "json").json["references"]] == ["out/b"]
    result = footing("upgrade", "out", "--ref", "mod=v1.1.0", "--write")
    assert result.code == 3 and "is not in Git" in result.err, result


def test_a_unit_that_is_not_there(footing, tree):
    tree({"a/terragrunt.hcl": GOOD, "b/terragrunt.hcl": GOOD + "x = = 1\n"})
    result = footing("upgrade", ".", "--list", "--unit", "c")
    assert result.code == 1 and "--unit c: no unit of this name" in result.err, result
    assert footing("upgrade", ".", "--list", "--unit", "a").code == 0, "the broken file is another unit's"
    assert footing("upgrade", ".", "--list", "--unit", "b").code == 3
