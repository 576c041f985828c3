"""footing upgrade explain: known issues by name and by log."""
import pytest

from conftest import ROOT


def explain(footing, *args, **more):
    return footing("upgrade", "explain", *args, **more)


# ---- by name ------------------------------------------------------------------------------------


def test_lists_all(footing):
    for args in ([], ["--list"]):
        result = explain(footing, *args)
        assert result.code == 0 and result.err == ""
        lines = result.out.splitlines()
        assert lines[0].split() == ["ID", "WHAT", "HAPPENS"]
        assert len(lines) > 70
        assert any(line.startswith("cloudtrail-kms-key-is-alias  ") for line in lines)
        assert lines[1:] == sorted(lines[1:])


def test_shows_one(footing):
    result = explain(footing, "cloudtrail-kms-key-is-alias")
    assert result.code == 0 and result.err == ""
    assert result.out.startswith("cloudtrail-kms-key-is-alias\n  CloudTrail's KMS key is looked up")
    assert "\n  what      The plan or apply" in result.out
    assert "\n  fix       Look at the ARN" in result.out
    assert "\n              cloudtrail_kms_key_arn_is_alias = false\n" in result.out
    assert "\n  see       cis-aws-1.4.0 3.7\n" in result.out
    assert "\n  concerns  terraform-aws-cis-service-catalog: modules/landingzone" in result.out


def test_shows_several_and_retries(footing):
    result = explain(footing, "state-lock-held", "provider-not-declared-by-module")
    assert result.code == 0
    assert "\n  retry     trying again helps: at most 5 times, 60 seconds apart\n" in result.out
    assert "\n\nprovider-not-declared-by-module\n" in result.out
    assert "concerns  terraform-aws-cis-service-catalog from v0.25.0 on\n" in result.out


def test_json(footing):
    result = explain(footing, "macie-role-not-propagated", "--format", "json")
    assert result.code == 0
    (issue,) = result.json["issues"]
    assert issue["id"] == "macie-role-not-propagated" and issue["severity"] == "error"
    assert issue["retry"] == {"times": 10, "seconds": 60}
    assert issue["repositories"] == [{
        "name": "terraform-aws-cis-service-catalog", "since": "v0.25.1", "until": None,
        "modules": ["modules/landingzone/account-baseline-?*", "modules/security/macie"]}]
    assert set(issue) == {"id", "title", "severity", "about", "why", "fix", "retry", "see",
                          "repositories", "match", "unless"}
    everything = explain(footing, "--format=json").json["issues"]
    assert [i["id"] for i in everything] == sorted(i["id"] for i in everything)


def test_unknown_ids_get_the_nearest(footing):
    result = explain(footing, "cloudtrial-kms-key-is-alias")
    assert result.code == 2 and result.out == ""
    assert "did you mean cloudtrail-kms-key-is-alias?" in result.err
    result = explain(footing, "macie")
    assert result.code == 2 and "did you mean macie-already-enabled, " in result.err
    result = explain(footing, "no-such-thing-at-all")
    assert result.code == 2 and "--list shows all" in result.err


def test_usage(footing, tree):
    for args, text in [(["--list", "x"], "--list stands alone"),
                       (["--format", "xml"], "text or json"),
                       (["--nothing"], "unknown option")]:
        result = explain(footing, *args)
        assert result.code == 2 and text in result.err, result
    assert "Usage: footing upgrade explain" in explain(footing, "--help").out
    assert "footing upgrade explain ID|-" in footing("upgrade", "--help").out


def test_a_folder_of_that_name(footing, tree):
    tree({"explain/terragrunt.hcl": 'terraform {\n  source = "git::https://x.com/a/b.git?ref=v1"\n}\n'})
    assert "v1" in footing("upgrade", "./explain", "--list").out


def test_data_of_ones_own(footing, tree):
    own = ('issue "our-own" {\n  title = "T"\n  about = "A"\n  why = "W"\n  fix = "F"\n'
           '  match = ["%s"]\n}\n')
    folder = tree({"d/issues/own.hcl": own % "some text"})
    result = explain(footing, "our-own", "--data", "d", cwd=folder)
    assert result.code == 0 and result.out.startswith("our-own\n  T\n")
    tree({"d/issues/own.hcl": own % "broken (text"})
    result = explain(footing, "our-own", "--data", "d", cwd=folder)
    assert result.code == 2 and result.out == ""
    assert "d/issues/own.hcl:6:12: Wrong pattern" in result.err
    assert "the data has 1 error" in result.err


