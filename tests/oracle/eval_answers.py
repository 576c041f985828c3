#!/usr/bin/env python3
"""Regenerate tests/data/hcl/eval/*.answers with terraform and the HCL library.

usage: eval_answers.py [NAME...]     names of case files without ".cases"
"""

import glob
import json
import os
import re
import shutil
import sys
import tempfile
import time

import casefile
import reference
import terraform

# These are judged by the HCL library: Terraform 1.11 still evaluates both operands.
BY_LIBRARY = {"short_circuit"}
WORKERS = 2


def needs_file(expr):
    """Whether an expression cannot simply be put into a line between parentheses."""
    return any(s in expr for s in (casefile.NEWLINE, casefile.RETURN, "#", "//"))


def scratch(prefix):
    """A temporary directory with a copy of the files that expressions read."""
    d = tempfile.mkdtemp(prefix=prefix)
    shutil.copytree(os.path.join(reference.DATA, "eval", "files"), os.path.join(d, "files"))
    return d


def as_line(expr, directory, number, only_newlines=False):
    """The expression as one line; what has newlines becomes a template file."""
    if casefile.NEWLINE not in expr and casefile.RETURN not in expr:
        if only_newlines or not needs_file(expr):
            return expr
    name = "expr%05d.tftpl" % number
    with open(os.path.join(directory, name), "w", encoding="utf-8", newline="") as f:
        f.write("${" + casefile.expand(expr) + "\n}")
    return 'templatefile("%s", {})' % name


def ask_terraform(exprs, messages=True):
    """Answers of terraform for expressions, as dicts with value, type or error."""
    if not terraform.available():
        raise reference.Missing("terraform is not installed")
    hints = reference.Hcl().evaluate([casefile.expand(e).replace("\n", " ") for e in exprs])
    directories = [scratch("eval-") for _ in range(WORKERS)]
    try:
        console = terraform.Console(directories)
        for d in directories:
            texts = [as_line(e, d, i) for i, e in enumerate(exprs)]
        alone = {i for i, h in enumerate(hints)
                 if (h.get("syntax_error") or h.get("free_variables"))
                 and not texts[i].startswith('templatefile("expr')}
        answers = console.evaluate(texts, alone, messages)
        for a in answers:
            if "error" in a:
                a["error"] = re.sub(r"expr\d{5}\.tftpl", "expr.tftpl", a["error"])
        return answers
    finally:
        for d in directories:
            shutil.rmtree(d)


def ask_library(exprs):
    out = []
    for answer in reference.Hcl().evaluate(exprs):
        if "error" in answer:
            out.append({"error": answer["error"]})
        else:
            out.append({"value": casefile.dumps(answer["value"]), "type": answer["type"]})
    return out


def line_of(expr, answer):
    """One stored line; the value is spliced in as text so that no digit is lost."""
    head = '{"expr":%s,' % json.dumps(expr, ensure_ascii=False)
    if "error" in answer:
        return head + '"error":%s}' % json.dumps(answer["error"], ensure_ascii=False)
    if "unknown" in answer:
        return head + '"unknown":true,"type":%s}' % json.dumps(answer["type"])
    return head + '"value":%s,"type":%s}' % (answer["value"],
                                             json.dumps(answer["type"], ensure_ascii=False))


def main():
    wanted = set(sys.argv[1:])
    status = 0
    for path in sorted(glob.glob(os.path.join(reference.DATA, "eval", "*.cases"))):
        name = os.path.basename(path)[:-len(".cases")]
        if wanted and name not in wanted:
            continue
        exprs = list(casefile.read_eval_cases(path))
        start = time.time()
        try:
            answers = (ask_library if name in BY_LIBRARY else ask_terraform)(exprs)
        except reference.Missing as e:
            print("%s: skipped: %s" % (name, e))
            continue
        for expr, answer in zip(exprs, answers):
            if "inexpressible" in answer:
                print("%s: no JSON for %s: %s" % (name, expr, answer["inexpressible"]))
                status = 1
        with open(path[:-len("cases")] + "answers", "w", encoding="utf-8", newline="\n") as out:
            for expr, answer in zip(exprs, answers):
                if "inexpressible" not in answer:
                    out.write(line_of(expr, answer) + "\n")
        failing = sum("error" in a for a in answers)
        print("%s: %d expressions, %d errors, %.0f s"
              % (name, len(exprs), failing, time.time() - start), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
