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
SHA = "0f3c1a7e5b9d2c4f6a8e0b1d3c5f7a9e2b4d6f80"
SHA2 = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"

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

# the same of an HCL file, by functions that know nothing of HCL
HCL = [
    ('regex("mod: (.*)", file("../v.hcl"))[0]', "# mod: v0.1.0\n", "v0.2.0", "# mod: v0.2.0\n"),
    ('regex("mod: (.*)", file("../v.hcl"))[0]', "# mod: 1\n", "1.10", "# mod: 1.10\n"),
    ('regex("v1 = .(v[0-9.]+)", file("../v.hcl"))[0]', 'v1 = "v0.1.0"\n', "v0.2.0", 'v1 = "v0.2.0"\n'),
    ('read_terragrunt_config("../v.hcl").locals.v', "locals {\n  v = 1.5 # c\n}\n", "1.10", 'locals {\n  v = "1.10" # c\n}\n'),
    ('read_terragrunt_config("../v.hcl").locals.v', "locals {\n  v = true\n}\n", "v1", 'locals {\n  v = "v1"\n}\n'),
    ('split("\\t", read_terragrunt_config("../v.hcl").locals.v)[1]', 'locals {\n  v = "a\\tv0\\tb"\n}\n', "v1", 'locals {\n  v = "a\\tv1\\tb"\n}\n'),
]


@pytest.mark.parametrize("case", HCL, ids=[f"{i}: {case[1]!r} {case[2]}" for i, case in enumerate(HCL)])
def test_hcl(footing, tree, case):
    expression, before, version, after = case
    folder = tree({"v.hcl": before, "u/terragrunt.hcl": f'locals {{\n  v = {expression}\n}}\nterraform {{\n  source = "github.com/acme/mod?ref=${{local.v}}"\n}}\n'})
    result = footing("upgrade", ".", "--ref", f"mod={version}", "--write")
    assert contents(folder)["v.hcl"].decode() == after and result.code == 0, result


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


# ---- contradictions -------------------------------------------------------------------------

@pytest.mark.parametrize("modules", ["abb", "bab", "bba", "abbb", "babab"])
def test_contradictions_do_not_depend_on_order(footing, tree, modules):
    """All use one text; one module is wanted in another version than the other one."""
    folder = tree({"v.hcl": V_FILE, **{f"u{i}/terragrunt.hcl": SHARED.replace("acme/mod", f"acme/{name}") for i, name in enumerate(modules)}})
    for options in ([], ["--allow-shared"]):
        result = footing("upgrade", ".", "--ref", "a=v2.0.0", "--ref", "b=v3.0.0", "--write", "--format", "json", *options)
        outcomes = result.json["outcomes"]
        assert {o["status"] for o in outcomes} == {"left"} and {o["reason"] for o in outcomes} == {
            "two versions are wanted for the one text at v.hcl:2"}, outcomes
        assert contents(folder)["v.hcl"].decode() == V_FILE


def test_two_comments_for_one_line(footing, tree):
    text = 'locals {{\n  s = ["{0}", "{0}"] # Testing\n}}\n'
    unit = 'locals {{\n  s = read_terragrunt_config("../v.hcl").locals.s\n}}\nterraform {{\n  source = "github.com/acme/{}?ref=${{local.s[{}]}}"\n}}\n'
    folder = tree({"v.hcl": text.format("v1.0.0"), "a/terragrunt.hcl": unit.format("a", 0), "b/terragrunt.hcl": unit.format("b", 1)})
    result = footing("upgrade", ".", "--ref", "a=v2.0.0#of a", "--ref", "b=v2.0.0#of b", "--write", "--format", "json")
    assert contents(folder)["v.hcl"].decode() == text.format("v2.0.0"), result
    assert [o["note"] for o in result.json["outcomes"]] == ["the comment was left: two versions are wanted for the one text at v.hcl:2"] * 2
    again = footing("upgrade", ".", "--ref", "a=v2.0.0#of a", "--ref", "b=v2.0.0#of b", "--write", "--format", "json")
    assert [o["status"] for o in again.json["outcomes"]] == ["already"] * 2


