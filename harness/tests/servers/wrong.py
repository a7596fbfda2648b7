"""Breaks rules in many ways: what a refusal becomes depends on the octets.

A refused request is answered as if it were right, not at all, with an answer too
many, with octets that are no HTTP, with half an answer, with a status that means
something else, or with the end of the connection. Half a request is served once
FIN comes, a HEAD gets content, and nothing a Date.
Each message always gets the same, on whatever port.
"""

import re
import socket
import zlib

from honest import LINE_MAX, Honest, main

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n"

AGAIN = re.compile(rb"[A-Z]+ [!-~]+ HTTP/1\.1\r\n")


def close(connection):
    connection.shutdown(socket.SHUT_WR)


WAYS = [
    lambda c: c.sendall(OK),
    lambda c: None,
    lambda c: c.sendall(OK + OK),
    lambda c: c.sendall(b"220 mail.example ESMTP\r\n\0\x1b[7m\xff\\\r\n"),
    lambda c: c.sendall(OK[:40]),
    lambda c: c.sendall(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"),
    close,
]


class Wrong(Honest):
    def refuse(self, status):
        port = str(self.socket.getsockname()[1]).encode()
        way = zlib.crc32(self.seen.replace(port, b"")) % len(WAYS)
        WAYS[way](self.socket)
        self.skips = True
        return way > 1

    def skip(self):
        """What is left of a refused message: up to what looks like another."""
        while not AGAIN.match(self.input):
            if b"\n" in self.input or len(self.input) > LINE_MAX:
                self.input = self.input.partition(b"\n")[2]
            else:
                self.more()
        self.skips = False

    seen = b""  # the lines of the message so far
    skips = False

    def one(self):
        self.seen = b""
        if self.skips:
            self.skip()
        return super().one()

    def more(self):
        try:
            super().more()
        except ConnectionError:
            if self.seen or self.input:
                self.socket.sendall(OK)
            raise

    def line(self):
        while b"\n" not in self.input and len(self.input) <= LINE_MAX:
            self.more()
        self.seen += self.input.partition(b"\n")[0][:200]
        return super().line()

    def fields(self, status):
        return []  # and so no Date

    def answer(self, status, content, *, close=False):
        self.head = False
        super().answer(status, content, close=close)


if __name__ == "__main__":
    main(Wrong)
