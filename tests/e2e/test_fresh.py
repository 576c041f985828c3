"""Trees of shapes that others use: what a hand-made or a bot's bump would change in them, and no other byte."""
import pytest

from conftest import contents

M = "github.com/acme/mod"


def module(name, source):
    return 'module "%s" {\n  source = "%s"\n}\n' % (name, source)


VARIABLE = 'variable "v" {\n  default = "v1.0.0"\n}\n' + module("a", M + "?ref=${var.v}")
LOCAL = 'locals {\n  v = "v1.0.0"\n}\n'

# the files; those of them in which every v1.0.0 becomes v1.1.0
TERRAFORM = {
    "a variable's default": ({"m.tf": VARIABLE}, ["m.tf"]),
    "its value in terraform.tfvars": ({"m.tofu": VARIABLE, "terraform.tfvars": 'w = "v1.0.0"\nv = "v1.0.0"\n'}, ["terraform.tfvars"]),
    "terraform.tfvars.json comes later": (
        {"m.tf": VARIABLE, "terraform.tfvars": 'v = "v0.9.0"\n', "terraform.tfvars.json": '{"v": "v1.0.0"}'}, ["terraform.tfvars.json"]),
    "auto.tfvars come last, by name": (
        {"m.tf": VARIABLE, "terraform.tfvars": 'v = "v0.9.0"\n', "b.auto.tfvars.json": '{"v": "v1.0.0"}', "a.auto.tfvars": 'v = "v0.9.1"\n'},
        ["b.auto.tfvars.json"]),
    "a value that is not for this variable": ({"m.tf": VARIABLE, "terraform.tfvars": 'w = "v1.0.0"\n'}, ["m.tf"]),
    "other .tfvars are a matter of the command line": ({"m.tf": VARIABLE, "dev.tfvars": 'v = "v0.9.0"\n'}, ["m.tf"]),
    "another folder's values": ({"a/m.tf": VARIABLE, "terraform.tfvars": 'v = "v0.9.0"\n'}, ["a/m.tf"]),
    ".tofu files stand before .tf files of the same names for OpenTofu": (
        {"l.tf": LOCAL.replace("v1", "v0"), "l.tofu": LOCAL, "m.tofu": module("a", M + "?ref=${local.v}")}, ["l.tofu"]),
    "and are not read by Terraform": (
        {"l.tf": LOCAL, "l.tofu": LOCAL.replace("v1", "v0"), "a.tf": module("a", M + "?ref=${local.v}")}, ["l.tf"]),
    "both at once": (
        {"l.tf": LOCAL, "l.tofu": LOCAL, "a.tf": module("a", M + "?ref=${local.v}"), "a.tofu": module("a", M + "?ref=${local.v}")},
        ["l.tf", "l.tofu"]),
}


@pytest.mark.parametrize("name", TERRAFORM)
def test_terraform(footing, tree, name):
    files, changed = TERRAFORM[name]
    folder = tree(files)
    expected = {k: text.replace("v1.0.0", "v1.1.0") if k in changed else text for k, text in files.items()}
    if "its value in" in name:
        expected["terraform.tfvars"] = 'w = "v1.0.0"\nv = "v1.1.0"\n'
    result = footing("upgrade", ".", "--ref", M + "=v1.1.0", "--write")
    assert result.code == 0, result
    assert contents(folder) == {k: text.encode() for k, text in expected.items()}


def test_paths_of_modules_are_local(footing, tree):
    tree({"a/m.tf": module("a", "${path.module}/../b") + module("b", "${path.root}/b")})
    refs = footing("upgrade", ".", "--list", "--format", "json").json["references"]
    assert [(r["kind"], r["state"]) for r in refs] == [("module", "none")] * 2, refs


@pytest.mark.parametrize("comment", ['# source = "%s?ref=v1.0.0"' % M, '// was source = "git::ssh://git@%s.git?ref=v1.0.0"' % M,
                                     '/* source = "%s?ref=v0.9.0" */' % M])
def test_a_source_in_a_comment_beside_the_live_one_stays(footing, tree, comment):
    text = 'terraform {\n  source = "%s?ref=%%s" %s\n}\n' % (M, comment)
    folder = tree({"u/terragrunt.hcl": text % "v1.0.0"})
    result = footing("upgrade", ".", "--ref", M + "=v1.1.0", "--write")
    assert result.code == 0, result
    assert contents(folder) == {"u/terragrunt.hcl": (text % "v1.1.0").encode()}
    sha = "0f3c1a7e5b9d2c4f6a8e0b1d3c5f7a9e2b4d6f80"
    result = footing("upgrade", ".", "--ref", M + "=%s#v1.2.0" % sha, "--write")
    assert contents(folder) == {"u/terragrunt.hcl": (text % sha).encode()}
    assert "the comment v1.2.0 was not written: a source stands there" in result.err, result


def test_requests_without_a_reference_are_told_why(footing, tree):
    tree({"a/terragrunt.hcl": 'terraform {\n  source = "%s//x?ref=v1.0.0"\n}\n' % M, "b/terragrunt.hcl": "", ".git/HEAD": ""})
    result = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--ref", "mod//x=v1.2.0")
    assert result.code == 1 and "--ref mod=v1.1.0: another --ref says more exactly which version" in result.err, result
    result = footing("upgrade", ".", "--ref", "mods=v1.1.0")
    assert result.code == 1 and "no reference of that module here; did you mean mod?" in result.err, result
    result = footing("upgrade", ".", "--ref", "acme/mdo=v1.1.0")
    assert result.code == 1 and "did you mean acme/mod?" in result.err, result
    result = footing("upgrade", ".", "--ref", "other=v1.1.0")
    assert result.code == 1 and "no reference of that module here (--list shows all)" in result.err, result
    result = footing("upgrade", "b", "--ref", "mod=v1.1.0")
    assert result.code == 1 and "1 reference of that module, but none that was chosen" in result.err, result
    result = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--ref", "Mod=v1.2.0")
    assert result.code == 2 and "mod=v1.1.0 and Mod=v1.2.0 give one module two versions" in result.err, result
    assert footing("upgrade", ".", "--ref", "mod=v1.1.0", "--ref", "mod=v1.1.0").code == 1


UNREACHED = {
    "an archive of the repository": ("https://%s/archive/refs/tags/v1.0.0.tar.gz//a" % M, "the version is a part of the address"),
    "a bucket": ("s3::https://s3.amazonaws.com/b/acme/mod/v1.0.0/a.zip", "the version is a part of the address"),
    "no version": ("git::https://%s.git//a" % M, "follows the default branch"),
    "an empty version": ("git::https://%s.git//a?ref=" % M, "its version is empty"),
}


@pytest.mark.parametrize("name", UNREACHED)
def test_what_cannot_be_reached_is_told_why(footing, tree, name):
    address, why = UNREACHED[name]
    tree({"u/terragrunt.hcl": 'terraform {\n  source = "%s"\n}\n' % address})
    result = footing("upgrade", ".", "--ref", "acme/mod=v1.1.0", "--write")
    assert result.code == 1 and "  u: " in result.err and why in result.err, result
