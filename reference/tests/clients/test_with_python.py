"""Python's http.client talks to h1d."""

import contextlib
import http.client
import threading

import pytest

from h1d_origin import TIMEOUT, octets


@pytest.fixture
def connect():
    with contextlib.ExitStack() as stack:
        def connect_one(server):
            return stack.enter_context(contextlib.closing(
                http.client.HTTPConnection(*server.address, timeout=TIMEOUT)))
        yield connect_one


def ask(connection, *arguments, **options):
    connection.request(*arguments, **options)
    response = connection.getresponse()
    return response.status, response.read()


def test_keep_alive(connect, origin):
    connection = connect(origin)
    connection.connect()
    socket = connection.sock
    for i in range(100):
        assert ask(connection, "GET", f"/static/parts/{i}") == (
            200, b"part %d\n" % i)
        assert connection.sock is socket
    assert ask(connection, "GET", "/nothing")[0] == 404
    assert ask(connection, "HEAD", "/static/large.bin") == (200, b"")
    assert ask(connection, "POST", "/echo", body=b"x") == (200, b"x")
    assert ask(connection, "GET", "/",
               headers={"Connection": "close"})[0] == 200
    assert connection.sock is None


@pytest.mark.parametrize("n", [0, 1, 50])
def test_chunked_upload(connect, origin, n):
    connection = connect(origin)
    parts = [octets(i, 1 + i * 997) for i in range(n)]
    for _ in range(2):
        assert ask(connection, "POST", "/echo", body=iter(parts),
                   encode_chunked=True,
                   headers={"Transfer-Encoding": "chunked"}) == (
                       200, b"".join(parts))


def test_trailers_are_read(connect, origin):
    connection = connect(origin)
    connection.putrequest("POST", "/echo")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.putheader("Trailer", "Digest")
    connection.endheaders()
    connection.send(b"5;name=\"a value\"\r\nhello\r\n0\r\nDigest: x\r\n\r\n")
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, b"hello")
    assert response.getheader("Digest") is None
    assert ask(connection, "GET", "/")[0] == 200


def test_pipelining(connect, origin):
    """By hand: the library has none."""
    n = 100
    connection = connect(origin)
    connection.connect()
    lines = "".join(
        f"GET /static/parts/{i} HTTP/1.1\r\nHost: {origin.address[0]}\r\n\r\n"
        for i in range(n))
    connection.sock.sendall(lines.encode())
    with connection.sock.makefile("rb") as stream:
        for i in range(n):
            response = http.client.HTTPResponse(Stream(stream), method="GET")
            response.begin()
            assert (response.status, response.read()) == (
                200, b"part %d\n" % i)


class Stream:
    """What HTTPResponse wants of a socket, without closing it."""

    def __init__(self, stream):
        self.stream = stream

    def makefile(self, _):
        return self

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def close(self):
        pass


def test_conditions_and_ranges(connect, origin):
    connection = connect(origin)
    connection.request("GET", "/static/text.txt")
    response = connection.getresponse()
    whole = response.read()
    tag, date = map(response.getheader, ("ETag", "Last-Modified"))
    assert whole == origin.file("text.txt")

    def status(**fields):
        return ask(connection, "GET", "/static/text.txt", headers={
            name.replace("_", "-"): value for name, value in fields.items()})

    assert status(If_None_Match=tag) == (304, b"")
    assert status(If_None_Match=f'"x", W/{tag}') == (304, b"")
    assert status(If_None_Match='"x"', If_Modified_Since=date)[0] == 200
    assert status(If_Modified_Since=date) == (304, b"")
    assert status(If_Match=tag)[0] == 200
    assert status(If_Match=f"W/{tag}")[0] == 412
    assert status(If_Match=tag,
                  If_Unmodified_Since="Thu, 01 Jan 2015 00:00:00 GMT")[0] == 200
    assert status(Range="bytes=2-5", If_Range=tag) == (206, whole[2:6])
    assert status(Range="bytes=2-5", If_Range=date) == (206, whole[2:6])
    assert status(Range="bytes=2-5", If_Range='"x"') == (200, whole)
    assert status(Range="bytes=2-5", If_Range=f"W/{tag}") == (200, whole)
    assert status(Range="bytes=2-5", If_None_Match=tag) == (304, b"")


def test_two_hundred_connections_at_once(connect, origin):
    """All are open before the first of them is answered."""
    n = 200
    connections = [connect(origin) for _ in range(n)]
    barrier = threading.Barrier(n, timeout=TIMEOUT)
    wrong = []

    def one(i):
        connections[i].connect()
        barrier.wait()
        answer = ask(connections[i], "POST", "/echo", body=b"%d" % i)
        if answer != (200, b"%d" % i):
            wrong.append((i, answer))

    threads = [threading.Thread(target=one, args=[i]) for i in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TIMEOUT)
    assert not wrong and not barrier.broken
