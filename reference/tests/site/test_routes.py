"""The routes of cases/TARGETS.md, and what holds for all of them."""

import os
import re
import subprocess
import time
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from h1d_client import GET, request

SAMPLE = (Path(__file__).resolve().parents[2] /
          "site/static/sample.txt").read_bytes()

ROUTES = {"/": "GET, HEAD, OPTIONS",
          "/echo": "POST, OPTIONS",
          "/fields": "GET, HEAD, OPTIONS",
          "/static/sample.txt": "GET, HEAD, OPTIONS"}


def test_root_is_always_the_same(client):
    first = client.ask(GET)
    assert first.status == 200 and 0 < len(first.content) < 100
    assert client.ask(GET).content == first.content


@pytest.mark.parametrize("path", ROUTES)
def test_query_plays_no_part(client, path):
    method = "POST" if path == "/echo" else "GET"
    assert client.ask(request(method, path + "?a=b&/../?")).status == 200
    assert client.ask(request(method, path + "?")).status == 200


@pytest.mark.parametrize("path", ["/nothing", "/echo/", "/Echo", "//", "/echo/x",
                                  "/fields.", "/statics", "/.", "/..", "/%2f",
                                  "/%00", "/x" * 2500])
def test_other_paths_are_not_found(client, path):
    for method in ("GET", "HEAD", "POST", "OPTIONS"):
        assert client.ask(request(method, path), method).status == 404
    assert client.is_usable()


@pytest.mark.parametrize("path", ROUTES)
def test_options_tells_the_methods(client, path):
    response = client.ask(request("OPTIONS", path))
    assert response.status == 200 and response.content == b""
    assert response["Allow"] == ROUTES[path]
    assert response["Content-Length"] == "0"


@pytest.mark.parametrize("octets", [
    b"OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
    b"OPTIONS http://h HTTP/1.1\r\nHost: h\r\n\r\n"])
def test_options_of_the_server(client, octets):
    response = client.ask(octets)
    assert response.status == 200 and response["Content-Length"] == "0"
    assert response["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("method, path", [
    (method, path) for path, allowed in ROUTES.items()
    for method in ("PUT", "DELETE", "TRACE", "POST", "GET")
    if method not in allowed])
def test_known_methods_that_are_not_allowed(client, path, method):
    response = client.ask(request(method, path))
    assert response.status == 405 and response["Allow"] == ROUTES[path]
    assert client.is_usable()


@pytest.mark.parametrize("method", ["get", "FOOBAR", "GETT", "GE", "POSTX", "M" * 8000,
                                    "!#$%&'*+-.^_`|~", "1", "PATCH"])
def test_methods_that_no_resource_has(client, method):
    assert client.ask(request(method, "/")).status == 501
    assert client.is_usable()


def test_connect_is_not_implemented(client):
    response = client.ask(b"CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n")
    assert response.status == 501 and response.closes
    client.at_end()


@pytest.mark.parametrize("path", [*ROUTES, "/nothing"])
def test_head_says_what_get_says(client, path):
    got = client.ask(request("GET", path))
    head = client.ask(request("HEAD", path), "HEAD")
    assert head.status == got.status
    assert ([f for f in head.fields if f[0] != "Date"] ==
            [f for f in got.fields if f[0] != "Date"])
    assert client.is_usable()


@pytest.mark.parametrize("target", [
    "http://other.example:81/fields", "HTTP://h/fields?x", "http://[::1]/fields"])
def test_absolute_form(client, target):
    response = client.ask(request("GET", target, "X: y", host="mismatch"))
    assert response.status == 200
    assert response.content == b"Host: mismatch\nX: y\n"


def test_absolute_form_without_a_path(client):
    assert client.ask(request("GET", "http://h")).status == 200
    assert client.ask(request("GET", "http://h?x")).status == 200


@pytest.mark.parametrize("target", ["https://h/", "ftp://h/", "coap://h/"])
def test_other_schemes_are_misdirected(client, target):
    assert client.ask(request("GET", target)).status == 421


