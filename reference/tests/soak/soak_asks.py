"""What the soak test asks h1d, and what each answer must be. Every request that
can be told apart from others is: an answer to another one is noticed."""

import gzip
import re

TCHAR = b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
VALUE = (bytes(range(0x21, 0x7f)) * 2 + bytes(range(0x80, 0x100)) + b" \t")
BLOCK = bytes(range(256)) * 4096


class Ask:
    """One request. check(answer) tells what is wrong with its answer; or
    None."""

    def __init__(self, method, octets, check, closes=False, head_length=None):
        self.method = method
        self.octets = octets
        self.check = check
        self.closes = closes            # the connection ends behind it
        self.head_length = head_length  # of a request that expects 100

    def __repr__(self):
        octets = self.octets
        end = "..." if len(octets) > 300 else ""
        return f"{len(octets)} octets {octets[:300]!r}{end}"


class File:
    """A file below /static/, and what is known of it."""

    def __init__(self, name, content):
        self.name = name
        self.content = content
        self.etag = None
        self.modified = None


def unlike(answer, status, content=None):
    if answer.status != status:
        return f"status {answer.status} instead of {status}"
    if content is not None and answer.content != content:
        at = next((i for i, (a, b) in enumerate(zip(answer.content, content))
                   if a != b), min(len(answer.content), len(content)))
        return (f"content of {len(answer.content)} octets instead of "
                f"{len(content)}, other from octet {at} on: "
                f"{answer.content[at:at + 60]!r} instead of "
                f"{content[at:at + 60]!r}")
    return None


def octets_of(random, length):
    """Octets that look like those of nobody else, cheaply."""
    at = random.randrange(256)
    return (random.randbytes(min(length, 32)) + BLOCK[at:at + length])[:length]


def content_for(random, name, big):
    length = int(10 ** random.uniform(0, 5.6 if big else 3.5))
    return b"<" + name.encode() + b">" + octets_of(random, length)


def lines_for(random, name, n_lines):
    """Unusual but valid field lines, and the same as /fields tells them."""
    lines, told = [], []
    for i in range(n_lines):
        field = b"X" + bytes(random.choices(TCHAR, k=random.randrange(1, 12)))
        value = bytes(random.choices(VALUE, k=random.randrange(40)))
        value = (f"{name}.{i}".encode() + value if random.random() < .9
                 else b"").strip(b" \t")
        space = random.choice((b"", b" ", b" ", b"\t", b"  \t "))
        lines.append(field + b":" + space + value + random.choice(
            (b"", b"", b" ", b"\t ")) + b"\r\n")
        told.append(field + b": " + value + b"\n")
    return b"".join(lines), b"".join(told)


