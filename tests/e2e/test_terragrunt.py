"""What Terragrunt configurations say: one small tree per rule of its documentation (blocks, attributes, functions)."""
import pytest

M = "github.com/acme/mod"


def source(ref):
    return 'terraform {\n  source = "%s?ref=%s"\n}\n' % (M, ref)


def include(name, path, extra=""):
    return 'include "%s" {\n  path = %s\n%s}\n' % (name, path, extra)


# name: (files, {unit: (ref, file:line where it is written)})
CASES = {
    "an include's source counts where the child has none": (
        {"u/terragrunt.hcl": include("a", '"../a.hcl"'), "a.hcl": source("v1")}, {"u": ("v1", "a.hcl:2")}),
    "the child's source wins": (
        {"u/terragrunt.hcl": include("a", '"../a.hcl"') + source("v2"), "a.hcl": source("v1")},
        {"u": ("v2", "u/terragrunt.hcl:5"), "a.hcl": ("v1", "a.hcl:2")}),
    "a later include wins over an earlier one": (
        {"u/terragrunt.hcl": include("a", '"../a.hcl"') + include("b", '"../b.hcl"'), "a.hcl": source("v1"), "b.hcl": source("v2")},
        {"u": ("v2", "b.hcl:2"), "a.hcl": ("v1", "a.hcl:2")}),
    "a source that a unit takes from an exposed include moves it": (
        {"u/terragrunt.hcl": include("a", '"../a.hcl"', "  expose = true\n") +
         'terraform {\n  source = "${include.a.terraform.source}&depth=1"\n}\n', "a.hcl": source("v1")}, {"u": ("v1", "a.hcl:2")}),
    "no_merge is for its values only": (
        {"u/terragrunt.hcl": include("a", '"../a.hcl"') + include("b", '"../b.hcl"', '  merge_strategy = "no_merge"\n'),
         "a.hcl": source("v1"), "b.hcl": source("v2")},
        {"u": ("v1", "a.hcl:2"), "b.hcl": ("v2", "b.hcl:2")}),
    "a terraform block without source leaves the include's": (
        {"u/terragrunt.hcl": include("a", '"../a.hcl"') + "terraform {\n  extra_arguments \"x\" {\n    commands = []\n  }\n}\n",
         "a.hcl": source("v1")}, {"u": ("v1", "a.hcl:2")}),
    "exposed locals, by name": (
        {"u/terragrunt.hcl": include("a", '"../a.hcl"', "  expose = true\n") + source("${include.a.locals.v}"),
         "a.hcl": 'locals {\n  v = "v1"\n}\n'}, {"u": ("v1", "a.hcl:2")}),
    "exposed locals of the only include without a name": (
        {"u/terragrunt.hcl": 'include {\n  path   = "../a.hcl"\n  expose = true\n}\n' + source("${include.locals.v}"),
         "a.hcl": 'locals {\n  v = "v1"\n}\n'}, {"u": ("v1", "a.hcl:2")}),
    "the folder functions of an included file mean the unit": (
        {"x/u/terragrunt.hcl": include("a", 'find_in_parent_folders("a.hcl")'),
         "a.hcl": 'locals {\n  v = { "x/u" = "v1", "u" = "v2" }[path_relative_to_include()]\n  w = basename(get_terragrunt_dir())\n}\n'
                  + source("${local.v}-${local.w}")},
        {"x/u": ("v1-u", "a.hcl:2")}),
    "file() in an included file is relative to that file": (
        {"u/terragrunt.hcl": include("a", '"../c/a.hcl"'), "c/a.hcl": source('${trimspace(file("v.txt"))}'), "c/v.txt": "v1\n"},
        {"u": ("v1", "c/v.txt:1")}),
    "a read file looks up from its own folder": (
        {"x/u/terragrunt.hcl": 'locals {\n  c = read_terragrunt_config("../../c/c.hcl")\n}\n' + source("${local.c.locals.v}"),
         "c/c.hcl": 'locals {\n  v = yamldecode(file(find_in_parent_folders("v.yaml"))).v\n}\n', "v.yaml": "v: v1\n", "x/v.yaml": "v: v2\n"},
        {"x/u": ("v1", "v.yaml:1")}),
    "what a read file says may depend on the unit": (
        {"a/terragrunt.hcl": 'locals {\n  c = read_terragrunt_config("../c.hcl")\n}\n' + source("${local.c.locals.v}"),
         "b/terragrunt.hcl": 'locals {\n  c = read_terragrunt_config("../c.hcl")\n}\n' + source("${local.c.locals.v}"),
         "c.hcl": 'locals {\n  v = { a = "v1", b = "v2" }[basename(get_original_terragrunt_dir())]\n}\n'},
        {"a": ("v1", "c.hcl:2"), "b": ("v2", "c.hcl:2")}),
    "a file that is not there has a default": (
        {"u/terragrunt.hcl": 'locals {\n  c = read_terragrunt_config("nope.hcl", { locals = { v = "v1" } })\n}\n' + source("${local.c.locals.v}")},
        {"u": ("v1", "u/terragrunt.hcl:2")}),
    "a feature flag has its default": (
        {"u/terragrunt.hcl": 'feature "v" {\n  default = "v1"\n}\n' + source("${feature.v.value}")}, {"u": ("v1", "u/terragrunt.hcl:2")}),
    "values of a generated file": (
        {"u/terragrunt.hcl": source("${values.v}"), "u/terragrunt.values.hcl": 'v = "v1"\n'}, {"u": ("v1", "u/terragrunt.values.hcl:1")}),
    "variables of a tfvars file": (
        {"u/terragrunt.hcl": source('${jsondecode(read_tfvars_file("../v.tfvars")).v}'), "v.tfvars": 'a = 1\nv = "v1"\n'},
        {"u": ("v1", "v.tfvars:2")}),
    "the JSON form": (
        {"u/terragrunt.hcl.json": '{"locals": {"v": "v1"},\n "terraform": {"source": "%s?ref=${local.v}"}}' % M},
        {"u": ("v1", "u/terragrunt.hcl.json:1")}),
    "inputs of an include": (
        {"u/terragrunt.hcl": include("a", '"../a.hcl"', "  expose = true\n") + source("${include.a.inputs.v}"),
         "a.hcl": 'inputs = {\n  v = "v1"\n}\n'}, {"u": ("v1", "a.hcl:2")}),
    "stacks in stacks pass their values on": (
        {"live/terragrunt.stack.hcl": 'stack "s" {\n  source = "../s"\n  path   = "s"\n  values = { v = "v1" }\n}\n',
         "s/terragrunt.stack.hcl": 'unit "u" {\n  source = "%s//x?ref=${values.v}"\n  path   = "u"\n}\n' % M},
        {"live/.terragrunt-stack/s/terragrunt.stack.hcl:unit.u": ("v1", "live/terragrunt.stack.hcl:4")}),
    "a broken local beside it does no harm": (
        {"u/terragrunt.hcl": 'locals {\n  bad = nope()\n  v   = "v1"\n}\n' + source("${local.v}")}, {"u": ("v1", "u/terragrunt.hcl:3")}),
    "a broken local in a read file does no harm": (
        {"u/terragrunt.hcl": 'locals {\n  c = read_terragrunt_config("../c.hcl")\n}\n' + source("${local.c.locals.v}"),
         "c.hcl": 'locals {\n  bad = file("nope")\n  v   = "v1"\n}\n'}, {"u": ("v1", "c.hcl:3")}),
    "a source that is null is not there": (
        {"u/terragrunt.hcl": include("a", '"../a.hcl"') + "locals {\n  mine = false\n}\nterraform {\n  source = local.mine ? \"x\" : null\n}\n",
         "a.hcl": source("v1")}, {"u": ("v1", "a.hcl:2")}),
    "all includes as one object": (
        {"u/terragrunt.hcl": include("a", '"../a.hcl"', "  expose = true\n") + 'locals {\n  all = merge([for i in values(include) : i.locals]...)\n}\n' + source("${local.all.v}"),
         "a.hcl": 'locals {\n  v = "v1"\n}\n'}, {"u": ("v1", "a.hcl:2")}),
    "terraform block's version with a registry source": (
        {"u/terragrunt.hcl": 'terraform {\n  source  = "tfr:///acme/vpc/aws"\n  version = "~> 3.3"\n}\n'}, {"u": ("~> 3.3", "u/terragrunt.hcl:3")}),
}


