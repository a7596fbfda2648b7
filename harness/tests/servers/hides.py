"""Reflects nothing, but ranges work. Reads fields where there are none, as its
argument says: `names` are stripped of what a text library takes for white
space, `nul` and `cr` end a line, `trailers` are merged into the header section;
`none` is honest.
"""

import re
import sys

from honest import TOKEN, Honest, Refused, main

MANNER = sys.argv.pop(1)
LINE_END = {"nul": b"\0", "cr": b"\r"}.get(MANNER)


class Hides(Honest):
    def line(self):
        while b"\n" not in self.input:
            self.more()
        if LINE_END is not None:
            line, found, rest = self.input.partition(LINE_END)
            if found and b"\n" not in line and not rest.startswith(b"\n"):
                self.input = line + b"\r\n" + rest
        return super().line()

    def read_fields(self):
        if MANNER != "names":
            return super().read_fields()
        fields = []
        while line := self.line():
            name, colon, value = line.partition(b":")
            if not colon or not re.fullmatch(TOKEN, name.strip()):
                raise Refused(400)
            fields.append((name.strip(), value.strip(b" \t")))
        return fields

    def read_content(self, request):
        self.request = request
        return super().read_content(request)

    def read_trailers(self):
        trailers = super().read_trailers()
        if MANNER == "trailers":
            self.request.fields += trailers
        return trailers

    def respond(self, request):
        if request.target in (b"/echo", b"/fields"):
            request.target = b"/nothing-here"
        self.has_range = b"bytes=0-0" in request.values(b"range")
        return super().respond(request)

    def answer(self, status, content, *, close=False):
        if status == 200 and self.has_range:
            status, content = 206, content[:1]
        super().answer(status, content, close=close)


if __name__ == "__main__":
    main(Hides)
