"""footing benchmark: the data against what is true of every version, and what people see."""
import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import termios

import pytest

from conftest import FOOTING, ROOT

EXPECTED = ROOT / "tests/e2e/data/benchmark"

# version: all, level 1, level 2, automated, manual; as published scans and lists count them
COUNTS = {
    "1.2.0": (49, 36, 13, 43, 6),
    "1.3.0": (55, 37, 18, 45, 10),
    "1.4.0": (58, 38, 20, 47, 11),
    "1.5.0": (63, 42, 21, 55, 8),
    "2.0.0": (64, 42, 22, 37, 27),
    "3.0.0": (62, 40, 22, 36, 26),
    "4.0.1": (64, 42, 22, 37, 27),
    "5.0.0": (63, 41, 22, 35, 28),
    "6.0.0": (63, 41, 22, 35, 28),
    "7.0.0": (70, 41, 29, 34, 36),
}

MANUAL = {
    "1.2.0": "1.15 1.17 1.18 1.19 1.21 4.4",
    "1.3.0": "1.1 1.2 1.3 1.11 1.18 1.22 2.1.1 2.1.2 2.2.1 5.4",
    "1.4.0": "1.1 1.2 1.3 1.11 1.18 1.21 2.1.1 2.1.2 2.1.4 2.2.1 5.4",
}

LEVEL_2 = {
    "1.2.0": "1.14 1.19 2.2 2.7 2.8 2.9 3.6 3.7 3.9 3.10 3.11 4.3 4.4",
    "1.3.0": "1.6 1.18 1.22 2.1.1 2.1.2 3.2 3.7 3.8 3.9 3.10 3.11 4.6 4.7 4.9 4.10 4.11 5.3 5.4",
    "1.4.0": "1.6 1.18 1.21 2.1.1 2.1.2 2.1.4 3.2 3.5 3.7 3.8 3.9 3.10 3.11 4.6 4.7 4.9 4.10 4.11 "
             "5.3 5.4",
}

# What is asked for otherwise than in the version before, in whatever way.
UPDATED = {
    ("1.2.0", "1.3.0"): "1.16 4.1",
    ("1.3.0", "1.4.0"): "1.12 1.20 2.1.2 3.5",
    ("1.4.0", "1.5.0"): "1.11 1.12 2.1.1 2.1.2 2.2.1 3.8",
    ("1.5.0", "2.0.0"): "1.6 1.7 1.11 1.18 2.1.2 4.1 4.2 4.3 4.4 4.5 4.6 4.7 4.8 4.9 4.10 4.11 4.12 "
                        "4.13 4.14 4.15",
    ("2.0.0", "3.0.0"): "2.4.1 3.8 3.9 4.13 5.6",
    ("3.0.0", "4.0.1"): "1.2 1.18 2.1.1 3.1 3.3 3.9 4.1 5.2 5.3",
    ("4.0.1", "5.0.0"): "1.4 1.5 1.19 3.1 3.4 4.1 4.10 5.1.2",
    ("5.0.0", "6.0.0"): "",
    ("6.0.0", "7.0.0"): "",
}

VERSIONS = list(COUNTS)
PAIRS = list(zip(VERSIONS, VERSIONS[1:]))


def matrix():
    """{version: {control: (number, level, assessment)}}"""
    lines = [line.split() for line in (EXPECTED / "matrix.txt").read_text().splitlines()]
    found = {version: {} for version in lines[0][1:]}
    for line in lines[1:]:
        assert len(line) == len(lines[0])
        for version, cell in zip(lines[0][1:], line[1:]):
            if cell != "-":
                number, rest = cell.split(":")
                assessment = {"a": "automated", "m": "manual"}[rest[1]]
                found[version][line[0]] = (number, int(rest[0]), assessment)
    return found


def neighbours():
    """{(from, to): {"new": [...], "removed": [...], "renumbered": [...]}}"""
    found = {}
    for part in (EXPECTED / "neighbours.txt").read_text().split("\n\n"):
        head, _, rest = part.partition("\n")
        rest = re.sub(r"\n {4}", " ", rest)
        found[tuple(head.split(" -> "))] = {
            name.strip(): [] if items.strip() == "none" else items.split()
            for name, _, items in (line.partition(":") for line in rest.splitlines())}
    return found


