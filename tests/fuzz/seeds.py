#!/usr/bin/env python3
"""Writes the oracle's cases as seeds for the fuzz targets. Usage: seeds.py FOLDER (build/fuzz/corpus)"""
import hashlib
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "oracle"))
import casefile  # noqa: E402


TEMPLATES = [
    "%{ for x in l ~}\n- ${x}\n%{ endfor ~}\n",
    "%{ for k, v in m }${k}=${v}%{ if t }, %{ else }; %{ endif }%{ endfor }",
    "%{ if n > 1 ~} ${s} %{~ else ~} ${z} %{~ endif }",
    "a ${h} b ${u} c ${p} $${d} %%{e}",
    "${l}",
    "${join(\",\", concat(l, e))} ${m.k} ${m[\"l\"]} ${l[0]} ${l.*.x}",
    "plain $ text %\n\n",
]


def write(folder, data):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def with_edits(text, number):
    """As fuzz_edit reads them: all operations, deeper and deeper, with different values."""
    pieces = []
    for op in range(5):
        head, way = op + 5 * ((number + op) % 50), bytes([1 + number % 4]) * ((number + op) % 5)
        pieces.append(bytes([head]) + way)
    return b"\xff".join([text, *pieces])


CONTROL = b"""control "%c" {
  about = "x"
  fix = "x"
  resource = "x"
  commands = ["y"]
  replaces = ["a"]
  params = { n = 1, l = [2] }
}
"""

BENCHMARK = b"""benchmark "b-%d" {
  title = "t"
  released = "2021-05"
  aliases = ["c-%d"]
  section "1" {
    title = "s"
  }
  recommendation "1.%d" {
    control = "a"
    title = "r"
    level = 1
    assessment = "manual"
    params = { n = %d }
    changed = "x"
  }
}
"""


PLAN = b'''{"format_version": "1.2", "resource_changes": [{"address": "aws_x.a", "change": {"actions":
["delete", "create"]}}, {"address": "module.m[0].aws_x.b", "change": {"actions": ["no-op"]}}],
"output_changes": {"o": {"actions": ["update"]}}, "errored": false}'''


def main():
    target = pathlib.Path(sys.argv[1])
    for path in sorted((ROOT / "tests/data/hcl/parse").glob("*.cases")):
        for _, data in casefile.read_parse_cases(str(path)):
            write(target / "parse", data)
    for path in sorted((ROOT / "tests/data/hcl/edit").glob("*.case")):
        for number, (_, data) in enumerate(casefile.read_parse_cases(str(path))):
            write(target / "edit", with_edits(data.split(b"--- ")[0], number))
    for path in sorted((ROOT / "tests/data/hcl/eval").glob("*.cases")):
        for expression in casefile.read_eval_cases(str(path)):
            write(target / "eval", expression.encode())
            write(target / "template", b"${" + casefile.expand(expression).encode() + b"}")
    for name in ("templates", "heredocs"):
        for _, data in casefile.read_parse_cases(str(ROOT / f"tests/data/hcl/parse/{name}.cases")):
            write(target / "template", data)
    for path in sorted((ROOT / "tests/data/hcl/eval/files").rglob("*.tftpl")):
        write(target / "template", path.read_bytes())
    for text in TEMPLATES:
        write(target / "template", text.encode())
    folder = ROOT / "tests/data/migration"
    state = (folder / "state.json").read_bytes()
    write(target / "migration", state)
    for name in ("check.cases", "parse.cases", "render.cases"):
        for case in (folder / name).read_bytes().split(b"=== ")[1:]:
            for part in case.split(b"--- ")[1:]:
                head, _, text = part.partition(b"\n")
                if head in (b"migration", b"file"):
                    write(target / "migration", text)
                    write(target / "migration", text + b"\0" + state)
                    write(target / "migration", text + b"\0" + PLAN)
    later = BENCHMARK.replace(b"  title =", b"  supersedes = \"b-1\"\n  title =", 1)
    for benchmarks in (BENCHMARK % (1, 1, 2, 3), BENCHMARK % (1, 1, 2, 3) + later % (2, 2, 3, 4)):
        write(target / "benchmark", CONTROL % b"a" + CONTROL % b"d" + b"\xff" + benchmarks)
    for number, path in enumerate(sorted((ROOT / "tests/data/issues").glob("*.log"))):
        write(target / "log", bytes([number]) + path.read_bytes())


if __name__ == "__main__":
    main()
