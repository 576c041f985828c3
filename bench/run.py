#!/usr/bin/env python3
"""Speed and memory of footing, as whole processes. Usage: bench/run.py BINARY

Prints medians of several runs after a warm-up, with the goal beside each figure; it judges nothing, since a shared
machine's times say little alone. The ratio to the reference formatter (hclfmt, the Go module hashicorp/hcl/v2), which
reads and formats the same files, is taken pair by pair and is the figure that carries over.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
RUNS = 7


def run(argv, cwd):
    """Seconds of wall and CPU time, peak memory in MiB, of one run on one core."""
    start = time.perf_counter()
    child = subprocess.Popen(argv, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             preexec_fn=lambda: os.sched_setaffinity(0, {0}))
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode


def measure(argv, cwd, codes=(0,)):
    results = [run(argv, cwd) for _ in range(RUNS + 1)][1:]
    bad = [r[3] for r in results if r[3] not in codes]
    if bad:
        sys.exit(f"bench: {argv[:3]} ended with {bad[0]}")
    return [statistics.median(r[i] for r in results) for i in range(3)]


def report(name, wall, cpu, memory, goal=""):
    print(f"{name:52} {wall * 1000:9.1f} ms wall {cpu * 1000:9.1f} ms cpu {memory:7.1f} MiB   {goal}")


def hclfmt(folder):
    """Builds the reference formatter, or returns None where that cannot be done."""
    if not shutil.which("go"):
        return None
    module = folder / "hclfmt-module"
    module.mkdir()
    command = "github.com/hashicorp/hcl/v2/cmd/hclfmt"
    for words in (["mod", "init", "bench"], ["get", command + "@v2.25.0"], ["build", "-o", "hclfmt", command]):
        if subprocess.run(["go", *words], cwd=module, capture_output=True).returncode != 0:
            return None
    return module / "hclfmt"


def main():
    footing = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        tree, big = folder / "tree", folder / "big"
        subprocess.run([sys.executable, HERE / "make_tree.py", tree, "--git"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, HERE / "make_hcl.py", big, "--megabytes", "20", "--files", "20"], check=True,
                       stdout=subprocess.DEVNULL)
        size = sum(p.stat().st_size for p in big.iterdir())
        lists = [p for p in tree.rglob("*") if p.suffix in (".hcl", ".tf", ".tofu") and ".git" not in p.parts]
        listed = folder / "files"
        listed.write_text("".join(f"{p}\n" for p in lists))

        report("start and stop (--version)", *measure([footing, "--version"], tree))
        result = measure([footing, "hcl", "check", *sorted(map(str, big.iterdir()))], folder)
        report(f"parse {size / 1e6:.0f} MB (hcl check)", *result, f"{size / result[1] / 1e6:.0f} MB/s; goal 100 MB/s")
        check = measure([footing, "hcl", "check", "--files-from", str(listed)], folder)
        report(f"parse {len(lists)} files (hcl check)", *check)
        report("list 2,500 units in 7,000 files", *measure([footing, "upgrade", ".", "--list"], tree),
               "goal 150 ms, 64 MiB")
        report("list, as JSON", *measure([footing, "upgrade", ".", "--list", "--format", "json"], tree))
        report("plan a bump of one repository",
               *measure([footing, "upgrade", ".", "--ref", "terraform-aws-vpc=v99.0.0"], tree, (0, 1, 3)))

        formatter = hclfmt(folder)
        if not formatter:
            print("hclfmt: not built (no Go toolchain, or its modules cannot be had): no ratio")
            return
        ratios = []
        for _ in range(RUNS):
            ours = run([footing, "hcl", "check", "--files-from", str(listed)], folder)
            theirs = run([str(formatter), *map(str, lists)], folder)
            ratios.append(theirs[1] / ours[1])
        print(f"hclfmt over the same {len(lists)} files needs {statistics.median(ratios):.1f} times our CPU time "
              f"(from {min(ratios):.1f} to {max(ratios):.1f})")


if __name__ == "__main__":
    main()