def show(footing, version, *more):
    result = footing("benchmark", "show", version, "--format", "json", *more)
    assert result.code == 0, result
    return result.json


def diff(footing, old, new, *more):
    result = footing("benchmark", "diff", old, new, "--format", "json", *more)
    assert result.code == 0, result
    return result.json


# ---- the data -------------------------------------------------------------------------------


def test_every_version_is_there(footing):
    listed = footing("benchmark", "list", "--format", "json").json["benchmarks"]
    got = {b["id"]: tuple(b[k] for k in ("total", "level_1", "level_2", "automated", "manual"))
           for b in listed}
    assert got == {f"cis-aws-{version}": counts for version, counts in COUNTS.items()}
    assert [b["supersedes"] for b in listed] == [None] + [b["id"] for b in listed[:-1]]
    assert list(neighbours()) == PAIRS


@pytest.mark.parametrize("version", VERSIONS)
def test_every_recommendation(footing, version):
    document = show(footing, version)
    got = {r["control"]: (r["number"], r["level"], r["assessment"])
           for r in document["recommendations"]}
    assert got == matrix()[version]
    assert len(document["recommendations"]) == len(got) == COUNTS[version][0]
    numbers = [[int(n) for n in r["number"].split(".")] for r in document["recommendations"]]
    assert numbers == sorted(numbers)
    for r in document["recommendations"]:
        assert r["about"] and r["fix"] and r["resource"] and r["title"]
        assert r["number"].startswith(r["section"] + ".")


@pytest.mark.parametrize("version", list(MANUAL))
def test_levels_and_assessments(footing, version):
    recommendations = show(footing, version)["recommendations"]
    manual = [r["number"] for r in recommendations if r["assessment"] == "manual"]
    level_2 = [r["number"] for r in recommendations if r["level"] == 2]
    assert manual == MANUAL[version].split()
    assert level_2 == LEVEL_2[version].split()


@pytest.mark.parametrize("old,new", PAIRS)
def test_neighbours(footing, old, new):
    document = diff(footing, old, new)
    changes, want = document["changes"], neighbours()[old, new]
    assert [c["to"]["number"] for c in changes if "new" in c["what"]] == want["new"]
    assert [c["from"]["number"] for c in changes if "removed" in c["what"]] == want["removed"]
    assert [f"{c['from']['number']}>{c['to']['number']}" for c in changes
            if "number" in c["what"]] == want["renumbered"]
    updated = [c["to"]["number"] for c in changes
               if {"level", "assessment", "params", "criterion"} & set(c["what"])]
    assert updated == UPDATED[old, new].split()
    assert document["counts"]["unchanged"] + len(changes) - len(want["removed"]) == COUNTS[new][0]


def test_every_pair_joins_by_control(footing):
    known = matrix()
    for old in VERSIONS:
        for new in VERSIONS:
            changes = {c["control"]: c for c in diff(footing, old, new)["changes"]}
            for control in {**known[old], **known[new]}:
                before, after = known[old].get(control), known[new].get(control)
                what = set(changes[control]["what"]) if control in changes else set()
                assert ("new" in what) == (before is None), (old, new, control)
                assert ("removed" in what) == (after is None), (old, new, control)
                if before and after:
                    assert ("number" in what) == (before[0] != after[0]), (old, new, control)
                    assert ("level" in what) == (before[1] != after[1]), (old, new, control)
                    assert ("assessment" in what) == (before[2] != after[2]), (old, new, control)


def test_parameters(footing):
    days = {v: [r["params"] for r in show(footing, v)["recommendations"]
                if r["control"] == "iam_user_unused_credentials"] for v in VERSIONS}
    for version, params in days.items():
        assert params == [{"max_unused_days": 90 if version in ("1.2.0", "1.3.0") else 45}]
    lengths = [r["params"] for r in show(footing, "1.4.0")["recommendations"]
               if r["number"] in ("1.8", "1.9", "1.14")]
    assert lengths == [{"min_length": 14}, {"reuse_prevention": 24}, {"max_key_age_days": 90}]


