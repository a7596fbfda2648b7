"""What is made of an answer: output, files, parts, codings, the view."""

import fcntl
import gzip
import os
import re
import select
import signal
import struct
import subprocess
import termios
import threading
import zlib

import pytest

from h1c_peers import CHUNKED, CLOSING, OK, fields_of, wait_until


def answer(content=b"", *lines, status="200 OK"):
    head = [f"HTTP/1.1 {status}", *lines, f"Content-Length: {len(content)}",
            "Connection: close", "", ""]
    return "\r\n".join(head).encode("latin-1") + content


def test_to_standard_output(h1c, scripted):
    content = bytes(range(256)) * 100
    server = scripted(answer(content))
    assert h1c(server.url()) == (0, content, "")


def test_the_request(h1c, scripted):
    server = scripted(OK)
    h1c(server.url("/a?b#c"))
    assert server.heads == [
        f"GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        "User-Agent: h1c/0.1.0\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        .encode()]


def test_fields_of_the_user(h1c, scripted):
    server = scripted(OK)
    h1c("-H", "A: b", "-H", "accept:", "-H", "User-Agent: me", "-X", "FROB",
        server.url())
    head, = server.heads
    assert head.startswith(b"FROB / HTTP/1.1\r\n")
    assert fields_of(head) == {
        "host": f"127.0.0.1:{server.port}", "a": "b", "user-agent": "me",
        "connection": "close"}


def test_options_for_the_whole_server(h1c, scripted):
    server = scripted(OK, OK)
    h1c("-X", "OPTIONS", server.origin)
    h1c("-X", "OPTIONS", server.url("/"))
    assert [head.split(b"\r\n")[0] for head in server.heads] == [
        b"OPTIONS * HTTP/1.1", b"OPTIONS / HTTP/1.1"]


USAGE = [
    [], ["--no-such-option", "http://h/"], ["-o"], ["-o", "a"],
    ["-o", "a", "-O", "http://h/"], ["-o", "a", "http://h/", "http://h/"],
    ["-C", "http://h/"], ["-C", "-o", "a", "-X", "POST", "http://h/"],
    ["-C", "-o", "a", "--compressed", "http://h/"],
    ["-H", "no colon", "http://h/"], ["-H", "a b: c", "http://h/"],
    ["-H", ": c", "http://h/"], ["-H", "a: b\r\nc: d", "http://h/"],
    ["-H", "a: b\nc: d", "http://h/"], ["-H", "a\r\nb: c", "http://h/"],
    ["-H", "a: \x01", "http://h/"],
    ["-H", "Host: x", "http://h/"], ["-H", "content-length: 1", "http://h/"],
    ["-H", "Transfer-Encoding: chunked", "http://h/"],
    ["-H", "TE: chunked", "http://h/"], ["-H", "Connection: x", "http://h/"],
    ["-H", "Expect: x", "http://h/"], ["-H", "Upgrade: x", "http://h/"],
    ["-X", "CONNECT", "http://h/"], ["-X", "A B", "http://h/"],
    ["-X", "A\r\nB: c", "http://h/"], ["-X", "", "http://h/"],
    ["-X", "TRACE", "-d", "x", "http://h/"],
    ["-X", "TRACE", "-u", "a:b", "http://h/"],
    ["-X", "OPTIONS", "-T", "f", "http://h/"],
    ["-X", "OPTIONS", "-T", "f", "-H", "Content-Type:", "http://h/"],
    ["-X", "OPTIONS", "-d", "x", "-H", "Content-Type:", "http://h/"],
    ["-H", "Content-Type: a/b", "-H", "content-type: c/d", "http://h/"],
    ["-H", "Referer: a", "-H", "Referer: a", "http://h/"],
    ["-o", "", "http://h/"],
    ["-I", "-d", "x", "http://h/"], ["-T", "a", "-d", "b", "http://h/"],
    ["-T", "-", "http://h/", "http://h/"], ["--chunked", "http://h/"],
    ["-C", "-o", "f", "-H", "Range: bytes=1-", "http://h/"],
    ["-C", "-o", "f", "-H", 'If-Range: "a"', "http://h/"],
    ["-u", "nobody", "http://h/"], ["--tolerate", "all", "http://h/"], ["--max-size", "x", "http://h/"],
    ["--max-size", "-1", "http://h/"], ["--timeout", "1e3", "http://h/"],
    ["--max-line", "1", "http://h/"],
    ["h"], ["ftp://h/"], ["http://u:p@h/"], ["http://h/a b"], ["http:///"],
    ["http://h:0/"], ["http://h/\r\nX: y"],
]