# ---- the comment beside a commit ------------------------------------------------------------

TO, GIVEN = f"mod={SHA2}", f"mod={SHA2}#v1.1.0"

# what stands behind `source = "...?ref=SHA"`; the request; what stands there then; what a note says
BESIDE = [
    (" # v1.0.0\n", GIVEN, " # v1.1.0\n", None),
    ("   # tag=v1.0.0  \r\n", GIVEN, "   # tag=v1.1.0  \r\n", None),
    (" // v1.0.0\n", GIVEN, " // v1.1.0\n", None),
    (" /* v1.0.0 */\n", GIVEN, " /* v1.1.0 */\n", None),
    (" /*v1.0.0*/ # keep\n", GIVEN, " /*v1.1.0*/ # keep\n", None),
    (" /* keep */ # v1.0.0\n", GIVEN, " /* keep */ # v1.1.0\n", None),
    (" # renovate: tag=v1.0.0\n", GIVEN, " # renovate: tag=v1.1.0\n", None),
    ("\n", GIVEN, " # v1.1.0\n", None),
    ("\r\n", GIVEN, " # v1.1.0\r\n", None),
    (" #\n", GIVEN, " # v1.1.0\n", None),
    (" # Testing\n", GIVEN, " # Testing (v1.1.0)\n", None),
    (" # Testing (v1.0.0)\n", GIVEN, " # Testing (v1.1.0)\n", None),
    (" # Testing\n", f"mod={SHA2}#as of May", " # Testing (as of May)\n", None),
    (" # Testing (v1)\n", f"mod={SHA2}#v2", " # Testing (v2)\n", None),
    (" /* Testing */ \n", GIVEN, " /* Testing (v1.1.0) */ \n", None),
    (" # renovate: datasource=x\n", GIVEN, " # renovate: datasource=x\n", "v1.1.0 was not written: the comment there is for a tool"),
    (" # needs terraform 1.5.0\n", GIVEN, " # needs terraform 1.5.0\n", "v1.1.0 was not written and the comment was left: the version in it"),
    (" # needs tf 1.5.0; is v1.0.0\n", GIVEN, " # needs tf 1.5.0; is v1.0.0\n", "v1.1.0 was not written and the comment was left: it names several versions"),
    (" /* v1.0.0\n  and more */\n", GIVEN, " /* v1.0.0\n  and more */\n", "v1.1.0 was not written: a comment of several lines stands there"),
    (" # v1.0.0\n", TO, " # v1.0.0\n", "the comment still says v1.0.0: give both as COMMIT#VERSION"),
    (" # needs tf 1.5.0; is v1.0.0\n", TO, " # needs tf 1.5.0; is v1.0.0\n", "the comment was left: it names several versions"),
    (" # Testing\n", TO, " # Testing\n", ""),
    (" # v1.0.0\n", "mod=v1.1.0", " # v1.1.0\n", None),
    (" # needs tf 1.5.0; is v1.0.0\n", "mod=v1.1.0", " # needs tf 1.5.0; is v1.0.0\n", "the comment was left: it names several versions"),
]


@pytest.mark.parametrize("case", BESIDE, ids=[f"{c[0]!r} {c[1][-8:]}" for c in BESIDE])
def test_comment_beside_a_commit(footing, tree, case):
    before, request, after, note = case
    text = 'module "m" {{\n  source = "git::https://github.com/acme/mod.git?ref={}"{}}}\n'
    folder = tree({"main.tf": text.format(SHA, before)})
    result = footing("upgrade", ".", "--ref", request, "--write", "--format", "json")
    assert contents(folder)["main.tf"].decode() == text.format(request.split("=")[1].split("#")[0], after), result
    outcome, = result.json["outcomes"]
    assert outcome["status"] == "changed" and (note is None or note in outcome.get("note", "")), outcome
    assert ("comment" in outcome.get("note", "")) == bool(note), outcome
    again = footing("upgrade", ".", "--ref", request, "--write")
    assert again.code == 0 and again.out == "", again


