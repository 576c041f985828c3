#!/usr/bin/env python3
"""Hold footing's HCL engine against the reference implementations.

usage: compare.py [options] FOOTING [GROUP...]

  FOOTING     the binary
  GROUP       parse, eval, or both (default); parse/NAME or eval/NAME for one case file
  --stored    compare with the stored answers (default); needs neither Go nor terraform
  --live      ask the references now: the stored cases and generated ones
  --seed S    of generated cases (default 1)
  --count N   generated files and generated expressions each (default 2000; 0: none)
  --place     also fail where the first syntax error is reported at another place
  --verbose   show inputs and bodies of all failures in full
"""

import argparse
import concurrent.futures
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import casefile
import eval_answers
import generate
import generate_types
import reference

SHOWN = 40       # failures listed per case file
TIMEOUT_S = 60   # for one file
BATCH_TIMEOUT_S = 300


class Tally:
    def __init__(self, options):
        self.options = options
        self.passed = self.failed = self.skipped = 0
        self.place_same = self.place_other = 0

    def group(self, title, failures, total, skipped=0, note=""):
        self.passed += total - len(failures) - skipped
        self.failed += len(failures)
        self.skipped += skipped
        print("%-28s %5d of %5d pass%s%s" % (title, total - len(failures) - skipped, total - skipped,
                                            ", %d skipped" % skipped if skipped else "", note))
        limit = len(failures) if self.options.verbose else SHOWN
        for name, what, data in failures[:limit]:
            shown = repr(data)
            if not self.options.verbose and len(shown) > 160:
                shown = shown[:157] + "..."
            print("    %s: %s\n        %s" % (name, what, shown))
        if len(failures) > limit:
            print("    ... and %d more" % (len(failures) - limit))
        sys.stdout.flush()


def brief(text, n=300):
    return text if len(text) <= n else text[:n - 3] + "..."


# ---- parse ----------------------------------------------------------------------------------


def tree(binary, path):
    """What footing makes of a file: a dict, or {"broken": reason}."""
    try:
        p = subprocess.run([binary, "hcl", "tree", path], stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired:
        return {"broken": "no answer within %d s" % TIMEOUT_S}
    if p.returncode < 0:
        return {"broken": "killed by signal %d: %s"
                % (-p.returncode, brief(p.stderr.decode("utf-8", "replace").strip()))}
    try:
        out = casefile.loads(p.stdout.decode("utf-8", "replace"))
        out["errors"]
        return out
    except (ValueError, KeyError, TypeError):
        return {"broken": "exit %d, no usable JSON: %r %r"
                % (p.returncode, brief(p.stdout.decode("utf-8", "replace")),
                   brief(p.stderr.decode("utf-8", "replace")))}


def trees(binary, inputs):
    with tempfile.TemporaryDirectory(prefix="compare-") as d:
        paths = reference.materialise(d, inputs)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda p: tree(binary, p), paths))


def difference(want, got, where="body"):
    """The first difference of two JSON values, or None."""
    if type(want) is not type(got):
        return "%s: %s instead of %s" % (where, brief(casefile.dumps(got), 60),
                                         brief(casefile.dumps(want), 60))
    if isinstance(want, dict):
        for k in want:
            if k not in got:
                return "%s.%s is missing" % (where, k)
            d = difference(want[k], got[k], "%s.%s" % (where, k))
            if d:
                return d
        return None
    if isinstance(want, list):
        for i, (w, g) in enumerate(zip(want, got)):
            d = difference(w, g, "%s[%d]" % (where, i))
            if d:
                return d
        if len(want) != len(got):
            return "%s has %d items instead of %d" % (where, len(got), len(want))
        return None
    if want != got:
        return "%s: %s instead of %s" % (where, casefile.dumps(got), casefile.dumps(want))
    return None


def judge_tree(want, got, tally):
    """What is wrong with footing's tree, or None."""
    if "broken" in got:
        return got["broken"]
    if want["ok"] != (not got["errors"]):
        if want["ok"]:
            return "rejected a valid file: %s" % brief(casefile.dumps(got["errors"][0]), 160)
        return "accepted an invalid file: %s" % casefile.dumps(want["first_error"])
    if want["ok"]:
        return difference(want["body"], got.get("body"))
    first = min((e["range"] for e in got["errors"]), key=lambda r: int(r["start"]))
    if int(first["start"]) == int(want["first_error"]["start"]):
        tally.place_same += 1
        return None
    tally.place_other += 1
    if tally.options.place:
        return "first error at %s instead of %s" % (first["start"],
                                                    casefile.dumps(want["first_error"]))
    return None


