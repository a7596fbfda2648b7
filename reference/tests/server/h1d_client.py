"""A raw client for the tests of h1d: sends octets as they are, and reads the
answers strictly. Everything waits on the socket, for at most TIMEOUT."""

import re
import select
import signal
import socket
import subprocess
from dataclasses import dataclass

TIMEOUT = 20

STATUS_LINE = re.compile(rb"HTTP/1\.1 ([1-5][0-9]{2}) ([\t -~]*)")
FIELD_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+): ([!-~](?:[ -~]*[!-~])?)")
IMF_FIXDATE = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3][0-9] "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} "
    r"[0-2][0-9]:[0-5][0-9]:[0-6][0-9] GMT")


@dataclass
class Response:
    status: int
    reason: str
    fields: list            # (name, value), as received
    content: bytes

    def all(self, name):
        return [v for n, v in self.fields if n.lower() == name.lower()]

    def __getitem__(self, name):
        """The value of a field that is there once; None if it is not there."""
        values = self.all(name)
        assert len(values) <= 1, f"{name} is there {len(values)} times"
        return values[0] if values else None

    @property
    def closes(self):
        return self["Connection"] == "close"


class Client:
    """One connection."""

    def __init__(self, address, receive_buffer=None, tls=None):
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        if receive_buffer:
            self.socket.setsockopt(
                socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(TIMEOUT)
        self.socket.connect(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            self.socket = tls.wrap_socket(
                self.socket, server_hostname=address[0],
                suppress_ragged_eofs=False)
        # Over TLS only what the certificate names is served.
        self.get = request(host=address[0]) if tls else GET
        self.octets = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, octets):
        self.socket.sendall(octets)

    def half_close(self):
        self.socket.shutdown(socket.SHUT_WR)

    def more(self):
        """Reads on; False at the end."""
        octets = self.socket.recv(65536)
        self.octets += octets
        return bool(octets)

    def take(self, n):
        octets, self.octets = self.octets[:n], self.octets[n:]
        return octets

    def exactly(self, n):
        parts = [self.take(n)]
        missing = n - len(parts[0])
        while missing:
            part = self.socket.recv(min(missing, 1 << 20))
            assert part, f"closed, {missing} of {n} octets are missing"
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def head(self):
        while b"\r\n\r\n" not in self.octets:
            assert self.more(), f"closed after {self.octets!r}"
        lines = self.take(self.octets.index(b"\r\n\r\n") + 4)
        return lines[:-4].split(b"\r\n")

    def response(self, method="GET"):
        """The next response, interim ones too."""
        status_line, *lines = self.head()
        match = STATUS_LINE.fullmatch(status_line)
        assert match, status_line
        fields = []
        for line in lines:
            field = FIELD_LINE.fullmatch(line)
            assert field, line
            fields.append((field[1].decode(), field[2].decode()))
        response = Response(int(match[1]), match[2].decode(), fields, b"")
        length = check(response)
        if method != "HEAD" and length:
            response.content = self.exactly(length)
        return response

    def ask(self, octets, method="GET"):
        self.send(octets)
        return self.response(method)

    def at_end(self):
        """Waits for the end of the connection; nothing may come before it."""
        assert self.octets == b"" and not self.more(), self.octets

    def is_usable(self):
        response = self.ask(self.get)
        return response.status == 200 and not response.closes

    def readable(self, seconds):
        """Whether something, if only the end, comes within that time."""
        return bool(select.select([self.socket], [], [], seconds)[0])


GET = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"


def request(method="GET", target="/", *lines, content=b"", host="h"):
    """A request of HTTP/1.1; Content-Length is added if there is content."""
    head = [f"{method} {target} HTTP/1.1", f"Host: {host}", *lines]
    if content:
        head.append(f"Content-Length: {len(content)}")
    return "\r\n".join([*head, "", ""]).encode("latin-1") + content


def check(response):
    """What holds for every answer; gives the length of its content."""
    if response.status < 200:
        assert not response.fields
        return 0
    assert IMF_FIXDATE.fullmatch(response["Date"] or "")
    assert not response.all("Transfer-Encoding")
    if response.status in (204, 304):
        assert not response.all("Content-Length")
        return 0
    assert re.fullmatch("[0-9]+", response["Content-Length"] or "")
    if response.status == 405:
        assert response["Allow"]
    # A part for If-Range need not tell again what it is a part of (RFC 9110,
    # section 15.3.7).
    if int(response["Content-Length"]) and response.status != 206:
        assert response["Content-Type"]
    return int(response["Content-Length"])


class Server:
    """An h1d that runs until stop()."""

    def __init__(self, program, *options):
        self.process = subprocess.Popen(
            [program, "--port", "0", *options], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.line = self.process.stdout.readline().decode()
        match = re.fullmatch(
            r"listening https?://(?:\[([0-9a-f:]+)\]|([0-9.]+)):([0-9]+)\n",
            self.line)
        if not match:
            self.process.kill()
            raise AssertionError(
                (self.line, self.process.stderr.read().decode()))
        self.address = (match[1] or match[2], int(match[3]))

    def connect(self, **options):
        return Client(self.address, **options)

    def ask(self, octets, method="GET"):
        """One request on a connection of its own."""
        with self.connect() as client:
            return client.ask(octets, method)

    def terminate(self, number=signal.SIGTERM):
        self.process.send_signal(number)

    def wait(self):
        """Waits for its end: status 0, nothing more printed."""
        out, err = self.process.communicate(timeout=TIMEOUT)
        assert (self.process.returncode, out, err) == (0, b"", b"")

    def stop(self):
        if self.process.poll() is None:
            self.terminate()
        try:
            self.wait()
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.communicate()
