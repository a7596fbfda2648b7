"""TRACE (RFC 9110, section 9.3.8)."""

import pytest

from site_client import ask


@pytest.fixture
def server(start, folder):
    return start("--static", folder, "--trace")


@pytest.mark.parametrize("target", ["/", "/echo", "/static/x?y"])
def test_trace_of_what_is_here(server, target):
    response = ask(server, "TRACE", target,
                   "X-A:  b ", "x-a: c", "Max-Forwards: 0",
                   "Authorization: Basic c2VjcmV0", "Cookie: secret=1",
                   "Proxy-Authorization: secret", "If-None-Match: *",
                   "Range: bytes=0-0")
    assert response.status == 200
    assert response["Content-Type"] == "message/http"
    assert response.content == (
        f"TRACE {target} HTTP/1.1\r\nHost: h\r\nX-A: b\r\nx-a: c\r\n"
        "Max-Forwards: 0\r\nIf-None-Match: *\r\nRange: bytes=0-0\r\n\r\n"
        ).encode()


def test_trace_has_no_content(server):
    assert ask(server, "TRACE", "/", content=b"x").status == 400


def test_trace_is_off_unless_asked_for(start, folder):
    server = start("--static", folder)
    response = ask(server, "TRACE", "/")
    assert response.status == 405 and "TRACE" not in response["Allow"]


def test_options_tells_of_it(server):
    assert "TRACE" in ask(server, "OPTIONS", "/")["Allow"]
