"""footing upgrade --ref: the forms in which a version can be written, and what stands beside it."""
import pytest

from conftest import contents

UNIT = """locals {
  v = yamldecode(file(find_in_parent_folders("v.yaml")))
}
terraform {
  source = "github.com/acme/mod?ref=${%s}"
}
"""
REF = "local.v.ref"

# what is read of the file; the file before; the version that is wanted; the file after
YAML = [
    # blocks: only the line of the text is edited
    (REF, "ref: |-\n    v0.1.0\nb: 1\n", "v0.2.0", "ref: |-\n    v0.2.0\nb: 1\n"),
    (REF, "ref: >-\n    v0.1.0\nb: 1\n", "v0.2.0", "ref: >-\n    v0.2.0\nb: 1\n"),
    (REF, "ref: |-\n    v0.1.0", "v0.2.0", "ref: |-\n    v0.2.0"),
    (REF, "ref: |-  # kept\n\n    v0.1.0\n\n\nb: 1\n", "v0.2.0", None),  # its text begins with a line break
    (REF, "ref: >-2\n    v0.1.0\n\n\nb: 1\n", "v0.2.0", "ref: >-2\n  v0.2.0\n\n\nb: 1\n"),  # its text began with spaces
    ("chomp(local.v.ref)", "ref: |\n    v0.1.0\nb: 1\n", "v0.2.0", "ref: |\n    v0.2.0\nb: 1\n"),
    ("chomp(local.v.ref)", "ref: >\n    v0.1.0\nb: 1\n", "v0.2.0", "ref: >\n    v0.2.0\nb: 1\n"),
    ("chomp(local.v.ref)", "ref: |\r\n    v0.1.0\r\nb: 1\r\n", "v0.2.0", "ref: |\r\n    v0.2.0\r\nb: 1\r\n"),
    (REF, "a: {}\r\nref: >-\r\n    v0.1.0\r\n\r\n\r\nb: 1\r\n", "v0.2.0", "a: {}\r\nref: >-\r\n    v0.2.0\r\n\r\n\r\nb: 1\r\n"),
    ("trimspace(local.v.ref)", "ref: >2\n    v0.1.0\n\n\nb: 1\n", "v0.2.0", "ref: >2\n    v0.2.0\n\n\nb: 1\n"),
    ("trimspace(local.v.ref)", "ref: |+ # c\n    v0.1.0\n\n\nb: 1\n", "v0.2.0", "ref: |+ # c\n    v0.2.0\n\n\nb: 1\n"),
    ("trimspace(local.v.ref)", "ref: &x !!str |1+\n v0.1.0\n\nb: *x\n", "v0.2.0", "ref: &x !!str |1+\n v0.2.0\n\nb: *x\n"),
    ('split("\\n", local.v.ref)[1]', "ref: |\n    a\n    v0.1.0\n    b\nc: 1\n", "v0.2.0", "ref: |\n    a\n    v0.2.0\n    b\nc: 1\n"),
    ('split(" ", local.v.ref)[1]', "ref: >-\n    a\n    v0.1.0\nc: 1\n", "v0.2.0", "ref: >-\n    a\n    v0.2.0\nc: 1\n"),
    # in a block YAML takes these for a date and a word, too, and a block has no quotes
    (REF, "ref: |-\n    v0.1.0\nb: 1\n", "2024-01-01", None),
    (REF, "ref: >-\n    main\n", "yes", None),
    (REF, "ref: |-\n    1.4\n", "1.10", "ref: |-\n    1.10\n"),
    # plain and quoted
    (REF, "ref:\n  'v0.1.0'\nb: 1\n", "v0.2.0", "ref:\n  'v0.2.0'\nb: 1\n"),
    (REF, 'ref: "v0.1.0" # c\n', "v0.2.0", 'ref: "v0.2.0" # c\n'),
    (REF, "ref: !!str v0.1.0\t# c\n", "1.10", 'ref: !!str "1.10"\t# c\n'),
    (REF, "{ref: v0.1.0, b: 1}\n", "v0.2.0", "{ref: v0.2.0, b: 1}\n"),
    (REF, "{b: [1, {c: 2}], ref: v0.1.0}\n", "a,b", '{b: [1, {c: 2}], ref: "a,b"}\n'),
    (REF, "ref: v0.1.0\n", "a,b", "ref: a,b\n"),
    (REF, '{"ref":"v0.1.0"}\n', "v0.2.0", '{"ref":"v0.2.0"}\n'),
    ("local.v[0]", "- v0.1.0\n- v0.1.0\n", "v0.2.0", "- v0.2.0\n- v0.1.0\n"),
    (REF, "ref: &x v0.1.0\nb: *x\n", "v0.2.0", "ref: &x v0.2.0\nb: *x\n"),
    (REF, "b: &x v0.1.0\nref: *x\n", "1.10", 'b: &x "1.10"\nref: *x\n'),
    ("local.v.c.ref", "b: &x\n  ref: v0.1.0\nc:\n  <<: *x\n", "v0.2.0", "b: &x\n  ref: v0.2.0\nc:\n  <<: *x\n"),
    ("trimspace(local.v.ref)", 'ref: "v0.1.0\\x20"\n', "v0.2.0", 'ref: "v0.2.0\\x20"\n'),
    ('split("\\t", local.v.ref)[1]', 'ref: "vpc\\tv0.1.0"\n', "v0.2.0", 'ref: "vpc\\tv0.2.0"\n'),
    ('split("\\t", local.v.ref)[1]', 'ref: "vpc\\tv0.1.0\\teks"\n', "v0.2.0", None),
    ('split(" ", local.v.ref)[1]', "ref: vpc v0.1.0\n", "1.10", "ref: vpc 1.10\n"),
    ('split(" ", local.v.ref)[1]', "ref: vpc\n  v0.1.0\nb: 1\n", "v0.2.0", "ref: vpc\n  v0.2.0\nb: 1\n"),
    ('split("\'", local.v.ref)[1]', "ref: 'vpc''v0.1.0'\n", "v0.2.0", "ref: 'vpc''v0.2.0'\n"),
    ('trimprefix(local.v.ref, "a")', "ref: av0\n", "1.10", "ref: a1.10\n"),
    ('trimsuffix(local.v.ref, "0")', "ref: v0\n", "1.1", None),  # 1.10 would need quotes
    # numbers stay numbers, texts stay texts
    (REF, "ref: 1.5\n", "1.6", "ref: 1.6\n"),
    (REF, "ref: 1.5\n", "1.10", 'ref: "1.10"\n'),
    (REF, "ref: 1.5\n", "v1.6", "ref: v1.6\n"),
    (REF, "ref: 0x10\n", "17", "ref: 17\n"),
    (REF, "ref: main\n", "1.6", 'ref: "1.6"\n'),
] + [
    (REF, "ref: v0.1.0 # c\nb: 1\n", text, f'ref: "{text}" # c\nb: 1\n')
    for text in ("1.10", "0.20", "1e3", "null", "~", "yes", "no", "on", "y", "true", "017", "0o17", "0x1f", "2024-01-01",
                 "+1", ".5", ".inf", "5", "@next", "*x", "!x", "-", "[a", ">=1.0", "a:")
]