@pytest.mark.parametrize("arguments", USAGE)
def test_wrong_usage(h1c, arguments):
    status, out, err = h1c(*arguments)
    assert (status, out) == (2, b"") and err.startswith("h1c: ")


def test_help_and_version(h1c):
    status, out, err = h1c("--help")
    assert (status, err) == (0, "") and b"--continue" in out
    assert b"130  interrupted" in out
    assert h1c("http://h/", "-V")[1].startswith(b"h1c ")


def test_to_a_file(h1c, scripted):
    content = os.urandom(100000)
    server = scripted(answer(content), answer(b""))
    assert h1c("-o", "file", server.url()) == (0, b"", "")
    assert h1c.file("file") == content
    assert h1c("-o", "file", server.url()) == (0, b"", "")
    assert h1c.file("file") == b""
    assert os.listdir(h1c.folder) == ["file"]


@pytest.mark.parametrize("path, name", [
    ("/a/b.txt?c", "b.txt"), ("/", "index.html"), ("", "index.html"),
    ("/.bashrc", "_.bashrc"), ("/-rf", "_-rf"), ("/x/..", "index.html"),
    ("/..%2f..%2fetc%2fpasswd", "_..%2f..%2fetc%2fpasswd"),
    ("/a%00b", "a%00b"), ("/%2e%2e", "%2e%2e"),
])
def test_names_of_files(h1c, scripted, path, name):
    server = scripted(answer(b"x"))
    assert h1c("-O", server.url(path))[0] == 0
    assert os.listdir(h1c.folder) == [name]


def test_the_server_does_not_choose_the_name(h1c, scripted):
    server = scripted(
        answer(b"", "Location: /.profile", status="302 Found"),
        answer(b"x", 'Content-Disposition: attachment; filename="../evil"'))
    assert h1c("-L", "-O", server.url("/good"))[0] == 0
    assert os.listdir(h1c.folder) == ["good"]


def test_links_are_not_written_through(h1c, scripted):
    (h1c.folder / "victim").write_bytes(b"precious")
    (h1c.folder / "file.part").symlink_to("victim")
    (h1c.folder / "file").symlink_to("victim")
    server = scripted(answer(b"x"), answer(b"x"))
    status, _, err = h1c("-o", "file", server.url())
    assert status == 1 and "file.part" in err
    assert h1c.file("victim") == b"precious"
    (h1c.folder / "file.part").unlink()
    assert h1c("-o", "file", server.url())[0] == 0
    assert h1c.file("victim") == b"precious" and h1c.file("file") == b"x"


ERRORS = ["404 Not Found", "500 Oops", "301 Moved", "999 What"]


@pytest.mark.parametrize("status_line", ERRORS)
def test_an_error_leaves_the_file_alone(h1c, scripted, status_line):
    (h1c.folder / "file").write_bytes(b"precious")
    page = answer(b"<h1>\x1b[2Jno</h1>", "Content-Type: text/html",
                  status=status_line)
    server = scripted(page, page)
    status, out, err = h1c("-o", "file", server.url())
    assert (status, out) == (11, b"") and status_line in err
    assert "<h1>\\x1B[2Jno</h1>" in err
    assert h1c.file("file") == b"precious"
    assert h1c("--save-errors", "-o", "file", server.url())[0] == 0
    assert h1c.file("file") == b"<h1>\x1b[2Jno</h1>"


def test_errors_at_standard_output(h1c, scripted):
    page = answer(b"no", status="404 Not Found")
    server = scripted(page, page)
    assert h1c(server.url())[:2] == (0, b"no")
    status, out, err = h1c("-f", server.url())
    assert (status, out) == (11, b"") and "404 Not Found" in err


