"""Redirections: what is asked next, what goes along, what is refused."""

import pytest

from h1c_peers import OK, fields_of


def to(location, status=302):
    return (f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\n"
            "Connection: close\r\nContent-Length: 4\r\n\r\nmove").encode()


def records(heads, answer):
    """Keeps a request with its content, and answers."""
    def script(connection):
        heads.append(connection.request())
        connection.send(answer)
    return script


def test_redirections_are_followed_only_when_asked_for(h1c, scripted):
    server = scripted(to("/b"), to("/b"), OK)
    status, out, _ = h1c(server.url("/a"))
    assert (status, out) == (0, b"move")
    status, out, _ = h1c("-L", server.url("/a"))
    assert (status, out) == (0, b"hi")
    assert server.heads[2].startswith(b"GET /b HTTP/1.1\r\n")


def test_one_connection_serves_both(h1c, scripted):
    def script(connection):
        connection.head()
        connection.send(b"HTTP/1.1 301 Moved\r\nLocation: b?c\r\n"
                        b"Content-Length: 4\r\n\r\nmove")
        assert connection.head().startswith(b"GET /x/b?c HTTP/1.1\r\n")
        connection.send(OK)

    server = scripted(script)
    assert h1c("-L", server.url("/x/a"))[:2] == (0, b"hi")


METHODS = [
    ("POST", 301, "GET"), ("POST", 302, "GET"), ("POST", 303, "GET"),
    ("POST", 307, "POST"), ("POST", 308, "POST"), ("PUT", 301, "PUT"),
    ("PUT", 302, "PUT"), ("PUT", 303, "GET"), ("PUT", 307, "PUT"),
]


@pytest.mark.parametrize("method, status, after", METHODS)
def test_method_and_content(h1c, scripted, method, status, after):
    requests = []
    server = scripted(records(requests, to("/b", status)),
                      records(requests, OK))
    code, out, _ = h1c("-L", "-X", method, "-d", "content",
                       "-H", "Content-Type: text/plain", server.url("/a"))
    assert (code, out) == (0, b"hi")
    (_, first), (head, second) = requests
    assert head.startswith(f"{after} /b HTTP/1.1\r\n".encode())
    kept = after == method
    assert first == b"content" and second == (b"content" if kept else b"")
    assert ("content-type" in fields_of(head)) == kept
    assert ("content-length" in fields_of(head)) == kept


def test_content_from_a_file_goes_again(h1c, scripted, tmp_path):
    content = bytes(range(256)) * 1000
    (tmp_path / "file").write_bytes(content)
    requests = []
    server = scripted(records(requests, to("/b", 307)), records(requests, OK))
    assert h1c("-L", "-T", "file", server.url("/a"))[0] == 0
    assert [sent for _, sent in requests] == [content, content]


def test_content_from_a_pipe_does_not(h1c, scripted):
    requests = []
    server = scripted(records(requests, to("/b", 307)))
    status, out, err = h1c("-L", "-T", "-", server.url("/a"), input=b"gone")
    assert (status, out) == (10, b"") and "cannot be sent once more" in err
    assert requests[0][1] == b"gone"


def test_a_pipe_that_became_get_needs_no_content(h1c, scripted):
    requests = []
    server = scripted(records(requests, to("/b", 303)), records(requests, OK))
    assert h1c("-L", "-T", "-", server.url("/a"), input=b"x")[:2] == (0, b"hi")


def test_loops_end(h1c, scripted):
    server = scripted(*[to("/a")] * 4)
    status, out, err = h1c("-L", "--max-redirects", 3, server.url("/a"))
    assert (status, out) == (10, b"") and "more redirections" in err


SECRETS = ["Authorization: Bearer x", "Cookie: a=b", "X-Api-Key: x"]


def with_secrets():
    arguments = ["-L", "-u", "me:secret", "-H", "Accept: text/plain"]
    for field in SECRETS[1:]:
        arguments += ["-H", field]
    return arguments


def test_secrets_stay_with_their_origin(h1c, scripted):
    other = scripted(OK)
    server = scripted(to("/b"), to(other.url("/c")))
    assert h1c(*with_secrets(), server.url("/a"))[:2] == (0, b"hi")
    same, = [fields_of(head) for head in server.heads[1:]]
    assert same["authorization"] == "Basic bWU6c2VjcmV0"
    assert same["cookie"] == "a=b" and same["x-api-key"] == "x"
    there = fields_of(other.heads[0])
    assert there["accept"] == "text/plain"
    assert not {"authorization", "cookie", "x-api-key"} & set(there)


def test_secrets_do_not_come_back_with_a_detour(h1c, scripted):
    """Whoever sends us back chose what is asked here."""
    back = scripted(OK)
    other = scripted(to(back.url("/c")))
    server = scripted(to(other.url("/b")))
    assert h1c(*with_secrets(), server.url("/a"))[0] == 0
    assert "authorization" not in fields_of(back.heads[0])


BAD = ["", "ftp://h/", "file:///etc/passwd", "http://u:p@h/", "http:///x",
       "/a b", "/\\x", "http://h:99999/", "//", "http://[::1/", "javascript:x"]


@pytest.mark.parametrize("location", BAD[1:])
def test_bad_locations_are_not_followed(h1c, scripted, location):
    server = scripted(to(location))
    status, out, err = h1c("-L", server.url())
    assert (status, out) == (10, b"") and "Location" in err


def test_a_redirection_without_location(h1c, scripted):
    server = scripted(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
                      b"HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\n"
                      b"Content-Length: 0\r\n\r\n")
    for _ in range(2):
        status, _, err = h1c("-L", server.url())
        assert status == 10 and "not exactly one" in err


@pytest.mark.parametrize("status_code", [300, 304, 305, 306, 399])
def test_other_3xx_are_answers(h1c, scripted, status_code):
    server = scripted(to("/b", status_code))
    assert h1c("-L", "-H", 'If-None-Match: "a"', server.url())[0] == 0


def test_the_content_of_a_redirection_is_not_read_for_ever(h1c, scripted):
    def script(connection):
        connection.head()
        connection.send(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n")
        for _ in range(10000):
            connection.send(b"a" * 10000)
        raise AssertionError("the client took all of it")

    server = scripted(script, OK)
    assert h1c("-L", server.url("/a"))[:2] == (0, b"hi")
