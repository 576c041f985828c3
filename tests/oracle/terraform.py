"""Asking a real terraform for values, types and messages, in batches.

The console evaluates one line and prints only the last one's result, and a
process costs far more than an expression. So many expressions are evaluated in
one tuple; those that fail are found with can() and asked again one by one for
their message.
"""

import base64
import concurrent.futures
import json
import os
import queue
import re
import shutil
import subprocess

BATCH = 24
UNKNOWN = "(known after apply)"


class Console:
    def __init__(self, directories):
        """Works in `directories`, equal copies that hold the files which expressions read.

        One console at a time runs in each, because it locks the state there.
        """
        self.directories = queue.Queue()
        for d in directories:
            self.directories.put(d)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("TF_")}
        self.env["CHECKPOINT_DISABLE"] = "1"
        self.pool = concurrent.futures.ThreadPoolExecutor(len(directories))

    def run(self, line):
        """(True, output) or (False, message) for one line."""
        directory = self.directories.get()
        try:
            p = subprocess.run(["terraform", "console", "-no-color"],
                               input=(line + "\n").encode(), cwd=directory, env=self.env,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        finally:
            self.directories.put(directory)
        if p.returncode == 0:
            return True, p.stdout.decode()
        return False, message(p.stderr.decode() + p.stdout.decode())

    def value(self, text):
        """(True, decoded JSON text) of an expression."""
        ok, out = self.run("base64encode(nonsensitive(jsonencode(%s)))" % text)
        if not ok:
            return ok, out
        quoted = re.fullmatch(r'"([A-Za-z0-9+/=]*)"', out.strip())
        if not quoted:
            return False, out.strip()
        return True, base64.b64decode(quoted.group(1)).decode()

    def _tuple(self, wrap, texts, convert):
        """convert(output) of [wrap(text), …], or None if any of them fails."""
        ok, out = convert("[%s]" % ", ".join(wrap % t for t in texts))
        return out if ok else None

    def _can(self, texts):
        def ask(expr):
            ok, out = self.value(expr)
            return ok, json.loads(out) if ok else None
        return self._tuple("can((%s))", texts, ask)

    def _values(self, texts):
        def ask(expr):
            ok, out = self.value(expr)
            return ok, json.loads(out) if ok else None
        return self._tuple("nonsensitive(jsonencode((%s)))", texts, ask)

    def _types(self, texts):
        def ask(expr):
            ok, out = self.run("type(%s)" % expr)
            return ok, tuple_types(out) if ok else None
        types = self._tuple("(%s)", texts, ask)
        assert types is None or len(types) == len(texts), texts
        return types

    def _split(self, ask, items):
        """Answers of a batch, halved until every part can be asked; None: not even alone."""
        answers = ask(items)
        if answers is not None:
            return answers
        if len(items) == 1:
            return [None]
        half = len(items) // 2
        return self._split(ask, items[:half]) + self._split(ask, items[half:])

    def batches(self, ask, items):
        parts = [items[i:i + BATCH] for i in range(0, len(items), BATCH)]
        out = []
        for part in self.pool.map(lambda p: self._split(ask, p), parts):
            out += part
        return out

    def evaluate(self, texts, alone, messages=True):
        """Answers as dicts, in order. `alone` are indexes not to be put into a batch.

        Without `messages` an error is only an error, which is much faster where many are.
        """
        together = [i for i in range(len(texts)) if i not in alone]
        verdicts = self.batches(self._can, [texts[i] for i in together])
        refused = {i for i, v in zip(together, verdicts) if v is False}
        answers = [{"error": ""} if i in refused else None for i in range(len(texts))]
        good = [i for i, v in zip(together, verdicts) if v]
        bad = [i for i, v in zip(together, verdicts) if v is None] + sorted(alone)
        if messages:
            bad += sorted(refused)
        values = self.batches(self._values, [texts[i] for i in good])
        types = self.batches(self._types, [texts[i] for i in good])
        for i, value, kind in zip(good, values, types):
            if value is None or kind is None:
                bad.append(i)
            else:
                answers[i] = {"value": value, "type": kind}
        for i, answer in zip(bad, self.pool.map(lambda i: self._single(texts[i]), bad)):
            answers[i] = answer
        return answers

    def _single(self, text):
        ok, out = self.run(text)
        if not ok:
            return {"error": out}
        ok, value = self.value("(%s)" % text)
        ok2, kind = self.run("type([%s])" % text)
        if ok2 and not ok and value == UNKNOWN:
            return {"unknown": True, "type": tuple_types(kind)[0]}
        if not ok or not ok2:
            return {"inexpressible": value if not ok else kind}
        return {"value": value, "type": tuple_types(kind)[0]}


def message(text):
    """`summary: detail` of a diagnostic printed by terraform."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    lines = [re.sub(r"^[╷│╵] ?", "", l).rstrip() for l in text.splitlines()]
    for i, line in enumerate(lines):
        if line.startswith("Error: "):
            break
    else:
        return " ".join(" ".join(lines).split())
    summary, detail, skip = lines[i][len("Error: "):], [], False
    for line in lines[i + 1:]:
        if line.startswith("Error: "):
            break
        if line.startswith("  on ") or line.startswith("  (source code not"):
            continue
        detail.append(line)
    detail = " ".join(" ".join(detail).split())
    detail = detail.split(" goroutine ")[0]  # a panic: no stack
    return "%s: %s" % (summary, detail) if detail else summary


def tuple_types(text):
    """The element types of a printed tuple type, each on one line."""
    lines = text.strip().splitlines()
    if lines == ["tuple([])"]:
        return []
    assert lines[0] == "tuple([" and lines[-1] == "])", text
    out, stack, current = [], [], ""
    for line in lines[1:-1]:
        indent = 4 * (len(stack) + 1)
        closes = line[:indent].strip() != ""
        if closes:
            indent -= 4
            stack.pop()
            if current.endswith(", "):
                current = current[:-2]
        assert line[:indent].strip() == "", text
        line = line[indent:]
        if not closes and stack and stack[-1] == "{":
            name, _, kind = line.rpartition(": ")
            line = name + "=" + kind
        if line[-1] in "{[(":
            stack.append(line[-1])
            current += line
        elif not stack:
            out.append(current + line.rstrip(","))
            current = ""
        else:
            current += line.rstrip(",") + ", "
    return out


def available():
    return shutil.which("terraform") is not None