# ---- by a log -----------------------------------------------------------------------------------

LOGS = ROOT / "tests/data/issues"


def expectations():
    """Of every log: its name, how many error messages, how many unknown ones, which issues."""
    for line in (LOGS / "expected.txt").read_text().splitlines():
        name, errors, unknown, *ids = line.split()
        yield name, int(errors.split("=")[1]), int(unknown.split("=")[1]), ids


def scan(footing, log):
    result = explain(footing, "-", "--format", "json", input=log)
    return result, result.json


def outcome(found):
    return found["errors"], found["not_recognised"], sorted(i["id"] for i in found["issues"])


@pytest.mark.parametrize("name,errors,unknown,ids", expectations())
def test_logs(footing, name, errors, unknown, ids):
    result, found = scan(footing, (LOGS / name).read_bytes())
    assert outcome(found) == (errors, unknown, sorted(ids))
    assert result.code == (1 if errors or ids else 0)
    assert found["lines"] > 0 and found["cut_lines"] == 0
    for issue in found["issues"]:
        assert len(issue["places"]) == min(issue["count"], 20)


def test_every_issue_has_a_log(footing):
    have = {i for _, _, _, ids in expectations() for i in ids}
    assert have == {i["id"] for i in explain(footing, "--format", "json").json["issues"]}
    assert {path.name for path in LOGS.glob("*.log")} == {name for name, *_ in expectations()}


def joined():
    """All logs that are UTF-8, as one."""
    texts = [path.read_bytes() for path in sorted(LOGS.glob("*.log"))]
    return "\n\n\n\n".join(t.decode().replace("\r", "") for t in texts if t[:2] != b"\xff\xfe")


def lines_with(prefix):
    return lambda text: "".join(prefix + line for line in text.splitlines(True))


@pytest.mark.parametrize("way", [
    lambda t: t.replace("\n", "\r\n"),
    lines_with("2024-05-02T10:11:12.1234567Z "),
    lines_with("[2024-05-02T10:11:12.123Z] "),
    lines_with("10:11:12.123 STDOUT [live/prod/account-baseline] terraform: "),
    lines_with("10:11:12.123 STDERR [live/prod/account-baseline] tofu: "),
    lines_with("[/home/ci/live/prod/account-baseline] "),
    lines_with("\x1b[36m2024-05-02T10:11:12.123Z\x1b[0m 01O "),
    lines_with("terraform_1  | "),
    lines_with("  "),
    lambda t: t.replace("│", "|").replace("╷", "").replace("╵", ""),
    lambda t: t.replace("│", "â”‚").replace("╷", "â•·").replace("╵", "â•µ"),
    lambda t: t.replace("\x1b[", "["),
    lambda t: t.replace("\x1b[", "\\u001b["),
    lambda t: t.replace("│", "\x1b]8;;x\x07│"),
], ids=["crlf", "github", "jenkins", "terragrunt", "tofu", "terragrunt-old", "gitlab", "compose",
        "indented", "ascii-box", "mojibake", "no-escape", "written-escape", "links"])
def test_however_the_log_came_here(footing, way):
    text = joined()
    _, want = scan(footing, text.encode())
    _, got = scan(footing, way(text).encode())
    assert {i["id"] for i in got["issues"]} == {i["id"] for i in want["issues"]}
    assert got["errors"] >= want["errors"] and got["not_recognised"] <= want["not_recognised"] + 2


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16(footing, encoding):
    text = joined()
    _, want = scan(footing, text.encode())
    _, got = scan(footing, ("\ufeff" + text).encode(encoding))
    assert got == want


def test_places(footing):
    _, found = scan(footing, (LOGS / "several.log").read_bytes())
    assert [i["id"] for i in found["issues"]] == [
        "config-rule-not-in-region", "macie-role-not-propagated", "security-hub-no-invitation"]
    (place,) = found["issues"][0]["places"]
    assert place["line"] == 15
    assert "sourceIdentifier VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS is invalid." in place["text"]
    assert place["address"] == ("module.app_baseline.module.config.module.aws_config_ap_northeast_3"
                                ".aws_config_config_rule.rule[0]")
    assert place["regions"] == ["ap-northeast-3"]
    assert place["unit"] is None and place["account"] is None
    (unknown,) = found["unknown_errors"]
    assert unknown["text"] == "Error: something that nobody has seen before"
    assert unknown["address"] == "module.app_baseline.aws_sns_topic.t" and unknown["count"] == 1