def test_what_the_upgrade_to_1_4_0_is(footing):
    """Its new and updated recommendations, and the renumberings that a guide easily leaves out."""
    changes = {c["control"]: c for c in diff(footing, "cis-aws-1.3.0", "cis-aws-1.4.0")["changes"]}
    new = {c["to"]["number"]: c for c in changes.values() if c["what"] == ["new"]}
    assert sorted(new) == ["2.1.3", "2.1.4", "2.3.1"]
    assert new["2.1.3"]["to"]["title"] == "Ensure MFA Delete is enabled on S3 buckets"
    assert [c["name"] for c in new["2.1.3"]["commands"]] == ["mfa-delete"]
    assert [c["name"] for c in new["2.1.4"]["commands"]] == ["macie"]
    assert [u["repository"] for u in new["2.1.3"]["upgrades"]] == ["terraform-aws-security"]
    assert [u["repository"] for u in new["2.1.4"]["upgrades"]] == ["terraform-aws-cis-service-catalog"]
    assert new["2.3.1"]["upgrades"] == []
    unused = changes["iam_user_unused_credentials"]
    assert unused["from"]["params"] == {"max_unused_days": 90}
    assert unused["to"]["params"] == {"max_unused_days": 45}
    moved = {(c["from"]["number"], c["to"]["number"]) for c in changes.values()
             if "number" in c["what"]}
    assert moved == {("1.20", "2.1.5"), ("1.21", "1.20"), ("1.22", "1.21")}
    assert not [c for c in changes.values() if "removed" in c["what"]]


def test_what_upgrade_brings(footing):
    """The table of repositories in the guide to 1.4.0, out of the catalogs."""
    document = diff(footing, "1.3.0", "1.4.0")
    assert document["upgrades"] == [
        {"benchmark": "cis-aws-1.4.0", "repository": "terraform-aws-cis-service-catalog",
         "minimum": "v0.27.0", "recommendations": ["2.1.4", "4.1"]},
        {"benchmark": "cis-aws-1.4.0", "repository": "terraform-aws-security",
         "minimum": "v0.54.0", "recommendations": ["1.12", "2.1.3", "2.1.5"]},
    ]
    further = diff(footing, "1.3.0", "2.0.0")
    assert [u["benchmark"] for u in further["upgrades"]] == ["cis-aws-1.4.0"] * 2 + ["cis-aws-1.5.0"]
    unused = [c for c in further["changes"] if c["control"] == "iam_user_unused_credentials"]
    assert [u["benchmark"] for u in unused[0]["upgrades"]] == ["cis-aws-1.4.0"]
    after = diff(footing, "1.4.0", "2.0.0")["changes"]
    moved = [c for c in after if c["control"] == "s3_bucket_mfa_delete"]
    assert moved[0]["upgrades"] == []  # that was to be done for 1.4.0
    assert diff(footing, "1.4.0", "1.3.0")["upgrades"] == []


def test_one_took_the_place_of_two(footing):
    changes = {c["control"]: c for c in diff(footing, "1.2.0", "2.0.0")["changes"]}
    assert [k["number"] for k in changes["sg_no_admin_ports_from_any_ipv4"]["kin"]] == ["4.1", "4.2"]
    assert [k["number"] for k in changes["sg_no_ssh_from_any_ipv4"]["kin"]] == ["5.2"]


def test_criteria_of_all_versions_in_between(footing):
    changes = {c["control"]: c for c in diff(footing, "1.3.0", "5.0.0")["changes"]}
    got = [c["benchmark"] for c in changes["s3_bucket_deny_http"]["criteria"]]
    assert got == ["cis-aws-1.4.0", "cis-aws-1.5.0", "cis-aws-4.0.1"]


# ---- what people see -------------------------------------------------------------------------


def expect(name, text):
    path = EXPECTED / name
    if os.environ.get("UPDATE_EXPECTED"):
        path.write_text(text)
    assert text == path.read_text()