@pytest.mark.parametrize("case", YAML, ids=[f"{i}: {case[1]!r} {case[2]}" for i, case in enumerate(YAML)])
def test_yaml(footing, tree, case):
    expression, before, version, after = case
    folder = tree({"v.yaml": before, "u/terragrunt.hcl": UNIT % expression})
    result = footing("upgrade", ".", "--ref", f"mod={version}", "--write")
    text = contents(folder)["v.yaml"].decode()
    if after is None:
        assert result.code == 1 and text == before, (text, result)
        assert "YAML scalar at v.yaml:" in result.err or "does not divide" in result.err, result
        return
    assert text == after, result
    listed = footing("upgrade", ".", "--list", "--format", "json").json["references"]
    assert result.code == 0 and [r["ref"] for r in listed] == [version], listed


# ---- an edit that does more than it says ----------------------------------------------------

V = 'read_terragrunt_config("../v.hcl").locals.v'
V_FILE = 'locals {\n  v = "v1.0.0"\n}\n'
LITERAL = 'terraform {\n  source = "github.com/acme/mod?ref=v1.0.0"\n}\n'
SHARED = f'terraform {{\n  source = "github.com/acme/mod?ref=${{{V}}}"\n}}\n'


def chooses(then, otherwise):
    """A source that depends on the version in v.hcl without containing it."""
    return f'terraform {{\n  source = {V} == "v1.0.0" ? {then} : {otherwise}\n}}\n'