# files; the request; files afterwards; what a note says
COMMENTS = {
    "of a tag, which it repeats": (
        {"main.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v1.0.0" # needs tf 1.5.0; is 1.0.0\n}\n'}, "mod=v1.1.0",
        {"main.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v1.1.0" # needs tf 1.5.0; is 1.1.0\n}\n'}, ""),
    "of a tag, about something else": (
        {"main.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v1.0.0" # since 0.9.0\n}\n'}, "mod=v1.1.0",
        {"main.tf": 'module "m" {\n  source = "github.com/acme/mod?ref=v1.1.0" # since 0.9.0\n}\n'}, ""),
    "slashes in a source are none": (
        {"u/terragrunt.hcl": f'terraform {{\n  source = join("", ["git::https://github.com/acme/mod.git?ref={SHA}", " # v1.0.0" == "" ? "" : ""])\n}}\n'}, GIVEN,
        {"u/terragrunt.hcl": f'terraform {{\n  source = join("", ["git::https://github.com/acme/mod.git?ref={SHA2}", " # v1.0.0" == "" ? "" : ""]) # v1.1.0\n}}\n'}, ""),
    "of a local": (
        {"u/terragrunt.hcl": f'locals {{\n  v = "{SHA}" # v1.0.0\n}}\nterraform {{\n  source = "github.com/acme/mod?ref=${{local.v}}" # v1.0.0\n}}\n'}, GIVEN,
        {"u/terragrunt.hcl": f'locals {{\n  v = "{SHA2}" # v1.1.0\n}}\nterraform {{\n  source = "github.com/acme/mod?ref=${{local.v}}" # v1.0.0\n}}\n'}, ""),
    "behind a conditional": (
        {"u/terragrunt.hcl": f'terraform {{\n  source = true ? "github.com/acme/mod?ref={SHA}" : "../mod" # v1.0.0\n}}\n'}, GIVEN,
        {"u/terragrunt.hcl": f'terraform {{\n  source = true ? "github.com/acme/mod?ref={SHA2}" : "../mod" # v1.1.0\n}}\n'}, ""),
    "of another source on the line": (
        {"u/terragrunt.hcl": f'terraform {{\n  source = true ? "github.com/acme/mod?ref={SHA}" : "github.com/acme/x?ref={SHA}" # v1.0.0\n}}\n'}, GIVEN,
        {"u/terragrunt.hcl": f'terraform {{\n  source = true ? "github.com/acme/mod?ref={SHA2}" : "github.com/acme/x?ref={SHA}" # v1.0.0\n}}\n'},
        "v1.1.0 was not written: another source stands on the same line"),
    "in a heredoc it is text": (
        {"u/terragrunt.hcl": f'terraform {{\n  source = trimspace(<<-EOT\n    github.com/acme/mod?ref={SHA}\n    EOT\n  )\n}}\n'}, GIVEN,
        {"u/terragrunt.hcl": f'terraform {{\n  source = trimspace(<<-EOT\n    github.com/acme/mod?ref={SHA2}\n    EOT\n  )\n}}\n'},
        "v1.1.0 was not written: in a heredoc it would be text"),
    "json has none": (
        {"main.tf.json": f'{{"module": {{"m": {{"source": "github.com/acme/mod?ref={SHA}"}}}}}}\n'}, GIVEN,
        {"main.tf.json": f'{{"module": {{"m": {{"source": "github.com/acme/mod?ref={SHA2}"}}}}}}\n'},
        "v1.1.0 was not written: JSON has no comments"),
    "a text has none": (
        {"VERSION": f"{SHA}\n", "u/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/mod?ref=${trimspace(file("../VERSION"))}" # v1.0.0\n}\n'}, GIVEN,
        {"VERSION": f"{SHA2}\n"}, "v1.1.0 was not written: the file is a text without comments"),
}
for _name, _before, _after, _note in [
    ("plain", f"ref: {SHA}  # v1.0.0\nb: 1\n", f"ref: {SHA2}  # v1.1.0\nb: 1\n", ""),
    ("plain, CRLF", f"ref: {SHA}\r\nb: 1\r\n", f"ref: {SHA2} # v1.1.0\r\nb: 1\r\n", ""),
    ("quoted", f"ref: '{SHA}' # c\nb: 1\n", f"ref: '{SHA2}' # c (v1.1.0)\nb: 1\n", ""),
    ("flow", f'{{ref: {SHA}, b: "# v1.0.0", c: d#e}} # v1.0.0\n', f'{{ref: {SHA2}, b: "# v1.0.0", c: d#e}} # v1.1.0\n', ""),
    ("flow, without", f'{{ref: {SHA}, b: "# v1.0.0"}}\n', f'{{ref: {SHA2}, b: "# v1.0.0"}} # v1.1.0\n', ""),
    ("flow, unclear", f'{{ref: {SHA}, "# b": "v1.0.0"}}\n', f'{{ref: {SHA2}, "# b": "v1.0.0"}}\n', "v1.1.0 was not written: it is not clear where the line ends"),
    ("block", f"ref: |-\n  {SHA}\n", f"ref: |-\n  {SHA2}\n", "v1.1.0 was not written: in a YAML block it would be text"),
]:
    COMMENTS[f"yaml, {_name}"] = (
        {"v.yaml": _before, "u/terragrunt.hcl": UNIT % REF}, GIVEN, {"v.yaml": _after}, _note)


@pytest.mark.parametrize("name", COMMENTS)
def test_comment(footing, tree, name):
    files, request, after, note = COMMENTS[name]
    folder = tree(files)
    before = contents(folder)
    result = footing("upgrade", ".", "--ref", request, "--write", "--format", "json")
    assert contents(folder) == {**before, **{k: v.encode() for k, v in after.items()}}, result
    notes = " ".join(o.get("note", "") for o in result.json["outcomes"])
    assert note in notes and ("comment" in notes) == bool(note), notes
    again = footing("upgrade", ".", "--ref", request, "--write")
    assert again.out == "", again


# ---- constraints ----------------------------------------------------------------------------

@pytest.mark.parametrize("before, version, after, status, said", [
    (">= 4.0, < 6.0", "5.20.0", ">= 4.0, < 6.0", "already", ">= 4.0, < 6.0 allows 5.20.0 already"),
    (">= 4.0, < 6.0", "=5.20.0", "5.20.0", "changed", ""),
    (">= 1, < 2", "2.1.0", "2.1.0", "changed", 'was the constraint ">= 1, < 2", is the one version 2.1.0 now'),
    ("~> 5.0", "5.20.0", "~> 5.20", "changed", "~> 5.0 allowed 5.20.0 already; its lower bound was raised"),
    ("!= 1.2", "1.3.0", "!= 1.2", "already", "!= 1.2 allows 1.3.0 already"),
    (">= 5.5, < 6.0", "5.2.0", ">= 5.5, < 6.0", "left", "is lower than"),
])
def test_constraints(footing, tree, before, version, after, status, said):
    text = 'module "m" {{\n  source  = "acme/vpc/aws"\n  version = "{}"\n}}\n'
    folder = tree({"main.tf": text.format(before)})
    result = footing("upgrade", ".", "--ref", f"acme/vpc/aws={version}", "--write", "--format", "json")
    outcome, = result.json["outcomes"]
    assert outcome["status"] == status and said in outcome.get("note", "") + outcome.get("reason", ""), outcome
    assert contents(folder)["main.tf"].decode() == text.format(after)
    assert outcome["new_ref"] == after or status == "left"
    again, = footing("upgrade", ".", "--ref", f"acme/vpc/aws={version}", "--write", "--format", "json").json["outcomes"]
    assert again["status"] == ("already" if status == "changed" else status), again