def test_a_file_that_cannot_be_written(h1c, scripted):
    server = scripted(answer(b"x"))
    status, _, err = h1c("-o", "no/such/folder", server.url())
    assert status == 1 and "No such file" in err


def test_a_full_device(h1c, scripted):
    server = scripted(answer(b"x" * 100000))
    status, _, err = h1c("-o", "/dev/full", server.url())
    assert status == 1 and "No space" in err


def test_the_first_failure_decides(h1c, scripted):
    server = scripted(answer(b"a"), answer(b"b", status="404 No"), answer(b"c"))
    status, out, _ = h1c("-f", *[server.url()] * 3)
    assert (status, out) == (11, b"ac")


# Parts

FULL = bytes(range(256)) * 40


def cut(at, *lines):
    """The whole, of which the connection brings a part."""
    def script(connection):
        connection.head()
        connection.send(answer(FULL, *lines)[:at - len(FULL)])
    return script


def part(first, validator):
    """The rest, if it is asked for as it should be."""
    def script(connection):
        fields = fields_of(connection.head())
        assert fields["range"] == f"bytes={first}-"
        assert fields["if-range"] == validator
        connection.send(answer(
            FULL[first:], f"Content-Range: bytes {first}-{len(FULL) - 1}/"
            f"{len(FULL)}", f"ETag: {validator}" if '"' in validator else
            "A: b", status="206 Partial Content"))
    return script


EARLIER = "Mon, 02 Jan 2023 10:00:00 GMT"
LATER = "Mon, 02 Jan 2023 10:00:01 GMT"


@pytest.mark.parametrize("lines, validator", [
    (['ETag: "v1"'], '"v1"'),
    ([f"Last-Modified: {EARLIER}", f"Date: {LATER}"], EARLIER),
])
def test_going_on(h1c, scripted, lines, validator):
    server = scripted(cut(5000, *lines), part(5000, validator))
    status, _, err = h1c("-o", "file", server.url("/x"))
    assert status == 7 and "file.part keeps 5000 octets" in err
    assert h1c.file("file.part") == FULL[:5000]
    assert h1c("-C", "-o", "file", server.url("/x"))[0] == 0
    assert h1c.file("file") == FULL and os.listdir(h1c.folder) == ["file"]


def test_going_on_more_than_once(h1c, scripted):
    def second(connection):
        connection.head()
        connection.send(answer(
            FULL[1000:], f"Content-Range: bytes 1000-{len(FULL) - 1}/*",
            'ETag: "v1"', status="206 Part")[:-2000])

    server = scripted(cut(1000, 'ETag: "v1"'), second,
                      part(len(FULL) - 2000, '"v1"'))
    assert [h1c("-C", "-o", "file", server.url())[0] for _ in range(3)] == [
        7, 7, 0]
    assert h1c.file("file") == FULL


@pytest.mark.parametrize("lines", [
    [], ['ETag: W/"v1"'], [f"Last-Modified: {EARLIER}", f"Date: {EARLIER}"],
    ['ETag: "v1"', 'ETag: "v2"']])
def test_without_a_strong_validator_all_is_asked_for(h1c, scripted, lines):
    server = scripted(cut(5000, *lines), answer(FULL))
    assert h1c("-o", "file", server.url())[0] == 7
    assert h1c("-C", "-o", "file", server.url())[0] == 0
    assert "range" not in fields_of(server.heads[1])
    assert h1c.file("file") == FULL


def test_a_part_of_something_else_is_not_used(h1c, scripted):
    server = scripted(cut(5000, 'ETag: "v1"'), answer(b"other"))
    assert h1c("-o", "file", server.url("/a"))[0] == 7
    assert h1c("-C", "-o", "file", server.url("/b"))[0] == 0
    assert "range" not in fields_of(server.heads[1])
    assert h1c.file("file") == b"other"


def test_what_has_changed_comes_whole(h1c, scripted):
    server = scripted(cut(5000, 'ETag: "v1"'), answer(b"new"))
    assert h1c("-o", "file", server.url())[0] == 7
    assert h1c("-C", "-o", "file", server.url())[0] == 0
    assert "range" in fields_of(server.heads[1])
    assert h1c.file("file") == b"new"


