"""PUT and DELETE in a writable folder (RFC 9110, sections 9.3.4, 9.3.5, 13)."""

import os
import re
import threading

import pytest

from h1d_client import request
from site_client import ask, get, response_of


@pytest.fixture
def server(start, folder):
    (folder / "sub").mkdir()
    return start("--static", folder, "--writable")


def put_file(server, name, content, *lines):
    if not content:
        lines = (*lines, "Content-Length: 0")
    return ask(server, "PUT", "/static/" + name, *lines, content=content)


def leftovers(folder):
    return [name for _, _, names in os.walk(folder) for name in names
            if name.startswith(".")]


@pytest.mark.parametrize("name", ["new.txt", "sub/new", "a%20b%25.bin", "%C3%A4"])
def test_put_creates(server, folder, name):
    response = put_file(server, name, b"content")
    assert response.status == 201
    assert response["Location"] == "/static/" + name
    got = get(server, "/static/" + name)
    assert got.content == b"content"
    assert got["ETag"] == response["ETag"]
    assert not leftovers(folder)


def test_put_replaces(server, folder):
    (folder / "file").write_bytes(b"old and longer")
    response = put_file(server, "file", b"new")
    assert response.status == 204 and response.content == b""
    got = get(server, "/static/file")
    assert got.content == b"new" and got["ETag"] == response["ETag"]
    assert not leftovers(folder)


def test_put_keeps_the_permissions(server, folder):
    (folder / "file").write_bytes(b"private")
    (folder / "file").chmod(0o600)
    assert put_file(server, "file", b"still").status == 204
    assert (folder / "file").stat().st_mode & 0o777 == 0o600


def test_put_of_nothing(server):
    assert put_file(server, "empty", b"").status == 201
    assert get(server, "/static/empty").content == b""


def test_put_in_chunks(server):
    octets = request("PUT", "/static/chunks", "Transfer-Encoding: chunked")
    with server.connect() as client:
        client.send(octets + b"5\r\nhello\r\n6\r\n world\r\n0\r\nX: y\r\n\r\n")
        assert response_of(client, "PUT").status == 201
        assert client.ask(request("GET", "/static/chunks")).content == (
            b"hello world")


def test_tags_are_strong_at_once(server):
    """Who stores one after the other is not told that nothing matches."""
    tag = put_file(server, "file", b"0")["ETag"]
    for i in range(1, 20):
        assert re.fullmatch('"[!-~]+"', tag)
        response = put_file(server, "file", b"%d" % (i % 10),
                            f"If-Match: {tag}")
        assert response.status == 204 and response["ETag"] != tag
        tag = response["ETag"]
    assert get(server, "/static/file")["ETag"] == tag


def test_tag_of_a_file_that_others_change_is_weak(server, folder):
    tag = put_file(server, "file", b"0")["ETag"]
    (folder / "file").write_bytes(b"1")
    response = get(server, "/static/file")
    assert response["ETag"].startswith('W/"')
    assert response["ETag"] != "W/" + tag


def test_put_without_a_folder(server, folder):
    assert put_file(server, "none/file", b"x").status == 409
    (folder / "file").write_bytes(b"file")
    assert put_file(server, "file/x", b"x").status == 409


