"""footing upgrade explain: known issues by name and by log."""
import pytest


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
