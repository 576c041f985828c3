"""footing upgrade --ref: exactly the bytes of the version change, wherever it is written."""
import os
import stat
import subprocess

import pytest

from conftest import commit, contents

SHA = "0f3c1a7e5b9d2c4f6a8e0b1d3c5f7a9e2b4d6f80"
SHA2 = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"

# name: (files before, options, {file: text after}); what is not named stays as it was
CASES = {
    "literal": (
        {"u/terragrunt.hcl": 'terraform {\n\tsource   =  "git::git@github.com:acme/mod.git//a?ref=v0.1.0"   # keep\r\n}'},
        ["--ref", "mod=v0.2.0"],
        {"u/terragrunt.hcl": 'terraform {\n\tsource   =  "git::git@github.com:acme/mod.git//a?ref=v0.2.0"   # keep\r\n}'}),
    "local": (
        {"u/terragrunt.hcl": 'locals {\n  v = "v1.0.0"\n}\nterraform {\n  source = "github.com/acme/mod?ref=${local.v}"\n}\n'},
        ["--ref", "acme/mod=v1.1.0"],
        {"u/terragrunt.hcl": 'locals {\n  v = "v1.1.0"\n}\nterraform {\n  source = "github.com/acme/mod?ref=${local.v}"\n}\n'}),
    "number split from its v": (
        {"u/terragrunt.hcl": 'locals {\n  n = "1.0.0"\n}\nterraform {\n  source = "github.com/acme/mod?ref=v${local.n}"\n}\n'},
        ["--ref", "mod=v1.1.0"],
        {"u/terragrunt.hcl": 'locals {\n  n = "1.1.0"\n}\nterraform {\n  source = "github.com/acme/mod?ref=v${local.n}"\n}\n'}),
    "number literal": (
        {"u/terragrunt.hcl": 'locals {\n  n = 0.35\n}\nterraform {\n  source = "github.com/acme/mod?ref=v${local.n}"\n}\n'},
        ["--ref", "mod=v0.36"],
        {"u/terragrunt.hcl": 'locals {\n  n = 0.36\n}\nterraform {\n  source = "github.com/acme/mod?ref=v${local.n}"\n}\n'}),
    "number literal that must be quoted": (
        {"u/terragrunt.hcl": 'locals {\n  n = 0.35\n}\nterraform {\n  source = "github.com/acme/mod?ref=v${local.n}"\n}\n'},
        ["--ref", "mod=v0.40"],
        {"u/terragrunt.hcl": 'locals {\n  n = "0.40"\n}\nterraform {\n  source = "github.com/acme/mod?ref=v${local.n}"\n}\n'}),
    "three numbers": (
        {"u/terragrunt.hcl": 'locals {\n  a = 1\n  b = 2\n  c = 3\n}\nterraform {\n  source = "github.com/acme/mod?ref=v${local.a}.${local.b}.${local.c}"\n}\n'},
        ["--ref", "mod=v1.12.0"],
        {"u/terragrunt.hcl": 'locals {\n  a = 1\n  b = 12\n  c = 0\n}\nterraform {\n  source = "github.com/acme/mod?ref=v${local.a}.${local.b}.${local.c}"\n}\n'}),
    "yaml, plain": (
        {"versions.yaml": "# versions\nmod:   v1.0.0   # keep\nother: v1.0.0\n",
         "u/terragrunt.hcl": 'locals {\n  v = yamldecode(file(find_in_parent_folders("versions.yaml")))\n}\nterraform {\n  source = "github.com/acme/mod?ref=${local.v.mod}"\n}\n'},
        ["--ref", "mod=v1.1.0"],
        {"versions.yaml": "# versions\nmod:   v1.1.0   # keep\nother: v1.0.0\n"}),
    "yaml, a number that must be quoted": (
        {"versions.yaml": "mod: 1.5\n",
         "u/terragrunt.hcl": 'locals {\n  v = yamldecode(file(find_in_parent_folders("versions.yaml")))\n}\nterraform {\n  source = "github.com/acme/mod?ref=${local.v.mod}"\n}\n'},
        ["--ref", "mod=1.10"],
        {"versions.yaml": 'mod: "1.10"\n'}),
    "json": (
        {"versions.json": '{"mod" :"v1.0.0"}',
         "u/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/mod?ref=${jsondecode(file("${get_terragrunt_dir()}/../versions.json")).mod}"\n}\n'},
        ["--ref", "mod=v1.1.0"],
        {"versions.json": '{"mod" :"v1.1.0"}'}),
    "format and conditional": (
        {"u/terragrunt.hcl": 'locals {\n  env = "prod"\n  v = local.env == "prod" ? "1.0.0" : "main"\n}\nterraform {\n  source = format("github.com/acme/mod?ref=v%s", local.v)\n}\n'},
        ["--ref", "mod=v1.1.0"],
        {"u/terragrunt.hcl": 'locals {\n  env = "prod"\n  v = local.env == "prod" ? "1.1.0" : "main"\n}\nterraform {\n  source = format("github.com/acme/mod?ref=v%s", local.v)\n}\n'}),
    "registry, exact": (
        {"main.tf": 'module "m" {\n  version = "5.0.0"\n  source  = "acme/vpc/aws"\n}\n'},
        ["--ref", "acme/vpc/aws=v5.1.0"],
        {"main.tf": 'module "m" {\n  version = "5.1.0"\n  source  = "acme/vpc/aws"\n}\n'}),
    "registry, pessimistic": (
        {"main.tf": 'module "m" {\n  source  = "acme/vpc/aws//modules/x"\n  version = "~> 5.0"\n}\n'},
        ["--ref", "acme/vpc/aws=5.20.1"],
        {"main.tf": 'module "m" {\n  source  = "acme/vpc/aws//modules/x"\n  version = "~> 5.20"\n}\n'}),
    "registry, range": (
        {"main.tf": 'module "m" {\n  source  = "acme/vpc/aws"\n  version = ">= 4.0, != 6.2.0"\n}\n'},
        ["--ref", "acme/vpc/aws==>= 6.1, != 6.2.0"],
        {"main.tf": 'module "m" {\n  source  = "acme/vpc/aws"\n  version = ">= 6.1, != 6.2.0"\n}\n'}),
    "registry, exactly that text": (
        {"main.tf": 'module "m" {\n  source  = "acme/vpc/aws"\n  version = "~> 5.0"\n}\n'},
        ["--ref", "acme/vpc/aws==5.20.1"],
        {"main.tf": 'module "m" {\n  source  = "acme/vpc/aws"\n  version = "5.20.1"\n}\n'}),
    "tfr": (
        {"u/terragrunt.hcl": 'terraform {\n  source = "tfr:///acme/vpc/aws?version=5.0.0"\n}\n'},
        ["--ref", "acme/vpc/aws=v5.1.0"],
        {"u/terragrunt.hcl": 'terraform {\n  source = "tfr:///acme/vpc/aws?version=5.1.0"\n}\n'}),
    "encoded prefix": (
        {"main.tf": 'module "m" {\n  source = "git::https://github.com/acme/mod.git//x?depth=1&ref=tags%2F4.0.3&x=y"\n}\n'},
        ["--ref", "mod=4.0.4"],
        {"main.tf": 'module "m" {\n  source = "git::https://github.com/acme/mod.git//x?depth=1&ref=tags%2F4.0.4&x=y"\n}\n'}),
    "commit and its comment": (
        {"main.tf": f'module "m" {{\n  source = "github.com/acme/mod?ref={SHA}" # v10.2.1\n}}\n'},
        ["--ref", f"mod={SHA2}#v10.3.0"],
        {"main.tf": f'module "m" {{\n  source = "github.com/acme/mod?ref={SHA2}" # v10.3.0\n}}\n'}),
    "only the comment": (
        {"main.tf": f'module "m" {{\n  source = "github.com/acme/mod?ref={SHA}" # v10.2.1\n}}\n'},
        ["--ref", f"mod={SHA}#v10.2.2"],
        {"main.tf": f'module "m" {{\n  source = "github.com/acme/mod?ref={SHA}" # v10.2.2\n}}\n'}),
    "from a commit to a tag": (
        {"main.tf": f'module "m" {{\n  source = "github.com/acme/mod?ref={SHA}" # v10.2.1\n}}\n'},
        ["--ref", "mod=v10.3.0"],
        {"main.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v10.3.0" # v10.3.0\n}\n'}),
    "a comment that names no version": (
        {"main.tf": f'module "m" {{\n  source = "github.com/acme/mod?ref={SHA}" # Testing\n}}\n'},
        ["--ref", f"mod={SHA2}#v10.3.0"],
        {"main.tf": f'module "m" {{\n  source = "github.com/acme/mod?ref={SHA2}" # Testing (v10.3.0)\n}}\n'}),
    "comments and heredocs are not touched": (
        {"main.tf": '# source = "github.com/acme/mod?ref=v1.0.0"\n/* module "x" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n} */\nlocals {\n  t = <<EOT\nmodule "y" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\nEOT\n}\nmodule "m" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\n'},
        ["--ref", "mod=v2.0.0"],
        {"main.tf": '# source = "github.com/acme/mod?ref=v1.0.0"\n/* module "x" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n} */\nlocals {\n  t = <<EOT\nmodule "y" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\nEOT\n}\nmodule "m" {\n  source = "github.com/acme/mod?ref=v2.0.0"\n}\n'}),
    "only the folder": (
        {"main.tf": 'module "a" {\n  source = "github.com/acme/mod//modules/a?ref=v1"\n}\nmodule "ab" {\n  source = "github.com/acme/mod//modules/ab?ref=v1"\n}\n'},
        ["--ref", "mod//modules/a=v2"],
        {"main.tf": 'module "a" {\n  source = "github.com/acme/mod//modules/a?ref=v2"\n}\nmodule "ab" {\n  source = "github.com/acme/mod//modules/ab?ref=v1"\n}\n'}),
    "a file that is nothing but the version": (
        {"VERSION": "v1.0.0\n",
         "u/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/mod?ref=${trimspace(file(find_in_parent_folders("VERSION")))}"\n}\n'},
        ["--ref", "mod=v1.1.0"],
        {"VERSION": "v1.1.0\n"}),
    "a json number": (
        {"v.json": '{"n": 1.5}',
         "u/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/mod?ref=v${jsondecode(file(find_in_parent_folders("v.json"))).n}"\n}\n'},
        ["--ref", "mod=v1.6.1"],
        {"v.json": '{"n": "1.6.1"}'}),
    "a conditional source": (
        {"u/terragrunt.hcl": 'terraform {\n  source = get_env("LOCAL", "") == "" ? "git@github.com:acme/mod.git//a?ref=v1.0.0" : "../../mod//a"\n}\n'},
        ["--ref", "mod=v1.1.0"],
        {"u/terragrunt.hcl": 'terraform {\n  source = get_env("LOCAL", "") == "" ? "git@github.com:acme/mod.git//a?ref=v1.1.0" : "../../mod//a"\n}\n'}),
    "replace(), lower() and a lookup": (
        {"u/terragrunt.hcl": 'locals {\n  vs = { net = "V1.0.0" }\n}\nterraform {\n  source = replace("github.com/acme/mod?ref=REF", "REF", lookup(local.vs, "net", "main"))\n}\n'},
        ["--ref", "mod=V1.1.0"],
        {"u/terragrunt.hcl": 'locals {\n  vs = { net = "V1.1.0" }\n}\nterraform {\n  source = replace("github.com/acme/mod?ref=REF", "REF", lookup(local.vs, "net", "main"))\n}\n'}),
    "stack values": (
        {"units/a/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/mod//a?ref=${values.version}"\n}\n',
         "live/terragrunt.stack.hcl": 'locals {\n  version = "v1.0.0"\n}\nunit "a" {\n  source = "../units/a"\n  path   = "a"\n  values = {\n    version = local.version\n  }\n}\n'},
        ["--ref", "mod=v1.1.0"],
        {"live/terragrunt.stack.hcl": 'locals {\n  version = "v1.1.0"\n}\nunit "a" {\n  source = "../units/a"\n  path   = "a"\n  values = {\n    version = local.version\n  }\n}\n'}),
    "json syntax with escapes": (
        {"main.tf.json": '{"module": {"m": {"source": "git::https:\\/\\/github.com\\/acme\\/mod?ref=v1.0.0\\u0026depth=1"}}}\n'},
        ["--ref", "mod=v1.1.0"],
        {"main.tf.json": '{"module": {"m": {"source": "git::https:\\/\\/github.com\\/acme\\/mod?ref=v1.1.0\\u0026depth=1"}}}\n'}),
}


@pytest.mark.parametrize("name", CASES)
def test_edit(footing, tree, name):
    files, options, after = CASES[name]
    folder = tree(files)
    before = contents(folder)
    shown = footing("upgrade", ".", *options)
    assert shown.code == 1, shown
    assert contents(folder) == before, "a diff was asked for, and a file was written"
    result = footing("upgrade", ".", *options, "--write")
    assert result.code == 0, result
    want = {**before, **{k: v.encode() for k, v in after.items()}}
    assert contents(folder) == want, result
    again = footing("upgrade", ".", *options, "--write")
    assert again.code == 0 and again.out == "", again


@pytest.mark.parametrize("name", CASES)
def test_diff_is_what_is_written(footing, tree, name):
    files, options, after = CASES[name]
    folder = tree(files, git=True)
    diff = footing("upgrade", ".", *options).out
    subprocess.run(["git", "-C", folder, "apply", "-p1", "-"], input=diff.encode(), check=True)
    for path, text in after.items():
        assert (folder / path).read_bytes() == text.encode()


SHARED = {
    "root.hcl": "",
    "_envcommon/vpc.hcl": 'locals {\n  base = "github.com/acme/mod//vpc"\n}\nterraform {\n  source = "${local.base}?ref=v1.0.0"\n}\n',
    "dev/vpc/terragrunt.hcl": 'include "e" {\n  path = "${dirname(find_in_parent_folders("root.hcl"))}/_envcommon/vpc.hcl"\n}\n',
    "prod/vpc/terragrunt.hcl": 'include "e" {\n  path = "${dirname(find_in_parent_folders("root.hcl"))}/_envcommon/vpc.hcl"\n}\n',
}


def test_shared_text_is_left(footing, tree):
    folder = tree(SHARED)
    before = contents(folder)
    result = footing("upgrade", ".", "--unit", "dev/*", "--ref", "mod=v1.1.0", "--write")
    assert result.code == 1, result
    assert contents(folder) == before
    assert "also moves prod/vpc" in result.err and "_envcommon/vpc.hcl:5" in result.err
    result = footing("upgrade", ".", "--unit", "dev/*", "--ref", "mod=v1.1.0", "--allow-shared", "--format", "json")
    assert result.json["moved"] == [{"unit": "prod/vpc", "old_ref": "v1.0.0", "new_ref": "v1.1.0"}]
    result = footing("upgrade", ".", "--unit", "dev/*", "--ref", "mod=v1.1.0", "--write", "--allow-shared")
    assert result.code == 0 and "not chosen (--allow-shared):\n  prod/vpc: v1.0.0 to v1.1.0" in result.err, result
    assert b"?ref=v1.1.0" in contents(folder)["_envcommon/vpc.hcl"]


def test_a_folder_narrows_like_a_unit(footing, tree):
    folder = tree(SHARED, git=True)
    result = footing("upgrade", "dev", "--ref", "mod=v1.1.0")
    assert result.code == 1 and result.out == "" and "also moves prod/vpc" in result.err, result
    listed = footing("upgrade", "dev", "--list", "--format", "json").json
    assert [r["unit"] for r in listed["references"]] == ["dev/vpc"]
    assert listed["references"][0]["also_moves"] == ["prod/vpc"]


def test_text_shared_with_another_module(footing, tree):
    tree({"u/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/mod?ref=${read_terragrunt_config("../v.hcl").locals.v}"\n}\n',
          "w/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/other?ref=${read_terragrunt_config("../v.hcl").locals.v}"\n}\n',
          "v.hcl": 'locals {\n  v = "v1"\n}\n'})
    assert "also moves w" in footing("upgrade", ".", "--ref", "mod=v2").err
    both = footing("upgrade", ".", "--ref", "mod=v2", "--ref", "other=v2", "--write")
    assert both.code == 0, both
    two = footing("upgrade", ".", "--ref", "mod=v3", "--ref", "other=v4", "--write")
    assert two.code == 1 and "v.hcl:2" in two.err, two


