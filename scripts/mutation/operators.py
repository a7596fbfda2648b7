"""What can be changed in a source: each operator gives small, plausible
defects, as one replacement of text each."""

import re
from collections import namedtuple

from c_text import FUNCTION, OPENING, ROW, RULE, TABLE

# The text in [start, end) is replaced; first and last are the tokens that
# make up the place, for people.
Mutation = namedtuple("Mutation", "operator region start end text")

KEYWORDS = {"if", "else", "while", "for", "do", "switch", "case", "default",
            "return", "goto", "break", "continue", "sizeof"}
TYPES = re.compile(r"const|static|struct|enum|union|unsigned|signed|int|char|"
                   r"long|short|bool|void|float|double|\w+_t")

# Names that stand where something is refused.
REFUSAL = re.compile(r"\w*refus\w*|\w*_explain|H1_ERROR|H1_E_[A-Z]\w*|"
                     r"HTTP_PRODUCED_BROKEN")

COMPARISONS = {"==": ["!="], "!=": ["=="], "<": ["<=", ">="],
               "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"]}
LOGIC = {"&&": "||", "||": "&&"}

ESCAPES = {"n": 10, "r": 13, "t": 9, "0": 0, "\\": 92, "'": 39, '"': 34}


# What switches deliberate faults on, and is constant in an ordinary build.
FAULTS = ("FAULTY", "ENFORCED", "FAULT_BUILD")


