"""Peers that do harm: `hostile.py WAY`. Each way is what one connection gets.

With `--later`, what is well-formed is served honestly, so that calibration
finds nothing; what would be refused gets the harm. With `--mark=FILE`, the
first harm leaves the process group there.
"""

import os
import sys
import time

import frame
from honest import Honest

HEAD = b"HTTP/1.1 200 OK\r\n"
MOST = 1 << 30  # octets; no program under test should want so many
PIECE = 1 << 16


def endless(connection, begin, piece):
    connection.sendall(begin)
    piece *= max(1, PIECE // len(piece))
    for _ in range(MOST // len(piece)):
        connection.sendall(piece)


def drip(connection, begin):
    connection.sendall(begin)
    for _ in range(1200):
        connection.sendall(b"X")
        time.sleep(0.05)


def silent(connection):
    while connection.recv(PIECE):
        pass


WAYS = {
    "silent": silent,
    "zeros": lambda c: endless(c, b"", b"\0"),
    "status-line": lambda c: endless(c, b"HTTP/1.1 200 ", b"O"),
    "field-lines": lambda c: endless(c, HEAD, b"X: y\r\n"),
    "field-line": lambda c: endless(c, HEAD + b"X: ", b"y"),
    "interim": lambda c: endless(c, b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "empty-lines": lambda c: endless(c, b"", b"\r\n"),
    "answers": lambda c: endless(
        c, b"", HEAD + b"Content-Length: 0\r\n\r\n"),
    "chunks": lambda c: endless(
        c, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "chunk-size": lambda c: endless(
        c, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    "trailers": lambda c: endless(
        c, HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
    "content": lambda c: endless(c, HEAD + b"\r\n", b"x"),
    "reset": frame.reset,
    "close": lambda c: None,
    "close-after-request": lambda c: c.recv(PIECE),
    "drip": lambda c: drip(c, b"HTTP/1.1 200 "),
    "drip-fields": lambda c: drip(c, HEAD),
    "http09": lambda c: c.sendall(b"<html>no head, only text</html>\n"),
    "half-head": lambda c: c.sendall(HEAD),
    "missing": lambda c: c.recv(PIECE) and c.sendall(
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
}


def harm(connection):
    for word in sys.argv:
        if word.startswith("--mark="):
            with open(word[7:], "w", encoding="ascii") as mark:
                mark.write(str(os.getpgrp()))
    WAYS[sys.argv[1]](connection)


class HonestToMost(Honest):
    def refuse(self, status):
        del status
        harm(self.socket)
        return True


if __name__ == "__main__":
    handle = harm
    if "--later" in sys.argv:
        handle = lambda connection: HonestToMost(connection).serve()
    frame.serve(handle, frame.port_argument())