def test_unused_refs_are_changed_with_the_rest(footing, tree):
    files = dict(SHARED)
    for env in ("dev", "prod"):
        files[f"{env}/vpc/terragrunt.hcl"] = (
            'include "e" {\n  path   = "${dirname(find_in_parent_folders("root.hcl"))}/_envcommon/vpc.hcl"\n  expose = true\n}\n'
            'terraform {\n  source = "${include.e.locals.base}?ref=v1.0.1"\n}\n')
    folder = tree(files)
    listed = footing("upgrade", ".", "--list", "--format", "json").json["references"]
    assert [(r["unit"], r["kind"], r["ref"]) for r in listed] == [
        ("_envcommon/vpc.hcl", "unused", "v1.0.0"), ("dev/vpc", "unit", "v1.0.1"), ("prod/vpc", "unit", "v1.0.1")]
    assert footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write").code == 0
    assert sum(b"?ref=v1.1.0" in text for text in contents(folder).values()) == 3


def test_downgrade_needs_a_word(footing, tree):
    folder = tree({"main.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v2.0.0"\n}\n'})
    refused = footing("upgrade", ".", "--ref", "mod=v1.9.0", "--write")
    assert refused.code == 1 and "lower" in refused.err, refused
    assert b"v2.0.0" in contents(folder)["main.tf"]
    assert footing("upgrade", ".", "--ref", "mod=v1.9.0", "--write", "--allow-downgrade").code == 0
    assert b"v1.9.0" in contents(folder)["main.tf"]


def test_unknown_refs_are_told(footing, tree):
    tree({"u/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/mod?ref=${run_cmd("date")}"\n}\n',
          "w/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/mod?ref=${get_env("V")}"\n}\n',
          "x/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/mod?ref=${get_env("V", "v1")}"\n}\n'})
    result = footing("upgrade", ".", "--ref", "mod=v2")
    assert result.code == 1 and "run_cmd() is never run" in result.err and "--env V=VALUE" in result.err
    assert '+  source = "github.com/acme/mod?ref=${get_env("V", "v2")}"' in result.out
    given = footing("upgrade", ".", "--list", "--format", "json", "--env", "V=v7").json["references"]
    assert [r["ref"] for r in given] == [None, "v7", "v7"]
    assert given[1]["pieces"][0]["note"] == "--env V"


