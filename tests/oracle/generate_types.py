"""Random expressions about types: many values, alike or nearly so, where they meet.

Deterministic for a seed. The values are nested lists, sets, maps, tuples and objects, of which
many are empty or null; they meet in a conversion, a conditional or a function that looks for
their common type.
"""

import random

LEAVES = ["null", "true", "1", "\"a\"", "\"1\"", "\"true\"", "0.5", "tostring(null)", "tonumber(null)"]
EMPTY = ["[]", "{}", "tolist([])", "toset([])", "tomap({})", "null", "[null]", "{a = null}"]
KEYS = ["a", "b", "c"]


class Values:
    """Every method takes how deep it may nest."""

    def __init__(self, rng):
        self.rng = rng

    def pick(self, *choices):
        return self.rng.choice(choices)

    def leaf(self):
        return self.rng.choice(LEAVES if self.rng.random() < 0.55 else EMPTY)

    def value(self, d):
        if d <= 0 or self.rng.random() < 0.2:
            return self.leaf()
        return self.pick(self.tuple, self.tuple, self.object, self.object, self.list, self.set,
                         self.map)(d)

    def some(self, d):
        """One to three values, in half of the cases of one kind."""
        n = self.pick(1, 2, 2, 3)
        make = self.value
        if self.rng.random() < 0.5:
            make = self.pick(self.tuple, self.object, self.list, self.set, self.map)
        out = [make(d) for _ in range(n)]
        if self.rng.random() < 0.2:
            out[self.rng.randrange(n)] = self.leaf()
        return out

    def two(self, d):
        return (self.some(d) * 2)[:2] if self.pick(True, False) else [self.value(d), self.value(d)]

    def tuple(self, d):
        return "[%s]" % ", ".join(self.some(d - 1)) if d > 0 else "[]"

    def object(self, d):
        if d <= 0:
            return "{}"
        values = self.some(d - 1)
        keys = sorted(self.rng.sample(KEYS, len(values))) if self.rng.random() < 0.3 else KEYS
        return "{%s}" % ", ".join("%s = %s" % i for i in zip(keys, values))

    def list(self, d):
        return "tolist(%s)" % self.pick(self.tuple, self.tuple, self.set)(d)

    def set(self, d):
        return "toset(%s)" % self.pick(self.tuple, self.tuple, self.list)(d)

    def map(self, d):
        return "tomap(%s)" % self.object(d)

    def sequence(self, d):
        return self.pick(self.tuple, self.list, self.set)(d)

    def indexed(self, d):
        return self.pick(self.tuple, self.list)(d)

    def mapping(self, d):
        return self.pick(self.object, self.map)(d)

    def several(self, make, d, counts=(1, 2, 3)):
        return ", ".join(make(d) for _ in range(self.pick(*counts)))

    def question(self, d):
        forms = [
            lambda: self.pick(self.list, self.set, self.map)(d + 1),
            lambda: self.pick(self.list, self.set, self.map)(d + 1),
            lambda: "%s ? %s : %s" % (self.pick("true", "false"), *self.two(d)),
            lambda: "%s ? %s : %s" % (self.pick("true", "false"), *self.two(d)),
            lambda: "%s(%s)" % (self.pick("concat", "coalescelist"), self.several(self.sequence, d)),
            lambda: "merge(%s)" % self.several(self.mapping, d),
            lambda: "coalesce(%s)" % ", ".join(self.some(d)),
            lambda: "%s(%s)" % (self.pick("setunion", "setintersection", "setsubtract"),
                                self.several(self.sequence, d, (2,))),
            lambda: "setproduct(%s)" % self.several(self.sequence, d - 1, (2,)),
            lambda: "values(%s)" % self.mapping(d),
            lambda: "lookup(%s, \"%s\", %s)" % (self.mapping(d), self.pick(*KEYS), self.value(d)),
            lambda: "flatten(%s)" % self.sequence(d),
            lambda: "distinct(%s)" % self.indexed(d),
            lambda: "element(%s, %s)" % (self.indexed(d), self.pick("0", "1")),
            lambda: "zipmap([\"x\", \"y\"], %s)" % self.indexed(d),
            lambda: "contains(%s, %s)" % (self.sequence(d), self.value(d - 1)),
            lambda: "%s == %s" % tuple(self.two(d)),
            lambda: "[for x in %s : x]" % self.value(d),
        ]
        return self.rng.choice(forms)()


def questions(seed, count):
    """Different expressions, at most `count`."""
    out = {}
    for n in range(count):
        rng = random.Random("%s/types/%d" % (seed, n))
        out[Values(rng).question(rng.choice([1, 1, 2, 2, 3]))] = None
    return list(out)
