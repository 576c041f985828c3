"""footing upgrade --to: the forms in which a plan is given, and plans that are made now and applied later."""
import fcntl
import hashlib
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import termios
import urllib.parse

import pytest

from conftest import FOOTING, ROOT, commit, contents

CIS = "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/"
REGIONS = 'locals {\n  accounts = { dev = "111111111111", logs = "222222222222" }\n  opt_in_regions = ["us-east-1"]\n' \
          '  all_aws_regions = ["us-east-1"]\n}\n'


def unit(ref, inputs="inputs = {\n}\n", module="landingzone/account-baseline-app", locals=REGIONS):
    return 'terraform {\n  source = "%s%s?ref=%s"\n}\n%s%s' % (CIS, module, ref, locals, inputs)


@pytest.fixture
def classic(example):
    return example("infrastructure-live-classic")


def at(folder, place):
    """The bytes that a place names."""
    data = (folder / place["file"]).read_bytes()
    start, end = place["range"]["start"], place["range"]["end"]
    assert data[:start].count(b"\n") + 1 == place["line"]
    return data[start:end].decode()


# ---- json ------------------------------------------------------------------------------------------------------------


def test_json_units(footing, classic):
    result = footing("upgrade", ".", "--to", "1.4.0", "--format", "json", cwd=classic)
    plan = result.json
    assert result.code == 1 and plan["benchmark"] == "cis-aws-1.4.0" and not plan["done"] and not plan["written"]
    names = [u["unit"] for u in plan["units"]]
    assert names == sorted(names)
    by_name = {(u["unit"], u["module"]): u for u in plan["units"]}
    dev = by_name["dev/_global/account-baseline", "modules/landingzone/account-baseline-app"]
    assert (dev["account"], dev["account_id"]) == ("dev", "555566667777")
    assert (dev["version"], dev["standing"], dev["reference"]) == ("v0.22.2", "behind", "changed")
    assert at(classic, dev["place"]) == "v0.22.2"
    added = {c["name"]: c for c in dev["changes"]}
    macie = added["macie_administrator_account_id"]
    assert macie["op"] == "add" and macie["value"] == "local.accounts.logs" and macie["status"] == "planned"
    assert macie["origin"] == "cis-aws-1.4.0" and "member" in macie["why"]
    assert at(classic, macie["place"]) == "inputs"
    prod = by_name["prod/_global/account-baseline", "modules/landingzone/account-baseline-app"]
    alias = next(c for c in prod["changes"] if c["name"] == "cloudtrail_kms_key_arn_is_alias")
    assert at(classic, alias["place"]).startswith("cloudtrail_kms_key_arn_is_alias ") and alias["issue"]


def test_json_around_the_units(footing, classic):
    plan = footing("upgrade", ".", "--to", "1.4.0", "--format", "json", cwd=classic).json
    assert {"name": "dev", "id": "555566667777"} in plan["organization"]["accounts"]
    assert {r["name"]: (r["account"], r["known"]) for r in plan["organization"]["relations"]}["admin"] == ("logs", "found")
    cis = next(r for r in plan["repositories"] if r["name"] == "terraform-aws-cis-service-catalog")
    assert cis["minimum"] == "v0.27.0" and cis["units"]["behind"] == 13
    crossing = next(c for c in plan["crossings"] if c["release"] == "v0.27.0")
    assert crossing["breaking"] and crossing["date"] == "2021-08-27" and "dev/_global/account-baseline" in crossing["units"]
    pins = {p["address"]: p for p in plan["pins"]}
    assert at(classic, pins[".terraform-version"]["place"]) == "0.14.11"
    assert at(classic, pins["terraform_version_constraint"]["place"]) and pins["terraform_version_constraint"]["status"] == "planned"
    assert plan["order"][0] == "logs/_global/account-baseline" and len(plan["order"]) == plan["totals"]["references"]
    assert {n["name"] for n in plan["notices"] if n["manual"]} >= {"mfa-delete"}
    assert plan["totals"]["files"] == len(plan["files"])
    assert plan["totals"]["edits"] == sum(len(f["edits"]) for f in plan["files"])
    assert [q["answer"] for q in plan["questions"] if q["name"] == "opt_in_regions"] == [None]
    for edited in plan["files"]:
        data = (classic / edited["file"]).read_bytes()
        for edit in edited["edits"]:
            assert data[edit["range"]["start"]:edit["range"]["end"]].decode() == edit["old"]


def test_json_says_what_was_written(footing, classic):
    result = footing("upgrade", ".", "--to", "1.4.0", "--format", "json", "--write", cwd=classic)
    assert result.code == 0 and result.json["written"] and result.json["done"], result.err
    again = footing("upgrade", ".", "--to", "1.4.0", "--format", "json", cwd=classic)
    assert again.code == 0 and again.json["done"] and not again.json["files"]