class Asks:
    """Makes the requests of one client, from its random numbers."""

    def __init__(self, random, name, files, writable, tls):
        self.random = random
        self.tls = tls
        self.name = name
        self.files = files
        self.n = 0
        self.kept = None        # what this client has stored
        self.makers = {self.echo: 6, self.echo_chunked: 6, self.fields: 4,
                       self.ranges: 4, self.several_ranges: 1, self.whole: 1,
                       self.squeezed: 1, self.conditional: 2, self.small: 2,
                       self.stored: 3 if writable else 0}

    def next(self, big=True):
        """A valid request; `big` ones are up to some 400 000 octets."""
        self.n += 1
        maker, = self.random.choices(
            tuple(self.makers), tuple(self.makers.values()))
        return maker(big)

    def last(self):
        """A valid request behind which the server closes."""
        self.n += 1
        return self.fields(False, b"Connection: close\r\n", closes=True)

    def tag(self):
        return f"{self.name}.{self.n}"

    def host(self):
        """Each request is for another host, but where it must be that of a
        certificate."""
        return "localhost" if self.tls else self.tag()

    def head(self, method, target, lines=b""):
        return (f"{method} {target} HTTP/1.1\r\nHost: {self.host()}\r\n"
                .encode() + lines)

    # --- content ---------------------------------------------------------

    def echo(self, big):
        content = content_for(self.random, self.tag(), big)
        lines = b"Content-Length: %d\r\n" % len(content)
        expects = self.random.random() < .05
        if expects:
            lines += b"Expect: 100-continue\r\n"
        head = self.head("POST", "/echo", lines) + b"\r\n"
        return Ask("POST", head + content,
                   lambda answer: unlike(answer, 200, content),
                   head_length=len(head) if expects else None)

    def echo_chunked(self, big):
        random = self.random
        content = content_for(random, self.tag(), big)
        parts = [self.head("POST", "/echo", b"Transfer-Encoding: chunked\r\n"),
                 b"\r\n"]
        most = random.choice((10, 1000, 100000))
        least = len(content) // 300 + 1     # so that extensions are not many
        at = 0
        while at < len(content):
            chunk = content[at:at + random.randint(least, max(least, most))]
            parts.append(self.chunk_line(len(chunk)) + chunk + b"\r\n")
            at += len(chunk)
        parts.append(b"0" * random.randint(1, 3) + b"\r\n" + self.trailers() +
                     b"\r\n")
        return Ask("POST", b"".join(parts),
                   lambda answer: unlike(answer, 200, content))

    def chunk_line(self, length):
        random = self.random
        size = random.choice((b"%x", b"%X", b"0%x")) % length
        extension = b""
        if random.random() < .1:
            extension = random.choice((
                b";a", b";a=b", b' ; a = "b;\\""', b";a=b;c"))
        return size + extension + b"\r\n"

    def trailers(self):
        if self.random.random() < .7:
            return b""
        return lines_for(self.random, self.tag(), 2)[0]

    # --- fields ----------------------------------------------------------

    def fields(self, _big, line=b"", closes=False):
        lines, told = lines_for(
            self.random, self.tag(), self.random.randrange(1, 12))
        octets = self.head("GET", "/fields", lines + line) + b"\r\n"
        told = b"Host: " + self.host().encode() + b"\n" + told + line.replace(
            b"\r", b"")

        def check(answer):
            if closes and not answer.closes:
                return "no Connection: close"
            return unlike(answer, 200, told)
        return Ask("GET", octets, check, closes)

    def small(self, _big):
        method, target, statuses = self.random.choice(SMALL)
        target = target.replace("TAG", self.tag()).replace(
            "SCHEME", "https" if self.tls else "http").replace(
            "HOST", self.host())
        octets = self.head(method, target)

        def check(answer):
            if answer.status not in statuses:
                return f"status {answer.status} instead of {statuses}"
            return None
        return Ask(method, octets + b"\r\n", check)

    def old(self):
        """A request of HTTP/1.0, of which no answer is chunked."""
        self.n += 1
        content = content_for(self.random, self.tag(), True)
        octets = (b"POST /echo HTTP/1.0\r\nContent-Length: %d\r\n\r\n"
                  % len(content)) + content

        def check(answer):
            if answer["transfer-encoding"]:
                return "a transfer coding in an answer to HTTP/1.0"
            return unlike(answer, 200, content)
        return Ask("POST", octets, check, closes=True)

    # --- files -----------------------------------------------------------

    def file(self, method="GET", lines=b""):
        file = self.random.choice(self.files)
        return file, self.head(method, f"/static/{file.name}", lines)

    def whole(self, big):
        method = "GET" if big else "HEAD"
        file, head = self.file(method)
        length = str(len(file.content))

        def check(answer):
            if answer["content-length"] not in (length, None):
                return f"Content-Length {answer['content-length']}"
            return unlike(
                answer, 200, file.content if method == "GET" else b"")
        return Ask(method, head + b"\r\n", check)

    def conditional(self, _big):
        file, head = self.file()
        line, status = self.random.choice((
            (f"If-None-Match: {file.etag}", 304),
            (f'If-None-Match: "x", {file.etag}', 304),
            (f"If-Modified-Since: {file.modified}", 304),
            ('If-Match: "x"', 412)))
        return Ask("GET", head + line.encode() + b"\r\n\r\n",
                   lambda answer: unlike(answer, status))

    def ranges(self, big):
        random = self.random
        file, head = self.file()
        total = len(file.content)
        length = random.randint(1, min(total, 200000 if big else 2000))
        first = random.randrange(total - length + 1)
        kind = random.randrange(5)
        if kind == 0:
            spec = f"{total + random.randrange(9)}-"
            return Ask(
                "GET", head + f"Range: bytes={spec}\r\n\r\n".encode(),
                lambda answer: unlike(answer, 416) or (
                    None if answer["content-range"] == f"bytes */{total}"
                    else f"Content-Range {answer['content-range']}"))
        if kind == 1:
            first, spec = total - length, f"-{length}"
        else:
            spec = f"{first}-{first + length - 1}"
        lines = f"Range: bytes={spec}\r\n"
        if kind == 2:
            lines += f"If-Range: {file.etag}\r\n"
        content = file.content[first:first + length]
        place = f"bytes {first}-{first + length - 1}/{total}"

        def check(answer):
            if answer["content-range"] != place:
                return f"{answer.status} {answer['content-range']}"
            return unlike(answer, 206, content)
        return Ask("GET", head + lines.encode() + b"\r\n", check)

    def several_ranges(self, _big):
        file, head = self.file()
        total = len(file.content)
        wanted = sorted(self.random.randrange(total) for _ in range(3))
        spec = ",".join(f"{at}-{at + 5}" for at in wanted)

        def check(answer):
            if answer.status == 200:
                return unlike(answer, 200, file.content)
            return unlike(answer, 206) or parts_unlike(
                answer, file.content, wanted)
        return Ask("GET", head + f"Range: bytes={spec}\r\n\r\n".encode(),
                   check)

    def squeezed(self, _big):
        """The content may come compressed."""
        file, head = self.file(
            lines=b"Accept-Encoding: gzip;q=0.9, identity;q=0.1\r\n")

        def check(answer):
            if answer["content-encoding"] == "gzip":
                answer.content = gzip.decompress(answer.content)
            elif answer["content-encoding"]:
                return f"Content-Encoding: {answer['content-encoding']}"
            return unlike(answer, 200, file.content)
        return Ask("GET", head + b"\r\n", check)

    def stored(self, big):
        """A file of this client alone: written, read, removed."""
        target = f"/static/kept-{self.name}"
        method = self.random.choice(("PUT", "PUT", "GET", "GET", "DELETE"))
        kept, lines, content = self.kept, b"", b""
        if method == "PUT":
            self.kept = content = content_for(self.random, self.tag(), big)
            status = 201 if kept is None else 204
            lines = b"Content-Length: %d\r\n" % len(content)
        elif method == "DELETE":
            self.kept, status = None, 404 if kept is None else 204
        else:
            status = 404 if kept is None else 200
        told = kept if (method, status) == ("GET", 200) else None
        return Ask(method, self.head(method, target, lines) + b"\r\n" +
                   content, lambda answer: unlike(answer, status, told))

    # --- malformed -------------------------------------------------------

    def malformed(self):
        """A request that is refused; the connection ends behind it."""
        self.n += 1
        octets, statuses = self.random.choice(MALFORMED)
        octets = octets.replace(b"TAG", self.tag().encode()).replace(
            b"HOST", self.host().encode())

        def check(answer):
            if answer.status not in statuses:
                return f"status {answer.status} instead of {statuses}"
            return None if answer.closes else "no Connection: close"
        return Ask("POST", octets, check, closes=True)


