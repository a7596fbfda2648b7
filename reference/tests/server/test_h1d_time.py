"""Slow clients. Every test waits for what the server does, never for a time;
that something does *not* happen early is seen in how long it took."""

import time

import pytest

from h1d_client import GET, request

BODY = request("POST", "/echo", "Content-Length: 1000")


def timed(action):
    start = time.monotonic()
    result = action()
    return result, time.monotonic() - start


def test_idle_connection_is_closed_silently(start):
    server = start("--idle-timeout", 150)

    def connect():
        with server.connect() as client:
            client.at_end()

    _, seconds = timed(connect)
    assert seconds > 0.14


def test_idle_time_starts_anew_behind_each_answer(start):
    with start("--idle-timeout", 700).connect() as client:
        for _ in range(8):
            assert client.ask(GET).status == 200
            assert not client.readable(0.1)
        assert client.ask(GET).status == 200
        client.at_end()


def test_empty_lines_are_no_request(start):
    with start("--header-timeout", 150).connect() as client:
        client.send(b"\r\n")
        client.at_end()


@pytest.mark.parametrize("octets", [
    b"G", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: h\r\n"])
def test_head_that_is_not_finished(start, octets):
    with start("--header-timeout", 150).connect() as client:
        assert client.is_usable()
        response, seconds = timed(lambda: client.ask(octets))
        assert response.status == 408 and response.closes
        assert seconds > 0.14
        client.at_end()


def test_head_octet_by_octet_gets_no_more_time(start):
    with start("--header-timeout", 300).connect() as client:
        _, seconds = timed(lambda: drip(client, b"G" * 1000))
        assert seconds > 0.2
        assert client.response().status == 408


def drip(client, octets):
    """Sends one octet now and then, until there is an answer."""
    for octet in octets:
        client.send(bytes([octet]))
        if client.readable(0.02):
            return
    raise AssertionError("no answer")


@pytest.mark.parametrize("octets", [
    BODY, BODY + b"x", request("POST", "/echo", "Transfer-Encoding: chunked"),
    request("POST", "/echo", "Transfer-Encoding: chunked") + b"5\r\nhello"])
def test_content_that_stands_still(start, octets):
    with start("--body-timeout", 150).connect() as client:
        response, seconds = timed(lambda: client.ask(octets))
        assert response.status == 408 and response.closes
        assert seconds > 0.14
        client.at_end()


def test_content_octet_by_octet_is_too_slow(start):
    server = start("--body-timeout", 300, "--body-rate", 1000)
    with server.connect() as client:
        client.send(BODY)
        drip(client, b"x" * 999)
        assert client.response().status == 408


def test_content_at_the_least_rate_is_accepted(start):
    """Takes longer than the time-out, but never stands still."""
    server = start("--body-timeout", 1000, "--body-rate", 100)
    with server.connect() as client:
        client.send(BODY)

        def send_all():
            for _ in range(40):
                client.send(b"x" * 25)
                client.readable(0.03)
            return client.response()

        response, seconds = timed(send_all)
        assert response.status == 200 and seconds > 1


def test_expectation_that_is_never_met(start):
    with start("--body-timeout", 150).connect() as client:
        client.send(request(
            "POST", "/echo", "Expect: 100-continue", "Content-Length: 1"))
        assert client.response().status == 100
        assert client.response().status == 408
        client.at_end()


def test_client_that_does_not_read_is_reset(start, tmp_path):
    (tmp_path / "large").write_bytes(b"x" * (64 << 20))
    server = start("--write-timeout", 300, "--static", tmp_path)
    with server.connect(receive_buffer=4096) as client:
        client.send(request("GET", "/static/large"))
        # Nothing is read until the server has given up: writing then fails.
        with pytest.raises(ConnectionError):
            while True:
                client.readable(0.05)
                client.send(b"x")
    assert server.ask(GET).status == 200


def test_write_side_is_closed_at_once_behind_the_last_answer(start):
    with start("--linger-timeout", 60000).connect() as client:
        assert client.ask(GET.replace(b"Host", b"Host ")).status == 400
        client.at_end()
        client.send(b"x")       # the read side is still there
        assert not client.readable(0) or client.socket.recv(1) == b""


def test_lingering_is_bounded(start):
    """A client that neither reads on nor closes is left."""
    with start("--linger-timeout", 150).connect() as client:
        assert client.ask(GET.replace(b"Host", b"Host ")).status == 400
        client.at_end()
        with pytest.raises(ConnectionError):
            while True:
                client.send(b"x")
                if client.readable(0.02):
                    client.socket.recv(1)


def test_lingering_octets_are_bounded(start):
    with start("--max-linger", 100000).connect() as client:
        assert client.ask(GET.replace(b"Host", b"Host ")).status == 400
        client.at_end()
        with pytest.raises(ConnectionError):
            for _ in range(1000):
                client.send(b"x" * 100000)