def test_json_refused(footing, classic):
    (classic / "multi_region_common.hcl").write_text((classic / "multi_region_common.hcl").read_text() + "# mine\n")
    before = contents(classic)
    result = footing("upgrade", ".", "--to", "1.4.0", "--format", "json", "--write", cwd=classic)
    assert result.code == 3 and not result.json["written"]
    assert [r["file"] for r in result.json["refused"]] == ["multi_region_common.hcl"]
    assert contents(classic) == before


def test_json_of_what_is_not_reached(footing, tree):
    folder = tree({"old/terragrunt.hcl": unit("v0.20.0"), "main/terragrunt.hcl": unit("main"),
                   "computed/terragrunt.hcl": unit("v0.22.2", "inputs = yamldecode(file(\"missing.yaml\"))\n")})
    plan = footing("upgrade", ".", "--to", "1.4.0", "--format", "json").json
    units = {u["unit"]: u for u in plan["units"]}
    assert units["old"]["standing"] == "too_old" and "below v0.22.0" in units["old"]["not_reached"]
    assert units["main"]["standing"] == "unknown" and "no version" in units["main"]["not_reached"]
    assert plan["totals"]["not_reached"] == 2
    failed = [c for c in units["computed"]["changes"] if c["status"] == "failed"]
    assert failed and all(c["reason"] for c in failed) and plan["totals"]["failed"] >= len(failed)
    assert all(at(folder, c["place"]) for c in failed)


def test_an_unknown_format(footing, tree):
    tree({"a/terragrunt.hcl": unit("v0.22.2")})
    result = footing("upgrade", ".", "--to", "1.4.0", "--format", "yaml")
    assert result.code == 2 and "json" in result.err
    assert footing("upgrade", ".", "--list", "--format", "sarif").code == 2


# ---- text ------------------------------------------------------------------------------------------------------------