# name: (units, what is said of which unit, units that change nevertheless)
MORE_THAN_IT_SAYS = {
    "moves another module": (
        {"w": chooses('"github.com/acme/other?ref=v5"', '"github.com/acme/other?ref=v6"')},
        {"u": "also move w from v5 to v6"}, ["far/x"]),
    "leads to another module": (
        {"w": chooses('"github.com/acme/other?ref=v5"', '"github.com/acme/third?ref=v5"')},
        {"u": "also move w from v5 to another module (github.com/acme/third?ref=v5)"}, ["far/x"]),
    "removes a reference": (
        {"w": chooses('"github.com/acme/other?ref=v5"', "null")},
        {"u": "also move w from v5 to no reference"}, ["far/x"]),
    "brings up a reference": (
        {"w": chooses("null", '"github.com/acme/other?ref=v5"')},
        {"u": "bring up a reference that is not there now: w"}, ["far/x"]),
    "breaks a unit": (
        {"w": chooses('"github.com/acme/other?ref=v5"', '"github.com/acme/other?ref=${local.nope}"')},
        {"u": "also move w from v5 to a"}, ["far/x"]),
    "moves a unit that is meant elsewhere": (
        {"w": chooses('"github.com/acme/mod?ref=v1.0.0"', '"github.com/acme/mod?ref=v9"')},
        {"u": "also move w from v1.0.0 to v9"}, ["far/x", "w"]),
    "comes out as something else": (
        {"w": f'locals {{\n  v = "v1.0.0"\n}}\nterraform {{\n  source = "github.com/acme/mod?ref=${{local.v == "v1.0.0" ? local.v : "main"}}"\n}}\n'},
        {"w": "would give main there, not v1.1.0"}, ["far/x", "u"]),
}


@pytest.mark.parametrize("name", MORE_THAN_IT_SAYS)
def test_an_edit_that_does_more_than_it_says_is_blocked(footing, tree, name):
    units, blamed, changed = MORE_THAN_IT_SAYS[name]
    tree({"v.hcl": V_FILE, "u/terragrunt.hcl": SHARED, "far/x/terragrunt.hcl": LITERAL,
          **{f"{unit}/terragrunt.hcl": text for unit, text in units.items()}})
    result = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write", "--format", "json")
    assert result.code == 1, result
    outcomes = result.json["outcomes"]
    assert [o["unit"] for o in outcomes if o["status"] == "changed"] == changed, outcomes
    assert {o["unit"] for o in outcomes if o["status"] == "blocked"} == set(blamed), outcomes
    for outcome in outcomes:
        assert blamed.get(outcome["unit"], "") in outcome.get("reason", ""), outcomes
    again = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write", "--format", "json").json
    assert [o["unit"] for o in again["outcomes"] if o["status"] == "already"] == changed and again["files"] == []


def test_many_edits_that_do_more_than_they_say(footing, tree):
    """Each third unit's version also chooses what its neighbour uses; the rest is changed."""
    files = {}
    for i in range(60):
        files[f"u{i:02}/terragrunt.hcl"] = f'locals {{\n  v = "v1.0.0"\n}}\n{SHARED.replace(V, "local.v")}'
        if i % 20 == 0:
            files[f"u{i:02}/w/terragrunt.hcl"] = chooses('"github.com/acme/other?ref=v5"', '"github.com/acme/other?ref=v6"').replace(
                "../v.hcl", "../terragrunt.hcl")
    tree(files)
    outcomes = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write", "--format", "json").json["outcomes"]
    assert [o["unit"] for o in outcomes if o["status"] == "blocked"] == ["u00", "u20", "u40"], outcomes
    assert sum(o["status"] == "changed" for o in outcomes) == 57


def test_units_that_use_one_text_are_blocked_together(footing, tree):
    folder = tree({"v.hcl": V_FILE, "u/terragrunt.hcl": SHARED, "x/terragrunt.hcl": SHARED, "y/terragrunt.hcl": LITERAL,
                   "w/terragrunt.hcl": chooses('"github.com/acme/other?ref=v5"', '"github.com/acme/other?ref=v6"')})
    for options in ([], ["--allow-shared"]):
        result = footing("upgrade", ".", "--ref", "mod=v1.1.0", "--format", "json", *options)
        blocked = [o["unit"] for o in result.json["outcomes"] if o["status"] == "blocked"]
        assert blocked == ([] if options else ["u", "x"]), result
    assert footing("upgrade", ".", "--ref", "mod=v1.1.0", "--write").code == 1
    assert b"v1.0.0" in contents(folder)["v.hcl"] and b"v1.1.0" in contents(folder)["y/terragrunt.hcl"]


def test_references_are_known_again_by_their_place(footing, tree):
    """Edits that change the length of what stands before references in comments and unused ones."""
    files = {"main.tf": "".join(
        f'# source = "github.com/acme/mod?ref=v0.{i}.0"\nmodule "m{i}" {{\n  source = "github.com/acme/mod?ref=v1"\n}}\n' for i in range(20))}
    folder = tree(files)
    assert footing("upgrade", ".", "--ref", "mod=v1.10.100", "--write").code == 0
    assert contents(folder)["main.tf"] == files["main.tf"].replace("ref=v1\"", "ref=v1.10.100\"").encode()