def test_folders_are_no_files(server, folder):
    for method in ("PUT", "DELETE"):
        response = ask(server, method, "/static/sub")
        assert response.status == 405 and "PUT" not in response["Allow"]
        response = ask(server, method, "/static/sub/")
        assert response.status == 405
        assert response["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert (folder / "sub").is_dir()


@pytest.mark.parametrize("name", [
    ".hidden", "%2e%2e", "..", ".", "a%0ab", "a%5cb", "a:b", "e" * 256, "%7f",
    "%2e%2e%5cx"])
def test_names_that_are_refused(server, folder, name):
    assert put_file(server, name, b"x").status == 403
    assert os.listdir(folder) == ["sub"]


@pytest.mark.parametrize("name", ["a%00b", "a%2fb", "../x", "%2e%2e/x",
                                  ".git/x", "sub//x", "./x", "sub/../x"])
def test_paths_that_are_refused(server, folder, name):
    assert put_file(server, name, b"x").status in (404, 409)
    assert os.listdir(folder) == ["sub"]
    assert sorted(os.listdir(folder.parent)) == ["inside", "secret"]


@pytest.mark.parametrize("options", [[], ["--follow-links"]])
def test_links_are_not_written_through(start, folder, options):
    os.symlink("../secret", folder / "link")
    os.symlink("..", folder / "out")
    server = start("--static", folder, "--writable", *options)
    assert put_file(server, "link", b"x").status == 403
    assert ask(server, "DELETE", "/static/link").status == 403
    assert put_file(server, "out/secret", b"x").status == 409
    assert put_file(server, "out/new", b"x").status == 409
    assert ask(server, "DELETE", "/static/out/secret").status == 404
    assert (folder.parent / "secret").read_bytes() == b"secret"
    assert (folder / "link").is_symlink()


def test_parts_are_not_stored(server, folder):
    (folder / "file").write_bytes(b"whole")
    response = put_file(server, "file", b"xy", "Content-Range: bytes 0-1/5")
    assert response.status == 400
    assert (folder / "file").read_bytes() == b"whole"


def test_content_codings_are_refused(server):
    response = put_file(server, "f", b"x", "Content-Encoding: gzip")
    assert response.status == 415
    assert response["Accept-Encoding"] == "identity"
    assert put_file(server, "f", b"x", "Content-Encoding: identity").status == 201


@pytest.mark.parametrize("name, value, status", [
    ("f.html", "text/html", 201), ("f.html", "TEXT/HTML; charset=x", 201),
    ("f.html", "application/octet-stream", 201), ("f.html", "text/plain", 415),
    ("f.png", "image/jpeg", 415), ("f", "text/plain", 201),
    ("f.unknown-extension", "image/png", 201)])
def test_type_has_to_fit_the_name(server, name, value, status):
    response = put_file(server, name, b"x", f"Content-Type: {value}")
    assert response.status == status
    assert response["Accept-Encoding"] is None


def test_unknown_fields_are_not_stored(server):
    put_file(server, "f", b"x", "X-Other: y", "Content-Location: /elsewhere",
             "Content-Language: de")
    got = get(server, "/static/f")
    assert not {n for n, _ in got.fields} & {
        "X-Other", "Content-Location", "Content-Language"}
    assert get(server, "/elsewhere").status == 404


@pytest.mark.parametrize("method, line, exists, status", [
    ("PUT", "If-None-Match: *", False, 201),
    ("PUT", "If-None-Match: *", True, 412),
    ("PUT", "If-Match: *", False, 412),
    ("PUT", "If-Match: *", True, 204),
    ("PUT", "If-Match: {tag}", True, 204),
    ("PUT", "If-Match: \"other\"", True, 412),
    ("PUT", "If-Match: W/{tag}", True, 412),
    ("PUT", "If-None-Match: {tag}", True, 412),
    ("PUT", "If-None-Match: \"other\"", True, 204),
    ("PUT", "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT", True, 412),
    ("PUT", "If-Unmodified-Since: Fri, 31 Dec 2100 23:59:59 GMT", True, 204),
    ("PUT", "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT", False, 201),
    ("PUT", "If-Modified-Since: Fri, 31 Dec 2100 23:59:59 GMT", True, 204),
    ("DELETE", "If-Match: {tag}", True, 204),
    ("DELETE", "If-Match: \"other\"", True, 412),
    ("DELETE", "If-Match: *", False, 404),
    ("DELETE", "If-None-Match: *", True, 412),
    ("DELETE", "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT", True, 412),
])
def test_conditions(server, folder, put, method, line, exists, status):
    tag = None
    if exists:
        put("file", b"old")
        tag = get(server, "/static/file")["ETag"]
    content = b"new" if method == "PUT" else b""
    response = ask(server, method, "/static/file", line.format(tag=tag),
                   content=content)
    assert response.status == status
    now = (folder / "file").read_bytes() if (folder / "file").exists() else None
    if status >= 400:
        assert now == (b"old" if exists else None)
    else:
        assert now == (b"new" if method == "PUT" else None)
    assert not leftovers(folder)


@pytest.mark.parametrize("target, line, status", [
    ("/static/file", "If-None-Match: *", 412),
    ("/static/file", "Content-Range: bytes 0-1/5", 400),
    ("/static/file", "Content-Encoding: br", 415),
    ("/static/none/file", "X: y", 409), ("/static/.x", "X: y", 403),
    ("/static/sub/", "X: y", 405)])
def test_content_is_not_asked_for_in_vain(server, put, target, line, status):
    put("file", b"old")
    with server.connect() as client:
        client.send(request("PUT", target, line, "Expect: 100-continue",
                            "Content-Length: 1000000"))
        assert response_of(client, "PUT").status == status


def test_content_is_asked_for(server):
    with server.connect() as client:
        client.send(request("PUT", "/static/new", "Expect: 100-continue",
                            "Content-Length: 3"))
        assert response_of(client).status == 100
        client.send(b"abc")
        assert response_of(client).status == 201
    assert get(server, "/static/new").content == b"abc"


def test_condition_is_asked_again_before_it_is_stored(server, folder, put):
    put("file", b"old")
    tag = get(server, "/static/file")["ETag"]
    with server.connect() as client:
        client.send(request("PUT", "/static/file", f"If-Match: {tag}",
                            "Expect: 100-continue", "Content-Length: 5"))
        assert response_of(client).status == 100
        assert put_file(server, "file", b"other").status == 204
        client.send(b"first")
        assert response_of(client).status == 412
    assert (folder / "file").read_bytes() == b"other"
    assert not leftovers(folder)


def wait_for(condition):
    """Asks again and again, for at most ten seconds."""
    end = threading.Event()
    for _ in range(1000):
        if condition():
            return True
        end.wait(0.01)
    return False


def test_what_is_not_complete_is_not_stored(server, folder, put):
    put("file", b"old")
    with server.connect() as client:
        client.send(request("PUT", "/static/file", "Content-Length: 10") +
                    b"12345")
        assert wait_for(lambda: leftovers(folder))
        assert get(server, "/static/file").content == b"old"
        client.half_close()
        assert response_of(client).status == 400
    assert wait_for(lambda: not leftovers(folder))
    assert get(server, "/static/file").content == b"old"


def test_broken_content_is_not_stored(server, folder):
    with server.connect() as client:
        client.send(request("PUT", "/static/file", "Transfer-Encoding: chunked")
                    + b"5\r\nhello\r\n0\r\n bad\r\n")
        assert response_of(client).status == 400
    assert wait_for(lambda: not leftovers(folder))
    assert not (folder / "file").exists()


def test_incomplete_files_are_not_served(server, folder):
    with server.connect() as client:
        client.send(request("PUT", "/static/f", "Content-Length: 10") + b"12345")
        assert wait_for(lambda: leftovers(folder))
        name, = leftovers(folder)
        assert get(server, "/static/" + name).status == 404


def test_two_writers_never_tear_a_file(server, folder):
    """Files come whole, from one writer or the other, with their own tag."""
    contents = [bytes([letter]) * 200000 for letter in b"abcdefgh"]
    put_file(server, "file", contents[0])
    stop, seen = threading.Event(), set()

    def write(content):
        for _ in range(6):
            assert put_file(server, "file", content).status == 204

    def read():
        while not stop.is_set():
            got = get(server, "/static/file")
            assert got.content in contents
            seen.add((got["ETag"], got.content[:1]))

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(c,)) for c in contents]
    for thread in [reader, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    reader.join()
    assert len({tag for tag, _ in seen}) == len(seen)
    assert not leftovers(folder)


def test_only_one_of_many_creates(server):
    results = []

    def create(i):
        results.append(put_file(server, "once", b"%d" % i,
                                "If-None-Match: *").status)

    threads = [threading.Thread(target=create, args=(i,)) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [201] + [412] * 11


def test_no_update_is_lost(server):
    """Many count up in one file; each that was told 204 counts."""
    put_file(server, "count", b"0")
    done = []

    def count():
        for _ in range(20):
            got = get(server, "/static/count")
            response = put_file(server, "count",
                                b"%d" % (int(got.content) + 1),
                                f"If-Match: {got['ETag']}")
            if response.status == 204:
                done.append(1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert int(get(server, "/static/count").content) == len(done) > 0


def test_delete(server, folder, put):
    put("file", b"x")
    response = ask(server, "DELETE", "/static/file")
    assert response.status == 204 and response.content == b""
    assert not (folder / "file").exists()
    for name in ("file", "none/file", ".hidden", "a%5cb"):
        assert ask(server, "DELETE", "/static/" + name).status == 404
    assert get(server, "/static/file").status == 404


def test_fifos_are_left_alone(server, folder):
    os.mkfifo(folder / "fifo")
    assert put_file(server, "fifo", b"x").status == 403
    assert ask(server, "DELETE", "/static/fifo").status == 403


def test_nothing_is_written_unless_asked_for(start, folder, put):
    put("file", b"x")
    server = start("--static", folder)
    for method, target in (("PUT", "/static/file"), ("DELETE", "/static/file"),
                           ("POST", "/static/"), ("PUT", "/static/new")):
        response = ask(server, method, target)
        assert response.status == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert (folder / "file").read_bytes() == b"x"


def test_methods(server):
    assert ask(server, "OPTIONS", "/static/x")["Allow"] == (
        "GET, HEAD, PUT, DELETE, OPTIONS")
    assert ask(server, "OPTIONS", "/static/")["Allow"] == (
        "GET, HEAD, POST, OPTIONS")
    assert ask(server, "OPTIONS", "*")["Allow"] == (
        "GET, HEAD, POST, PUT, DELETE, OPTIONS")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_may_not_be_written(server, folder):
    (folder / "sub").chmod(0o555)
    assert put_file(server, "sub/file", b"x").status == 403


def test_no_room_is_left(start, folder, h1d, tmp_path):
    """RLIMIT_FSIZE stands for a disk that is full."""
    script = tmp_path / "limited"
    script.write_text(f"#!/bin/sh\nulimit -f 64\ntrap '' XFSZ\nexec {h1d} \"$@\"\n")
    script.chmod(0o755)
    from h1d_client import Server
    server = Server(str(script), "--static", str(folder), "--writable")
    try:
        assert put_file(server, "file", b"x" * 200000).status == 507
        assert not leftovers(folder) and not (folder / "file").exists()
        assert put_file(server, "file", b"x" * 1000).status == 201
    finally:
        server.stop()