class Place:
    """A region of a source, and the words of which operators are made."""

    def __init__(self, source, region):
        self.source = source
        self.region = region
        self.tokens = source.tokens

    def is_(self, i, *texts):
        return self.source.is_(i, *texts)

    def all(self):
        return range(self.region.first, self.region.last)

    def marks(self, texts):
        return [i for i in self.all() if self.tokens[i].kind == "mark" and
                self.tokens[i].text in texts]

    def text(self, first, last):
        """As it is written, from one token to before another."""
        return self.source.text[self.tokens[first].start:
                                self.tokens[last - 1].end]

    def change(self, operator, first, last, text):
        return Mutation(operator, self.region, self.tokens[first].start,
                        self.tokens[last - 1].end, text)

    def conditions(self):
        """(keyword, first, behind) of what if and while ask."""
        return [(i, i + 2, self.source.pairs[i + 1]) for i in self.all()
                if self.is_(i, "if", "while") and self.is_(i + 1, "(")]

    def operand(self, i, step):
        """How far one side of the && or || at i reaches, in a direction."""
        opening = ")]}" if step < 0 else "([{"
        i += step
        while self.region.first <= i < self.region.last:
            token = self.tokens[i]
            if token.kind == "mark" and token.text in opening:
                i = self.source.pairs[i]
            elif self.is_(i, "&&", "||", "(", ")", "{", "}", "[", "]", ",",
                          ";", "?", ":", "=", "return"):
                break
            i += step
        return i

    def statement_end(self, i):
        """Behind the statement that begins at i."""
        if self.is_(i, "{"):
            return self.source.pairs[i] + 1
        if self.is_(i, "if", "while", "for", "switch"):
            i = self.statement_end(self.source.pairs[i + 1] + 1)
            return self.statement_end(i + 1) if self.is_(i, "else") else i
        if self.is_(i, "do", "else"):
            i = self.statement_end(i + 1)
        while i < self.region.last and not self.is_(i, ";"):
            bracket = self.is_(i, "(", "[", "{")
            i = self.source.pairs[i] + 1 if bracket else i + 1
        return i + 1

    def blocks(self):
        """Lists of the statements, (first, behind), of each block."""
        found, todo = [], [(self.region.first, self.region.last)]
        while todo:
            i, last = todo.pop()
            block = []
            while i < last:
                i = self._skip_label(i, last)
                if i >= last:
                    break
                behind = self.statement_end(i)
                block.append((i, behind))
                todo += self._inner(i, behind)
                i = behind
            found.append(block)
        return found

    def _skip_label(self, i, last):
        while i < last:
            if self.is_(i, "case"):
                while not self.is_(i, ":"):
                    i += 1
            elif not (self.tokens[i].kind == "name" and
                      self.is_(i + 1, ":")):
                return i
            else:
                i += 1
            i += 1
        return i

    def _inner(self, first, last):
        """The blocks, and single statements, below a statement."""
        if self.is_(first, "{"):
            return [(first + 1, last - 1)]
        if self.is_(first, "do"):
            return [(first + 1, self.statement_end(first + 1))]
        if not self.is_(first, "if", "while", "for", "switch"):
            return []
        begin = self.source.pairs[first + 1] + 1
        end = self.statement_end(begin)
        found = [(begin, end)]
        if self.is_(end, "else"):
            found.append((end + 1, last))
        return found

    def is_expression(self, first, last):
        """Whether a statement only does something: no declaration, no jump."""
        token = self.tokens[first]
        if not self.is_(last - 1, ";") or last - first < 2:
            return False
        if token.kind == "mark":
            return token.text in ("*", "(", "++", "--")
        if token.kind != "name" or token.text in KEYWORDS:
            return False
        if TYPES.fullmatch(token.text):
            return False
        return not (self.tokens[first + 1].kind == "name")


    def is_assignment(self, first, last):
        """(target, tokens behind it) of a plain assignment without a call, or
        None."""
        texts = self.source.texts(first, last)
        if "=" not in texts:
            return None
        at = texts.index("=")
        for i in range(first + at, last):
            # a macro in capitals is a constant
            if self.tokens[i].kind == "name" and self.is_(i + 1, "(") and \
                    not self.tokens[i].text.isupper():
                return None
        return texts[:at], texts[at + 1:]

    def independent(self, first, middle, last):
        """Whether two neighbours can only mean the same in either order."""
        one = self.is_assignment(first, middle)
        other = self.is_assignment(middle, last)
        return bool(one and other and one[0] != other[0] and
                    not within(one[0], other[1]) and
                    not within(other[0], one[1]))

    def of_a_fault(self, mutation):
        """Whether a change would switch a deliberate fault on: those have
        their own proof."""
        first = last = None
        for i in self.all():
            token = self.tokens[i]
            if token.end > mutation.start and token.start < mutation.end:
                first = i if first is None else first
                last = i + 1
        if first is None:
            return False
        if mutation.operator == "logic":
            first, last = self.operand(first, -1) + 1, self.operand(first, 1)
        if self.is_(first, "!") and last - first == 1:
            return self.is_(first + 1, *FAULTS)
        return any(self.is_(i, *FAULTS) and not self.is_(i - 1, "!")
                   for i in range(first, last))


def within(some, all_):
    """Whether tokens stand in others, in a row."""
    n = len(some)
    return any(all_[i:i + n] == some for i in range(len(all_) - n + 1))


def octet(value):
    """A character constant."""
    plain = 0x20 <= value < 0x7F and value not in (0x27, 0x5C)
    return f"'{chr(value)}'" if plain else f"'\\x{value:02x}'"


def octet_value(text):
    inner = text[1:-1]
    if len(inner) == 1:
        return ord(inner)
    if inner.startswith("\\x"):
        return int(inner[2:], 16)
    return ESCAPES.get(inner[1:])


def other_numbers(text):
    """A number one more, one less, and 0."""
    match = re.fullmatch(r"(0[xX]|0(?=\d))?([0-9A-Fa-f]+?)([uUlL]*)", text)
    if not match:
        return []
    base, form = {None: (10, "{}{}{}"), "0": (8, "{}{:o}{}")}.get(
        match.group(1), (16, "{}{:X}{}"))
    value = int(match.group(2), base)
    values = dict.fromkeys([value + 1, value - 1, 0])
    return [form.format(match.group(1) or "", v, match.group(3))
            for v in values if v >= 0 and v != value]


