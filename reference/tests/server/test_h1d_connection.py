"""Connections: how long they live, in which order answers come, and how they
end."""

import os
import socket
import struct
import threading

import pytest

from h1d_client import GET, request

ECHO_CHUNKED = (request("POST", "/echo", "Transfer-Encoding: chunked") +
                b"3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nT: x\r\n\r\n")


def test_keep_alive(client):
    for i in range(20):
        content = b"%d" % i
        response = client.ask(request("POST", "/echo", content=content))
        assert response.content == content and not response["Connection"]


def test_pipelined_requests_are_answered_in_order(client):
    n = 200
    client.send(b"".join(
        request("POST", "/echo", content=b"%d" % i) for i in range(n)))
    for i in range(n):
        assert client.response().content == b"%d" % i


def test_pipelined_requests_of_all_kinds(client):
    asked = [(GET, 200), (request("HEAD", "/"), 200), (ECHO_CHUNKED, 200),
             (request("GET", "/nothing"), 404), (request("PUT", "/"), 405),
             (request("NO", "/"), 501),
             (request("PUT", "/", content=b"GET / HTTP/1.1\r\n\r\n"), 405),
             (request("GET", "/", content=b"x" * 50), 200),
             (request("OPTIONS", "*"), 200), (b"\r\n" + GET, 200)]
    client.send(b"".join(octets for octets, _ in asked))
    for octets, status in asked:
        method = octets.split()[0].decode()
        assert client.response(method).status == status
    assert client.is_usable()


def test_octet_by_octet(client):
    for octet in GET + ECHO_CHUNKED + request("POST", "/echo", content=b"xyz"):
        client.send(bytes([octet]))
    assert client.response().status == 200
    assert client.response().content == b"abcde"
    assert client.response().content == b"xyz"


@pytest.mark.parametrize("cut", range(1, len(ECHO_CHUNKED)))
def test_cut_in_two(client, cut):
    client.send(ECHO_CHUNKED[:cut])
    assert not client.readable(0)
    assert client.ask(ECHO_CHUNKED[cut:]).content == b"abcde"


def test_empty_lines_before_a_request(client):
    assert client.ask(b"\r\n" + GET).status == 200
    assert client.ask(b"\r\n\r\n" + GET).status == 200


def test_later_minor_version(client):
    assert client.ask(GET.replace(b"1.1", b"1.2")).status == 200
    assert client.is_usable()


@pytest.mark.parametrize("option", ["close", "Close", "x, CLOSE", ",close,"])
def test_close_is_honoured(client, option):
    response = client.ask(request("GET", "/", f"Connection: {option}") + GET)
    assert response.status == 200 and response.closes
    client.at_end()


def test_http_1_0_closes(client):
    response = client.ask(b"GET / HTTP/1.0\r\n\r\n" + GET)
    assert response.status == 200 and response.closes
    client.at_end()


def test_http_1_0_can_be_kept_alive(client):
    octets = b"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"
    for _ in range(3):
        response = client.ask(octets)
        assert response.status == 200
        assert response["Connection"] == "keep-alive"
    assert client.ask(b"GET / HTTP/1.0\r\n\r\n").closes
    client.at_end()


def test_half_close_behind_the_request(client):
    client.send(GET * 3)
    client.half_close()
    for _ in range(3):
        assert client.response().status == 200
    client.at_end()


def test_half_close_behind_nothing(client):
    client.half_close()
    client.at_end()


def test_half_close_behind_empty_lines(client):
    client.send(b"\r\n")
    client.half_close()
    client.at_end()


def test_half_close_while_a_large_answer_is_on_its_way(start, tmp_path):
    content = os.urandom(1 << 20) * 16
    (tmp_path / "large").write_bytes(content)
    with start("--static", tmp_path).connect() as client:
        client.send(request("GET", "/static/large"))
        client.half_close()
        assert client.response().content == content
        client.at_end()