def on_terminal(folder, columns, *args, colour=False):
    """What a person sees on a terminal of that width: standard error on one, standard output in a pipe."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    env = {**os.environ, "TERM": "xterm", "NO_COLOR": "" if colour else "1"}
    child = subprocess.Popen([FOOTING, "upgrade", ".", "--to", "1.4.0", *args], cwd=folder, env=env, stderr=theirs,
                             stdout=subprocess.DEVNULL)
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the terminal's other end is closed
            break
        if not piece:
            break
        seen += piece
    child.wait(timeout=60)
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
def test_text_fits_the_terminal(classic, columns):
    text = on_terminal(classic, columns)
    for line in text.splitlines():
        assert len(line) <= min(columns, 100) or " " not in line.strip() or line.strip().split()[1:] == ["(7", "units)"], line
    assert "25. stage/us-west-2/stage/networking/vpc" in text


def test_text_in_a_pipe_is_not_wrapped(footing, classic):
    err = footing("upgrade", ".", "--to", "1.4.0", cwd=classic).err
    assert "\n    add inputs.macie_opt_in_regions = local.opt_in_regions\n" in err
    assert err.count("add inputs.macie_opt_in_regions") == 1, "once, whatever many units get it"
    assert "{dev,logs,prod,root,security,shared,stage}/_global/account-baseline (7 units)\n" in err
    assert "        dev: [\"arn:aws:iam::${local.accounts.dev}:root\"]\n" in err
    assert "\n   1. logs/_global/account-baseline  " in err
    assert '.terraform-version:1:1: "0.14.11" to "0.15.5"' in err
    assert "\033" not in err


def test_text_ends_with_the_totals(footing, classic):
    plan = footing("upgrade", ".", "--to", "1.4.0", "--format", "json", cwd=classic).json["totals"]
    lines = footing("upgrade", ".", "--to", "1.4.0", cwd=classic).err.splitlines()
    assert lines[-2].startswith("%d references, %d edits in %d files" % (plan["references"], plan["edits"], plan["files"]))
    assert "%d decisions open" % plan["decisions_open"] in lines[-2]


def test_colour_only_on_a_terminal(classic):
    assert "\033[1m" in on_terminal(classic, 80, colour=True)
    assert "\033" not in on_terminal(classic, 80)


def test_control_characters_are_not_printed(footing, tree):
    evil = "a\033]0;x\a\u009b31m\u202eb"
    tree({evil + "/terragrunt.hcl": unit("v0.22.2"), evil + "2/terragrunt.hcl": unit("v0.1.0"), "x/terragrunt.hcl":
          unit("v0.22.2", 'inputs = {\n  cloudtrail_kms_key_arn = "\033[2J"\n  aws_account_id = "${run_cmd("\033[2J")}"\n}\n')})
    err = footing("upgrade", ".", "--to", "1.4.0").err
    for bad in "\033\a\u009b\u202e":
        assert bad not in err
    assert "a?]0;x??31m?b" in err


# ---- check -----------------------------------------------------------------------------------------------------------


def test_check(footing, classic):
    before = contents(classic)
    result = footing("upgrade", ".", "--to", "1.4.0", "--check", cwd=classic)
    assert result.code == 1 and not result.out and contents(classic) == before
    assert "13 behind" in result.err and "25 references" in result.err and "Order of apply" not in result.err
    quiet = footing("upgrade", ".", "--to", "1.4.0", "--check", "--quiet", cwd=classic)
    assert quiet.code == 1 and not quiet.err
    assert footing("upgrade", ".", "--to", "1.4.0", "--write", "--quiet", cwd=classic).code == 0
    done = footing("upgrade", ".", "--to", "1.4.0", "--check", cwd=classic)
    assert done.code == 0 and not done.out and "0 references, 0 edits" in done.err


def test_check_is_incomplete_where_something_cannot_be_read(footing, classic):
    (classic / "broken").mkdir()
    (classic / "broken" / "terragrunt.hcl").write_text("terraform {\n")
    result = footing("upgrade", ".", "--to", "1.4.0", "--check", cwd=classic)
    assert result.code == 3 and "broken/terragrunt.hcl" in result.err


def test_check_writes_nothing(footing, tree):
    tree({"a/terragrunt.hcl": unit("v0.22.2")})
    for option in (["--write"], ["--write-answers", "x"]):
        assert footing("upgrade", ".", "--to", "1.4.0", "--check", *option).code == 2
    plan = footing("upgrade", ".", "--to", "1.4.0", "--check", "--format", "json")
    assert plan.code == 1 and plan.json["files"]


# ---- plans in files --------------------------------------------------------------------------------------------------


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def sealed(plan):
    """A plan that was changed by somebody who knows how its seal is made."""
    parts = [plan["benchmark"], plan["folder"]]
    for f in plan["files"]:
        parts += [f["file"], f["sha256"], f["sha256_after"]]
    for f in plan["new_files"]:
        parts += [f["file"], f["sha256_after"]]
    return {**plan, "sha256": sha256(b"".join(p.encode() + b"\0" for p in parts))}


@pytest.fixture
def planned(footing, classic, tmp_path):
    """The classic example, and a plan for it."""
    path = tmp_path / "plan.json"
    before = contents(classic)
    result = footing("upgrade", ".", "--to", "1.4.0", "--plan", path, cwd=classic)
    assert result.code == 1 and "--apply" in result.err and contents(classic) == before
    return path


def test_apply_does_what_write_does(footing, classic, planned, tmp_path):
    other = tmp_path / "another checkout"
    shutil.copytree(classic, other, symlinks=True)
    applied = footing("upgrade", ".", "--apply", planned, cwd=other)
    written = footing("upgrade", ".", "--to", "1.4.0", "--write", cwd=classic)
    assert applied.code == written.code == 0, applied
    assert contents(other) == contents(classic) and applied.out == written.out
    assert "edits in 28 files" in applied.err and applied.err.endswith(": written\n")


def test_a_plan_names_no_machine(planned, tmp_path):
    assert str(tmp_path) not in planned.read_text()


def test_apply_is_all_or_nothing(footing, classic, planned):
    for name in ("multi_region_common.hcl", ".terraform-version"):
        (classic / name).write_bytes((classic / name).read_bytes() + b"\n")
    (classic / "dev/_global/account-baseline/terragrunt.hcl").unlink()
    before = contents(classic)
    result = footing("upgrade", ".", "--apply", planned, "--allow-dirty", cwd=classic)
    assert result.code == 3 and contents(classic) == before and "nothing was written" in result.err
    assert "multi_region_common.hcl has changed since the plan was made" in result.err
    assert ".terraform-version has changed" in result.err and "dev/_global/account-baseline/terragrunt.hcl" in result.err


def test_apply_refuses_what_is_not_committed(footing, classic, planned):
    git = ["git", "-C", str(classic), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    subprocess.run([*git, "rm", "-q", "--cached", "multi_region_common.hcl"], check=True)
    before = contents(classic)
    result = footing("upgrade", ".", "--apply", planned, cwd=classic)
    assert result.code == 3 and "--allow-dirty" in result.err and contents(classic) == before
    assert footing("upgrade", ".", "--apply", planned, "--allow-dirty", cwd=classic).code == 0


def test_a_second_apply_is_refused(footing, classic, planned):
    assert footing("upgrade", ".", "--apply", planned, cwd=classic).code == 0
    before = contents(classic)
    assert footing("upgrade", ".", "--apply", planned, "--allow-dirty", cwd=classic).code == 3
    assert contents(classic) == before


def test_another_folder(footing, classic, planned):
    result = footing("upgrade", "dev", "--apply", planned, cwd=classic)
    assert result.code == 2 and "for the folder . of its repository, and this is dev" in result.err


def lose_a_file(p):
    p["files"].pop()


def other_text(p):
    p["files"][1]["edits"][0]["new"] = "v9.9.9"


def other_place(p):
    p["files"][1]["edits"][0]["start"] += 1
    p["files"][1]["edits"][0]["end"] += 1


def beyond_the_end(p):
    p["files"][1]["edits"][0]["end"] = 10 ** 8


def no_number(p):
    p["files"][1]["edits"][0]["start"] = -1


def no_edits(p):
    del p["files"][1]["edits"]


def overlap(p):
    p["files"][1]["edits"].append(dict(p["files"][1]["edits"][0]))


def twice(p):
    p["files"].append(p["files"][0])


def named(name):
    def change(p):
        p["files"][0]["file"] = name
    return change


def added(name):
    def change(p):
        p["new_files"].append({"file": name, "text": "x", "sha256_after": sha256(b"x")})
    return change


def other_new_text(p):
    p["new_files"][0]["text"] += "rm -rf /\n"


DAMAGE = {
    "a file is missing": (lose_a_file, "part is missing"),
    "another benchmark": (lambda p: p.update(benchmark="cis-aws-1.5.0"), "part is missing"),
    "another text": (other_text, "do not give the text"),
    "another place": (other_place, "not what stands there"),
    "beyond the end": (beyond_the_end, "not what stands there"),
    "no number": (no_number, "an edit lacks something"),
    "no edits": (no_edits, "a file lacks something"),
    "overlapping edits": (overlap, "damaged"),
    "a file twice": (twice, "a file twice"),
    "above": (named("../plan.json"), "outside of the repository"),
    "absolute": (named("/etc/passwd"), "outside of the repository"),
    "a detour": (named("dev/../.terraform-version"), "outside of the repository"),
    "git's own": (added(".git/hooks/pre-commit"), "outside of the repository"),
    "git's own, as Windows spells it": (added("sub/.GIT/config"), "outside of the repository"),
    "a NUL": (added("a\0b"), "outside of the repository"),
    "another new text": (other_new_text, "a new file is not what was planned"),
    "another version": (lambda p: p.update(footing_plan=2), "another version"),
    "no plan": (lambda p: p.pop("footing_plan"), "no plan"),
    "files are none": (lambda p: p.update(files={}), "lacks something"),
}


def test_damaged_plans(footing, classic, planned):
    """Each is refused, with its own seal where that does not make it just another plan."""
    before, text = contents(classic), planned.read_text()
    for name, (change, message) in DAMAGE.items():
        plan = json.loads(text)
        change(plan)
        plans = [plan]
        if message not in ("part is missing", "lacks something") and name != "no plan":
            plans.append(sealed(plan))
        for damaged in plans:
            planned.write_text(json.dumps(damaged))
            result = footing("upgrade", ".", "--apply", planned, cwd=classic)
            assert result.code == 2 and message in result.err, (name, result)
            assert contents(classic) == before, name


def test_cut_plans(footing, classic, planned):
    before, data = contents(classic), planned.read_bytes()
    for length in (0, 1, 100, -3):
        planned.write_bytes(data[:length])
        assert footing("upgrade", ".", "--apply", planned, cwd=classic).code == 2
        assert contents(classic) == before


def test_no_link_leads_out(footing, classic, planned, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x").write_text("x")
    (classic / "link").symlink_to(outside)
    plan = json.loads(planned.read_text())
    plan["files"] = [{"file": "link/x", "sha256": sha256(b"x"), "sha256_after": sha256(b"y"),
                      "edits": [{"start": 0, "end": 1, "old": "x", "new": "y"}]}]
    plan["new_files"] = [{"file": "link/new/er", "text": "x", "sha256_after": sha256(b"x")}]
    planned.write_text(json.dumps(sealed(plan)))
    result = footing("upgrade", ".", "--apply", planned, "--allow-dirty", cwd=classic)
    assert result.code == 3 and "link/x is not in the repository" in result.err and "link/new/er is not" in result.err
    assert contents(outside) == {"x": b"x"}


def test_edits_within_a_character(footing, classic, planned):
    plan = json.loads(planned.read_text())
    (classic / "e.hcl").write_text('e = "\u00e9"\n')
    commit(classic)
    plan["files"] = [{"file": "e.hcl", "sha256": sha256('e = "\u00e9"\n'.encode()),
                      "sha256_after": sha256('e = "\u00e8"\n'.encode()),
                      "edits": [{"start": 6, "end": 7, "old_base64": "qQ==", "new_base64": "qA=="}]}]
    plan["new_files"] = []
    planned.write_text(json.dumps(sealed(plan)))
    assert footing("upgrade", ".", "--apply", planned, cwd=classic).code == 0
    assert (classic / "e.hcl").read_text() == 'e = "\u00e8"\n'


def test_a_plan_replaces_only_plans(footing, classic, planned, tmp_path):
    assert footing("upgrade", ".", "--to", "1.4.0", "--exact", "--plan", planned, cwd=classic).code == 1
    assert json.loads(planned.read_text())["files"][1]["edits"][0]["new"] == "v0.27.0"
    mine = tmp_path / "mine.json"
    mine.write_text("{}")
    result = footing("upgrade", ".", "--to", "1.4.0", "--plan", mine, cwd=classic)
    assert result.code == 3 and "other content" in result.err and mine.read_text() == "{}"


def test_words_of_plans(footing, tree):
    tree({"a/terragrunt.hcl": unit("v0.22.2")})
    assert footing("upgrade", ".", "--to", "1.4.0", "--plan", "p", "--write").code == 2
    assert footing("upgrade", ".", "--list", "--plan", "p").code == 2
    assert footing("upgrade", ".", "--to", "1.4.0", "--apply", "p").code == 2
    assert footing("upgrade", ".", "--apply", "p", "--write").code == 2
    assert footing("upgrade", ".", "--apply", "missing").code == 2


# ---- sarif -----------------------------------------------------------------------------------------------------------

MESSAGE = {"text"}
LEVELS = {"none", "note", "warning", "error"}


def check_keys(thing, required, allowed=()):
    assert required <= set(thing) <= required | set(allowed), thing


def check_location(location):
    check_keys(location, {"logicalLocations"}, {"physicalLocation"})
    for logical in location["logicalLocations"]:
        check_keys(logical, {"fullyQualifiedName", "kind"})
    if "physicalLocation" not in location:
        return
    physical = location["physicalLocation"]
    check_keys(physical, {"artifactLocation"}, {"region"})
    check_keys(physical["artifactLocation"], {"uri", "uriBaseId"})
    uri = physical["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri) and not uri.startswith("/"), uri
    region = physical.get("region")
    if region:
        check_keys(region, {"startLine", "startColumn", "endLine", "endColumn"})
        assert all(isinstance(n, int) and n >= 1 for n in region.values())
        assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def check_sarif(log):
    """What the schema of SARIF 2.1.0 asks of the parts that are in use, and what its text adds to that."""
    check_keys(log, {"version", "runs", "$schema"})
    assert log["version"] == "2.1.0" and len(log["runs"]) == 1
    run = log["runs"][0]
    check_keys(run, {"tool", "automationDetails", "columnKind", "originalUriBaseIds", "invocations", "results"})
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = run["tool"]["driver"]
    check_keys(driver, {"name", "version", "rules"})
    for rule in driver["rules"]:
        check_keys(rule, {"id", "shortDescription", "defaultConfiguration"})
        check_keys(rule["shortDescription"], MESSAGE)
        assert rule["shortDescription"]["text"] and rule["defaultConfiguration"]["level"] in LEVELS
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for invocation in run["invocations"]:
        check_keys(invocation, {"executionSuccessful"}, {"toolExecutionNotifications"})
        for notification in invocation["toolExecutionNotifications"]:
            check_keys(notification, {"level", "message"})
    for result in run["results"]:
        check_keys(result, {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"})
        assert ids[result["ruleIndex"]] == result["ruleId"] and result["level"] in LEVELS
        check_keys(result["message"], MESSAGE)
        text = result["message"]["text"]
        assert text and not re.search(r"\]\(", text)
        assert not re.search(r"[{}]", text.replace("{{", "").replace("}}", "")), text
        for location in result["locations"]:
            check_location(location)
            used = location.get("physicalLocation", {}).get("artifactLocation", {}).get("uriBaseId")
            assert used is None or used in run["originalUriBaseIds"]
    prints = [r["partialFingerprints"]["footingUpgrade/v1"] for r in run["results"]]
    assert len(prints) == len(set(prints))
    return run


def region_text(folder, result):
    """The text that a result's region names, counting in code points."""
    physical = result["locations"][0]["physicalLocation"]
    lines = (folder / urllib.parse.unquote(physical["artifactLocation"]["uri"])).read_text().split("\n")
    region = physical["region"]
    part = lines[region["startLine"] - 1:region["endLine"]]
    part[-1] = part[-1][:region["endColumn"] - 1]
    part[0] = part[0][region["startColumn"] - 1:]
    return "\n".join(part)


