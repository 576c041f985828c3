#!/usr/bin/env python3
"""Writes the oracle's cases as seeds for the fuzz targets. Usage: seeds.py FOLDER (build/fuzz/corpus)"""
import hashlib
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "oracle"))
import casefile  # noqa: E402


def write(folder, data):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def main():
    target = pathlib.Path(sys.argv[1])
    for path in sorted((ROOT / "tests/data/hcl/parse").glob("*.cases")):
        for _, data in casefile.read_parse_cases(str(path)):
            write(target / "parse", data)
            write(target / "edit", data)
    for path in sorted((ROOT / "tests/data/hcl/eval").glob("*.cases")):
        for expression in casefile.read_eval_cases(str(path)):
            write(target / "eval", expression.encode())


if __name__ == "__main__":
    main()
