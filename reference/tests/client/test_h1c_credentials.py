"""Basic and Digest: to whom they go, and what a server makes of them."""

import hashlib
import re

import pytest

from h1c_peers import CLOSING, fields_of

CHALLENGE = ('Digest realm="all, of it", qop="auth", algorithm={}, '
             'nonce="{}"{}')


def refusal(*challenges):
    lines = "".join(f"WWW-Authenticate: {one}\r\n" for one in challenges)
    return (f"HTTP/1.1 401 Unauthorized\r\n{lines}Content-Length: 2\r\n"
            "\r\nno").encode()


def is_right(head, algorithm, nonce, content=b""):
    """Works the answer out anew."""
    method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
    value = fields_of(head)["authorization"]
    assert value.startswith("Digest ")
    parts = {name: quoted or plain for name, quoted, plain in re.findall(
        r'([a-z]+)=(?:"([^"]*)"|([^\s,]+))', value[7:])}
    assert parts["nonce"] == nonce and parts["uri"] == target
    assert parts["algorithm"] == algorithm and parts["qop"] == "auth"

    def digest(*texts):
        kind = hashlib.md5 if algorithm == "MD5" else hashlib.sha256
        return kind(":".join(texts).encode()).hexdigest()

    return parts["response"] == digest(
        digest("me", "all, of it", "open: sesame"), nonce, parts["nc"],
        parts["cnonce"], "auth", digest(method, target))


def asks(answers, checks):
    """A script: one connection, a request before each of the answers."""
    def script(connection):
        for answer, check in zip(answers, checks):
            head, content = connection.request()
            assert check(head), head
            connection.send(answer)
        connection.rest()
    return script


def without(head):
    return "authorization" not in fields_of(head)


USER = ["-u", "me:open: sesame"]


def test_basic_goes_at_once(h1c, scripted):
    server = scripted(CLOSING)
    assert h1c("-u", "Aladdin:open sesame", server.url())[0] == 0
    assert fields_of(server.heads[0])["authorization"] == (
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")


def test_a_field_of_the_user_goes_instead(h1c, scripted):
    server = scripted(CLOSING)
    assert h1c(*USER, "-H", "Authorization: x", server.url())[0] == 0
    assert fields_of(server.heads[0])["authorization"] == "x"


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_digest_answers_a_challenge(h1c, scripted, algorithm):
    server = scripted(asks(
        [refusal('Basic realm="x"', CHALLENGE.format(algorithm, "n1", "")),
         CLOSING],
        [without, lambda head: is_right(head, algorithm, "n1")]))
    # one connection for both
    assert h1c(*USER, "--digest", "-L", server.url("/a?b"))[:2] == (0, b"hi")


def test_digest_sends_content_again(h1c, scripted):
    server = scripted(asks(
        [refusal(CHALLENGE.format("MD5", "n1", "")), CLOSING],
        [without, lambda head: is_right(head, "MD5", "n1")]))
    assert h1c(*USER, "--digest", "-L", "-d", "x", server.url())[:2] == (
        0, b"hi")


def test_a_stale_nonce_is_replaced(h1c, scripted):
    stale = ", stale=true"
    server = scripted(asks(
        [refusal(CHALLENGE.format("MD5", "n1", "")),
         refusal(CHALLENGE.format("MD5", "n2", stale)), CLOSING],
        [without, lambda head: is_right(head, "MD5", "n1"),
         lambda head: is_right(head, "MD5", "n2")]))
    assert h1c(*USER, "--digest", "-L", server.url())[:2] == (0, b"hi")


@pytest.mark.parametrize("more, n", [("", 2), (", stale=true", 3)])
def test_a_refusal_is_not_asked_for_ever(h1c, scripted, more, n):
    refusals = [refusal(CHALLENGE.format("MD5", f"n{i}", more if i else ""))
                for i in range(n)]
    server = scripted(asks(refusals, [lambda _: True] * n))
    status, out, _ = h1c(*USER, "--digest", "-L", "-f", server.url())
    assert status == 11 and len(server.heads) == n


def test_no_credentials_for_a_challenge_from_elsewhere(h1c, scripted):
    other = scripted(asks([refusal(CHALLENGE.format("MD5", "n1", ""))],
                          [without]))
    moved = (f"HTTP/1.1 302 Found\r\nLocation: {other.url()}\r\n"
             "Connection: close\r\nContent-Length: 0\r\n\r\n").encode()
    server = scripted(moved)
    assert h1c(*USER, "--digest", "-L", "-f", server.url())[0] == 11
    assert len(other.heads) == 1


def test_no_digest_without_a_user(h1c):
    assert h1c("--digest", "http://h/")[0] == 2
    assert h1c("--digest", "-u", 'a"b:c', "http://h/")[0] == 2