def test_sarif(footing, classic):
    result = footing("upgrade", ".", "--to", "1.4.0", "--format", "sarif", cwd=classic)
    run = check_sarif(result.json)
    assert result.code == 1 and run["invocations"][0]["executionSuccessful"]
    by_rule = {}
    for found in run["results"]:
        by_rule.setdefault(found["ruleId"], []).append(found)
    assert {"upgrade/ref", "upgrade/input/macie_opt_in_regions", "upgrade/pin/terraform", "upgrade/note/mfa-delete",
            "upgrade/block/generate.providers"} <= set(by_rule)
    assert len(by_rule["upgrade/ref"]) == 25
    assert all(re.fullmatch(r"v[0-9.]+", region_text(classic, found)) for found in by_rule["upgrade/ref"])
    assert {region_text(classic, found) for found in by_rule["upgrade/input/macie_opt_in_regions"]} == {"inputs"}
    assert "0.14.11" in {region_text(classic, found) for found in by_rule["upgrade/pin/terraform"]}
    assert by_rule["upgrade/note/mfa-delete"][0]["level"] == "note"


def test_sarif_is_the_same_from_everywhere(footing, classic):
    def prints(folder, target):
        run = check_sarif(footing("upgrade", target, "--to", "1.4.0", "--format", "sarif", cwd=folder).json)
        return sorted(((r["partialFingerprints"]["footingUpgrade/v1"],
                        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for r in run["results"]))
    here = prints(classic, ".")
    assert prints(classic / "dev", "..") == here
    path = classic / "dev/_global/account-baseline/terragrunt.hcl"
    path.write_text("\n\n" + path.read_text())
    assert prints(classic, ".") == here, "lines that move do not make other results"


def test_sarif_of_what_goes_wrong(footing, tree):
    folder = tree({"old/terragrunt.hcl": unit("v0.20.0"), "a b\u00e9/terragrunt.hcl": "# \u00e9\u00e8 \U0001f600\n" + unit(
        "v0.22.2", "inputs = yamldecode(file(\"missing.yaml\"))\n"), "broken/terragrunt.hcl": "terraform {\n",
        "pin/terragrunt.hcl": unit("v0.22.2", "inputs = {\n  macie_kms_key_name = \"[x](http://y)\" /* \u00e9 */\n}\n")})
    result = footing("upgrade", ".", "--to", "1.4.0", "--format", "sarif")
    run = check_sarif(result.json)
    assert result.code == 3 and not run["invocations"][0]["executionSuccessful"]
    assert "broken/terragrunt.hcl" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    errors = [r for r in run["results"] if r["level"] == "error"]
    assert "upgrade/not-reached" in {r["ruleId"] for r in errors}
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in errors}
    assert "a%20b%C3%A9/terragrunt.hcl" in uris
    assert any("cannot be done" in r["message"]["text"] and region_text(folder, r) for r in errors)


