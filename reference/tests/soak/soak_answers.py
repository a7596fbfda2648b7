"""A strict reader of answers, for the soak test: octets in, in any pieces;
answers out, or Torn if the octets are none."""

import re

STATUS_LINE = re.compile(rb"HTTP/1\.1 ([1-5][0-9]{2}) [\t -~]*")
FIELD_LINE = re.compile(
    rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?([!-~](?:[ -~]*[!-~])?)?")
CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}")
DATE = re.compile(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} "
                  r"[0-9]{2}:[0-9]{2}:[0-9]{2} GMT")


class Torn(Exception):
    """What came is not an answer."""


class Answer:
    def __init__(self, status, fields):
        self.status = status
        self.fields = fields        # name in lower case -> list of values
        self.content = b""

    def __getitem__(self, name):
        """The value of a field that is there at most once; None without."""
        values = self.fields.get(name)
        if values is None:
            return None
        if len(values) > 1:
            raise Torn(f"{name} is there {len(values)} times")
        return values[0]

    @property
    def closes(self):
        return self["connection"] == "close"

    def __repr__(self):
        return (f"{self.status} {self.fields} {len(self.content)} octets "
                f"{self.content[:60]!r}")


class Reader:
    """Reads the answers of one connection, one after the other."""

    def __init__(self):
        self.octets = bytearray()
        self.answer = None          # whose content is being read
        self.interim = 0            # answers 1xx since the last final one
        self.ended = False          # no octet follows

    def next(self, method):
        """The next final answer, to a request of that method; None if it is
        not complete."""
        while self.answer is None:
            answer = self.head()
            if answer is None:
                return None
            if answer.status >= 200:
                self.answer = answer
            else:
                self.interim += 1
        if not self.content(self.answer, method):
            return None
        answer, self.answer = self.answer, None
        return answer

    def take(self, length):
        octets = bytes(self.octets[:length])
        del self.octets[:length]
        return octets

    def head(self):
        end = self.octets.find(b"\r\n\r\n")
        if end < 0:
            return None
        status_line, *lines = self.take(end + 4)[:-4].split(b"\r\n")
        match = STATUS_LINE.fullmatch(status_line)
        if not match:
            raise Torn(f"no status line: {status_line[:200]!r}")
        answer = Answer(int(match[1]), fields_of(lines))
        if answer.status >= 200 and not DATE.fullmatch(answer["date"] or ""):
            raise Torn(f"no Date: {answer}")
        return answer

    def content(self, answer, method):
        coding, length = answer["transfer-encoding"], answer["content-length"]
        if coding is not None and length is not None:
            raise Torn(f"two lengths: {answer}")
        if method == "HEAD" or answer.status in (204, 304):
            return True
        if coding is not None:
            return self.chunks(answer, coding)
        if length is None and answer.closes:
            if self.ended:
                answer.content = self.take(len(self.octets))
            return self.ended
        if length is None or not length.isdigit():
            raise Torn(f"no length: {answer}")
        if len(self.octets) < int(length):
            return False
        answer.content = self.take(int(length))
        return True

    def chunks(self, answer, coding):
        if coding != "chunked":
            raise Torn(f"transfer coding: {answer}")
        while True:
            end = self.octets.find(b"\r\n")
            if end < 0:
                return False
            if not CHUNK_SIZE.fullmatch(self.octets, 0, end):
                raise Torn(f"chunk size {bytes(self.octets[:80])!r}")
            length = int(self.octets[:end], 16)
            if len(self.octets) < end + 4 + length:
                return False
            chunk = self.take(end + 4 + length)
            if chunk[-2:] != b"\r\n":
                raise Torn(f"end of a chunk: {chunk[-80:]!r}")
            if length == 0:
                return True
            answer.content += chunk[end + 2:-2]


def fields_of(lines):
    fields = {}
    for line in lines:
        match = FIELD_LINE.fullmatch(line)
        if not match:
            raise Torn(f"no field line: {line[:200]!r}")
        fields.setdefault(match[1].decode().lower(), []).append(
            (match[2] or b"").decode())
    return fields
