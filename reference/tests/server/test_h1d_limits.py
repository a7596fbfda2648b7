"""Limits: what is too much is refused, and nothing grows without bound."""

import os
import select
import selectors
import threading

import pytest

from h1d_client import GET, Client, request


@pytest.mark.parametrize("path", ["/echo", "/", "/nothing"])
def test_content_up_to_the_limit(start, path):
    server = start("--max-content", 1000)
    method = "POST" if path == "/echo" else "GET"
    for n, fits in ((1000, True), (1001, False)):
        with server.connect() as client:
            response = client.ask(request(method, path, content=b"x" * n))
            assert (response.status != 413) == fits
            assert response.closes != fits
        for size in (1, 100, n):
            with server.connect() as client:
                client.send(request(method, path, "Transfer-Encoding: chunked"))
                left = n
                while left:
                    size = min(size, left)
                    client.send(b"%x\r\n%s\r\n" % (size, b"x" * size))
                    left -= size
                response = client.ask(b"0\r\n\r\n")
                assert (response.status != 413) == fits


def test_chunked_content_is_refused_before_its_end(start):
    with start("--max-content", 1000).connect() as client:
        client.send(request("POST", "/echo", "Transfer-Encoding: chunked"))
        assert client.ask(b"3e9\r\n").status == 413


def test_request_line_up_to_the_limit(client):
    query = "x" * (8192 - len("GET /? HTTP/1.1"))
    assert client.ask(request("GET", "/?" + query)).status == 200
    assert client.ask(request("GET", "/?" + query + "x")).status == 414


def test_field_lines_up_to_the_limit(start):
    server = start("--max-fields", 10, "--max-head", 2000, "--max-line", 100)
    with server.connect() as client:
        assert client.ask(request("GET", "/", *["A: b"] * 9)).status == 200
        assert client.ask(request("GET", "/", *["A: b"] * 10)).status == 431
    assert server.ask(request("GET", "/", "A: " + "x" * 1900)).status == 200
    assert server.ask(request("GET", "/", "A: " + "x" * 2000)).status == 431
    assert server.ask(request("GET", "/", *["A: " + "x" * 990] * 3)).status == 431
    assert server.ask(request("GET", "/" + "x" * 100)).status == 414


def test_as_much_as_is_allowed_at_once(client):
    """The largest head that is accepted comes back."""
    lines = [f"A: {'b' * 640}"] * 99
    response = client.ask(request("GET", "/fields", *lines))
    assert response.status == 200
    assert response.content == b"Host: h\n" + (lines[0] + "\n").encode() * 99


def test_early_refusal_of_a_gigabyte(client):
    client.send(request("POST", "/echo", "Content-Length: 1073741824"))
    assert client.response().status == 413
    client.at_end()


def test_memory_for_content_is_shared(start):
    server = start("--max-memory", 300000, "--threads", 2)
    one = request("POST", "/echo", "Content-Length: 250001") + b"x" * 250000
    with server.connect() as first, server.connect() as second:
        first.send(one)
        second.send(one)
        # One of them, whichever took the memory first, is served.
        refused = select.select([first.socket, second.socket], [], [], 20)[0]
        served = second if first.socket in refused else first
        refused = first if served is second else second
        assert refused.response().status == 503
        assert served.ask(b"x").status == 200
    assert server.ask(
        request("POST", "/echo", content=b"x" * 200000)).status == 200


def test_connections_beyond_the_limit_wait(start):
    server = start("--max-connections", 3)
    clients = [server.connect() for _ in range(5)]
    for client in clients:
        client.send(GET)
    for client in clients[:3]:
        assert client.response().status == 200
    assert not clients[3].readable(0.1) and not clients[4].readable(0)
    clients[1].socket.close()
    assert clients[3].response().status == 200
    assert not clients[4].readable(0)
    clients[0].socket.close()
    assert clients[4].response().status == 200
    for client in clients:
        client.socket.close()


def send_without_reading(client, octets, most):
    """Sends until the server takes no more for a while; gives how much."""
    client.socket.setblocking(False)
    selector = selectors.DefaultSelector()
    selector.register(client.socket, selectors.EVENT_WRITE)
    sent = 0
    while sent < most and selector.select(0.5):
        sent += client.socket.send(octets[sent % len(octets):])
    client.socket.settimeout(20)
    return sent


def resident(server):
    with open(f"/proc/{server.process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_requests_are_not_read_while_answers_are_not_taken(start):
    """Back-pressure: all that is sent waits in the network, not in memory."""
    server = start()
    one = request("GET", "/fields", "A: " + "x" * 15000)
    before = resident(server)
    with server.connect(receive_buffer=65536) as client:
        sent = send_without_reading(client, one, 1 << 30)
        assert sent < 100 << 20
        assert resident(server) - before < 16 << 20
        whole = sent // len(one)
        for _ in range(whole):
            assert client.response().status == 200
        client.send(one[sent - whole * len(one):])
        assert client.response().status == 200


def test_connections_side_by_side(shared):
    clients = [shared.connect() for _ in range(200)]
    for i, client in enumerate(clients):
        client.send(request("POST", "/echo", content=b"%d" % i)[:-1])
    for i, client in reversed(list(enumerate(clients))):
        client.send(b"%d" % (i % 10))
    for i, client in enumerate(clients):
        assert client.response().content == b"%d" % i
    for client in clients:
        assert client.is_usable()
        client.socket.close()


def test_clients_at_the_same_time(shared):
    failed = []

    def run(n):
        with Client(shared.address) as client:
            for i in range(20):
                content = b"%d" % (n * 1000 + i) * 500
                response = client.ask(
                    request("POST", "/echo", content=content))
                if response.content != content:
                    failed.append(n)

    threads = [threading.Thread(target=run, args=[n]) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_file_that_becomes_shorter(start, tmp_path):
    """An answer that cannot be completed is cut off, so that it shows."""
    file = tmp_path / "file"
    file.write_bytes(b"x" * (64 << 20))
    with start("--static", tmp_path).connect(receive_buffer=4096) as client:
        client.send(request("GET", "/static/file"))
        assert client.readable(20)
        os.truncate(file, 1000)
        with pytest.raises(ConnectionResetError):
            while client.more():
                client.octets = b""
            raise AssertionError("the end looked like a good one")
