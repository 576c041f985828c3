#!/usr/bin/env python3
"""Write valid, varied HCL of a given size for parse benchmarks, always the same for the same arguments.

    bench/make_hcl.py OUT [--megabytes 10] [--files 1] [--seed 1]

With --files 1, OUT is a file ("-": standard output); with more, OUT is a folder and the size is shared among the files.
The text has everything the grammar has: nested blocks, labels of both kinds, all operators, for expressions, splats,
templates with interpolation, directives and strip markers, heredocs of both kinds, comments of all kinds, numbers of all
forms, letters beyond ASCII.
"""

import argparse
import os
import random
import sys

NAMES = (
    "account address alarm bucket cidr cluster cost-center count database desired_capacity enabled endpoint environment "
    "groesse größe instance_type key_id kms-key label listener max_size min_size name network_acl owner path port prefix "
    "protocol region retention_in_days role_arn rules security_group_ids stage subnet_ids tags target timeout ttl user_data "
    "version vpc_id weight zone 名前 для"
).split()
WORDS = "alpha bravo café delta echo foxtrot golf hotel indigo juliet kilo lima mike größer oscar papa quebec 日本 🚀 tango".split()
FUNCTIONS = "abs coalesce concat contains element flatten format join keys length lookup lower max merge min replace split try upper values".split()
ROOTS = ["local", "var", "module.vpc", "data.aws_region.current", "dependency.vpc.outputs", "each", "aws_instance.web", "self"]
BINARY = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||"]


