"""Running the reference implementations; both are optional on a machine."""

import os
import shutil
import subprocess
import tempfile

import casefile

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(os.path.dirname(HERE), "data", "hcl")


class Missing(Exception):
    """A reference implementation is not available here."""


def materialise(directory, inputs):
    """Write every (key, bytes) input to a file of its own; returns the paths."""
    paths = []
    for i, (_, data) in enumerate(inputs):
        path = os.path.join(directory, "%06d.hcl" % i)
        with open(path, "wb") as f:
            f.write(data)
        paths.append(path)
    return paths


class Hcl:
    """The Go program under parse/, built once per process."""

    _binary = None

    def __init__(self):
        if Hcl._binary is None:
            if shutil.which("go") is None:
                raise Missing("the Go toolchain is not installed")
            directory = tempfile.mkdtemp(prefix="oracle-")
            target = os.path.join(directory, "oracle")
            build = subprocess.run(["go", "build", "-o", target, "."],
                                   cwd=os.path.join(HERE, "parse"),
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if build.returncode:
                shutil.rmtree(directory)
                raise Missing("the Go program does not build:\n" + build.stdout.decode())
            Hcl._binary = target
            import atexit
            atexit.register(shutil.rmtree, directory, True)

    def parse(self, inputs):
        """Parse (key, bytes) inputs; returns the decoded reports in order."""
        with tempfile.TemporaryDirectory(prefix="oracle-") as d:
            names = "\n".join(materialise(d, inputs))
            run = subprocess.run([Hcl._binary], input=names.encode(),
                                 stdout=subprocess.PIPE, check=True)
        return [casefile.loads(line) for line in run.stdout.splitlines()]

    def evaluate(self, exprs):
        """Evaluate one-line expressions; returns the decoded answers in order."""
        run = subprocess.run([Hcl._binary, "-eval"], input="\n".join(exprs).encode(),
                             stdout=subprocess.PIPE, check=True)
        return [casefile.loads(line) for line in run.stdout.splitlines()]


def parse_answer(name, report):
    """The stored form of one report."""
    answer = {"name": name, "ok": report["ok"]}
    if report["ok"]:
        answer["body"] = report["body"]
    else:
        first = min(report["errors"], key=lambda e: (int(e["start"]), int(e["end"])))
        answer["first_error"] = {k: first[k] for k in ("start", "end", "summary")}
    return answer