def test_sarif_after_the_edits(footing, classic):
    result = footing("upgrade", ".", "--to", "1.4.0", "--format", "sarif", "--write", cwd=classic)
    assert result.code == 0
    assert {r["ruleId"].split("/")[1] for r in check_sarif(result.json)["results"]} <= {"note", "state"}


# ---- markdown --------------------------------------------------------------------------------------------------------


def markdown(footing, folder, *args):
    result = footing("upgrade", ".", "--to", "1.4.0", "--format", "markdown", *args, cwd=folder)
    assert result.out.startswith("## Upgrade to `cis-aws-1.4.0`\n"), result
    return result.out


def test_markdown(footing, classic):
    text = markdown(footing, classic)
    headings = re.findall(r"^### (.*)$", text, re.M)
    assert headings == ["Accounts", "Releases on the way that break something", "What the units get", "What moves in the state",
                        "Versions that are fixed too low", "What to know", "What is to be done by hand", "Open decisions",
                        "Order of apply"]
    assert re.search(r"^\| `dev` \| `555566667777` \| 4 \| 4 \| \d+ \|", text, re.M)
    assert "`terraform-aws-cis-service-catalog v0.25.0` (2021-08-05)" in text
    assert text.count("<details") == text.count("</details>\n\n") > 5
    assert text.count("\n- add `inputs.create_macie_bucket = true`: ") == 1
    assert "\n- [ ] MFA Delete (2.1.3)" in text and "\n- [ ] `opt_in_regions`: " in text
    assert "\n1. [ ] `logs/_global/account-baseline`: `v0.22.2` to `v0.27.5`\n" in text
    for line in text.splitlines():  # each row has as many cells as the table
        assert not line.startswith("|") or line.count("|") == 9, line