def compare_trees(title, inputs, wants, tally):
    same, other = tally.place_same, tally.place_other
    failures = []
    for (name, data), want, got in zip(inputs, wants, trees(tally.options.footing, inputs)):
        what = judge_tree(want, got, tally)
        if what:
            failures.append((name, what, data.decode("utf-8", "backslashreplace")))
    same, other = tally.place_same - same, tally.place_other - other
    note = ", first error elsewhere in %d of %d" % (other, same + other) if same + other else ""
    tally.group(title, failures, len(inputs), note=note)


def parse_group(names, tally):
    for path in sorted(glob.glob(os.path.join(reference.DATA, "parse", "*.cases"))):
        name = os.path.basename(path)[:-len(".cases")]
        if names and name not in names:
            continue
        inputs = list(casefile.read_parse_cases(path))
        if tally.options.live:
            wants = [reference.parse_answer(n, r)
                     for (n, _), r in zip(inputs, reference.Hcl().parse(inputs))]
        else:
            wants = casefile.read_answers(path[:-len("cases")] + "answers")
        if [n for n, _ in inputs] != [w["name"] for w in wants]:
            raise SystemExit("%s: answers do not belong to the cases" % path)
        compare_trees("parse/" + name, inputs, wants, tally)
    if tally.options.live and tally.options.count and not names:
        inputs = list(generate.files(tally.options.seed, tally.options.count))
        wants = [reference.parse_answer(n, r)
                 for (n, _), r in zip(inputs, reference.Hcl().parse(inputs))]
        compare_trees("parse/generated", inputs, wants, tally)


# ---- eval -----------------------------------------------------------------------------------


def evaluate(binary, exprs):
    """footing's answers, in order; one that ends the process is {"broken": reason}."""
    directory = eval_answers.scratch("compare-")
    try:
        lines = [eval_answers.as_line(e, directory, i, only_newlines=True)
                 for i, e in enumerate(exprs)]
        answers = []
        while len(answers) < len(lines):
            rest = lines[len(answers):]
            reason = "no answer"
            try:
                p = subprocess.run([binary, "hcl", "eval", "-"], cwd=directory,
                                   input=("\n".join(rest) + "\n").encode(),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   timeout=BATCH_TIMEOUT_S)
                out = p.stdout
                reason = "exit %d: %s" % (p.returncode,
                                          brief(p.stderr.decode("utf-8", "replace").strip()))
            except subprocess.TimeoutExpired as e:
                out = e.stdout or b""
                reason = "no answer within %d s" % BATCH_TIMEOUT_S
            got = []
            for line in out.split(b"\n")[:len(rest)]:
                if not line:
                    break
                try:
                    got.append(casefile.loads(line.decode("utf-8", "replace")))
                except ValueError:
                    got.append({"broken": "no JSON: " + brief(line.decode("utf-8", "replace"))})
            answers += got
            if len(got) < len(rest):
                answers.append({"broken": reason})
        return answers
    finally:
        shutil.rmtree(directory)


def judge_value(want, got):
    """What is wrong with footing's value, or None."""
    if "broken" in got:
        return got["broken"]
    if "error" in want:
        if "error" in got:
            return None
        return "no error, but %s; reference: %s" % (brief(casefile.dumps(got), 120),
                                                    brief(want["error"], 160))
    if "error" in got:
        error = got["error"]
        if isinstance(error, dict):
            error = error.get("message", casefile.dumps(error))
        return "error: %s; reference: %s" % (brief(str(error), 160),
                                             brief(casefile.dumps(want.get("value")), 80))
    if want.get("unknown") or got.get("unknown"):
        if bool(want.get("unknown")) != bool(got.get("unknown")):
            return "%s instead of %s" % (brief(casefile.dumps(got), 120),
                                         brief(casefile.dumps(want.get("value", "unknown")), 120))
        return None
    if got.get("sensitive"):
        # A sensitive value is not shown; its type is all that can be compared.
        return None if got.get("type") == want.get("type") else "type of a sensitive value: %s" % got.get("type")
    if "value" not in got:
        return "neither value nor error: %s" % brief(casefile.dumps(got), 120)
    d = difference(want["value"], got["value"], "value") or extra(want["value"], got["value"])
    if d:
        return brief(d)
    if want["type"] != got.get("type"):
        return "type %s instead of %s" % (got.get("type"), want["type"])
    return None


