#!/usr/bin/env python3
"""Regenerate tests/data/hcl/parse/*.answers with the reference parser."""

import glob
import os
import sys

import casefile
import reference


def main():
    try:
        hcl = reference.Hcl()
    except reference.Missing as e:
        print("skipped: %s" % e)
        return 0
    for path in sorted(glob.glob(os.path.join(reference.DATA, "parse", "*.cases"))):
        cases = list(casefile.read_parse_cases(path))
        reports = hcl.parse(cases)
        good = 0
        with open(path[:-len("cases")] + "answers", "w", encoding="utf-8", newline="\n") as out:
            for (name, _), report in zip(cases, reports):
                answer = reference.parse_answer(name, report)
                good += answer["ok"]
                out.write(casefile.dumps(answer) + "\n")
        print("%s: %d cases, %d valid" % (os.path.basename(path), len(cases), good))
    return 0


if __name__ == "__main__":
    sys.exit(main())