def test_markdown_escapes(footing, tree):
    evil = ['<img src=x onerror=y>', "[x](javascript:y)", "a|b`c", "@everybody", "*b*", "# h", "www.evil.example"]
    accounts = ", ".join('"%s" = "%012d"' % (name, i + 1) for i, name in enumerate(evil))
    files = {name + "/terragrunt.hcl": unit("v0.22.2", 'inputs = {\n  aws_account_id = "%012d"\n}\n' % (i + 1),
             locals="locals {\n  accounts = { %s }\n  opt_in_regions = []\n  all_aws_regions = []\n}\n" % accounts)
             for i, name in enumerate(evil)}
    files["old <b>@x/terragrunt.hcl"] = unit("v0.1.0")
    files["failed/terragrunt.hcl"] = unit("v0.22.2", 'inputs = yamldecode(file("<b>[x](y)"))\n')
    text = markdown(footing, tree(files))
    code = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)|<code>[^<]*</code>")
    assert "&#60;img src&#61;x" in text or "`<img src=x" in text
    rest = code.sub("", text)
    rest = re.sub(r"</?(details|summary)( open)?>|<!-- -->|\\.", "", rest)
    assert not re.search(r"[<>`]|\]\(|javascript|@\w|www\.\w", rest), re.search(r".{40}([<>`]|\]\(|javascript|@\w|www\.\w).{40}", rest)
    for line in text.splitlines():
        assert not line.startswith("|") or line.count("|") == 9, line


# ---- answers ---------------------------------------------------------------------------------------------------------


