"""A small, strict server. Those that break a rule inherit from it, so that what
the suite then reports is that one rule.

Routes: / and /echo and /fields; anything else is 404. What is malformed gets
400 and the end of the connection.
"""

import re
import socket
from email.utils import formatdate

import frame

TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
REQUEST_LINE = re.compile(
    rb"(" + TOKEN + rb") ([!-~]+) HTTP/(\d)\.(\d)", re.DOTALL)
FIELD_LINE = re.compile(
    rb"(" + TOKEN + rb"):[ \t]*([^\0-\x08\x0a-\x1f\x7f]*?)[ \t]*", re.DOTALL)
CHUNK_LINE = re.compile(
    rb"([0-9A-Fa-f]{1,20})([ \t]*;[ \t]*" + TOKEN + rb"([ \t]*=[ \t]*(" + TOKEN
    + rb'|"([\t !#-[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"))?)*', re.DOTALL)
REG_NAME = rb"([\w.~!$&'()*+,;=-]|%[0-9a-fA-F]{2})*"
OWN = re.escape(f"[{frame.ADDRESS}]".encode())  # the one IP literal it knows
HOST = re.compile(rb"(" + OWN + rb"|" + REG_NAME + rb")(:\d*)?", re.ASCII)
METHODS = {b"GET", b"HEAD", b"POST", b"OPTIONS"}
REASONS = {200: "OK", 206: "Partial Content", 400: "Bad Request", 401: "Unauthorized",
           404: "Not Found",
           501: "Not Implemented", 505: "HTTP Version Not Supported"}
LINE_MAX = 16384
CONTENT_MAX = 1 << 24


class Refused(Exception):
    """The request is answered with this status, and is the last one."""


class Request:
    def __init__(self, method, target, minor, fields):
        self.method, self.target, self.minor = method, target, minor
        self.fields = fields
        self.content = b""

    def values(self, name):
        return [value for key, value in self.fields
                if key.lower() == name]

    def elements(self, name):
        parts = b",".join(self.values(name)).lower().split(b",")
        return [part.strip(b" \t") for part in parts if part.strip(b" \t")]


class Honest:
    """One connection, and the rules. Each rule is a method of its own."""

    def __init__(self, connection):
        self.socket = connection
        self.socket.settimeout(10)
        self.input = b""
        self.head = False  # the request's method is HEAD

    # ---- octets ----

    def more(self):
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError
        self.input += part

    def line(self):
        while b"\n" not in self.input:
            if len(self.input) > LINE_MAX:
                raise Refused(400)
            self.more()
        line, _, self.input = self.input.partition(b"\n")
        if len(line) > LINE_MAX:  # however it came
            raise Refused(400)
        if not line.endswith(b"\r") or b"\r" in line[:-1]:
            raise Refused(400)
        return line[:-1]

    def take(self, n):
        while len(self.input) < n:
            self.more()
        taken, self.input = self.input[:n], self.input[n:]
        return taken

    # ---- a request ----

    def read_head(self):
        line = self.line() or self.line()
        self.head = line.startswith(b"HEAD ")
        match = REQUEST_LINE.fullmatch(line)
        if not match:
            raise Refused(400)
        if match[3] != b"1":
            raise Refused(505)
        request = Request(
            match[1], match[2], int(match[4]), self.read_fields())
        self.check_host(request)
        return request

    def read_fields(self):
        fields = []
        while line := self.line():
            match = FIELD_LINE.fullmatch(line)
            if not match:
                raise Refused(400)
            fields.append((match[1], match[2]))
        return fields

    def check_host(self, request):
        hosts = request.values(b"host")
        if len(hosts) > 1 or (request.minor > 0 and not hosts):
            raise Refused(400)
        if hosts and not HOST.fullmatch(hosts[0]):
            raise Refused(400)

    def read_content(self, request):
        codings = request.elements(b"transfer-encoding")
        lengths = request.values(b"content-length")
        if request.values(b"transfer-encoding"):
            if codings[-1:] != [b"chunked"] or lengths:
                raise Refused(400)
            if codings != [b"chunked"]:
                raise Refused(501)
        elif lengths and (len(lengths) > 1 or not lengths[0].isdigit()):
            raise Refused(400)
        if codings or lengths not in ([], [b"0"]):
            self.go_ahead(request)
        return self.read_chunks() if codings else self.take(
            int(lengths[0]) if lengths else 0)

    def go_ahead(self, request):
        if request.minor > 0 and not self.input and \
                request.elements(b"expect") == [b"100-continue"]:
            self.socket.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")

    def read_chunks(self):
        content = b""
        while True:
            line = self.line()
            match = CHUNK_LINE.fullmatch(line)
            size = int(match[1], 16) if match else CONTENT_MAX
            if size >= CONTENT_MAX:
                raise Refused(400)
            if size == 0:
                self.read_trailers()
                return content
            content += self.take(size)
            if self.line():
                raise Refused(400)

    def read_trailers(self):
        return self.read_fields()

    # ---- an answer ----

    def fields(self, status):
        del status
        return [("Date", formatdate(usegmt=True))]

    def answer(self, status, content, *, close=False):
        lines = [f"HTTP/1.1 {status} {REASONS[status]}",
                 f"Content-Length: {len(content)}",
                 "Content-Type: text/plain"]
        lines += [f"{name}: {value}" for name, value in self.fields(status)]
        if close:
            lines.append("Connection: close")
        text = "\r\n".join(lines + ["", ""]).encode()
        self.socket.sendall(text if self.head else text + content)

    def respond(self, request):
        close = self.is_last(request)
        path = re.sub(rb"^https?://[^/]*|\?.*", b"", request.target) or b"/"
        if request.method not in METHODS:
            self.answer(501, b"no\n", close=close)
        elif path == b"/echo" and request.method == b"POST":
            self.answer(200, request.content, close=close)
        elif path == b"/fields":
            self.answer(200, b"".join(
                b"%b: %b\n" % field for field in request.fields), close=close)
        elif path in (b"/", b"*"):
            self.answer(200, b"ok\n", close=close)
        else:
            self.answer(404, b"not here\n", close=close)
        return close

    def is_last(self, request):
        options = request.elements(b"connection")
        if request.minor == 0:
            return b"keep-alive" not in options or \
                bool(request.values(b"transfer-encoding"))
        return b"close" in options

    def refuse(self, status):
        """True: the connection ends."""
        self.answer(status, b"no\n", close=True)
        return True

    # ---- the connection ----

    def one(self):
        """Serves one request. True: the connection ends."""
        try:
            request = self.read_head()
            request.content = self.read_content(request)
        except Refused as why:
            return self.refuse(why.args[0])
        return self.respond(request)

    def linger(self):
        """Reads on, so that no RST erases the answer (RFC 9112, 9.6)."""
        self.socket.shutdown(socket.SHUT_WR)
        self.socket.settimeout(2)
        while self.socket.recv(65536):
            pass

    def serve(self):
        while not self.one():
            pass
        self.linger()


def main(rules):
    frame.serve(lambda c: rules(c).serve(), frame.port_argument())


if __name__ == "__main__":
    main(Honest)