def extra(want, got, where="value"):
    """The first object key that only `got` has, or None."""
    if isinstance(want, dict):
        for k in got:
            if k not in want:
                return "%s.%s should not be there" % (where, k)
            d = extra(want[k], got[k], "%s.%s" % (where, k))
            if d:
                return d
    elif isinstance(want, list):
        for i, (w, g) in enumerate(zip(want, got)):
            d = extra(w, g, "%s[%d]" % (where, i))
            if d:
                return d
    return None


def compare_values(title, exprs, wants, tally):
    failures, skipped = [], 0
    for expr, want, got in zip(exprs, wants, evaluate(tally.options.footing, exprs)):
        if want is None:
            skipped += 1
            continue
        what = judge_value(want, got)
        if what:
            failures.append(("value", what, expr))
    tally.group(title, failures, len(exprs), skipped)


def decoded(answer):
    """A fresh answer of terraform in the form that stored ones are read in."""
    if "inexpressible" in answer:
        return None
    if "value" in answer:
        return {"value": casefile.loads(answer["value"]), "type": answer["type"]}
    return answer


def eval_group(names, tally):
    for path in sorted(glob.glob(os.path.join(reference.DATA, "eval", "*.cases"))):
        name = os.path.basename(path)[:-len(".cases")]
        if names and name not in names:
            continue
        exprs = list(casefile.read_eval_cases(path))
        if tally.options.live:
            ask = (eval_answers.ask_library if name in eval_answers.BY_LIBRARY
                   else eval_answers.ask_terraform)
            try:
                wants = [decoded(a) for a in ask(exprs)]
            except reference.Missing as e:
                print("eval/%s: skipped: %s" % (name, e))
                continue
        else:
            stored = {a["expr"]: a for a in
                      casefile.read_answers(path[:-len("cases")] + "answers")}
            wants = [stored.get(e) for e in exprs]
            if None in wants:
                raise SystemExit("%s: no answer for %s" % (path, exprs[wants.index(None)]))
        compare_values("eval/" + name, exprs, wants, tally)
    if tally.options.live and tally.options.count and not names:
        exprs = list(generate.expressions(tally.options.seed, tally.options.count))
        wants = [None if "infinity" in a.get("error", "") else a
                 for a in reference.Hcl().evaluate(exprs)]
        compare_values("eval/generated", exprs, wants, tally)
        try:
            exprs = generate_types.questions(tally.options.seed, tally.options.count)
            wants = [decoded(a) for a in eval_answers.ask_terraform(exprs, messages=False)]
            compare_values("eval/generated-types", exprs, wants, tally)
        except reference.Missing as e:
            print("eval/generated-types: skipped: %s" % e)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1])
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--stored", action="store_true")
    mode.add_argument("--live", action="store_true")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--place", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("footing")
    parser.add_argument("groups", nargs="*")
    options = parser.parse_args()
    options.footing = os.path.abspath(options.footing)
    if not os.access(options.footing, os.X_OK):
        parser.error("%s is not a program" % options.footing)
    chosen = {"parse": set(), "eval": set()}
    for g in options.groups or list(chosen):
        kind, _, name = g.partition("/")
        if kind not in chosen:
            parser.error("unknown group %s" % g)
        chosen[kind] |= {name} if name else set()
    kinds = {g.partition("/")[0] for g in options.groups} or set(chosen)

    tally = Tally(options)
    for kind, run in (("parse", parse_group), ("eval", eval_group)):
        if kind in kinds:
            try:
                run(chosen[kind], tally)
            except reference.Missing as e:
                print("%s: skipped: %s" % (kind, e))
    if tally.place_same + tally.place_other:
        print("place of the first syntax error: same in %d of %d"
              % (tally.place_same, tally.place_same + tally.place_other))
    if tally.skipped:
        print("%d skipped: the reference has no JSON for the value" % tally.skipped)
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