def two_accounts(ref="v0.22.2"):
    return {n + "/terragrunt.hcl": unit(ref, "inputs = {\n  aws_account_id = local.accounts.%s\n}\n" % n,
                                        locals=REGIONS.replace("  opt_in_regions = [\"us-east-1\"]\n", ""))
            for n in ("dev", "logs")}


ANSWERS = '''# What only you can decide about the upgrade to cis-aws-1.4.0.
#
# Take away the "#" in front of what you answer, write the answer in the place of
# "<FILL_IN>", and give this file with --answers. What stays a comment is not answered.

# Regions that are switched on in the accounts (aws ec2 describe-regions). Not needed where
# multi_region_common.hcl says it.
# opt_in_regions = "<FILL_IN>"

# macie_bucket_name: Name of the bucket for Macie's results, where another is wanted than the one
# that is derived from the prefix.
#
# macie_kms_key_name: Name of the key of Macie's results, where another is wanted than the one that
# is derived from the prefix.
#
# macie_buckets_to_analyze: Buckets that Macie analyzes, by region: { "us-east-1" = ["bucket"] }.

account "dev" {
  # macie_bucket_name = "<FILL_IN>"
  # macie_kms_key_name = "<FILL_IN>"
  # macie_buckets_to_analyze = "<FILL_IN>"
}

account "logs" {
  # macie_bucket_name = "<FILL_IN>"
  # macie_kms_key_name = "<FILL_IN>"
  # macie_buckets_to_analyze = "<FILL_IN>"
}
'''


def test_write_answers(footing, tree):
    folder = tree(two_accounts())
    assert footing("upgrade", ".", "--to", "1.4.0", "--write-answers", "answers.hcl").code == 1
    assert (folder / "answers.hcl").read_text() == ANSWERS
    assert footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl").code == 1, "comments answer nothing"


def test_answers_that_are_left_open_are_told(footing, tree):
    folder = tree({**two_accounts(), "answers.hcl": re.sub(r"^( *)# (?=\w+ = )", r"\1", ANSWERS, flags=re.M)})
    before = contents(folder)
    result = footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl", "--write", "--allow-dirty")
    lines = [n for n, line in enumerate((folder / "answers.hcl").read_text().splitlines(), 1)
             if '= "<FILL_IN>"' in line]
    assert result.code == 2 and result.err.count("Not filled in") == len(lines) == 7
    for n in lines:
        assert "answers.hcl:%d:" % n in result.err
    assert contents(folder) == before


def test_given_answers_are_kept(footing, tree):
    given = 'opt_in_regions = [\n  "eu-west-1", # ours\n  "us-east-1",\n]\nmacie_bucket_name = "for-all"\n' \
            'account "dev" {\n  macie_buckets_to_analyze = { "eu-west-1" = ["b"] }\n  opt_in_regions = ["eu-west-1"]\n}\n'
    folder = tree({**two_accounts(), "answers.hcl": given})
    assert footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl", "--write-answers", "more.hcl").code == 1
    more = (folder / "more.hcl").read_text()
    assert '\nopt_in_regions = [\n  "eu-west-1", # ours\n  "us-east-1",\n]\n' in more
    assert '\nmacie_bucket_name = "for-all"\n' in more and '\n  macie_buckets_to_analyze = { "eu-west-1" = ["b"] }\n' in more
    assert '\n  opt_in_regions = ["eu-west-1"]\n' in more
    first = footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl")
    second = footing("upgrade", ".", "--to", "1.4.0", "--answers", "more.hcl")
    assert first.out == second.out and '"for-all"' in first.out
    footing("upgrade", ".", "--to", "1.4.0", "--answers", "more.hcl", "--write-answers", "third.hcl")
    assert (folder / "third.hcl").read_text() == more


def test_answers_are_not_overwritten(footing, tree):
    folder = tree({**two_accounts(), "mine.hcl": "opt_in_regions = []\n"})
    result = footing("upgrade", ".", "--to", "1.4.0", "--write-answers", "mine.hcl")
    assert result.code == 3 and "mine.hcl is there and has other content" in result.err
    assert (folder / "mine.hcl").read_text() == "opt_in_regions = []\n"
    for _ in range(2):  # the same again is no loss
        assert footing("upgrade", ".", "--to", "1.4.0", "--write-answers", "new.hcl").code == 1


def test_account_names_are_quoted(footing, tree):
    folder = tree({"a/terragrunt.hcl": unit("v0.22.2", "inputs = {\n  aws_account_id = \"111111111111\"\n}\n",
                   locals='locals {\n  accounts = { "q\\"$${x}" = "111111111111" }\n}\n')})
    footing("upgrade", ".", "--to", "1.4.0", "--write-answers", "answers.hcl")
    assert 'account "q\\"$${x}" {' in (folder / "answers.hcl").read_text()
    assert footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl").code == 1