TAG = 'ETag: "v1"'
WRONG_PARTS = [
    ["Content-Range: bytes 5000-10239/10240", 'ETag: "v2"'],
    ["Content-Range: bytes 5000-10239/10240", 'ETag: W/"v1"'],
    ["Content-Range: bytes 5000-10239/10240"],
    [TAG], ["Content-Range: bytes 0-10239/10240", TAG],
    ["Content-Range: bytes 5001-10239/10240", TAG],
    ["Content-Range: bytes 5000-10238/10240", TAG],
    ["Content-Range: bytes 5000-10239/10239", TAG],
    ["Content-Range: bytes */10240", TAG], ["Content-Range: lines 5000-10239/10240"],
    ["Content-Range: bytes 5000-10239/10240"] * 2 + [TAG],
    ["Content-Type: multipart/byteranges; boundary=x"],
]


@pytest.mark.parametrize("lines", WRONG_PARTS)
def test_another_part_is_refused(h1c, scripted, lines):
    wrong = answer(FULL[5000:], *lines, status="206 Partial Content")
    server = scripted(cut(5000, 'ETag: "v1"'), wrong)
    assert h1c("-o", "file", server.url())[0] == 7
    status, _, err = h1c("-C", "-o", "file", server.url())
    assert status == 6 and "206" in err
    assert h1c.file("file.part") == FULL[:5000]
    assert not (h1c.folder / "file").exists()


def test_a_part_of_another_length_is_refused(h1c, scripted):
    lines = ["Content-Range: bytes 5000-10239/10240", TAG]
    wrong = answer(FULL[5000:6000], *lines, status="206 Partial Content")
    server = scripted(cut(5000, TAG), wrong)
    assert h1c("-o", "file", server.url())[0] == 7
    assert h1c("-C", "-o", "file", server.url())[0] == 6
    assert h1c.file("file.part") == FULL[:5000]


@pytest.mark.parametrize("size", [0, 100, 5241])
def test_a_chunked_part_of_another_length_is_refused(h1c, scripted, size):
    head = "\r\n".join(
        ["HTTP/1.1 206 Partial Content", TAG, "Transfer-Encoding: chunked",
         "Content-Range: bytes 5000-10239/10240", "", ""]).encode()
    chunk = b"%x\r\n%s\r\n" % (size, bytes(size)) if size else b""
    server = scripted(cut(5000, TAG), head + chunk + b"0\r\n\r\n",
                      answer(FULL))
    assert h1c("-o", "file", server.url())[0] == 7
    assert h1c("-C", "-o", "file", server.url())[0] == 6
    assert not (h1c.folder / "file").exists()
    # nor is what it made of the part gone on with
    assert h1c("-C", "-o", "file", server.url())[0] == 0
    assert "range" not in fields_of(server.heads[2])
    assert h1c.file("file") == FULL


@pytest.mark.parametrize("status_line", ["204 No", "205 Reset", "304 Not"])
def test_nothing_to_be_saved(h1c, scripted, status_line):
    (h1c.folder / "file").write_bytes(b"precious")
    head = f"HTTP/1.1 {status_line}\r\n"
    if status_line.startswith("205"):
        head += "Content-Length: 0\r\n"
    server = scripted(head.encode() + b"Connection: close\r\n\r\n")
    assert h1c("-H", 'If-None-Match: "a"', "-o", "file",
               server.url()) == (0, b"", "")
    assert h1c.file("file") == b"precious"


def test_a_304_nobody_asked_for_is_refused(h1c, scripted):
    """RFC 9110, section 15.4.5: it answers a condition."""
    server = scripted(*[b"HTTP/1.1 304 Not Modified\r\n\r\n"] * 3)
    status, _, err = h1c(server.url())
    assert status == 6 and "304" in err
    assert h1c("-H", "If-None-Match:", server.url())[0] == 6
    assert h1c("-H", "If-Modified-Since: " + LATER, server.url())[0] == 0


def test_an_answer_to_head_is_not_saved(h1c, scripted):
    (h1c.folder / "file").write_bytes(b"precious")
    server = scripted(OK[:-2])
    assert h1c("-X", "HEAD", "-o", "file", server.url())[0] == 0
    assert h1c.file("file") == b"precious"