def test_v_that_differs_is_pointed_out(footing, tree):
    tree({"main.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\n'})
    result = footing("upgrade", ".", "--ref", "mod=1.1.0")
    assert "ref=1.1.0" in result.out and "without" in result.err, result


def test_links_mode_and_owner_stay(footing, tree):
    folder = tree({"shared/m.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\n', "a/x": "", "b/x": ""})
    for env in "ab":
        os.symlink("../shared/m.tf", folder / env / "m.tf")
    os.chmod(folder / "shared/m.tf", 0o640)
    listed = footing("upgrade", ".", "--list", "--format", "json").json["references"]
    assert [r["unit"] for r in listed] == ["a/m.tf:module.m", "b/m.tf:module.m", "shared/m.tf:module.m"]
    assert {r["written_at"]["file"] for r in listed} == {"shared/m.tf"}
    assert footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write").code == 0
    assert os.path.islink(folder / "a/m.tf") and os.path.islink(folder / "b/m.tf")
    assert b"v1.1.0" in (folder / "shared/m.tf").read_bytes()
    assert stat.S_IMODE(os.stat(folder / "shared/m.tf").st_mode) == 0o640


def test_uncommitted_changes_are_not_overwritten(footing, tree):
    folder = tree({"main.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\n', "other.tf": 'module "n" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\n'}, git=True)
    with open(folder / "main.tf", "a") as file:
        file.write("# mine\n")
    before = contents(folder)
    refused = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write")
    assert refused.code == 3 and "main.tf has changes that are not committed" in refused.err, refused
    assert contents(folder) == before
    assert footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write", "--allow-dirty").code == 0
    assert contents(folder)["main.tf"].endswith(b"# mine\n")


def test_nothing_matches(footing, tree):
    tree({"main.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\n'})
    result = footing("upgrade", ".", "--ref", "nope=v1.1.0")
    assert result.code == 1 and "no reference of that module" in result.err, result


def test_only_files_that_change_are_written(footing, tree):
    folder = tree({"a.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\n', "b.tf": 'module "n" {\n  source = "github.com/acme/mod?ref=v1.1.0"\n}\n'})
    stamps = {p: os.stat(folder / p).st_ino for p in ("a.tf", "b.tf")}
    assert footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write").code == 0
    assert os.stat(folder / "b.tf").st_ino == stamps["b.tf"]
    assert not list(folder.glob(".footing*"))


def test_diff_paths_are_those_of_the_root(footing, tree):
    folder = tree(SHARED, git=True)
    diff = footing("upgrade", "..", "--ref", "mod=v1.1.0", cwd=folder / "dev").out
    assert "--- a/_envcommon/vpc.hcl\n" in diff
    subprocess.run(["git", "-C", folder, "apply", "-p1", "-"], input=diff.encode(), check=True)