def next_letter(text):
    """A string whose last letter is the next one."""
    for i in range(len(text) - 2, 0, -1):
        if text[i].isalpha() and text[i - 1] != "\\":
            other = chr(ord(text[i]) + (1 if text[i] not in "zZ" else -1))
            return text[:i] + other + text[i + 1:]
    return None


# --- operators on functions and tables -------------------------------------

def comparison(place):
    """== != < <= > >= shifted or turned round."""
    for i in place.marks(COMPARISONS):
        for other in COMPARISONS[place.tokens[i].text]:
            yield place.change("comparison", i, i + 1, other)


def constant(place):
    """Numbers +-1 and 0, octets +-1, true and false, names in H1_SPAN()."""
    for i in place.all():
        token = place.tokens[i]
        others = []
        if token.kind == "number":
            others = other_numbers(token.text)
        elif token.kind == "char" and octet_value(token.text) is not None:
            value = octet_value(token.text)
            others = [octet(v) for v in (value + 1, value - 1) if v >= 0]
        elif token.text in ("true", "false"):
            others = ["false" if token.text == "true" else "true"]
        elif token.kind == "string" and place.is_(i - 2, "H1_SPAN"):
            others = filter(None, [next_letter(token.text)])
        for other in others:
            yield place.change("constant", i, i + 1, other)


def logic(place):
    """&& and || for each other."""
    for i in place.marks(LOGIC):
        yield place.change("logic", i, i + 1, LOGIC[place.tokens[i].text])


def negation(place):
    """What if and while ask turned round, ! left out."""
    for _, first, last in place.conditions():
        if place.is_(first, "!") and place.operand(first, 1) >= last:
            continue            # the other way to say it follows
        yield place.change("negation", first, last,
                           f"!({place.text(first, last)})")
    for i in place.marks(["!"]):
        yield place.change("negation", i, i + 1, "")


def refusal(place):
    """A refusal that accepts, or a condition of one that never holds."""
    def refuses(first, last):
        return any(token.kind == "name" and REFUSAL.fullmatch(token.text)
                   for token in place.tokens[first:last])

    for keyword, first, last in place.conditions():
        begin = last + 1
        if place.is_(keyword, "if") and refuses(
                begin, place.statement_end(begin)):
            yield place.change("refusal", first, last, "0")
    returns = place.source.returns(place.region)
    for block in place.blocks():
        for first, last in block:
            if not place.is_(first, "return"):
                continue
            if "bool" in returns:
                if place.source.texts(first, last)[1:] == ["false", ";"]:
                    yield place.change("refusal", first, last, "return true;")
            elif refuses(first, last) and "h1_status" in returns:
                yield place.change("refusal", first, last, "return H1_OK;")
            elif refuses(first, last) and "*" in returns:
                yield place.change("refusal", first, last, "return at + 1;")


def order(place):
    """Two neighbours in the other order: statements, sides of && and ||."""
    for block in place.blocks():
        for (first, middle), (_, last) in zip(block, block[1:]):
            if place.is_expression(first, middle) and \
                    place.is_expression(middle, last) and \
                    not place.independent(first, middle, last):
                yield place.change(
                    "order", first, last, place.text(middle, last) + " " +
                    place.text(first, middle))
    for i in place.marks(LOGIC):
        first, last = place.operand(i, -1) + 1, place.operand(i, 1)
        sides = place.text(first, i), place.text(i + 1, last)
        # who only compares does not mind
        if any(mark in side for side in sides for mark in "([="):
            yield place.change("order", first, last,
                               f"{sides[1]} {place.tokens[i].text} {sides[0]}")


def statement(place):
    """A statement left out: a call, an assignment, break, continue."""
    for block in place.blocks():
        for first, last in block:
            jump = place.source.texts(first, last) in (
                ["break", ";"], ["continue", ";"], ["return", ";"])
            if jump or place.is_expression(first, last):
                yield place.change("statement", first, last, ";")


