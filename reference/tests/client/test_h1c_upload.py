"""Content that is sent: framing, expectation, early answers."""

import os
import subprocess
import threading

import pytest

from h1c_peers import CLOSING, OK, fields_of

CONTENT = bytes(range(256)) * 300


def records(requests, answer=CLOSING):
    def script(connection):
        requests.append(connection.request())
        connection.send(answer)
    return script


@pytest.fixture
def content(tmp_path):
    (tmp_path / "file").write_bytes(CONTENT)
    return CONTENT


def test_a_file(h1c, scripted, content):
    requests = []
    server = scripted(records(requests))
    assert h1c("-T", "file", server.url("/x")) == (0, b"hi", "")
    (head, sent), = requests
    assert head.startswith(b"PUT /x HTTP/1.1\r\n") and sent == content
    fields = fields_of(head)
    assert fields["content-length"] == str(len(content))
    assert "transfer-encoding" not in fields and "expect" not in fields


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 200000])
@pytest.mark.parametrize("how", ["file", "chunked", "pipe", "stdin"])
def test_sizes(h1c, scripted, size, how):
    content = os.urandom(size)
    (h1c.folder / "file").write_bytes(content)
    requests = []
    server = scripted(records(requests))
    arguments = ["--no-expect", server.url()]
    if how == "stdin":
        with open(h1c.folder / "file", "rb") as file:
            process = h1c.start("-T", "-", *arguments, stdin=file)
            out, err = process.communicate(timeout=60)
            assert (process.returncode, out, err) == (0, b"hi", b"")
    elif how == "pipe":
        assert h1c("-T", "-", *arguments, input=content)[0] == 0
    elif how == "chunked":
        assert h1c("--chunked", "-T", "file", *arguments)[0] == 0
    else:
        assert h1c("-T", "file", *arguments)[0] == 0
    (head, sent), = requests
    assert sent == content
    chunked = how in ("chunked", "pipe")
    fields = fields_of(head)
    assert (fields.get("transfer-encoding") == "chunked") == chunked
    assert ("content-length" in fields) == (not chunked)


def test_a_form(h1c, scripted):
    requests = []
    server = scripted(records(requests), records(requests))
    assert h1c("-d", "a=b&c=d", server.url())[0] == 0
    assert h1c("-d", "", "-X", "PATCH", server.url())[0] == 0
    (head, sent), (empty, nothing) = requests
    assert head.startswith(b"POST / HTTP/1.1\r\n") and sent == b"a=b&c=d"
    fields = fields_of(head)
    assert fields["content-type"] == "application/x-www-form-urlencoded"
    assert empty.startswith(b"PATCH / ") and nothing == b""
    assert fields_of(empty)["content-length"] == "0"


def test_a_post_of_nothing_says_so(h1c, scripted):
    requests = []
    server = scripted(records(requests), records(requests))
    h1c("-X", "POST", server.url())
    h1c("-X", "DELETE", server.url())
    post, delete = (fields_of(head) for head, _ in requests)
    assert post["content-length"] == "0" and "content-length" not in delete


def test_a_file_that_is_not_there(h1c):
    status, _, err = h1c("-T", "nothing", "http://127.0.0.1:1/")
    assert status == 1 and "No such file" in err


def test_a_folder_is_no_content(h1c):
    status, _, err = h1c("-T", ".", "http://127.0.0.1:1/")
    assert status == 1 and "directory" in err


@pytest.mark.parametrize("line", ["403 No", "500 Oops", "301 Moved"])
def test_an_error_fails_an_upload(h1c, scripted, content, line):
    no = (f"HTTP/1.1 {line}\r\nConnection: close\r\nContent-Length: 2\r\n"
          "\r\nno").encode()
    server = scripted(records([], no))
    status, out, err = h1c("-T", "file", server.url())
    assert (status, out) == (11, b"no") and line in err


def test_a_pipe_may_take_its_time(h1c, scripted):
    """Longer than a server may: nobody waits for the server meanwhile."""
    began = threading.Event()

    def script(connection):
        connection.head()
        began.set()
        assert connection.chunked() == b"late"
        connection.send(CLOSING)

    server = scripted(script)
    process = h1c.start("--no-expect", "--idle-timeout", 100, "-T", "-",
                        server.url(), stdin=subprocess.PIPE)
    assert began.wait(60)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    out, err = process.communicate(b"late", timeout=60)
    assert (process.returncode, out, err) == (0, b"hi", b"")


# Expect

def expecting(connection):
    head = connection.head()
    assert fields_of(head)["expect"] == "100-continue"
    assert connection.octets == b""
    return head


def test_it_waits_for_100(h1c, scripted, content):
    def script(connection):
        expecting(connection)
        connection.socket.settimeout(0.2)
        with pytest.raises(TimeoutError):
            connection.more()
        connection.socket.settimeout(60)
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        assert connection.read(len(content)) == content
        connection.send(CLOSING)

    server = scripted(script)
    assert h1c("--expect", "-T", "file", server.url())[:2] == (0, b"hi")


def test_it_does_not_wait_for_ever(h1c, scripted, content):
    def script(connection):
        expecting(connection)
        assert connection.read(len(content)) == content
        connection.send(CLOSING)

    server = scripted(script)
    assert h1c("--expect", "--expect-timeout", 100, "-T", "file",
               server.url())[:2] == (0, b"hi")


def test_a_final_answer_keeps_content_back(h1c, scripted, content):
    rests = []

    def script(connection):
        expecting(connection)
        connection.send(b"HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n")
        rests.append(connection.rest())

    server = scripted(script)
    status, _, err = h1c("--expect", "-T", "file", server.url())
    server.threads[0].join(60)
    assert status == 11 and "413" in err and rests == [b""]


