#!/usr/bin/env python3
"""Random HCL: files along the grammar, mutations of them, and closed expressions.

usage: generate.py SEED COUNT [files|expressions] [DIRECTORY]

Deterministic for a seed. Without a directory the inputs are printed in the
format of the case files (expressions: one per line).
"""

import os
import random
import sys

import casefile

NAMES = ["a", "b", "c", "x", "y", "foo", "a-b", "_", "a1", "for", "in", "if", "true", "null",
         "é", "日本", "var", "local", "else", "endif"]
LITERALS = ["0", "1", "2", "10", "1.5", "0.1", "1e3", "1e-2", "007", "true", "false", "null"]
BINARY = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||"]
JUNK = ["", " ", "\n", "\t", "\r\n", "\r", "{", "}", "[", "]", "(", ")", "\"", "$", "%", "${", "%{",
        "~", "~}", "}", ",", ".", "...", "=>", "=", ":", "::", "?", "!", "-", "*", "/", "//", "#", "/*",
        "*/", "<<E\n", "<<-E\n", "E\n", "\nE\n", "for", "in", "if", "0", "1.", ".5", "\\", "'", "`",
        ";", "&", "|", "^", "@", "\ufeff", "\u00a0", "\0", "é", "\u0301", "\"\"", "{}", "[]", "[*]",
        ".*", ".0", "$${", "%%{", "\\n", "\\u00", "%{ if x }", "%{ endif }", "%{ else }"]