def designated(place):
    """Values of two neighbours of a table, [A] = and [B] =, exchanged."""
    entries, i = [], place.region.first
    while i < place.region.last:
        if place.is_(i, "[") and place.is_(place.source.pairs[i] + 1, "="):
            first = place.source.pairs[i] + 2
            last = place.operand(first - 1, 1)
            entries.append((first, last))
            i = last
        i += 1
    for one, other in zip(entries, entries[1:]):
        middle = place.source.text[place.tokens[one[1] - 1].end:
                                   place.tokens[other[0]].start]
        yield place.change("table", one[0], other[1], place.text(*other) +
                           middle + place.text(*one))


# --- operators on rows and rules --------------------------------------------

def columns(place):
    """(first, last) of what stands between the commas of a row."""
    found, first = [], place.region.first
    i = first
    while i < place.region.last:
        if place.tokens[i].kind == "mark" and place.tokens[i].text in OPENING:
            i = place.source.pairs[i]
        elif place.is_(i, ","):
            found.append((first, i))
            first = i + 1
        i += 1
    return found + [(first, i)]


def next_in_column(place, n, number):
    """The number that follows in the same column of all rows."""
    numbers = set()
    for region in place.source.regions:
        cells = columns(Place(place.source, region))
        if n < len(cells) and cells[n][1] - cells[n][0] == 1:
            token = place.tokens[cells[n][0]]
            if token.kind == "number":
                numbers.add(token.text)
    ordered = sorted(numbers, key=int)
    return ordered[(ordered.index(number) + 1) % len(ordered)]


# What is only for people: a text that is a clause, an id, or has a space.
FOR_PEOPLE = re.compile(r'".*[ ].*"|"\d{4}-.*"|""')


def row(place):
    """A cell changed: another number of the column, another letter, one of
    the flags less. What the first cell calls things stays, unless it is a
    string."""
    for n, (first, last) in enumerate(columns(place)):
        token = place.tokens[first]
        if last - first == 1 and token.kind == "number" and n > 0:
            other = next_in_column(place, n, token.text)
            if other != token.text:
                yield place.change("table", first, last, other)
        elif last - first == 1 and token.kind == "string":
            if not FOR_PEOPLE.fullmatch(token.text):
                other = next_letter(token.text)
                if other:
                    yield place.change("table", first, last, other)
        elif last - first == 1 and token.text in ("true", "false"):
            other = "false" if token.text == "true" else "true"
            yield place.change("table", first, last, other)
        for i in range(first, last):
            if place.is_(i, "|"):
                yield place.change("table", i, i + 2, "")


def rule(place):
    """An octet class changed: an octet or a bound one more or less, an
    alternative left out."""
    for i in place.all():
        token = place.tokens[i]
        if token.kind == "char":
            value = octet_value(token.text)
            yield place.change("table", i, i + 1, octet(value + 1))
            yield place.change("table", i, i + 1, octet(value - 1))
        elif token.kind == "number":
            for other in other_numbers(token.text)[:2]:
                yield place.change("table", i, i + 1, other)
        elif place.is_(i, "||"):
            yield place.change("table", i, place.operand(i, 1), "")
        elif place.is_(i, "&&"):
            yield place.change("table", i, place.operand(i, 1), "")
        elif place.is_(i, ">=", "<=", "<"):
            shifted = {">=": ">", "<=": "<", "<": "<="}[token.text]
            yield place.change("table", i, i + 1, shifted)


OPERATORS = {
    FUNCTION: [refusal, comparison, constant, logic, negation, order,
               statement],
    TABLE: [constant, designated],
    ROW: [row],
    RULE: [rule],
}
NAMES = ["comparison", "constant", "table", "refusal", "order", "negation",
         "logic", "statement"]


def mutations(source):
    """All mutations of a file, in its order; no change is given twice."""
    found = {}
    for region in source.regions:
        place = Place(source, region)
        for operator in OPERATORS[region.kind]:
            for mutation in operator(place):
                if place.of_a_fault(mutation):
                    continue
                key = (mutation.start, mutation.end, mutation.text)
                found.setdefault(key, mutation)
    return sorted(found.values(), key=lambda m: (m.start, m.end, m.text))