@pytest.mark.parametrize("content", [b"", b"x", bytes(range(256)) * 300],
                         ids=len)
def test_echo_gives_back_the_content(client, content):
    response = client.ask(request("POST", "/echo", content=content))
    assert response.status == 200 and response.content == content
    assert client.is_usable()


def chunked(*chunks):
    return b"".join(b"%x;ext=\"a;b\"\r\n%s\r\n" % (len(c), c) for c in chunks)


def test_echo_decodes_chunks(client):
    content = [b"hello", b"\r\n0\r\n\r\n", b"y" * 70000]
    response = client.ask(
        request("POST", "/echo", "Transfer-Encoding: Chunked") +
        chunked(*content) + b"000;last\r\nTrailer: x\r\nHost: y\r\n\r\n")
    assert response.status == 200 and response.content == b"".join(content)
    assert client.is_usable()


def test_echo_waits_for_the_last_chunk(client):
    client.send(request("POST", "/echo", "Transfer-Encoding: chunked") +
                chunked(b"hello"))
    assert not client.readable(0.2)
    assert client.ask(b"0\r\n\r\n").content == b"hello"


def test_echo_ignores_a_bad_end(client):
    """Nothing of content whose framing turns out to be broken comes back."""
    response = client.ask(
        request("POST", "/echo", "Transfer-Encoding: chunked") +
        chunked(b"hello") + b"0\r\n\rX\r\n")
    assert response.status == 400 and b"hello" not in response.content
    client.at_end()


def test_fields_are_shown_as_received(client):
    response = client.ask(
        b"GET /fields HTTP/1.1\r\nhOST: h\r\nEmpty:\r\nA:\t b \tc \t\r\n"
        b"x_y:\xe9\xff\r\nA: 2\r\n!#$%&'*+-.^_`|~0: ;\"\r\n\r\n")
    assert response.content == (
        b"hOST: h\nEmpty: \nA: b \tc\nx_y: \xe9\xff\nA: 2\n"
        b"!#$%&'*+-.^_`|~0: ;\"\n")
    assert response["Content-Type"] == "text/plain"


def test_fields_shows_no_trailers(client):
    response = client.ask(
        request("GET", "/fields", "Transfer-Encoding: chunked") +
        b"0\r\nLate: x\r\n\r\n")
    assert response.content == b"Host: h\nTransfer-Encoding: chunked\n"


def test_static_file(client):
    response = client.ask(request("GET", "/static/sample.txt"))
    assert response.status == 200 and response.content == SAMPLE
    assert len(SAMPLE) >= 100
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert response["Accept-Ranges"] == "bytes"
    assert re.fullmatch('(W/)?"[!-~]+"', response["ETag"])
    assert response["Last-Modified"].endswith(" GMT")


@pytest.mark.parametrize("path", ["/%73tatic/s%61mple%2Etxt",
                                  "/static/sample.txt?a"])
def test_static_path_is_decoded(client, path):
    assert client.ask(request("GET", path)).content == SAMPLE


@pytest.fixture
def settled(start, tmp_path):
    """A client of a server whose /static/file was not changed just now: so its
    tag is strong."""
    file = tmp_path / "file"
    file.write_bytes(b"content")
    os.utime(file, (1000000000, 1000000000))
    with start("--static", tmp_path).connect() as client:
        yield client


FILE = "/static/file"


