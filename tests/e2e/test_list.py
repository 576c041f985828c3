"""footing upgrade --list: the references of the examples, against what is true by hand."""
import json

import pytest

from conftest import ROOT

EXAMPLES = ["infrastructure-live-classic", "infrastructure-live-envcommon", "terraform-plain"]


def listed(document):
    """The fields of the expected files, out of our JSON."""
    rows = []
    for ref in document["references"]:
        if ref["source_kind"] == "local" or ref["kind"] == "commented":
            continue
        at = ref["written_at"]
        rows.append({
            "unit": ref["unit"],
            "repository": ref["repository"],
            "path": ref["path"],
            "ref": ref["ref"] if ref["state"] == "known" else "" if ref["state"] == "none" else None,
            "at": {k: at[k] for k in ("file", "line", "column")} if at else None,
        })
    return sorted(rows, key=lambda r: (r["unit"], r["repository"]))


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(footing, example, name):
    folder = example(name)
    result = footing("upgrade", ".", "--list", "--format", "json", cwd=folder)
    expected = json.loads((ROOT / "tests/e2e/data/expected" / f"{name}.json").read_text())
    expected.sort(key=lambda r: (r["unit"], r["repository"]))
    assert result.code == 0, result
    got = {r["unit"]: r for r in listed(result.json)}
    want = {r["unit"]: r for r in expected}
    assert sorted(got) == sorted(want)
    for unit in want:
        assert got[unit] == want[unit]


@pytest.mark.parametrize("name", EXAMPLES)
def test_table_has_every_reference(footing, example, name):
    folder = example(name)
    table = footing("upgrade", "--list", cwd=folder)
    for ref in footing("upgrade", "--list", "--format", "json", cwd=folder).json["references"]:
        assert any(line.startswith(ref["unit"]) for line in table.out.splitlines()), ref