def test_nothing_is_asked(footing, tree):
    folder = tree({"a/terragrunt.hcl": unit("v0.27.5", module="networking/vpc")})
    result = footing("upgrade", ".", "--to", "1.4.0", "--write-answers", "answers.hcl")
    assert result.code == 0 and "nothing is asked" in result.err and not (folder / "answers.hcl").exists()


@pytest.mark.parametrize("text, message", [
    ('account "dev" {\n  nope = 1\n}\n', "answers.hcl:2:3: Unknown question"),
    ('account "dev" {\n  x {\n  }\n}\n', "answers.hcl:2:3: Unknown block"),
    ('accounts "dev" {\n}\n', "answers.hcl:1:1: Unknown block"),
    ('account "prod" {\n}\n', "answers.hcl:1:9: Unknown account"),
    ('account {\n}\n', "answers.hcl:1:1: Unknown block"),
    ('opt_in_regions = ["<your regions>"]\n', "answers.hcl:1:18: Not filled in"),
    ('opt_in_regions = nope()\n', "answers.hcl:1:18: "),
    ('opt_in_regions = ["a"]\nopt_in_regions = ["b"]\n', "answers.hcl:2:1: "),
    ('account "dev" {\n  macie_bucket_name = "a"\n}\naccount "dev" {\n  macie_bucket_name = "b"\n}\n', "answers.hcl:5:3: "),
])
def test_wrong_answers(footing, tree, text, message):
    folder = tree({**two_accounts(), "answers.hcl": text})
    before = contents(folder)
    result = footing("upgrade", ".", "--to", "1.4.0", "--answers", "answers.hcl", "--write", "--allow-dirty")
    assert result.code == 2 and message in result.err, result
    assert contents(folder) == before


# ---- writing ---------------------------------------------------------------------------------------------------------


def test_a_new_file_in_the_way(footing, classic, planned):
    """Neither the edits nor the other new files are written then, whichever way they are made."""
    new = json.loads(planned.read_text())["new_files"][-1]["file"]
    (classic / new).parent.mkdir()
    (classic / new).write_text("mine\n")
    before = contents(classic)
    for words in (["--to", "1.4.0", "--write"], ["--to", "1.4.0", "--write", "--format", "json"], ["--apply", planned]):
        result = footing("upgrade", ".", *words, cwd=classic)
        assert result.code == 3 and new + " is there and says something else" in result.err, result
        assert contents(classic) == before
        if "json" in words:
            assert not result.json["written"] and [r["file"] for r in result.json["refused"]] == [new]


def test_what_was_written_is_said(footing, classic):
    err = footing("upgrade", ".", "--to", "1.4.0", "--write", cwd=classic).err
    assert re.search(r"\n\d+ edits in 28 files, \d+ new files: written\n$", err), err[-300:]


def test_a_mistyped_unit_is_a_finding(footing, tree):
    tree({"a/terragrunt.hcl": unit("v0.27.5", module="networking/vpc")})
    assert footing("upgrade", ".", "--to", "1.4.0").code == 0
    assert footing("upgrade", ".", "--to", "1.4.0", "--unit", "b").code == 1


# ---- golden: with a catalog of the test's own ------------------------------------------------------------------------

CATALOG = r"""repository "acme-mods" {
  about = "Modules of the tests"
  names = ["github.com/acme/mods"]
  target "cis-aws-1.4.0" {
    minimum = "v2.0.0"
    input "zones" {
      value = "3"
      why   = "There is a zone more."
    }
    input "name" {
      value = "\"net-${unit.account}\""
      why   = "Names are asked for."
    }
    remove_input "old" {
      why = "Nobody reads `old` any more."
    }
    note "look" {
      manual = true
      why    = "Look at the routes after the apply."
    }
  }
  release "v1.5.0" {
    date     = "2021-01-02"
    breaking = true
    about    = "Zones are counted."
  }
  release "v2.0.0" {
    about = "Meets it."
  }
}
"""


@pytest.fixture
def acme(tree):
    def of(account):
        return 'terraform {\n  source = "github.com/acme/mods//vpc?ref=v1.0.0"\n}\nlocals {\n  accounts     = ' \
               '{ dev = "111111111111", prod = "222222222222" }\n  account_name = "%s"\n}\n' \
               'inputs = {\n  old = true\n}\n' % account
    return tree({"data/catalogs/acme.hcl": CATALOG, "r/dev/vpc/terragrunt.hcl": of("dev"),
                 "r/prod/vpc/terragrunt.hcl": of("prod"),
                 "r/old/terragrunt.hcl": 'terraform {\n  source = "github.com/acme/mods//vpc?ref=main"\n}\n'}) / "r"


@pytest.mark.parametrize("name, words", [("text", []), ("markdown", ["--format", "markdown"])])
def test_golden(footing, acme, name, words):
    result = footing("upgrade", ".", "--to", "1.4.0", "--data", "../data", *words, cwd=acme)
    got = result.out if words else result.err
    assert result.code == 1 and got == (ROOT / "tests/e2e/data/upgrade_to" / (name + ".txt")).read_text()