@pytest.mark.parametrize("lines, status", [
    (["If-None-Match: *"], 304),
    (["If-None-Match: {etag}"], 304),
    (["If-None-Match: W/{etag}"], 304),
    (["If-None-Match: \"a\", {etag}"], 304),
    (["If-None-Match: \"a\"", "If-None-Match: {etag}"], 304),
    (["If-None-Match: \"a\""], 200),
    (["If-None-Match: \"a\"", "If-Modified-Since: {date}"], 200),
    (["If-Modified-Since: {date}"], 304),
    (["If-Modified-Since: Fri, 31 Dec 9999 23:59:59 GMT"], 304),
    (["If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"], 200),
    (["If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT"], 200),
    (["If-Modified-Since: garbage"], 200),
    (["If-Match: {etag}"], 200),
    (["If-Match: *"], 200),
    (["If-Match: \"a\""], 412),
    (["If-Match: W/{etag}"], 412),
    (["If-Match: \"a\"", "If-None-Match: {etag}"], 412),
    (["If-Unmodified-Since: {date}"], 200),
    (["If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT"], 412),
    (["If-Match: {etag}",
      "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT"], 200),
])
def test_static_conditions(settled, lines, status):
    whole = settled.ask(request("GET", FILE))
    lines = [line.format(etag=whole["ETag"], date=whole["Last-Modified"])
             for line in lines]
    for method in ("GET", "HEAD"):
        response = settled.ask(request(method, FILE, *lines), method)
        assert response.status == status
        if status == 304:
            assert response["ETag"] == whole["ETag"]
            assert response["Cache-Control"] == whole["Cache-Control"]
            assert not response["Last-Modified"]
    assert settled.is_usable()


def test_conditions_do_not_count_for_options(client):
    assert client.ask(request(
        "OPTIONS", "/static/sample.txt", 'If-Match: "a"')).status == 200
    assert client.ask(request("GET", "/nothing", 'If-Match: "a"')).status == 404


def test_conditions_of_other_routes(client):
    assert client.ask(request("GET", "/", "If-None-Match: *")).status == 304
    assert client.ask(request("GET", "/", 'If-Match: "a"')).status == 412
    assert client.ask(request(
        "POST", "/echo", "If-Match: *", content=b"x")).status == 412
    assert client.ask(request(
        "POST", "/echo", "If-None-Match: *", content=b"x")).status == 200


@pytest.mark.parametrize("value, first, last", [
    ("bytes=0-0", 0, 0), ("bytes=5-9", 5, 9), ("bytes=-7", -7, -1),
    ("bytes=490-", 490, -1), ("bytes=490-99999999999999999999999", 490, -1),
    ("bytes=-99999999999999999999999", 0, -1), ("BYTES=,1-2", 1, 2)])
def test_static_range(client, value, first, last):
    n = len(SAMPLE)
    first, last = first % n, last % n
    response = client.ask(
        request("GET", "/static/sample.txt", f"Range: {value}"))
    assert response.status == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{n}"
    assert response.content == SAMPLE[first:last + 1]


@pytest.mark.parametrize("value", ["bytes=3-2", "octets=0-1",
                                   "bytes=a-b", "bytes", "bytes="])
def test_ranges_that_are_passed_over(client, value):
    response = client.ask(
        request("GET", "/static/sample.txt", f"Range: {value}"))
    assert response.status == 200 and response.content == SAMPLE


def test_range_out_of_the_file(client):
    response = client.ask(
        request("GET", "/static/sample.txt", "Range: bytes=99999-"))
    assert response.status == 416
    assert response["Content-Range"] == f"bytes */{len(SAMPLE)}"


def test_range_does_not_count_for_head(client):
    response = client.ask(
        request("HEAD", "/static/sample.txt", "Range: bytes=0-0"), "HEAD")
    assert response.status == 200
    assert response["Content-Length"] == str(len(SAMPLE))


def test_tag_is_weak_while_the_file_may_change_unseen(start, tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"content")
    now = time.time()
    os.utime(file, (now + 3600, now + 3600))
    with start("--static", tmp_path).connect() as client:
        tag = client.ask(request("GET", FILE))["ETag"]
        assert tag.startswith('W/"')
        for line, status in ((f"If-None-Match: {tag}", 304),
                             (f"If-Match: {tag}", 412)):
            assert client.ask(request("GET", FILE, line)).status == status


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    (inside / "sub/a b.html").write_bytes(b"<p>")
    (inside / "empty").write_bytes(b"")
    (inside / ".hidden").write_bytes(b"secret")
    (tmp_path / "secret").write_bytes(b"secret")
    (inside / "link").symlink_to(tmp_path / "secret")
    (inside / "near").symlink_to("empty")
    (inside / "out").symlink_to(tmp_path)
    os.mkfifo(inside / "fifo")
    return inside