@pytest.mark.parametrize("length", [5241, 10 ** 8])
def test_no_more_of_a_part_is_taken_than_was_said(h1c, scripted, length):
    def script(connection):
        connection.head()
        connection.send("\r\n".join(
            ["HTTP/1.1 206 Partial Content", TAG, "Transfer-Encoding: chunked",
             "Content-Range: bytes 5000-10239/10240", "", f"{length:x}",
             ""]).encode())
        for at in range(0, length, 1000):
            connection.send(bytes(min(1000, length - at)))
        connection.rest()

    server = scripted(cut(5000, TAG), script)
    assert h1c("-o", "file", server.url())[0] == 7
    assert h1c("-C", "-o", "file", server.url())[0] == 6
    assert (h1c.folder / "file.part").stat().st_size <= 10240


def test_a_part_nobody_asked_for_is_refused(h1c, scripted):
    server = scripted(answer(b"x", "Content-Range: bytes 0-0/2",
                             status="206 Partial Content"))
    assert h1c(server.url())[:2] == (6, b"")


def test_a_range_of_the_user(h1c, scripted):
    server = scripted(answer(b"x", "Content-Range: bytes 1-1/2",
                             status="206 Partial Content"))
    assert h1c("-H", "Range: bytes=1-1", server.url())[:2] == (0, b"x")


def unsatisfied(length):
    return answer(b"no", f"Content-Range: bytes */{length}", status="416 No")


def test_a_complete_part_gets_its_name(h1c, scripted):
    server = scripted(cut(5000, 'ETag: "v1"'), unsatisfied(5000))
    assert h1c("-o", "file", server.url())[0] == 7
    assert h1c("-C", "-o", "file", server.url()) == (0, b"", "")
    assert h1c.file("file") == FULL[:5000]
    assert os.listdir(h1c.folder) == ["file"]


def test_a_complete_file_stays(h1c, scripted):
    (h1c.folder / "file").write_bytes(FULL)
    server = scripted(unsatisfied(len(FULL)))
    assert h1c("-C", "-o", "file", server.url()) == (0, b"", "")
    assert fields_of(server.heads[0])["range"] == f"bytes={len(FULL)}-"
    assert h1c.file("file") == FULL


@pytest.mark.parametrize("second", [
    unsatisfied(77),
    answer(b"more", "Content-Range: bytes 3-6/7", status="206 Part")])
def test_a_file_that_is_not_complete_comes_whole(h1c, scripted, second):
    (h1c.folder / "file").write_bytes(b"old")
    server = scripted(second, answer(b"all new"))
    assert h1c("-C", "-o", "file", server.url())[0] == 0
    assert "range" not in fields_of(server.heads[1])
    assert h1c.file("file") == b"all new"


def test_a_malformed_part_is_not_gone_on_with(h1c, scripted):
    broken = (b'HTTP/1.1 200 OK\r\nETag: "v1"\r\n'
              b"Transfer-Encoding: chunked\r\n\r\n5\r\nhelloXX")
    server = scripted(broken, answer(FULL))
    assert h1c("-o", "file", server.url())[0] == 6
    assert h1c("-C", "-o", "file", server.url())[0] == 0
    assert "range" not in fields_of(server.heads[1])
    assert h1c.file("file") == FULL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_keeps_the_part(h1c, scripted, number):
    def script(connection):
        connection.head()
        connection.send(answer(FULL, 'ETag: "v1"')[:-100])
        connection.rest()

    server = scripted(script, part(len(FULL) - 100, '"v1"'))
    process = h1c.start("-o", "file", server.url())
    kept = h1c.folder / "file.part"
    wait_until(lambda: kept.exists() and
               kept.stat().st_size == len(FULL) - 100)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130 and b"keeps 10140 octets" in err
    assert h1c("-C", "-o", "file", server.url())[0] == 0
    assert h1c.file("file") == FULL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_where_nobody_reads(h1c, scripted, number):
    """It hangs in write(2), and ends nevertheless."""
    def script(connection):
        connection.head()
        connection.send(answer(bytes(100000))[:-1])
        connection.rest()

    server = scripted(script)
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    process = h1c.start(server.url(), stdout=writer)
    os.close(writer)
    wait_until(lambda: waiting_in(reader) == 4096)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    os.close(reader)
    assert process.returncode == 130 and b"interrupted" in err