def test_units_and_accounts(footing):
    _, found = scan(footing, (LOGS / "mixed-units.log").read_bytes())
    units = {i["id"]: i["places"][0]["unit"] for i in found["issues"]}
    assert units == {"region-unknown-to-provider": "logs/_global/account-baseline",
                     "provider-alias-missing": "prod/_global/account-baseline"}
    _, found = scan(footing, (LOGS / "macie-denied-to-planner.log").read_bytes())
    (place,) = found["issues"][0]["places"]
    assert place["account"] == "111122223333" and place["regions"] == ["us-east-1"]


def test_text(footing):
    result = explain(footing, "-", input=(LOGS / "several.log").read_bytes())
    assert result.code == 1
    assert result.out.startswith(
        "config-rule-not-in-region\n  A managed Config rule does not exist in the region\n\n"
        "  found     line 15: sourceIdentifier")
    assert "\n            in module.app_baseline.module.config" in result.out
    assert "\n  retry     trying again helps: at most 10 times, 60 seconds apart\n" in result.out
    assert ("\n1 error message was not recognised\n"
            "            line 29: Error: something that nobody has seen before\n") in result.out
    assert result.err == "37 lines read, 3 known issues, 4 error messages\n"
    result = explain(footing, "-", input=(LOGS / "clean.log").read_bytes())
    assert result.code == 0
    assert result.out == "No error message, and nothing that is known to go wrong.\n"


def test_equal_errors_are_told_once(footing):
    result = explain(footing, "-", input=(LOGS / "unknown-errors.log").read_bytes())
    assert "4 error messages were not recognised\n" in result.out
    assert "Invalid parameter: Topic (2 times)\n" in result.out
    log = b"Error: ExpiredToken: x\n\n\n\n" * 9
    assert "and 4 more, 9 times in all\n" in explain(footing, "-", input=log).out


def test_secrets_stay_inside(footing):
    secrets = ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "hunter2hunter2", "IOSFODNN7EXAMPLE",
               "abcdefghijklmnopqrstuvwxyz012345", "s3cr3tpassw0rd"]
    log = (f"Error: ExpiredToken secret_key={secrets[1]} and AKIA{secrets[2]} {secrets[0]}\n\n\n\n"
           f"Error: could not clone https://ci:{secrets[4]}@git.example.com/x with "
           f"ghp_{secrets[3]} and aws_secret_access_key = \"{secrets[0]}\"\n")
    for args in ([], ["--format", "json"]):
        out = explain(footing, "-", *args, input=log.encode()).out
        assert "Error: could not clone https://ci:***@git.example.com/x" in out
        assert not [s for s in secrets if s in out], out


def test_nothing_of_a_log_moves_the_cursor(footing):
    log = b"Error: a\x1b]0;title\x07b\x07\x08 c\x9b31m \xe2\x80\xaed \xc2\x9b31m \xff\xfe\n"
    result = explain(footing, "-", input=log)
    assert result.code == 1
    assert "Error: ab c?31m ?d ?31m ??\n" in result.out


@pytest.mark.parametrize("log", [
    b"", b"\n", b"\0" * 100000, bytes(range(256)) * 1000, b"x" * 1000000, b"\xff\xfe" + b"\0" * 999,
    "│".encode() * 50000, b"\x1b" * 70000, b"\x1b]" * 50000, b"[" * 70000, b"{" * 70000,
    b'{"@message":' + b"[" * 60000, b"Error: " * 50000, b"Error: x\n" * 50000,
], ids=range(14))
def test_any_bytes(footing, log):
    result = explain(footing, "-", input=log)
    assert result.code in (0, 1) and "not recognised" in result.out + "not recognised"


def test_long_lines_are_told(footing):
    result, found = scan(footing, b"y" * 100000 + b"\nError: ExpiredToken\n")
    assert found["cut_lines"] == 1 and found["lines"] == 2 and len(found["issues"]) == 1
    assert "1 line is longer than 64 KiB; what is behind that was not looked at" in result.err


def test_a_log_by_name_is_told_how(footing, tree):
    folder = tree({"apply.log": "Error: x\n"})
    result = explain(footing, "apply.log", cwd=folder)
    assert result.code == 2
    assert "footing upgrade explain - < apply.log" in result.err
    assert "stands alone" in explain(footing, "-", "throttled", input=b"").err