def test_own_folder(start, folder):
    server = start("--static", folder)
    with server.connect() as client:
        response = client.ask(request("GET", "/static/sub/a%20b.html"))
        assert response.status == 200 and response.content == b"<p>"
        assert response["Content-Type"] == "text/html; charset=utf-8"
        response = client.ask(request("GET", "/static/empty"))
        assert response.status == 200 and response.content == b""
        for ranges, status in ("0-", 416), ("-0", 416), ("-5", 200):
            response = client.ask(
                request("GET", "/static/empty", f"Range: bytes={ranges}"))
            assert response.status == status


@pytest.mark.parametrize("path", [
    "../secret", "%2e%2e/secret", "..%2fsecret", "sub/../../secret",
    "sub/../empty", "./empty", "/empty", "/../../etc/passwd", "sub//a%20b.html",
    "empty/", "empty/x", "sub/", "", ".hidden", "link", "near",
    "out/secret", "fifo", "empty%00", "empty%00.txt", "..%5csecret", "%2e%2e",
    "sub/" * 40 + "x", "e" * 300, "nothing", "%252e%252e/secret"])
def test_nothing_else_is_found_below_static(start, folder, path):
    server = start("--static", folder)
    response = server.ask(request("GET", "/static/" + path))
    assert response.status == 404 and b"secret" not in response.content


def test_dates_are_told_when_they_are_past(start, folder):
    """A date that is not over could be that of the next change as well."""
    server = start("--static", folder)
    for seconds in (2 ** 33, time.time()):
        os.utime(folder / "empty", (seconds, seconds))
        assert server.ask(request("GET", "/static/empty"))[
            "Last-Modified"] is None
    os.utime(folder / "empty", (time.time() - 10,) * 2)
    response = server.ask(request("GET", "/static/empty"))
    assert (parsedate_to_datetime(response["Last-Modified"]) <
            parsedate_to_datetime(response["Date"]))


def test_tag_changes_with_the_file(start, folder):
    server = start("--static", folder)
    file = folder / "sub/a b.html"
    tags = set()
    for content, time in ((b"<p>", 10), (b"<q>", 11), (b"<qq>", 11)):
        file.write_bytes(content)
        os.utime(file, (time, time))
        tags.add(server.ask(request("GET", "/static/sub/a%20b.html"))["ETag"])
    assert len(tags) == 3 and not any(t.startswith("W/") for t in tags)


def test_cache_control_can_be_chosen(start, folder):
    server = start("--static", folder, "--cache-control", "max-age=60")
    response = server.ask(request("GET", "/static/empty"))
    assert response["Cache-Control"] == "max-age=60"


def test_media_types_can_be_chosen(start, folder, tmp_path):
    (tmp_path / "types").write_text("text/x-own html\nimage/x-own own\n")
    (folder / "a.own").touch()
    server = start("--static", folder, "--media-types", tmp_path / "types")
    for name, value in (("sub/a%20b.html", "text/x-own; charset=utf-8"),
                        ("a.own", "image/x-own")):
        assert server.ask(request("GET", "/static/" + name))[
            "Content-Type"] == value


@pytest.mark.parametrize("option, value", [
    ("--static", "/nonexistent"), ("--media-types", "/nonexistent"),
    ("--media-types", "/dev/null"), ("--cache-control", "a\r\nb")])
def test_what_cannot_be_opened_is_told(h1d, option, value):
    done = subprocess.run([h1d, "--port", "0", option, value],
                          capture_output=True, timeout=20, check=False)
    assert done.returncode == 2 and not done.stdout
    assert option in done.stderr.decode()