def test_a_success_without_the_content_is_none(h1c, scripted, content):
    def script(connection):
        expecting(connection)
        connection.send(OK)
        assert connection.rest() == b""

    server = scripted(script)
    status, _, err = h1c("--expect", "-T", "file", server.url())
    assert status == 7 and "did not take" in err


def test_417_is_asked_again_without(h1c, scripted, content):
    requests = []

    def first(connection):
        expecting(connection)
        connection.send(b"HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n")
        assert connection.rest() == b""

    server = scripted(first, records(requests))
    assert h1c("--expect", "-T", "file", server.url())[:2] == (0, b"hi")
    (head, sent), = requests
    assert "expect" not in fields_of(head) and sent == content


def test_417_for_nothing_is_an_answer(h1c, scripted, content):
    server = scripted(records([], b"HTTP/1.1 417 No\r\nConnection: close\r\n"
                                  b"Content-Length: 0\r\n\r\n"))
    assert h1c("--no-expect", "-T", "file", server.url())[0] == 11


def test_417_from_a_pipe_that_was_not_read(h1c, scripted):
    requests = []

    def first(connection):
        expecting(connection)
        connection.send(b"HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n")
        assert connection.rest() == b""

    server = scripted(first, records(requests))
    assert h1c("-T", "-", server.url(), input=b"x")[:2] == (0, b"hi")
    assert requests[0][1] == b"x"


@pytest.mark.parametrize("size, asked", [(1 << 20, True), (1000, False)])
def test_large_content_asks_by_itself(h1c, scripted, size, asked):
    (h1c.folder / "file").write_bytes(bytes(size))
    requests = []

    def script(connection):
        head = connection.head()
        if "expect" in fields_of(head):
            connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        requests.append((head, connection.read(size)))
        connection.send(CLOSING)

    server = scripted(script)
    assert h1c("-T", "file", server.url())[0] == 0
    assert ("expect" in fields_of(requests[0][0])) == asked


def test_nothing_expects_nothing(h1c, scripted):
    (h1c.folder / "empty").write_bytes(b"")
    requests = []
    server = scripted(records(requests))
    assert h1c("--expect", "-T", "empty", server.url())[0] == 0
    assert "expect" not in fields_of(requests[0][0])


# Early answers

def test_a_refusal_stops_a_large_upload(h1c, scripted):
    """RFC 9112, section 9.5: it closes, so nothing more is sent."""
    with open(h1c.folder / "big", "wb") as big:
        big.truncate(1 << 30)
    got = []

    def script(connection):
        connection.head()
        connection.send(b"HTTP/1.1 413 No\r\nConnection: close\r\n"
                        b"Content-Length: 2\r\n\r\nno")
        n = 0
        while octets := connection.socket.recv(1 << 20):
            n += len(octets)
        got.append(n)

    server = scripted(script)
    status, out, err = h1c("--no-expect", "-T", "big", server.url())
    assert (status, out) == (11, b"no") and "413" in err
    server.threads[0].join(60)
    assert not got or got[0] < 1 << 29


def test_an_early_answer_and_a_close(h1c, scripted):
    """What came before the RST is read, or the RST is told: never a success."""
    with open(h1c.folder / "big", "wb") as big:
        big.truncate(1 << 26)

    def script(connection):
        connection.head()
        connection.send(OK)

    server = scripted(script)
    status, _, err = h1c("--no-expect", "-T", "big", server.url())
    assert status == 7, err


def test_an_early_success_takes_all(h1c, scripted):
    size = 10_000_000
    (h1c.folder / "big").write_bytes(bytes(size))
    got = []

    def script(connection):
        connection.head()
        connection.send(OK)
        got.append(len(connection.read(size)))
        connection.rest()

    server = scripted(script)
    assert h1c("--no-expect", "-T", "big", server.url())[:2] == (0, b"hi")
    server.threads[0].join(60)
    assert got == [size]


def test_a_slow_pipe(h1c, scripted):
    """Each piece goes when it comes: nobody waits for the next one."""
    first = threading.Event()
    got = []

    def script(connection):
        connection.head()
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        got.append(connection.read(8))
        first.set()
        got.append(connection.chunked())
        connection.send(CLOSING)

    server = scripted(script)
    process = h1c.start("-T", "-", server.url(), stdin=subprocess.PIPE)
    process.stdin.write(b"abc")
    process.stdin.flush()
    assert first.wait(60)
    out, err = process.communicate(b"def", timeout=60)
    assert (process.returncode, out, err) == (0, b"hi", b"")
    assert got == [b"3\r\nabc\r\n", b"def"]


def test_a_pipe_that_never_ends_does_not_hold_an_answer_back(h1c, scripted):
    def script(connection):
        connection.head()
        connection.send(b"HTTP/1.1 403 No\r\nConnection: close\r\n"
                        b"Content-Length: 0\r\n\r\n")
        connection.rest()

    server = scripted(script)
    process = h1c.start("--no-expect", "-T", "-", server.url(),
                        stdin=subprocess.PIPE)
    process.wait(60)
    assert process.returncode == 11
    process.stdin.close()
    process.stdout.close()
    process.stderr.close()


def test_no_chunks_for_a_server_of_1_0(h1c, scripted):
    """RFC 9112, section 6.1: only where HTTP/1.1 is known to be spoken."""
    def first(connection):
        connection.head()
        connection.send(b"HTTP/1.0 307 There\r\nLocation: /b\r\n"
                        b"Content-Length: 0\r\n\r\n")
        connection.rest()

    (h1c.folder / "file").write_bytes(b"abc")
    server = scripted(first)
    status, _, err = h1c("-L", "--chunked", "-T", "file", server.url())
    assert status == 7 and "HTTP/1.0" in err