class Grammar:
    """Writes tokens of one random file into self.out."""

    def __init__(self, rng):
        self.rng = rng
        self.out = []
        self.depth = 0
        self.newlines = True  # whether a newline would end the item
        self.heredocs = True  # whether a heredoc may be written here

    def put(self, *tokens):
        for t in tokens:
            self.out.append(t)

    def chance(self, p):
        return self.rng.random() < p

    def pick(self, items):
        return self.rng.choice(items)

    def gap(self, need=False):
        """Optional white space between tokens."""
        r = self.rng.random()
        if r < 0.55:
            self.put(" ")
        elif r < 0.60:
            self.put("\t")
        elif r < 0.63:
            self.put(" /* c */ ")
        elif r < 0.64:
            self.put(" /* c\n */ ")
        elif r < 0.72 and not self.newlines:
            self.put(self.pick(["\n", "\n  ", "\r\n", " # c\n", "// c\n", "\n\n\t"]))
        elif need:
            self.put(" ")

    def eol(self):
        self.put(self.pick(["\n"] * 10 + ["\n\n", " # c\n", " // c\n", "\r\n", " \n", " /* c */\n"]))

    def body(self, level):
        names = self.rng.sample(NAMES, len(NAMES))
        for _ in range(self.rng.randrange(0, 5)):
            if self.chance(0.1):
                self.put(self.pick(["# c\n", "// c\n", "/* c\n*/\n", "\n", "  \n", "/* c */ "]))
            self.put("  " * level)
            if level < 4 and self.chance(0.35):
                self.block(level)
            else:
                self.put(names.pop())
                self.gap()
                self.put("=")
                self.gap()
                self.expr()
            self.eol()

    def block(self, level):
        self.put(self.pick(NAMES))
        for _ in range(self.rng.randrange(0, 3)):
            self.gap(True)
            self.put(self.pick(["\"x\"", "\"a b\"", "\"\"", "\"é\\n\"", "\"$${x}\"", "x", "for", "\"$\""]))
        self.gap()
        self.put("{")
        r = self.rng.random()
        if r < 0.2:
            self.gap()
        elif r < 0.45:
            self.gap()
            self.put(self.pick(NAMES))
            self.gap()
            self.put("=")
            self.gap()
            saved, self.heredocs = self.heredocs, False
            self.expr()
            self.heredocs = saved
            self.gap()
        else:
            self.eol()
            self.body(level + 1)
            self.put("  " * level)
        self.put("}")

    def inside(self, write, newlines=False):
        """Runs `write` where newlines are free (or not) and heredocs legal."""
        saved = self.newlines, self.heredocs
        self.newlines, self.heredocs = newlines, True
        write()
        self.newlines, self.heredocs = saved

    def expr(self):
        self.depth += 1
        r = self.rng.random()
        if self.depth > 6 or r < 0.35:
            self.term()
        elif r < 0.5:
            self.term()
            self.gap(True)
            self.put(self.pick(BINARY))
            self.gap(True)
            self.term()
            if self.chance(0.3):
                self.gap(True)
                self.put(self.pick(BINARY))
                self.gap(True)
                self.term()
        elif r < 0.6:
            self.term()
            self.gap(True)
            self.put("?")
            self.gap()
            self.term()
            self.gap(True)
            self.put(":")
            self.gap()
            self.term()
        elif r < 0.68:
            self.put(self.pick(["-", "!", "- ", "!!", "- -"]))
            self.term()
        else:
            self.term()
            self.steps()
        self.depth -= 1

    def steps(self):
        for _ in range(self.rng.randrange(1, 4)):
            r = self.rng.random()
            if r < 0.4:
                self.put(self.pick([".", " .", ". "]), self.pick(NAMES))
            elif r < 0.5:
                self.put(".0 ")
            elif r < 0.6:
                self.put(".*")
            elif r < 0.7:
                self.put("[*]")
            else:
                self.put("[")
                self.inside(lambda: (self.gap(), self.expr(), self.gap()))
                self.put("]")

    def term(self):
        self.depth += 1
        kinds = [self.literal, self.literal, self.name, self.name, self.string, self.string]
        if self.depth < 7:
            kinds += [self.template, self.call, self.tuple, self.object, self.parens,
                      self.for_tuple, self.for_object]
            if self.heredocs and self.depth < 5:
                kinds += [self.heredoc]
        self.pick(kinds)()
        self.depth -= 1

    def literal(self):
        self.put(self.pick(LITERALS))

    def name(self):
        self.put(self.pick(NAMES))

    def string(self):
        self.put(self.pick(["\"\"", "\"x\"", "\"a b\"", "\"\\n\\t\\\"\\\\\"", "\"\\u00e9\"", "\"$\"", "\"%\"",
                            "\"$${x}\"", "\"%%{x}\"", "\"#\"", "\"//\"", "\"}\"", "\"{\"", "\"é日\"", "\"$$\"",
                            "\"100%\"", "\"a$b\"", "\"\\U0001F600\""]))

    def pieces(self, text):
        """Template content: literals from `text`, interpolations and directives."""
        for _ in range(self.rng.randrange(0, 4)):
            r = self.rng.random()
            if r < 0.45:
                self.put(self.pick(text))
            elif r < 0.8:
                self.put(self.pick(["${", "${", "${~"]))
                self.inside(lambda: (self.gap(), self.expr(), self.gap()))
                self.put(self.pick(["}", "}", "~}"]))
            elif r < 0.92:
                self.put(self.pick(["%{ if ", "%{~ if ", "%{if "]))
                self.inside(self.expr)
                self.put(self.pick([" }", " ~}"]))
                self.put(self.pick(text))
                if self.chance(0.5):
                    self.put(self.pick(["%{ else }", "%{~ else ~}"]), self.pick(text))
                self.put(self.pick(["%{ endif }", "%{endif}", "%{~ endif ~}"]))
            else:
                self.put(self.pick(["%{ for x in ", "%{ for k, v in "]))
                self.inside(self.expr)
                self.put(" }", self.pick(text), "%{ endfor }")

    def template(self):
        self.put("\"")
        self.pieces(["x", " ", "a b", "$${", "%%{", "$", "%", "\\n", "\\\"", "é", "~", "{", "}", "#"])
        self.put("\"")

    def heredoc(self):
        mark = self.pick(["E", "EOT", "E-", "_", "é"])
        self.put(self.pick(["<<", "<<-"]) + mark + self.pick(["\n", "\n", "\r\n"]))
        for _ in range(self.rng.randrange(0, 3)):
            self.put(self.pick(["", "  ", "\t", "    "]))
            self.pieces(["x", " ", "a\n", "  b\n", "\n", "$${", "%%{", "$", "%", "\\n", "\"", mark + "x",
                         "$\n", "\r\n", "# c"])
            self.put("\n")
        self.put(self.pick(["", "", "  ", "\t"]) + mark + self.pick(["", "", " "]) + "\n")
        if not self.newlines or self.chance(0.1):
            return
        self.out[-1] = self.out[-1][:-1]  # the item's own end of line follows

    def call(self):
        self.put(self.pick(["f", "g-h", "a::b", "a ::b", "for", "é"]), self.pick(["(", "(", " ("]))
        self.inside(self.arguments)
        self.put(")")

    def arguments(self):
        n = self.rng.randrange(0, 4)
        for i in range(n):
            self.gap()
            self.expr()
            self.gap()
            if i < n - 1 or self.chance(0.1):
                self.put(",")
            elif self.chance(0.1):
                self.put(self.pick(["...", " ..."]))
        self.gap()

    def tuple(self):
        self.put("[")
        self.inside(self.items)
        self.put("]")

    def items(self):
        n = self.rng.randrange(0, 4)
        for i in range(n):
            self.gap()
            self.expr()
            self.gap()
            if i < n - 1 or self.chance(0.2):
                self.put(",")
        self.gap()

    def object(self):
        self.put("{")
        self.inside(self.members, True)
        self.put("}")

    def members(self):
        n = self.rng.randrange(0, 4)
        for i in range(n):
            if self.chance(0.3):
                self.put("\n")
            self.gap()
            r = self.rng.random()
            if r < 0.6:
                self.put(self.pick(NAMES))
            elif r < 0.8:
                self.string()
            elif r < 0.9:
                self.parens()
            else:
                self.expr()
            self.gap()
            self.put(self.pick(["=", ":"]))
            self.gap()
            self.expr()
            self.gap()
            if i < n - 1:
                self.put(self.pick([",", "\n", ",\n", "\r\n", " # c\n"]))
            elif self.chance(0.3):
                self.put(self.pick([",", "\n"]))
        self.gap()

    def parens(self):
        self.put("(")
        self.inside(lambda: (self.gap(), self.expr(), self.gap()))
        self.put(")")

    def for_head(self):
        self.gap()
        self.put("for")
        self.put(" ", self.pick(NAMES))
        if self.chance(0.4):
            self.put(self.pick([",", " , "]), " ", self.pick(NAMES))
        self.put(" in ")
        self.expr()
        self.gap(True)
        self.put(":")
        self.gap()

    def for_tail(self):
        if self.chance(0.3):
            self.put(" if ")
            self.expr()
        self.gap()

    def for_tuple(self):
        self.put("[")
        self.inside(lambda: (self.for_head(), self.expr(), self.for_tail()))
        self.put("]")

    def for_object(self):
        self.put("{")
        self.inside(lambda: (self.for_head(), self.expr(), self.put(" => "), self.expr(),
                             self.put(self.pick(["", "", "..."])), self.for_tail()))
        self.put("}")


