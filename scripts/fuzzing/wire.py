"""The octets of a case: its wire lists with the placeholders replaced, as
`assay vectors` and `assay lint` do it (cases/FORMAT.md, sections 3 and 8)."""

import re

PLACEHOLDER = re.compile(r"\{\{([a-z-]+)(?::([a-zA-Z0-9_-]+))?\}\}")

ROUTES = {
    "ok": "/", "missing": "/missing", "body": "/echo", "echo": "/echo",
    "fields": "/fields", "static": "/static/sample.txt",
    "effect": "/static/sample.txt", "store": "/store/assay",
    "moved": "/static", "guarded": "/guarded", "negotiated": "/static/page",
}

STATIC = {
    "etag": '"assay"', "opaque-tag": '"assay"',
    "last-modified": "Sun, 06 Nov 1994 08:49:37 GMT",
}

REAL, DUMMY = "If-None-Match", "Qf-Nqne-Mqtch"


def spelled(prefix, name):
    """The texts of a name in an effect."""
    start, hyphen, word = name.rpartition("-")
    return {prefix: name, f"{prefix}-start": start,
            f"{prefix}-end": hyphen + word, f"{prefix}-word": word,
            f"{prefix}-swapped": name.swapcase()}


EFFECT = {"value": "*", **spelled("real", REAL), **spelled("dummy", DUMMY)}


class TooLong(Exception):
    """More octets than a seed may have."""


class Renderer:
    """Renders wire lists of one case, or of one of its variants."""

    def __init__(self, variant, limit):
        self.variant = variant
        self.limit = limit
        self.labels = {}

    def render(self, items):
        """The octets of a wire list."""
        self.labels = {}
        self._learn(items)
        text = "".join(self._item(item) for item in items)
        if len(text) > self.limit:
            raise TooLong
        return text.encode("latin-1")

    def _learn(self, items):
        for item in items:
            if isinstance(item, dict) and "label" in item:
                self.labels[item["label"]] = item["of"]
                self._learn(item["of"])

    def _item(self, item):
        if isinstance(item, str):
            return PLACEHOLDER.sub(self._placeholder, item)
        if "repeat" in item:
            if len(item["repeat"]) * int(item["times"]) > self.limit:
                raise TooLong
            return item["repeat"] * int(item["times"])
        return "".join(self._item(each) for each in item["of"])

    def _placeholder(self, found):
        what, name = found.groups()
        if what == "host":
            return "127.0.0.1:8080"
        if what == "port":
            return "8080"
        if what == "scheme":
            return "http"
        if what == "variant":
            return self.variant
        if what in ("len", "chunk"):
            length = sum(len(self._item(i)) for i in self.labels[name])
            return f"{length:d}" if what == "len" else f"{length:x}"
        return {"target": ROUTES, "static": STATIC, "effect": EFFECT}[what][name]