def parts_unlike(answer, content, wanted):
    """What is wrong with a multipart/byteranges answer (RFC 9110, section
    14.6)."""
    match = re.fullmatch(r'multipart/byteranges; *boundary="?([^"]+)"?',
                         answer["content-type"] or "")
    if not match:
        return one_part_unlike(answer["content-range"], answer.content,
                               content) or (
            None if wanted[-1] + 6 - wanted[0] >= len(answer.content)
            else "one part for several")
    missing = set(wanted)
    *parts, end = (b"\r\n" + answer.content).split(
        b"\r\n--" + match[1].encode())[1:]
    if not end.startswith(b"--"):
        return f"multipart ends in {end!r}"
    for part in parts:
        head, _, octets = part.partition(b"\r\n\r\n")
        place = re.search(rb"(?i)\r\ncontent-range: *([^\r]*)", head)
        why = one_part_unlike(place and place[1].decode(), octets, content)
        if why:
            return why
        first = int(re.search(rb"([0-9]+)-", place[1])[1])
        missing -= {at for at in missing if first <= at < first + len(octets)}
    return f"parts from {missing} on are missing" if missing else None


def one_part_unlike(place, octets, content):
    match = re.fullmatch(r"bytes ([0-9]+)-([0-9]+)/([0-9]+)", place or "")
    if not match:
        return f"Content-Range {place}"
    first, last, total = (int(n) for n in match.groups())
    if total != len(content) or octets != content[first:last + 1]:
        return f"{octets[:60]!r} is not {place}"
    return None


