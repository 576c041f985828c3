"""What the end-to-end tests share: the binary, copies of the examples, small repositories."""
import json
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOOTING = os.environ.get("FOOTING", str(ROOT / "build" / "footing"))


class Result:
    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout.decode("utf-8", "surrogateescape")
        self.err = done.stderr.decode("utf-8", "surrogateescape")

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"


@pytest.fixture
def footing(tmp_path):
    """Runs the binary; `cwd` is a folder of the test's own by default."""

    def run(*args, cwd=tmp_path, input=None, env=None):
        done = subprocess.run(
            [FOOTING, *map(str, args)], cwd=cwd, input=input, capture_output=True, timeout=60,
            env={**os.environ, "NO_COLOR": "1", **(env or {})})
        result = Result(done)
        assert result.code in (0, 1, 2, 3), result
        assert "Sanitizer" not in result.err and "BUG at" not in result.err, result
        return result

    return run


@pytest.fixture
def tree(tmp_path):
    """Writes files: tree({"a/terragrunt.hcl": "text"}); returns the folder."""

    def write(files, git=False):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        if git:
            commit(tmp_path)
        return tmp_path

    return write


def commit(folder):
    git = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "x"], check=True)


@pytest.fixture
def example(tmp_path):
    """A copy of an example, committed to a Git repository of its own."""

    def copy(name):
        folder = tmp_path / name
        shutil.copytree(ROOT / "examples" / name, folder, symlinks=True)
        commit(folder)
        return folder

    return copy


def contents(folder):
    """Every file's bytes by relative path, links as links."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if ".git" in path.parts:
            continue
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = ("link", os.readlink(path))
        elif path.is_file():
            found[name] = path.read_bytes()
    return found