def file_tokens(rng):
    g = Grammar(rng)
    if g.chance(0.03):
        g.put("\ufeff")
    while not "".join(g.out).strip():
        g.body(0)
    if g.chance(0.2) and g.out[-1] == "\n":
        g.out.pop()
    return g.out


def mutate(rng, tokens):
    """A copy with a few tokens deleted, doubled, swapped, replaced or put in."""
    tokens = list(tokens)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        i = rng.randrange(len(tokens))
        r = rng.random()
        if r < 0.3 and len(tokens) > 1:
            del tokens[i]
        elif r < 0.5:
            tokens.insert(i, rng.choice(JUNK))
        elif r < 0.65:
            tokens[i] = rng.choice(JUNK)
        elif r < 0.75:
            tokens.insert(i, tokens[i])
        elif r < 0.85:
            j = rng.randrange(len(tokens))
            tokens[i], tokens[j] = tokens[j], tokens[i]
        elif r < 0.93 and tokens[i]:
            k = rng.randrange(len(tokens[i]))
            tokens[i] = tokens[i][:k] + tokens[i][k + 1:]
        else:
            tokens = tokens[:i + 1]
    return tokens


def files(seed, count):
    """(name, bytes): about a third along the grammar, the others mutated."""
    for n in range(count):
        rng = random.Random("%s/%d" % (seed, n))
        tokens = file_tokens(rng)
        if rng.random() < 0.65:
            tokens = mutate(rng, tokens)
        data = "".join(tokens).encode()
        if rng.random() < 0.03 and data:
            # Not just any byte: the library takes some broken sequences, such as C9 20, for names.
            i = rng.randrange(len(data) + 1)
            if data[i:i + 1] and data[i] < 128 and rng.random() < 0.7:
                data = data[:i] + bytes([rng.randrange(128)]) + data[i + 1:]
            elif data[i:i + 1] < b"\x80" or data[i:i + 1] >= b"\xc0":
                data = data[:i] + b"\xff" + data[i:]
        yield "generated-%s-%d" % (seed, n), data