def test_large_content_there_and_back(client):
    content = os.urandom(1 << 20) * 5
    sender = threading.Thread(
        target=client.send, args=[request("POST", "/echo", content=content)])
    sender.start()
    assert client.response().content == content
    sender.join()
    assert client.is_usable()


def test_large_file_in_ranges(start, tmp_path):
    content = os.urandom(300000)
    (tmp_path / "file").write_bytes(content)
    with start("--static", tmp_path).connect() as client:
        for first in range(0, len(content), 70001):
            last = min(first + 70000, len(content) - 1)
            response = client.ask(request(
                "GET", "/static/file", f"Range: bytes={first}-{last}"))
            assert response.content == content[first:last + 1]


def test_reset_in_the_midst(shared):
    for octets in (b"GET", request("POST", "/echo", content=b"x" * 100)[:-9]):
        with shared.connect() as one:
            one.socket.setsockopt(  # close() sends RST
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            one.send(octets)
    assert shared.ask(GET).status == 200


EXPECT = "Expect: 100-continue"


def test_continue_is_sent_when_the_content_is_awaited(client):
    client.send(request("POST", "/echo", EXPECT, "Content-Length: 5"))
    assert client.response().status == 100
    response = client.ask(b"hello")
    assert response.status == 200 and response.content == b"hello"
    assert client.is_usable()


def test_continue_for_chunks(client):
    client.send(request("POST", "/echo", EXPECT, "Transfer-Encoding: chunked"))
    assert client.response().status == 100
    assert client.ask(b"1\r\nx\r\n0\r\n\r\n").content == b"x"


def test_continue_behind_a_pipelined_request(client):
    client.send(GET + request("POST", "/echo", EXPECT, "Content-Length: 1"))
    assert client.response().status == 200
    assert client.response().status == 100
    assert client.ask(b"x").content == b"x"


def test_no_continue_when_content_is_there(client):
    client.send(request("POST", "/echo", EXPECT, "Content-Length: 5") + b"h")
    assert not client.readable(0.2)
    assert client.ask(b"ello").content == b"hello"


def test_no_continue_without_content(client):
    for lines in ([], ["Content-Length: 0"]):
        assert client.ask(request("POST", "/echo", EXPECT, *lines)).status == 200
    assert client.is_usable()


def test_no_continue_for_http_1_0(client):
    response = client.ask(b"POST /echo HTTP/1.0\r\nExpect: 100-continue\r\n"
                          b"Content-Length: 1\r\n\r\nx")
    assert response.status == 200 and response.content == b"x"


def test_unknown_expectation_does_not_count_for_http_1_0(client):
    assert client.ask(
        b"GET / HTTP/1.0\r\nExpect: 200-ok\r\n\r\n").status == 200


@pytest.mark.parametrize("path, status", [("/nothing", 404), ("/", 405)])
def test_final_answer_instead_of_continue(client, path, status):
    response = client.ask(
        request("POST", path, EXPECT, "Content-Length: 100"))
    assert response.status == status and response.closes
    client.at_end()


def test_too_large_instead_of_continue(client):
    response = client.ask(
        request("POST", "/echo", EXPECT, "Content-Length: 1000000000"))
    assert response.status == 413 and response.closes
    client.at_end()


@pytest.mark.parametrize("value", ["200-ok", "100-continue, x", "x=\"y\""])
def test_unknown_expectation(client, value):
    response = client.ask(request("GET", "/", f"Expect: {value}"))
    assert response.status == 417 and not response.closes
    assert client.is_usable()
    response = client.ask(
        request("POST", "/echo", f"Expect: {value}", "Content-Length: 9"))
    assert response.status == 417 and response.closes
    client.at_end()


@pytest.mark.parametrize("option", ["Upgrade: websocket", "Upgrade: h2c"])
def test_upgrade_is_ignored(client, option):
    response = client.ask(request("GET", "/", option, "Connection: Upgrade"))
    assert response.status == 200
    assert client.is_usable()
