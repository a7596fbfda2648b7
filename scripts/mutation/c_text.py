"""C sources as tokens, and the functions and tables that they stand in: just
enough to change one thing and leave comments, strings and directives alone."""

import re
from bisect import bisect_right
from collections import namedtuple
from functools import cached_property

Token = namedtuple("Token", "kind text start end")

# What stands between braces at file scope; [first, last) counts the tokens
# between them. A row of a .def file is a region, too: what is in its parentheses.
Region = namedtuple("Region", "kind name first last")

FUNCTION, TABLE, ROW, RULE = "function", "table", "row", "rule"

COMMENT = r"/\*.*?\*/|//[^\n]*"
DIRECTIVE = rf"(?m:^)[ \t]*\#(?:\\\n|{COMMENT}|[^\n])*"
PUNCTUATION = (r"<<=|>>=|\.\.\.|->|\+\+|--|&&|\|\||[<>=!+\-*/%&|^]=|<<|>>|"
               r"\#\#|[^\s\w]")
TOKEN = re.compile(
    rf"(?P<space>[ \t\n\\]+|{COMMENT})|(?P<directive>{DIRECTIVE})|"
    r"(?P<string>\"(?:\\.|[^\"\\\n])*\")|(?P<char>'(?:\\.|[^'\\\n])+')|"
    r"(?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)|(?P<name>[A-Za-z_]\w*)|"
    rf"(?P<mark>{PUNCTUATION})", re.S)

# The head of a macro; where macros are the table, what follows is not hidden.
MACRO = re.compile(r"[ \t]*\#define[ \t]+(\w+)(?:\([\w, ]*\))?")

OPENING = {"(": ")", "[": "]", "{": "}"}


def tokens_of(text, macros=False):
    """All tokens of `text` but white space, comments and directives; with
    `macros`, a definition gives a token `macro`, and those of its body."""
    at, found = 0, []
    while at < len(text):
        match = TOKEN.match(text, at)
        kind, at = match.lastgroup, match.end()
        if kind == "directive" and macros:
            head = MACRO.match(match.group())
            if head:
                at = match.start() + head.end()
                found.append(Token("macro", head.group(1), match.start(), at))
        elif kind not in ("space", "directive"):
            found.append(Token(kind, match.group(), match.start(), at))
    return found


class Source:
    """One file: its tokens, which brackets belong together, its regions."""

    def __init__(self, path, text):
        self.path = path        # from the root of the tree, as text
        self.text = text
        self.rules = path.endswith("_rules.h")
        self.tokens = tokens_of(text, macros=self.rules)
        self.pairs = self._pairs()

    def _pairs(self):
        pairs, stack = {}, []
        for i, token in enumerate(self.tokens):
            if token.kind != "mark":
                continue
            if token.text in OPENING:
                stack.append(i)
            elif token.text in OPENING.values() and stack:
                first = stack.pop()
                pairs[first], pairs[i] = i, first
        return pairs

    def texts(self, first, last):
        return [token.text for token in self.tokens[first:last]]

    def is_(self, i, *texts):
        """Whether token i is one of those marks or names."""
        return (0 <= i < len(self.tokens) and self.tokens[i].text in texts and
                self.tokens[i].kind in ("mark", "name"))

    @cached_property
    def regions(self):
        if self.rules:
            return self._macros()
        return self._rows() if self.path.endswith(".def") else self._braces()

    def _macros(self):
        heads = [i for i, token in enumerate(self.tokens)
                 if token.kind == "macro"] + [len(self.tokens)]
        return [Region(RULE, self.tokens[i].text, i + 1, after)
                for i, after in zip(heads, heads[1:])]

    def _rows(self):
        rows, i = [], 0
        while i + 2 < len(self.tokens):
            last = self.pairs.get(i + 1)
            if self.tokens[i].kind != "name" or not self.is_(i + 1, "("):
                i += 1
                continue
            name = self.tokens[i + 2].text.strip('"')
            rows.append(Region(ROW, name, i + 2, last))
            i = last + 1
        return rows

    def _braces(self):
        found, i = [], 0
        while i < len(self.tokens):
            if not self.is_(i, "{"):
                i += 1
                continue
            last = self.pairs[i]
            region = self._region(i, last)
            if region:
                found.append(region)
            i = last + 1
        return found

    def _region(self, brace, last):
        before = brace - 1
        if self.is_(before, ")"):
            name = self.pairs[before] - 1
            return Region(FUNCTION, self.tokens[name].text, brace + 1, last)
        if not self.is_(before, "="):
            return None         # a type
        before -= 1
        while self.is_(before, "]"):
            before = self.pairs[before] - 1
        return Region(TABLE, self.tokens[before].text, brace + 1, last)

    @cached_property
    def _line_starts(self):
        return [0] + [match.end() for match in re.finditer("\n", self.text)]

    def line(self, at):
        """Number of the line in which the character stands."""
        return bisect_right(self._line_starts, at)

    def returns(self, region):
        """The words of what a function returns."""
        i = region.first - 2    # the last ) of its head
        i = self.pairs[i] - 2
        words = []
        while i >= 0 and self.tokens[i].text not in (";", "}", ")"):
            words.insert(0, self.tokens[i].text)
            i -= 1
        return words