class Closed:
    """A random one-line expression of literals, whose value needs no function."""

    def __init__(self, rng):
        self.rng = rng
        self.vars = []

    def expr(self, kind, d):
        """An expression that often, but not always, has the kind asked for."""
        if self.rng.random() < 0.04:
            kind = self.rng.choice(["number", "bool", "string", "any", "list", "object"])
        if d <= 0:
            return self.leaf(kind)
        return getattr(self, kind)(d - 1)

    def leaf(self, kind):
        r = self.rng
        if self.vars and r.random() < 0.4:
            return r.choice(self.vars)
        return {
            "number": lambda: r.choice(["0", "1", "2", "3", "7", "10", "0.5", "1.5", "0.1", "1e3", "100",
                                        "\"2\"", "-1", "123456789012345678901234567890", "1e-5"]),
            "bool": lambda: r.choice(["true", "false", "\"true\"", "\"0\"", "1 == 1"]),
            "string": lambda: r.choice(["\"\"", "\"a\"", "\"b c\"", "\"é\"", "\"$${x}\"", "\"\\n\"", "\"1\"", "\" x \""]),
            "list": lambda: r.choice(["[]", "[1]", "[1, 2]", "[\"a\", 1]", "[null]", "[[1], [2, 3]]",
                                      "[{a = 1}, {a = 2}]"]),
            "object": lambda: r.choice(["{}", "{a = 1}", "{a = 1, b = \"x\"}", "{a = {b = [1]}}",
                                        "{b = true, a = null}"]),
            "any": lambda: self.leaf(r.choice(["number", "bool", "string", "list", "object"]))
            if r.random() < 0.9 else "null",
        }[kind]()

    def any(self, d):
        return self.expr(self.rng.choice(["number", "bool", "string", "list", "object"]), d)

    def operand(self, kind, d):
        text = self.expr(kind, d)
        return "(%s)" % text if self.rng.random() < 0.25 else text

    def common(self, kind, d):
        r = self.rng.random()
        if r < 0.4:
            return "%s ? %s : %s" % (self.operand("bool", d), self.operand(kind, d), self.operand(kind, d))
        if r < 0.5:
            return "(%s)" % self.expr(kind, d)
        if r < 0.65:
            return "[%s, %s][%s]" % (self.expr(kind, d), self.expr(kind, d), self.rng.choice("01"))
        if r < 0.8:
            return "{a = %s, b = %s}.%s" % (self.expr(kind, d), self.expr("any", d), self.rng.choice("ab"))
        if r < 0.9:
            return "\"${%s}\"" % self.expr(kind, d)
        return self.leaf(kind)

    def number(self, d):
        r = self.rng.random()
        if r < 0.6:
            parts = [self.operand("number", d) for _ in range(self.rng.choice([2, 2, 3]))]
            return self.chain(parts, ["+", "-", "*", "/", "%"])
        if r < 0.7:
            return "-%s" % self.operand("number", d)
        return self.common("number", d)

    def chain(self, parts, ops):
        out = parts[0]
        for p in parts[1:]:
            out += " %s %s" % (self.rng.choice(ops), p)
        return out

    def bool(self, d):
        r = self.rng.random()
        if r < 0.25:
            return self.chain([self.operand("number", d), self.operand("number", d)], ["<", "<=", ">", ">="])
        if r < 0.45:
            kind = self.rng.choice(["number", "bool", "string", "any", "list", "object"])
            return self.chain([self.operand(kind, d), self.operand(kind, d)], ["==", "!="])
        if r < 0.7:
            parts = [self.operand("bool", d) for _ in range(self.rng.choice([2, 2, 3]))]
            return self.chain(parts, ["&&", "||", "==", "!="])
        if r < 0.8:
            return "!%s" % self.operand("bool", d)
        return self.common("bool", d)

    def string(self, d):
        r = self.rng.random()
        if r < 0.5:
            out = ""
            for _ in range(self.rng.randrange(1, 4)):
                out += self.rng.choice(["", " ", "x", "$${", "%%{", "$", " y ", "\\t"])
                kind = self.rng.choice(["string", "number", "bool", "any"])
                out += self.rng.choice(["${%s}", "${%s}", "${~ %s ~}", "${%s ~}"]) % self.expr(kind, d)
            return "\"%s%s\"" % (out, self.rng.choice(["", " ", " z"]))
        if r < 0.65:
            return "\"%%{ if %s }%s%%{ else }%s%%{ endif }\"" % (
                self.expr("bool", d), self.rng.choice(["a", " a ", "${%s}" % self.expr("string", d)]),
                self.rng.choice(["b", "", "${%s}" % self.expr("number", d)]))
        if r < 0.75:
            return "\"%%{ for %s in %s }%s${%s}%%{ endfor }\"" % self.loop(
                d, lambda: (self.rng.choice(["", ",", " "]), self.expr("string", d)))
        return self.common("string", d)

    def loop(self, d, inner):
        coll = self.expr(self.rng.choice(["list", "list", "object"]), d)
        names = self.rng.choice([["v"], ["k", "v"], ["x"]])
        saved = self.vars
        self.vars = saved + names
        rest = inner()
        self.vars = saved
        return (", ".join(names), coll) + tuple(rest)

    def condition(self, d):
        return " if %s" % self.expr("bool", d) if self.rng.random() < 0.3 else ""

    def list(self, d):
        r = self.rng.random()
        if r < 0.3:
            return "[%s]" % ", ".join(self.expr("any", d) for _ in range(self.rng.randrange(0, 4)))
        if r < 0.6:
            return "[for %s in %s : %s%s]" % self.loop(
                d, lambda: (self.expr("any", d), self.condition(d)))
        if r < 0.8:
            return "%s%s" % (self.operand("list", d), self.rng.choice(
                ["[*]", ".*", "[*].a", ".*.a", "[*][0]", ".*.a[0]", "[*].a[0]", ".*.0"]))
        return self.common("list", d)

    def object(self, d):
        r = self.rng.random()
        if r < 0.4:
            items = []
            for _ in range(self.rng.randrange(0, 4)):
                key = self.rng.choice(["a", "b", "\"c d\"", "1", "for-x", "(%s)" % self.expr("string", d),
                                       "\"${%s}\"" % self.expr("string", d)])
                items.append("%s %s %s" % (key, self.rng.choice("=:"), self.expr("any", d)))
            return "{%s}" % ", ".join(items)
        if r < 0.7:
            return "{for %s in %s : %s => %s%s%s}" % self.loop(
                d, lambda: (self.expr("string", d), self.expr("any", d),
                            self.rng.choice(["", "", "..."]), self.condition(d)))
        return self.common("object", d)


def expressions(seed, count):
    for n in range(count):
        rng = random.Random("%s/expr/%d" % (seed, n))
        yield Closed(rng).expr("any", rng.randrange(1, 5))


def main():
    seed, count = sys.argv[1], int(sys.argv[2])
    if len(sys.argv) > 3 and sys.argv[3] == "expressions":
        for e in expressions(seed, count):
            print(e)
        return
    directory = sys.argv[4] if len(sys.argv) > 4 else None
    for name, data in files(seed, count):
        if directory:
            with open(os.path.join(directory, name + ".hcl"), "wb") as f:
                f.write(data)
        else:
            sys.stdout.buffer.write(b"=== %s\n%s" % (name.encode(), casefile.escape(data)))


if __name__ == "__main__":
    main()
