"""Requests to h1d whose answers may be chunked, and what is in answers."""

import re
from dataclasses import dataclass

from h1d_client import FIELD_LINE, Response, STATUS_LINE, request

OLD = 1000000000    # a file of that age has a strong entity-tag


def read_chunked(client):
    content = b""
    while True:
        while b"\r\n" not in client.octets:
            assert client.more()
        size, client.octets = client.octets.split(b"\r\n", 1)
        assert re.fullmatch(b"[0-9a-fA-F]+", size)
        content += client.exactly(int(size, 16))
        assert client.exactly(2) == b"\r\n"
        if int(size, 16) == 0:
            return content


def read_to_end(client):
    while client.more():
        pass
    return client.take(len(client.octets))


def read_content(client, response, method):
    if method == "HEAD" or response.status in (204, 304):
        return b""
    if response["Transfer-Encoding"]:
        assert response["Transfer-Encoding"] == "chunked"
        return read_chunked(client)
    if response["Content-Length"] is None:
        return read_to_end(client)
    return client.exactly(int(response["Content-Length"]))


def response_of(client, method="GET"):
    """The next response, interim ones too."""
    status_line, *lines = client.head()
    match = STATUS_LINE.fullmatch(status_line)
    assert match, status_line
    fields = []
    for line in lines:
        field = FIELD_LINE.fullmatch(line)
        assert field, line
        fields.append((field[1].decode(), field[2].decode("latin-1")))
    response = Response(int(match[1]), match[2].decode(), fields, b"")
    if response.status >= 200:
        response.content = read_content(client, response, method)
    return response


def ask(server, method, target, *lines, content=b""):
    """One request on a connection of its own."""
    with server.connect() as client:
        client.send(request(method, target, *lines, content=content))
        return response_of(client, method)


def get(server, target, *lines):
    return ask(server, "GET", target, *lines)


@dataclass
class Part:
    fields: dict
    content: bytes


def parts(response):
    """The parts of multipart/byteranges, read by its grammar."""
    match = re.fullmatch(r"multipart/byteranges; boundary=([0-9A-Za-z]{1,70})",
                         response["Content-Type"])
    assert match and response["Content-Range"] is None
    delimiter = b"--" + match[1].encode()
    assert response.content.startswith(delimiter + b"\r\n")
    pieces = (b"\r\n" + response.content).split(b"\r\n" + delimiter)
    assert pieces[0] == b"" and pieces[-1] == b"--\r\n"
    found = []
    for piece in pieces[1:-1]:
        head, content = piece.split(b"\r\n\r\n", 1)
        fields = dict(line.decode().split(": ")
                      for line in head.split(b"\r\n")[1:])
        found.append(Part(fields, content))
    return found


def vary(response):
    return {name.strip().lower()
            for name in (response["Vary"] or "").split(",") if name.strip()}