@pytest.mark.parametrize("name", CASES)
def test_rule(footing, tree, name):
    files, expected = CASES[name]
    tree(files)
    result = footing("upgrade", ".", "--list", "--format", "json")
    assert result.code == 0, result
    got = {r["unit"]: (r["ref"], "%(file)s:%(line)d" % r["written_at"] if r["written_at"] else None)
           for r in result.json["references"] if r["state"] != "unknown"}
    assert got == expected


UNKNOWN = {
    "run_cmd": ("${run_cmd(\"x\")}", "run_cmd"),
    "sops_decrypt_file": ("${yamldecode(sops_decrypt_file(\"x\")).v}", "sops_decrypt_file"),
    "get_aws_account_id": ("${get_aws_account_id()}", "get_aws_account_id"),
    "get_env": ("${get_env(\"V\")}", "--env V"),
    "dependency": ("${dependency.a.outputs.v}", "dependencies"),
    "values": ("${values.v}", "stack"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown(footing, tree, name):
    text, why = UNKNOWN[name]
    tree({"u/terragrunt.hcl": source(text)})
    result = footing("upgrade", ".", "--list", "--format", "json")
    assert result.code == 0, result
    ref = result.json["references"][0]
    assert ref["state"] == "unknown" and why in ref["why"], ref
    assert ref["repository"] == M, "the module is known all the same"


def test_not_exposed(footing, tree):
    tree({"u/terragrunt.hcl": include("a", '"../a.hcl"') + source("${include.a.locals.v}"), "a.hcl": 'locals {\n  v = "v1"\n}\n'})
    result = footing("upgrade", ".", "--list")
    assert result.code == 3 and "expose = true" in result.err


NESTED = {
    "live/terragrunt.stack.hcl": 'stack "s" {\n  source = "../catalog/s"\n  path   = "s"\n}\n',
    "catalog/s/terragrunt.stack.hcl": 'unit "u" {\n  source = "../u"\n  path   = "u"\n  values = { v = "v1.0.0" }\n}\n',
    "catalog/u/terragrunt.hcl": source("${values.v}"),
}


def test_units_of_nested_stacks_belong_to_the_outermost_folder(footing, tree):
    """A folder chooses what is generated below it, wherever the catalog lies that it is made from."""
    tree(NESTED)
    inner = "live/.terragrunt-stack/s/terragrunt.stack.hcl:unit.u"
    units = [r["unit"] for r in footing("upgrade", "live", "--list", "--format", "json").json["references"]]
    assert units == [inner]
    units = [r["unit"] for r in footing("upgrade", "catalog", "--list", "--format", "json").json["references"]]
    assert inner not in units
    assert [r["unit"] for r in footing("upgrade", ".", "--unit", "live", "--list", "--format", "json").json["references"]] == [inner]


def test_stacks_of_a_catalog_are_told_with_the_stacks_that_use_them(footing, tree):
    """On its own an inner stack has no values; that is no version which could not be reached."""
    inner = 'unit "u" {\n  source = "../u"\n  path   = "u"\n  values = { v = values.v }\n}\n'
    outer = NESTED["live/terragrunt.stack.hcl"].replace('"s"\n}', '"s"\n  values = { v = "v1.0.0" }\n}')
    folder = tree({**NESTED, "live/terragrunt.stack.hcl": outer, "catalog/s/terragrunt.stack.hcl": inner})
    result = footing("upgrade", ".", "--ref", M + "=v1.1.0", "--write")
    assert result.code == 0 and "reached" not in result.err.replace("0 not reached", ""), result
    assert (folder / "live/terragrunt.stack.hcl").read_text() == outer.replace("v1.0.0", "v1.1.0")


STACK_INCLUDE = {
    "live/terragrunt.stack.hcl": 'include "c" {\n  path = "../common.hcl"\n}\nlocals {\n  v = "v1.0.0"\n}\n',
    "common.hcl": 'unit "a" {\n  source = "%s//a?ref=${local.v}"\n  path   = "a"\n}\n'
                  'unit "b" {\n  source = "../catalog/u"\n  path   = "b"\n  values = { v = "v1.0.1" }\n}\n' % M,
    "catalog/u/terragrunt.hcl": source("${values.v}"),
}


def test_stack_files_include_others(footing, tree):
    """Their blocks count as the stack's own: with its locals, and its folder for relative sources."""
    tree(STACK_INCLUDE)
    result = footing("upgrade", "live", "--list", "--format", "json")
    assert result.code == 0, result
    got = {r["unit"]: (r["ref"], "%(file)s:%(line)d" % r["written_at"]) for r in result.json["references"]}
    assert got == {"live/terragrunt.stack.hcl:unit.a": ("v1.0.0", "live/terragrunt.stack.hcl:5"),
                   "live/terragrunt.stack.hcl:unit.b": ("v1.0.1", "common.hcl:8")}


@pytest.mark.parametrize("common, message", [
    (None, "common.hcl"),
    ('locals {\n  v = "v2"\n}\n', "common.hcl:1 has locals"),
    (include("d", '"d.hcl"'), "common.hcl:1 has an include"),
    ("unit {\n", "common.hcl"),
])
def test_stack_includes_that_cannot_be_used(footing, tree, common, message):
    files = {k: v for k, v in STACK_INCLUDE.items() if k != "common.hcl"}
    tree(files if common is None else {**files, "common.hcl": common})
    result = footing("upgrade", "live", "--list")
    assert result.code == 3 and message in result.err and "live/terragrunt.stack.hcl:2" in result.err, result


BESIDE = {
    "by a relative path": 'read_terragrunt_config("v.hcl").locals.v',
    "by its folder": 'read_terragrunt_config("${get_terragrunt_dir()}/v.hcl").locals.v',
    "as a text": 'trimspace(file("${get_terragrunt_dir()}/v.txt"))',
    "if it exists": 'fileexists("${get_terragrunt_dir()}/v.txt") ? trimspace(file("v.txt")) : "none"',
    "from further up": 'read_terragrunt_config(find_in_parent_folders("root.hcl")).locals.v',
}


@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize("name", BESIDE)
def test_files_beside_a_unit_of_the_catalog(footing, tree, name, written):
    """Terragrunt copies a unit's folder: a file of it is at both places, and is edited where people wrote it."""
    files = {"live/dev/terragrunt.stack.hcl": 'unit "a" {\n  source = "../../catalog/a"\n  path   = "x/a"\n}\n',
             "live/root.hcl": 'locals {\n  v = "v1.0.0"\n}\n',
             "catalog/a/v.hcl": 'locals {\n  v = "v1.0.0"\n}\n', "catalog/a/v.txt": "v1.0.0\n",
             "catalog/a/terragrunt.hcl": "terraform {\n  source = join(\"?ref=\", [\"%s\", %s])\n}\n" % (M, BESIDE[name])}
    folder = tree(files)
    copies = {k.replace("catalog", "live/dev/.terragrunt-stack/x"): text for k, text in files.items() if written and "catalog" in k}
    tree(copies)
    result = footing("upgrade", ".", "--ref", M + "=v1.1.0", "--write")
    assert result.code == 0, result
    changed = sorted(k for k, text in files.items() if (folder / k).read_text() != text)
    assert all((folder / k).read_text() == text for k, text in copies.items())
    place = {"as a text": "catalog/a/v.txt", "if it exists": "catalog/a/v.txt", "from further up": "live/root.hcl"}
    assert changed == [place.get(name, "catalog/a/v.hcl")], result


def test_autoinclude_blocks_of_stacks(footing, tree):
    """What a stack lays over a unit wins over the unit's own; over a stack, it adds units."""
    over = '  autoinclude {\n    terraform {\n      source = "%s?ref=${local.v}"\n    }\n  }\n' % M
    more = '  autoinclude {\n    unit "c" {\n      source = "%s//c?ref=v1.0.3"\n      path   = "c"\n    }\n  }\n' % M
    tree({"live/terragrunt.stack.hcl":
          'locals {\n  v = "v1.0.0"\n}\n'
          'unit "a" {\n  source = "github.com/acme/catalog//u?ref=v9"\n  path   = "a"\n%s}\n'
          'unit "b" {\n  source = "../catalog/u"\n  path   = "b"\n%s}\n'
          'stack "s" {\n  source = "../catalog/s"\n  path   = "s"\n%s}\n' % (over, over, more),
          "catalog/u/terragrunt.hcl": source("v1.0.1"), "catalog/s/terragrunt.stack.hcl": ""})
    result = footing("upgrade", "live", "--list", "--format", "json")
    assert result.code == 0, result
    got = sorted((r["unit"], r["ref"], r["written_at"]["line"]) for r in result.json["references"])
    stack = "live/terragrunt.stack.hcl:unit."
    assert got == [("live/.terragrunt-stack/s/terragrunt.stack.hcl:unit.c", "v1.0.3", 27), (stack + "a", "v1.0.0", 2),
                   (stack + "a", "v9", 5), (stack + "b", "v1.0.0", 2)]


def test_files_that_stacks_write_are_not_edited(footing, tree):
    folder = tree({"a/terragrunt.hcl": source("v1.0.0"), "a/terragrunt.autoinclude.hcl": source("v1.0.1"),
                   "b/terragrunt.hcl": source("${values.v}"), "b/terragrunt.values.hcl": 'v = "v1.0.0"\n'})
    before = {p: (folder / p).read_bytes() for p in ("a/terragrunt.autoinclude.hcl", "b/terragrunt.values.hcl")}
    result = footing("upgrade", ".", "--ref", M + "=v1.1.0", "--write")
    assert result.code == 1 and "terragrunt.autoinclude.hcl is written by a stack" in result.err, result
    assert "terragrunt.values.hcl is written by a stack" in result.err
    assert before == {p: (folder / p).read_bytes() for p in before}


@pytest.mark.parametrize("text", ["null", "[]", "1 == 1"])
def test_failed_references_have_a_problem(footing, tree, text):
    tree({"main.tf": 'module "m" {\n  source = %s\n}\n' % text, "u/terragrunt.hcl": "terraform {\n  source = %s\n}\n" % text})
    result = footing("upgrade", ".", "--list", "--format", "json")
    assert result.code == 3 and result.json["references"], result
    for ref in result.json["references"]:
        assert ref["state"] == "failed" and ref["problems"][0]["line"] == 2, ref


def test_two_terraform_blocks(footing, tree):
    tree({"u/terragrunt.hcl": source("v1") + source("v2")})
    result = footing("upgrade", ".", "--list")
    assert result.code == 3 and "u/terragrunt.hcl:4:1: Two terraform blocks" in result.err