def waiting_in(pipe):
    """Octets that can be read."""
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]


def test_times_hold_where_nobody_reads(h1c, scripted):
    """The time is up while it hangs in write(2), and is not waited for again."""
    def script(connection):
        connection.head()
        connection.send(answer(bytes(1000000))[:8000])
        connection.rest()

    server = scripted(script)
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    process = h1c.start("--idle-timeout", 50, server.url(), stdout=writer)
    os.close(writer)
    wait_until(lambda: waiting_in(reader) == 4096)
    assert not select.select([process.stderr], [], [], 0.1)[0]
    while os.read(reader, 65536):
        pass
    os.close(reader)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 8 and b"time is up" in err


# What stands on this machine

@pytest.mark.parametrize("how, status, content", [
    ("<&-", 0, b"hi"), (">&-", 1, b""), ("2>&-", 0, b"hi"),
    ("<&- >&- 2>&-", 1, b"")])
def test_streams_may_be_closed(h1c, scripted, how, status, content):
    """What is opened instead must not be taken for one of them."""
    def script(connection):
        connection.head()
        connection.send(CLOSING)
        assert connection.rest() == b""

    server = scripted(script)
    ended = subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {how}', h1c.path, "-v", server.url()],
        stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (status, content)


def test_no_standard_input(h1c, scripted):
    server = scripted(lambda connection: connection.rest() and None)
    ended = subprocess.run(
        ["sh", "-c", 'exec "$0" "$@" <&-', h1c.path, "--no-expect", "-T", "-",
         server.url()], capture_output=True, timeout=60)
    assert ended.returncode == 1 and b"bad file descriptor" in ended.stderr


def test_a_stream_that_does_not_wait(h1c, scripted):
    """Somebody else has made standard output so."""
    content = os.urandom(300000)
    server = scripted(answer(content))
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    process = h1c.start(server.url(), stdout=writer)
    os.close(writer)
    wait_until(lambda: waiting_in(reader) > 60000)
    with open(reader, "rb") as pipe:
        assert pipe.read() == content
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_one_at_a_time_writes_a_part(h1c, scripted):
    goes_on = threading.Event()

    def slow(connection):
        connection.head()
        connection.send(answer(b"aaaaabbbbb")[:-5])
        assert goes_on.wait(60)
        connection.send(b"bbbbb")

    server = scripted(slow, answer(b"other"))
    first = h1c.start("-o", "file", server.url())
    wait_until(lambda: (h1c.folder / "file.part").exists() and
               h1c.file("file.part") == b"aaaaa")
    status, _, err = h1c("-o", "file", server.url())
    assert status == 1 and "busy" in err
    goes_on.set()
    first.communicate(timeout=60)
    assert first.returncode == 0 and h1c.file("file") == b"aaaaabbbbb"
    assert os.listdir(h1c.folder) == ["file"]


def test_a_part_that_went_is_not_made_anew(h1c, scripted):
    """Another process has given it its name meanwhile."""
    def script(connection):
        connection.head()
        (h1c.folder / "file.part").unlink()
        connection.send(answer(
            FULL[5000:], "Content-Range: bytes 5000-10239/10240", TAG,
            status="206 Partial Content"))

    server = scripted(cut(5000, TAG), script)
    assert h1c("-o", "file", server.url())[0] == 7
    status, _, err = h1c("-C", "-o", "file", server.url())
    assert status == 1 and "No such file" in err
    assert not (h1c.folder / "file.part").exists()


def test_nobody_else_may_read_the_new_file(h1c, scripted):
    kept = h1c.folder / "file"
    kept.write_bytes(b"secret")
    kept.chmod(0o600)
    server = scripted(answer(b"new"))
    assert h1c("-o", "file", server.url())[0] == 0
    assert h1c.file("file") == b"new" and kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["file.part", "file.part.info"])
def test_pipes_are_no_parts(h1c, scripted, name):
    (h1c.folder / "file.part").write_bytes(b"x")
    (h1c.folder / name).unlink(missing_ok=True)
    os.mkfifo(h1c.folder / name)
    server = scripted(answer(b"whole"))
    status = h1c("-C", "-o", "file", server.url())[0]
    assert status == (1 if name == "file.part" else 0)
    assert "range" not in fields_of(server.heads[0])


