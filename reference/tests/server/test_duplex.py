"""A server that answers while it is asked, and another protocol on the same
connection, over a real socket."""

import os
import random
import threading
from pathlib import Path

import pytest

from h1d_client import Server, request

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = (ROOT / os.environ.get("ASSAY_BUILD", "build/dev") /
           "reference/tests/server/duplex_server")
UPGRADE = request("GET", "/", "Upgrade: echo", "Connection: upgrade")


@pytest.fixture(scope="module")
def server():
    if not PROGRAM.exists():
        pytest.skip(f"{PROGRAM} is not built")
    one = Server(str(PROGRAM))
    yield one
    one.stop()


def head(client):
    status_line, *lines = client.head()
    return status_line, dict(line.split(b": ", 1) for line in lines)


def chunk(client):
    """One chunk of a response."""
    while b"\r\n" not in client.octets:
        assert client.more()
    size = int(client.take(client.octets.index(b"\r\n")), 16)
    client.take(2)
    octets = client.exactly(size)
    assert client.exactly(2) == b"\r\n"
    return octets


def test_answer_comes_while_the_content_does(server):
    with server.connect() as client:
        for _ in range(2):
            client.send(request("POST", "/", "Transfer-Encoding: chunked"))
            status_line, fields = head(client)
            assert status_line == b"HTTP/1.1 200 OK"
            assert fields[b"Transfer-Encoding"] == b"chunked"
            for word in (b"one", b"two", b"three"):
                client.send(b"%x\r\n%s\r\n" % (len(word), word))
                assert chunk(client) == word
            client.send(b"0\r\n\r\n")
            assert chunk(client) == b""


def test_http_1_0_is_answered_until_the_close(server):
    with server.connect() as client:
        client.send(b"POST / HTTP/1.0\r\nContent-Length: 10\r\n\r\nhello")
        status_line, fields = head(client)
        assert status_line == b"HTTP/1.1 200 OK"
        assert fields[b"Connection"] == b"close"
        assert b"Transfer-Encoding" not in fields
        assert client.exactly(5) == b"hello"
        client.send(b"world")
        assert client.exactly(5) == b"world"
        client.at_end()


def test_another_protocol(server):
    with server.connect() as client:
        client.send(UPGRADE + b"at once")
        status_line, fields = head(client)
        assert status_line == b"HTTP/1.1 101 Switching Protocols"
        assert fields[b"Upgrade"] == b"echo"
        assert fields[b"Connection"] == b"upgrade"
        assert client.exactly(7) == b"at once"
        for word in (b"GET / HTTP/1.1\r\n\r\n", b"\0\xff", b"x"):
            client.send(word)
            assert client.exactly(len(word)) == word
        client.send(b"last")
        client.half_close()
        assert client.exactly(4) == b"last"
        client.at_end()


def test_much_in_both_directions(server):
    content = random.Random(1).randbytes(8 << 20)
    with server.connect() as client:
        client.send(UPGRADE)
        head(client)
        sender = threading.Thread(target=client.send, args=[content])
        sender.start()
        assert client.exactly(len(content)) == content
        sender.join()


def test_a_client_that_does_not_listen_is_held_back(server):
    """What it says waits in the network; the server would abort otherwise."""
    with server.connect(receive_buffer=4096) as client:
        client.send(UPGRADE)
        head(client)
        client.socket.settimeout(0.5)
        with pytest.raises(TimeoutError):
            while True:
                client.send(b"x" * 65536)
        client.socket.settimeout(20)
        assert client.exactly(1 << 20) == b"x" * (1 << 20)
    with server.connect() as client:
        client.send(UPGRADE + b"still there")
        head(client)
        assert client.exactly(11) == b"still there"


def test_a_client_that_goes_away(server):
    for octets in (UPGRADE + b"x", request(
            "POST", "/", "Transfer-Encoding: chunked") + b"5\r\nhel"):
        with server.connect() as client:
            client.send(octets)
            head(client)
