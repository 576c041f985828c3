"""Every kind of edit that a catalog can ask for: tests/data/upgrade/CASE/before becomes CASE/after, and then stays so.

The catalog is that of a made-up company (tests/data/catalogs/acme): another repository needs no C.
"""
import os
import shlex
import shutil

import pytest

from conftest import ROOT, commit, contents

CASES = ROOT / "tests/data/upgrade"


@pytest.mark.parametrize("name", sorted(p.name for p in CASES.iterdir()))
def test_case(footing, tmp_path, name):
    folder = tmp_path / "repository"
    shutil.copytree(CASES / name / "before", folder)
    commit(folder)
    words = [str(ROOT / "tests/data/catalogs/acme") if w.startswith("../catalogs/") else w
             for w in shlex.split((CASES / name / "arguments").read_text())]
    result = footing("upgrade", ".", *words, "--write", cwd=folder)
    assert result.code in (0, 1), result
    for script in folder.glob("migrations/*.sh"):
        script.unlink()  # the same as the file beside it, in words of a shell: tested with `upgrade migrate`
    if os.environ.get("UPDATE"):
        shutil.rmtree(CASES / name / "after", ignore_errors=True)
        shutil.copytree(folder, CASES / name / "after", ignore=shutil.ignore_patterns(".git"))
    assert contents(folder) == contents(CASES / name / "after"), result
    again = footing("upgrade", ".", *words, cwd=folder)
    assert not again.out, again