class Writer:
    def __init__(self, seed):
        self.rng = random.Random(seed)

    def pick(self, items):
        return items[int(self.rng.random() * len(items))]

    # Expressions. `depth` is how much may still be nested below.

    def expression(self, depth):
        rng = self.rng.random()
        if depth <= 0 or rng < 0.42:
            return self.leaf()
        if rng < 0.52:
            return self.traversal(depth)
        if rng < 0.60:
            return self.call(depth)
        if rng < 0.68:
            return f"{self.term(depth - 1)} {self.pick(BINARY)} {self.term(depth - 1)}"
        if rng < 0.73:
            return f"{self.term(depth - 1)} ? {self.expression(depth - 1)} : {self.expression(depth - 1)}"
        if rng < 0.76:
            return self.pick(["!", "-"]) + self.term(depth - 1)
        if rng < 0.84:
            return self.template(depth)
        if rng < 0.90:
            return self.tuple(depth)
        if rng < 0.95:
            return "{ " + ", ".join(self.item(depth - 1) for _ in range(self.rng.randint(0, 3))) + " }"
        return self.loop(depth)

    def term(self, depth):
        choice = self.rng.random()
        if choice < 0.4:
            return self.leaf()
        if choice < 0.7:
            return self.traversal(depth)
        if choice < 0.85:
            return self.call(depth)
        return f"({self.expression(depth - 1)})"

    def leaf(self):
        choice = self.rng.random()
        if choice < 0.25:
            return f'"{self.pick(WORDS)}-{self.rng.randint(0, 999)}"'
        if choice < 0.45:
            return self.pick(["0", "1", "42", "65535", "3.25", "1e6", "2.5E-3", "007", "123456789012345678901234567890"])
        if choice < 0.55:
            return self.pick(["true", "false", "null"])
        if choice < 0.7:
            return self.pick(['"a\\tb"', '"\\"quoted\\""', '"\\u00e9\\U0001F680"', '"$${not} %%{this}"', '"C:\\\\temp"', '""'])
        return self.traversal(0)

    def traversal(self, depth):
        text = self.pick(ROOTS)
        for _ in range(self.rng.randint(1, 3)):
            step = self.rng.random()
            if step < 0.6 or depth <= 0:
                text += "." + self.pick(NAMES)
            elif step < 0.7:
                text += f"[{self.rng.randint(0, 9)}]"
            elif step < 0.8:
                text += f'["{self.pick(WORDS)}"]'
            elif step < 0.87:
                text += f"[{self.expression(depth - 1)}]"
            elif step < 0.94:
                text += "[*]." + self.pick(NAMES)
            else:
                return text + ".*." + self.pick(NAMES)  # a second one of these is an error
        return text

    def call(self, depth):
        arguments = [self.expression(depth - 1) for _ in range(self.rng.randint(0, 3))]
        if not arguments:
            return self.pick(FUNCTIONS) + "()"
        end = self.pick(["", "", "", ",", "..."])
        if self.rng.random() < 0.12:
            return f"{self.pick(FUNCTIONS)}(\n" + ",\n".join(f"    {a}" for a in arguments) + f"{end}\n  )"
        return f"{self.pick(FUNCTIONS)}({', '.join(arguments)}{end})"

    def template(self, depth):
        parts = []
        for _ in range(self.rng.randint(1, 3)):
            parts.append(self.pick(WORDS) + self.pick([" ", "-", "/", ": "]))
            choice = self.rng.random()
            if choice < 0.6:
                parts.append("${" + self.expression(depth - 1) + "}")
            elif choice < 0.75:
                parts.append("${~ " + self.expression(depth - 1) + " ~}")
            elif choice < 0.9:
                parts.append(f"%{{ if {self.term(depth - 1)} }}{self.pick(WORDS)}%{{ else }}{self.pick(WORDS)}%{{ endif }}")
            else:
                parts.append(f"%{{ for k, v in {self.traversal(0)} ~}}${{k}}=${{v}} %{{ endfor }}")
        return '"' + "".join(parts) + '"'

    def tuple(self, depth):
        items = [self.expression(depth - 1) for _ in range(self.rng.randint(0, 4))]
        if items and self.rng.random() < 0.3:
            comment = self.pick(["", " # " + self.pick(WORDS), " // " + self.pick(WORDS), " /* " + self.pick(WORDS) + " */"])
            return "[\n" + "".join(f"    {item},{comment}\n" for item in items) + "  ]"
        return "[" + ", ".join(items) + "]"

    def item(self, depth):
        key = self.pick([self.pick(NAMES), f'"{self.pick(WORDS)} key"', f"({self.traversal(0)})", '"${local.a}-x"'])
        return f"{key} {self.pick(['=', '=', '=', ':'])} {self.expression(depth)}"

    def loop(self, depth):
        over, test = self.traversal(0), self.pick(["", "", f" if {self.term(depth - 1)}"])
        if self.rng.random() < 0.5:
            return f"[for v in {over} : {self.expression(depth - 1)}{test}]"
        group = self.pick(["", "", "..."])
        return f"{{for k, v in {over} : k => {self.expression(depth - 1)}{group}{test}}}"

    # Bodies.

    def body(self, depth, indent, count):
        lines, used = [], set()
        for _ in range(count):
            choice = self.rng.random()
            if choice < 0.12:
                lines.append(self.comment(indent))
            elif choice < 0.18:
                lines.append("")
            elif choice < 0.30 and depth > 0:
                lines.append(self.block(depth - 1, indent))
            else:
                name = self.pick(NAMES)
                if name in used:
                    name += f"_{len(used)}"
                used.add(name)
                lines.append(self.attribute(name, indent))
        return "\n".join(lines)

    def attribute(self, name, indent):
        pad = " " * self.pick([0, 0, 1, 4])
        choice = self.rng.random()
        if choice < 0.06:
            return self.heredoc(name, indent)
        if choice < 0.14:
            inner = "".join(f"{indent}  {self.item(2)}\n" for _ in range(self.rng.randint(1, 5)))
            return f"{indent}{name}{pad} = {{\n{inner}{indent}}}"
        tail = self.pick(["", "", "", "", " # " + self.pick(WORDS), " // " + self.pick(WORDS), " /* x */"])
        return f"{indent}{name}{pad} = {self.expression(self.pick([0, 1, 1, 2, 3]))}{tail}"

    def heredoc(self, name, indent):
        flush, marker = self.pick(["", "-"]), self.pick(["EOF", "EOT", "POLICY", "X", "end-of-text"])
        lines = []
        for _ in range(self.rng.randint(0, 8)):
            text = " ".join(self.pick(WORDS) for _ in range(self.rng.randint(0, 9)))
            text += self.pick(["", "", " ${" + self.expression(1) + "}", ' "quoted" \\n', " $${literal}", " # no comment", " ${~ local.x ~} y"])
            lines.append(f"{indent}  {text}\n")
        if self.rng.random() < 0.2:
            lines.append(f"{indent}  %{{ for x in var.list ~}}\n{indent}    - ${{x}}\n{indent}  %{{ endfor ~}}\n")
        return f"{indent}{name} = <<{flush}{marker}\n{''.join(lines)}{indent}{marker}"

    def comment(self, indent):
        text = " ".join(self.pick(WORDS) for _ in range(self.rng.randint(2, 12)))
        kind = self.rng.random()
        if kind < 0.6:
            return f"{indent}# {text}"
        if kind < 0.8:
            return f"{indent}// {text}"
        return f"{indent}/* {text}\n{indent}   ${{not}} \"a\" template */"

    def block(self, depth, indent):
        kind = self.pick(["resource", "module", "data", "locals", "dynamic", "ingress", "lifecycle", "content", "terraform", "unit"])
        labels = "".join(
            self.pick([f' "{self.pick(NAMES)}"', f' "aws_{self.pick(NAMES)}"', f" {self.pick(NAMES)}"]) for _ in range(self.rng.randint(0, 2))
        )
        choice = self.rng.random()
        if choice < 0.06:
            return f"{indent}{kind}{labels} {{}}"
        if choice < 0.12:
            return f"{indent}{kind}{labels} {{ {self.pick(NAMES)} = {self.leaf()} }}"
        inner = self.body(depth, indent + self.pick(["  ", "  ", "  ", "\t"]), self.rng.randint(1, 10))
        return f"{indent}{kind}{labels} {{\n{inner}\n{indent}}}"

    def text(self, size):
        parts, length = [], 0
        while length < size:
            part = self.comment("") + "\n" if self.rng.random() < 0.1 else self.block(3, "") + "\n\n"
            if self.rng.random() < 0.03:
                part = part.replace("\n", "\r\n")
            parts.append(part)
            length += len(part.encode())
        return "".join(parts).encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", help='file ("-": standard output), or folder with --files')
    parser.add_argument("--megabytes", type=float, default=10.0, help="in all; 1 megabyte is 1,000,000 bytes")
    parser.add_argument("--files", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    size = int(args.megabytes * 1_000_000)
    if args.files == 1:
        data = Writer(args.seed).text(size)
        if args.out == "-":
            sys.stdout.buffer.write(data)
        else:
            with open(args.out, "wb") as handle:
                handle.write(data)
        return
    os.makedirs(args.out, exist_ok=True)
    for number in range(args.files):
        with open(os.path.join(args.out, f"{number:05d}.hcl"), "wb") as handle:
            handle.write(Writer(args.seed * 1_000_003 + number).text(size // args.files))


if __name__ == "__main__":
    main()