def test_nothing_is_left_of_nothing(h1c, scripted):
    server = scripted(answer(b"hello", 'ETag: "v1"')[:-5])
    assert h1c("-o", "file", server.url())[0] == 7
    assert os.listdir(h1c.folder) == []


# Codings

def test_codings_are_asked_for_and_undone(h1c, scripted):
    text = b"hello " * 10000
    raw = zlib.compressobj(wbits=-15)
    codings = [("gzip", gzip.compress(text)), ("x-gzip", gzip.compress(text)),
               ("deflate", zlib.compress(text)),
               ("deflate", raw.compress(text) + raw.flush()),
               ("identity", text)]
    server = scripted(*(answer(content, f"Content-Encoding: {name}")
                        for name, content in codings))
    for _ in codings:
        assert h1c("--compressed", server.url()) == (0, text, "")
    assert fields_of(server.heads[0])["accept-encoding"] == "gzip, deflate"


def test_codings_stay_unless_they_were_asked_for(h1c, scripted):
    packed = gzip.compress(b"hello")
    server = scripted(answer(packed, "Content-Encoding: gzip"))
    assert h1c(server.url())[:2] == (0, packed)
    assert "accept-encoding" not in fields_of(server.heads[0])


BAD_CODINGS = {
    "cut": ("gzip", gzip.compress(b"hello")[:-1], 7),
    "none at all": ("gzip", b"no gzip", 6),
    "octets behind": ("gzip", gzip.compress(b"hello") + b"xx", 6),
    "unknown": ("br", b"x", 6),
    "twice": ("gzip, gzip", gzip.compress(gzip.compress(b"x")), 6),
    "bomb": ("gzip", gzip.compress(bytes(10_000_000)), 9),
}


@pytest.mark.parametrize("case", BAD_CODINGS)
def test_bad_codings(h1c, scripted, case):
    name, content, status = BAD_CODINGS[case]
    server = scripted(answer(content, f"Content-Encoding: {name}"))
    assert h1c("--compressed", "--max-decoded", 1000000, "-o", "file",
               server.url())[0] == status
    assert not (h1c.folder / "file").exists()


# The view

def test_the_wire_is_shown(h1c, scripted):
    server = scripted(
        b"HTTP/1.1 200 \xc3\xa9\r\nA: \x80\r\nTransfer-Encoding: chunked\r\n"
        b"Connection: close\r\n\r\n2\r\nhi\r\n0\r\nT: u\r\n\r\n")
    status, out, err = h1c("-v", server.url())
    assert (status, out) == (0, b"hi")
    lines = err.splitlines()
    assert f"* trying 127.0.0.1:{server.port}" == lines[0]
    assert "> GET / HTTP/1.1" in lines and "> " in lines
    assert "< HTTP/1.1 200 \\xC3\\xA9" in lines and "< A: \\x80" in lines
    assert lines[-2:] == ["* trailers:", "< T: u"]


def test_heads_are_printed(h1c, scripted):
    server = scripted(OK, OK, OK)
    head = OK[:-2]
    assert h1c("-i", server.url())[:2] == (0, OK)
    assert h1c("-I", server.url())[:2] == (0, head)
    assert h1c("-i", "-o", "file", server.url())[:2] == (0, head)
    assert h1c.file("file") == b"hi"
    assert server.heads[1].startswith(b"HEAD / HTTP/1.1\r\n")


def test_a_terminal_is_not_obeyed_by(h1c, scripted):
    evil = b"\x1b]0;owned\x07\xc2\x9b2J\x9bok\n"
    server = scripted(answer(evil), answer(evil))
    status, shown = h1c.on_terminal(server.url())
    assert status == 0
    assert shown == (b"\\x1B]0;owned\\x07\\xC2\\x9B2J\\x9Bok\r\n")
    assert h1c(server.url())[1] == evil