def on_terminal(*args, columns=80, env=None):
    """Standard output as a terminal of that width gets it."""
    terminal, ours = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    process = subprocess.Popen([FOOTING, *args], stdout=ours, stderr=subprocess.PIPE,
                               env={**environment, "TERM": "xterm", **(env or {})})
    os.close(ours)
    got = b""
    try:
        while piece := os.read(terminal, 65536):
            got += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(terminal)
    assert process.wait() == 0, process.stderr.read()
    process.stderr.close()
    return got.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("name,args", [
    ("list", ["list"]),
    ("show-1.4.0", ["show", "1.4.0"]),
    ("show-1.4.0-2.1.3", ["show", "1.4.0", "2.1.3"]),
    ("show-1.4.0-1.12", ["show", "v1.4.0", "iam_user_unused_credentials"]),
    ("show-1.3.0-2.1.1", ["show", "1.3.0", "2.1.1"]),
    ("diff-1.2.0-1.3.0", ["diff", "1.2.0", "1.3.0"]),
    ("diff-1.3.0-1.4.0", ["diff", "cis-aws-1.3.0", "cis-aws-1.4.0"]),
    ("diff-1.4.0-1.3.0", ["diff", "1.4.0", "1.3.0"]),
    ("diff-4.0.1-5.0.0", ["diff", "4.0.0", "5.0.0"]),
    ("diff-6.0.0-7.0.0", ["diff", "6.0.0", "7.0.0"]),
])
def test_output(footing, name, args):
    result = footing("benchmark", *args)
    assert result.code == 0 and result.err == "", result
    expect(name + ".txt", result.out)


def test_json_output(footing):
    expect("diff-1.3.0-1.4.0.json", footing("benchmark", "diff", "1.3.0", "1.4.0", "--format=json").out)


@pytest.mark.parametrize("columns", [60, 80, 200])
@pytest.mark.parametrize("args", [["list"], ["show", "1.4.0"], ["show", "1.4.0", "1.20"],
                                  ["diff", "1.3.0", "1.4.0"], ["diff", "1.2.0", "7.0.0"]])
def test_widths(footing, columns, args):
    narrow = on_terminal("benchmark", *args, columns=columns, env={"NO_COLOR": "1"})
    wide = footing("benchmark", *args).out
    assert max(len(line) for line in narrow.splitlines()) <= columns
    assert "…" not in narrow
    assert narrow.split() == wide.split()  # every word, in the same order


def test_width_60(footing):
    expect("diff-1.3.0-1.4.0-60.txt",
           on_terminal("benchmark", "diff", "1.3.0", "1.4.0", columns=60, env={"NO_COLOR": "1"}))


def test_colour_only_on_a_terminal(footing):
    for args in (["list"], ["show", "1.4.0"], ["show", "1.4.0", "1.1"], ["diff", "1.3.0", "1.4.0"]):
        coloured = on_terminal("benchmark", *args)
        assert "\x1b[1m" in coloured
        assert "\x1b" not in on_terminal("benchmark", *args, env={"NO_COLOR": "1"})
        assert "\x1b" not in footing("benchmark", *args, env={"NO_COLOR": ""}).out
        assert "\x1b" not in on_terminal("benchmark", *args, "--format", "json")


@pytest.mark.parametrize("name", ["1.4.0", "v1.4.0", "cis-aws-1.4.0", "cis-aws-v1.4.0"])
def test_ways_to_write_a_version(footing, name):
    assert show(footing, name)["id"] == "cis-aws-1.4.0"


def test_4_0_0_is_4_0_1(footing):
    assert show(footing, "4.0.0")["id"] == "cis-aws-4.0.1"
    assert diff(footing, "v4.0.0", "4.0.1")["changes"] == []


@pytest.mark.parametrize("args,wanted", [
    ([], ["say what to do: list, show or diff"]),
    (["lists"], ['list, show or diff, not "lists"']),
    (["list", "1.4.0"], ["list takes nothing, not 1 words"]),
    (["diff", "1.4.0"], ["diff takes FROM TO, not 1 words"]),
    (["show", "1.4.0", "1.1", "x"], ["show takes VERSION [NUMBER|CONTROL], not 3 words"]),
    (["list", "--format", "xml"], ['--format is table or json, not "xml"']),
    (["show", "1.4"], ['no benchmark "1.4"', "nearest is cis-aws-1.4.0", "cis-aws-7.0.0"]),
    (["diff", "1.3.0", "1.6.0"], ['no benchmark "1.6.0"', "nearest is cis-aws-1.5.0"]),
    (["show", "1.4.0", "1.22"], ["has no 1.22", "in cis-aws-1.3.0 that is "
                                 "iam_users_centrally_managed, which is 1.21 here"]),
    (["show", "1.4.0", "2.3.2"], ["in cis-aws-1.5.0 that is rds_auto_minor_version_upgrade, which "
                                  "is not asked for here"]),
    (["show", "1.3.0", "s3_bucket_mfa_delete"], ["cis-aws-1.3.0 does not ask for "
                                                 "s3_bucket_mfa_delete; it is 2.1.3 of cis-aws-1.4.0"]),
    (["show", "1.4.0", "s3_bucket_mfa_delte"], ["did you mean s3_bucket_mfa_delete?"]),
    (["show", "1.4.0", "99.1"], ['has no "99.1"', "footing benchmark show cis-aws-1.4.0"]),
])
def test_wrong_words(footing, args, wanted):
    result = footing("benchmark", *args)
    assert result.code == 2 and result.out == "", result
    for text in wanted:
        assert text in result.err, result


