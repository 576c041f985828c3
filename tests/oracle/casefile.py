"""Reading and writing of the *.cases and *.answers files under tests/data/hcl."""

import json
import re
from decimal import Decimal

HEAD = b"=== "
NEWLINE, RETURN = "\u2424", "\u240d"  # how an expression line writes LF and CR
_SIMPLE = {b"t": b"\t", b"r": b"\r", b"0": b"\0", b"s": b" ", b"^": b"^", b"=": b"=",
           b"b": b"\xef\xbb\xbf"}
_ESC = re.compile(rb"\^(x[0-9a-fA-F]{2}|\$\n?|.)", re.S)


def _unescape(match):
    body = match.group(1)
    if body[:1] == b"x" and len(body) == 3:
        return bytes([int(body[1:], 16)])
    if body[:1] == b"$":
        return b""
    if body in _SIMPLE:
        return _SIMPLE[body]
    raise ValueError("unknown escape ^%s" % body.decode("latin-1"))


def read_parse_cases(path):
    """Yield (name, input bytes) for every section of a parse case file."""
    cases, name, lines = [], None, []
    with open(path, "rb") as f:
        for line in f:
            if line.startswith(HEAD):
                if name is not None:
                    cases.append((name, b"".join(lines)))
                name, lines = line[len(HEAD):].strip().decode("ascii"), []
            elif name is not None:
                lines.append(line)
    if name is not None:
        cases.append((name, b"".join(lines)))
    seen = set()
    for name, text in cases:
        if name in seen:
            raise ValueError("%s: duplicate case %s" % (path, name))
        seen.add(name)
        yield name, _ESC.sub(_unescape, text)


def _escape_char(ch):
    for code, raw in _SIMPLE.items():
        if code not in (b"s", b"=") and ch == raw.decode():
            return "^" + code.decode()
    if ch == "\n" or (ch.isprintable() and ch != "\ufeff"):
        return ch
    return "".join("^x%02x" % b for b in ch.encode())


def escape(data):
    """The text of one case, the inverse of what read_parse_cases does."""
    out = []
    for piece in data.decode("utf-8", "surrogateescape"):
        if "\udc80" <= piece <= "\udcff":
            out.append("^x%02x" % (ord(piece) - 0xdc00))
        else:
            out.append(_escape_char(piece))
    text = "".join(out)
    text = re.sub(r"(?m)^===", "^===", text)
    text = re.sub(r"(?m) $", "^s", text)
    if text and not text.endswith("\n"):
        text += "^$\n"
    return text.encode()


def read_eval_cases(path):
    """The expressions of an evaluation case file, in order."""
    with open(path, encoding="utf-8", newline="\n") as f:
        for line in f:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line


def expand(expr):
    """An expression line with its real newlines."""
    return expr.replace(NEWLINE, "\n").replace(RETURN, "\r")


class Number(str):
    """A JSON number kept as its text; equal when the exact values are equal."""

    def key(self):
        try:
            d = Decimal(str(self))
        except ArithmeticError:
            return str(self)
        sign, digits, exp = d.as_tuple()
        digits = "".join(map(str, digits)).lstrip("0")
        stripped = digits.rstrip("0")
        if not stripped:
            return "0"
        return "%s%se%d" % ("-" if sign else "", stripped, exp + len(digits) - len(stripped))

    def __eq__(self, other):
        return isinstance(other, Number) and self.key() == other.key()

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.key())


def loads(text):
    """json.loads that loses no digit of a number."""
    return json.loads(text, parse_float=Number, parse_int=Number, parse_constant=str)


def dumps(value):
    """The inverse of loads: compact, numbers as their text."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{%s}" % ",".join("%s:%s" % (dumps(k), dumps(v)) for k, v in value.items())
    if isinstance(value, list):
        return "[%s]" % ",".join(map(dumps, value))
    return json.dumps(value, ensure_ascii=False)


def read_answers(path):
    with open(path, encoding="utf-8", newline="\n") as f:
        return [loads(line) for line in f if line.strip()]