# What is answered alike for everybody: method, target, statuses.
SMALL = [
    ("GET", "/", (200,)),
    ("HEAD", "/", (200,)),
    ("GET", "SCHEME://HOST/", (200,)),
    ("GET", "/no/TAG", (404,)),
    ("HEAD", "/no/TAG", (404,)),
    ("GET", "/echo", (405,)),
    ("BREW", "/TAG", (501,)),
    ("OPTIONS", "*", (200, 204)),
    ("OPTIONS", "/echo", (200, 204)),
    ("GET", "/static/../TAG", (404,)),
    ("GET", "/static/TAG", (404,)),
]


def bad(line, *statuses):
    return (b"GET /TAG HTTP/1.1\r\nHost: HOST\r\n" + line + b"\r\n\r\n",
            statuses or (400,))


def bad_content(framing, content, *statuses):
    return (b"POST /echo HTTP/1.1\r\nHost: HOST\r\n" + framing + b"\r\n\r\n" +
            content, statuses or (400,))


CHUNKED = b"Transfer-Encoding: chunked"

MALFORMED = [
    (b"GET /TAG HTTP/1.1\r\n\r\n", (400,)),
    (b"GET  /TAG HTTP/1.1\r\nHost: HOST\r\n\r\n", (400,)),
    (b"GET /TAG\x01 HTTP/1.1\r\nHost: HOST\r\n\r\n", (400,)),
    (b"GET /TAG HTTP/2.0\r\nHost: HOST\r\n\r\n", (505,)),
    (b"GET /TAG HTTP/1.1\nHost: HOST\n\n", (400,)),
    (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n", (414,)),
    (b"G\x00T /TAG HTTP/1.1\r\nHost: HOST\r\n\r\n", (400,)),
    bad(b"Host: other"),
    bad(b"X : TAG"),
    bad(b"X: TAG\x00"),
    bad(b"X: TAG\r\n folded"),
    bad(b"no field"),
    bad(b"X: " + b"a" * 70000, 431),
    bad(b"\r\n".join(b"X%d: TAG" % i for i in range(150)), 431),
    bad_content(b"Content-Length: 3, 4", b"abcd"),
    bad_content(b"Content-Length: +3", b"abc"),
    bad_content(b"Content-Length: 99999999999999", b"", 413),
    bad_content(b"Content-Length: 3\r\n" + CHUNKED, b"3\r\nabc\r\n0\r\n\r\n"),
    bad_content(b"Transfer-Encoding: chunked, gzip", b""),
    bad_content(b"Transfer-Encoding: gzip, chunked", b"0\r\n\r\n", 501),
    bad_content(CHUNKED, b"3 \r\nTAG\r\n0\r\n\r\n"),
    bad_content(CHUNKED, b"0x3\r\nTAG\r\n0\r\n\r\n"),
    bad_content(CHUNKED, b"3\r\nTAGTAG\r\n0\r\n\r\n"),
    bad_content(CHUNKED, b"fffffffffffffffff\r\nTAG", 413),
    bad_content(CHUNKED, b"3\r\nabc\r\n0\r\nno trailer\r\n\r\n"),
]