# ---- data of one's own -----------------------------------------------------------------------


@pytest.fixture
def data(tmp_path):
    """A copy of the data, to be changed: data("benchmarks/x.hcl", old, new)."""
    folder = tmp_path / "own"

    def change(name, old=None, new=None):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (ROOT / "data" / name).read_text() if (ROOT / "data" / name).exists() else ""
        if old is None:
            path.write_text(new)
            return folder
        assert old in text
        path.write_text(text.replace(old, new))
        return folder

    return change


def test_a_file_of_the_same_name_replaces(footing, data):
    folder = data("benchmarks/cis-aws-1.4.0.hcl", "{ max_unused_days = 45 }", "{ max_unused_days = 30 }")
    got = show(footing, "1.4.0", "1.12", "--data", folder)
    assert got["params"] == {"max_unused_days": 30}
    assert show(footing, "1.4.0", "1.12")["params"] == {"max_unused_days": 45}


def test_other_files_are_added(footing, data):
    data("controls/acme/own.hcl", None, 'control "acme_tags" {\n  about = "a"\n  fix = "f"\n'
         '  resource = "r"\n  commands = ["upgrade", "nope"]\n}\n')
    folder = data("benchmarks/acme.hcl", None, 'benchmark "acme-1" {\n  title = "Ours"\n'
                  '  supersedes = "cis-aws-1.4.0"\n  section "1" {\n    title = "S"\n  }\n'
                  '  recommendation "1.1" {\n    control = "acme_tags"\n    title = "T"\n'
                  '    level = 1\n    assessment = "manual"\n  }\n}\n')
    (folder / "benchmarks/README").write_text("not HCL {")
    (folder / "benchmarks/.hidden.hcl").write_text("not HCL {")
    got = show(footing, "acme-1", "--data", folder)["recommendations"]
    assert [r["commands"] for r in got] == [[{"name": "upgrade", "available": True},
                                             {"name": "nope", "available": False}]]
    assert diff(footing, "1.4.0", "acme-1", "--data", folder)["counts"]["removed"] == 58
    assert "\nacme-1 " in footing("benchmark", "list", "--data", folder).out


def test_the_last_folder_counts(footing, tmp_path, data):
    name = "benchmarks/cis-aws-1.4.0.hcl"
    first = data(name, "{ max_unused_days = 45 }", "{ max_unused_days = 30 }")
    second = tmp_path / "second"
    shutil.copytree(first, second)
    (second / name).write_text((first / name).read_text().replace("= 30 }", "= 20 }"))
    both = ["--data", first, "--data", second]
    assert show(footing, "1.4.0", "1.12", *both)["params"] == {"max_unused_days": 20}


def without(number):
    """The row of a recommendation of 1.4.0."""
    text = (ROOT / "data/benchmarks/cis-aws-1.4.0.hcl").read_text()
    return re.search(r'\n  recommendation "%s" \{.*?\n  \}\n' % re.escape(number), text, re.S).group(0)


def test_a_row_that_is_missing_is_seen(footing, data):
    folder = data("benchmarks/cis-aws-1.4.0.hcl", without("1.17"), "")
    listed = footing("benchmark", "list", "--format", "json", "--data", folder).json["benchmarks"]
    assert [b["total"] for b in listed if b["id"] == "cis-aws-1.4.0"] == [57]


def test_a_row_that_a_catalog_names(footing, data):
    folder = data("benchmarks/cis-aws-1.4.0.hcl", without("2.1.3"), "")
    result = footing("benchmark", "list", "--data", folder)
    assert result.code == 2, result
    assert "built-in/catalogs/terraform-aws-security.hcl:" in result.err
    assert "cis-aws-1.4.0 has no recommendation 2.1.3." in result.err