def test_line_ends_are_no_orders(h1c, scripted):
    server = scripted(answer(b"a\r\nb\rc"))
    status, shown = h1c.on_terminal("-i", server.url())
    assert status == 0 and shown.endswith(b"\n\r\r\na\r\r\nb\\x0Dc")
    assert shown.startswith(b"HTTP/1.1 200 OK\r\r\n")


def test_a_bar_on_a_terminal_only(h1c, scripted):
    content = bytes(100000)
    server = scripted(*[answer(content)] * 3)
    status, shown = h1c.on_terminal("-o", "file", server.url())
    assert status == 0 and b"100% [====" in shown and b"100.0 kB" in shown
    assert h1c("-o", "file", server.url()) == (0, b"", "")
    assert h1c.on_terminal("-s", "-o", "file", server.url()) == (0, b"")


# Ways

def test_ipv6(h1c, scripted):
    try:
        server = scripted(OK, host="::1")
    except OSError:
        pytest.skip("there is no IPv6 here")
    assert h1c(server.url())[:2] == (0, b"hi")
    assert fields_of(server.heads[0])["host"] == f"[::1]:{server.port}"


def test_the_next_address_is_tried(h1c, scripted):
    """A name with two addresses, of which the second one listens. It stands in
    a hosts file of our own, in a mount name space of our own."""
    (h1c.folder / "hosts").write_text("127.0.0.1 twofold\n127.0.0.2 twofold\n")
    own_hosts = ["unshare", "--mount", "sh", "-c",
                 'mount --bind hosts /etc/hosts && exec "$@"', "sh"]
    try:
        allowed = subprocess.run([*own_hosts, "true"], cwd=h1c.folder,
                                 capture_output=True).returncode == 0
    except OSError:
        allowed = False
    if not allowed:
        pytest.skip("no mount name space of our own")
    server = scripted(OK, host="127.0.0.2")
    ended = subprocess.run(
        [*own_hosts, h1c.path, "-v", f"http://twofold:{server.port}/"],
        cwd=h1c.folder, capture_output=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (0, b"hi")
    notes = re.findall(r"(?m)^\* (.*)$", ended.stderr.decode())
    assert notes == [
        f"trying 127.0.0.1:{server.port}",
        f"127.0.0.1:{server.port}: connection refused",
        f"trying 127.0.0.2:{server.port}"]


def peak_kb(process):
    """Waits for it, reading what it says; gives its peak memory."""
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss


@pytest.mark.parametrize("way", ["down", "down chunked", "up", "up chunked"])
def test_memory_stays_bounded(h1c, scripted, way):
    size = 200_000_000
    run = bytes(1_000_000)

    def gives(connection):
        connection.head()
        if "chunked" in way:
            connection.send(CHUNKED)
            for _ in range(size // len(run)):
                connection.send(b"%x\r\n" % len(run), run, b"\r\n")
            connection.send(b"0\r\n\r\n")
            return
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size)
        for _ in range(size // len(run)):
            connection.send(run)

    def takes(connection):
        fields = fields_of(connection.head())
        n = len(connection.octets)
        expected = (size if "content-length" in fields else size + 100)
        while n < expected:
            octets = connection.socket.recv(1 << 20)
            n += len(octets)
            if octets.endswith(b"\r\n0\r\n\r\n") or not octets:
                break
        connection.send(CLOSING)

    small = scripted(CLOSING)
    base = peak_kb(h1c.start(small.url()))
    if way.startswith("down"):
        arguments = ["-o", "file"]
        server = scripted(gives)
    else:
        with open(h1c.folder / "big", "wb") as big:
            big.truncate(size)
        arguments = ["-T", "big", "--no-expect"]
        arguments += ["--chunked"] if "chunked" in way else []
        server = scripted(takes)
    process = h1c.start("-s", *arguments, server.url())
    peak = peak_kb(process)
    assert process.returncode == 0
    if way.startswith("down"):
        assert (h1c.folder / "file").stat().st_size == size
        (h1c.folder / "file").unlink()
    assert peak - base < 20000, (base, peak)


def test_statuses_of_the_help_are_documented(h1c):
    _, out, _ = h1c("--help")
    statuses = re.findall(r"^ {2,4}(\d+)  ", out.decode(), re.MULTILINE)
    assert statuses == [*map(str, range(12)), "130"]