@pytest.mark.parametrize("name,old,new,wanted", [
    ("benchmarks/cis-aws-1.4.0.hcl", '"s3_bucket_mfa_delete"', '"s3_mfa"',
     ["cis-aws-1.4.0.hcl:", "Unknown control", '    control    = "s3_mfa"', '^',
      'There is no control "s3_mfa"']),
    ("benchmarks/cis-aws-1.4.0.hcl", "supersedes", "superseeds",
     ["cis-aws-1.4.0.hcl:4:3: Unknown attribute", 'Did you mean "supersedes"?']),
    ("benchmarks/cis-aws-1.4.0.hcl", 'recommendation "1.2" {', 'recommendation "1.1" {',
     ["Written twice", "It is also at"]),
    ("controls/s3.hcl", 'control "s3_bucket_mfa_delete" {', "control {",
     ["Wrong number of labels", 'It is written: control "KEY" { ... }',
      "built-in/benchmarks/cis-aws-1.4.0.hcl:"]),
    ("controls/s3.hcl", 'commands = ["mfa-delete"]', "commands = [",
     ["controls/s3.hcl:"]),
    ("catalogs/terraform-aws-security.hcl", '["1.12", "2.1.3", "2.1.5"]', '["1.12", "2.1.33"]',
     ["terraform-aws-security.hcl:", "Unknown recommendation", "cis-aws-1.4.0 has no "
      "recommendation 2.1.33"]),
])
def test_errors_in_data(footing, data, name, old, new, wanted):
    result = footing("benchmark", "list", "--data", data(name, old, new))
    assert result.code == 2 and result.out == "", result
    for text in [*wanted, "nothing was done"]:
        assert text in result.err, result


def test_folders_without_data(footing, tmp_path, data):
    missing = footing("benchmark", "list", "--data", tmp_path / "none")
    assert missing.code == 2 and "none" in missing.err, missing
    folder = data("benchmarks/cis-aws-1.4.0.hcl", "45", "45")
    deep = footing("benchmark", "list", "--data", folder / "benchmarks")
    assert deep.code == 2 and "no data there" in deep.err and "benchmarks, " in deep.err, deep
    a_file = footing("benchmark", "list", "--data", folder / "benchmarks/cis-aws-1.4.0.hcl")
    assert a_file.code == 2 and "is not a folder" in a_file.err, a_file


def test_no_benchmark_is_left(footing, tmp_path):
    for version in VERSIONS:
        path = tmp_path / "own/benchmarks" / f"cis-aws-{version}.hcl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    assert footing("benchmark", "list", "--data", tmp_path / "own").out.startswith("VERSION")
    result = footing("benchmark", "show", "1.4.0", "--data", tmp_path / "own")
    assert result.code == 2 and "there is no benchmark at all" in result.err, result


def test_links_are_followed_but_not_for_ever(footing, tmp_path, data):
    folder = data("benchmarks/cis-aws-1.4.0.hcl", "{ max_unused_days = 45 }", "{ max_unused_days = 30 }")
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "benchmarks").symlink_to(folder / "benchmarks")
    got = show(footing, "1.4.0", "1.12", "--data", linked)
    assert got["params"] == {"max_unused_days": 30}
    (folder / "benchmarks/again").symlink_to(folder / "benchmarks")
    result = footing("benchmark", "list", "--data", folder)
    assert result.code == 3 and "more than 4 folders inside of each other" in result.err, result
    (folder / "benchmarks/again").unlink()
    (folder / "benchmarks/gone.hcl").symlink_to("nowhere")
    result = footing("benchmark", "list", "--data", folder)
    assert result.code == 2 and "gone.hcl" in result.err, result


def test_what_the_data_says_cannot_move_the_cursor(footing, data):
    folder = data("benchmarks/cis-aws-1.4.0.hcl", "Ensure MFA Delete is", "Ensure \\u001b[2J MFA is")
    assert "\x1b" not in on_terminal("benchmark", "show", "1.4.0", "--data", str(folder),
                                     env={"NO_COLOR": "1"})
    assert "\x1b" not in footing("benchmark", "show", "1.4.0", "2.1.3", "--data", folder).out
