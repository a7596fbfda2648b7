"""What real clients see of a folder: listing, variants, codings, ranges in
several parts, the log, threads."""

import email
import gzip
import html.parser
import http.client
import json
import re

import pytest

from h1d_origin import TIMEOUT, octets, write

LOG_LINE = re.compile(
    r'127\.0\.0\.1 - - \[[0-3][0-9]/[A-Z][a-z]{2}/20[0-9]{2}'
    r'(?::[0-5][0-9]){3} [+-][0-9]{4}\] "([^"]*)" ([1-5][0-9]{2}) ([0-9]+|-)')


@pytest.fixture
def ask(curl, tmp_path):
    """Status, fields and content of an answer."""
    def ask_one(*arguments):
        content = tmp_path / "content"
        content.unlink(missing_ok=True)
        done = curl("-o", content, "-w",
                    '{"status": %{http_code}, "fields": %{header_json}}',
                    *arguments)
        told = json.loads(done.stdout)
        return (told["status"],
                {name: ", ".join(v) for name, v in told["fields"].items()},
                content.read_bytes() if content.exists() else b"")
    return ask_one


def test_several_ranges(ask, origin):
    whole = origin.file("large.bin")
    status, fields, content = ask("-r", "0-9,1000-1999,-5",
                                  origin.static("large.bin"))
    assert status == 206 and "content-range" not in fields
    message = email.message_from_bytes(
        f"Content-Type: {fields['content-type']}\r\n\r\n".encode() + content)
    assert message.get_content_type() == "multipart/byteranges"
    assert [(p["Content-Range"], p.get_payload(decode=True))
            for p in message.get_payload()] == [
        ("bytes 0-9/5000000", whole[:10]),
        ("bytes 1000-1999/5000000", whole[1000:2000]),
        ("bytes 4999995-4999999/5000000", whole[-5:])]


def test_ranges_that_are_one(ask, origin):
    status, fields, content = ask("-r", "0-9,5-19", origin.static("large.bin"))
    assert status == 206 and content == origin.file("large.bin")[:20]
    assert fields["content-range"] == "bytes 0-19/5000000"


def test_compressed_file(ask, start):
    server = start()
    text = b"some text\n" * 1000
    write(server.folder / "page.html", text)
    write(server.folder / "page.html.gz", gzip.compress(text))
    url = server.static("page.html")
    status, plain, content = ask(url)
    assert (status, content) == (200, text)
    assert "content-encoding" not in plain
    status, coded, content = ask("--compressed", url)
    assert (status, content) == (200, text)
    assert coded["content-encoding"] == "gzip"
    assert coded["content-type"] == plain["content-type"]
    assert coded["etag"] != plain["etag"]
    for fields in plain, coded:
        assert "accept-encoding" in fields["vary"].lower()
    status, fields, _ = ask("--compressed", "-H",
                            f"If-None-Match: {coded['etag']}", url)
    assert status == 304 and fields["etag"] == coded["etag"]
    assert fields["vary"] == coded["vary"]
    assert ask("-H", "Accept-Encoding: gzip;q=0", url)[2] == text
    status, fields, content = ask("-H", "Accept-Encoding: gzip", "-r", "0-1",
                                  url)
    assert (status, content) == (206, b"\x1f\x8b")


def test_variants(ask, start):
    server = start("--variants")
    for name in ("page.en.html", "page.de.html", "page.en.txt"):
        write(server.folder / name, name.encode())
    url = server.static("page")
    status, fields, content = ask("-H", "Accept-Language: de, en;q=0.5",
                                  "-H", "Accept: text/html", url)
    assert (status, content) == (200, b"page.de.html")
    assert fields["content-language"] == "de"
    assert {"accept", "accept-language"} <= set(
        re.split(", *", fields["vary"].lower()))
    status, _, content = ask("-H", "Accept: text/plain", url)
    assert (status, content) == (200, b"page.en.txt")
    # What is not named is better than nothing, what is forbidden is not.
    assert ask("-H", "Accept: image/png", url)[0] == 200
    status, fields, content = ask("-H", "Accept: text/*;q=0", url)
    assert status == 406 and b"page.en.html" in content
    assert "accept" in fields["vary"].lower()


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.all = []

    def handle_starttag(self, tag, attributes):
        self.all += [v for n, v in attributes if n == "href"]


STRANGE = ["a b", "ä", "100%", "q?x=1", "#1", "<b>", '"quoted"', "a&amp;b",
           "x:y", "'", "a;b", "\x7f"]


def test_listing(ask, start):
    server = start("--listing")
    for name in STRANGE:
        write(server.folder / f"files/{name}", name.encode())
    write(server.folder / "files/.hidden", b"hidden")
    (server.folder / "files/folder").mkdir()
    status, fields, content = ask("-L", server.static("files"))
    assert status == 200 and fields["content-type"].startswith("text/html")
    assert b".hidden" not in content and b"<b>" not in content
    links = Links()
    links.feed(content.decode())
    found = []
    for link in links.all:
        if link.startswith((".", "/", "?", "http")):
            continue
        found.append(ask("-L", server.static(f"files/{link}"))[2].decode())
    assert set(STRANGE) <= set(found)
    length = ask("-I", server.static("files/"))[1]["content-length"]
    assert length == str(len(ask(server.static("files/"))[2]))


@pytest.mark.parametrize("path", ["files", "files?a=b", "/files"])
def test_where_a_folder_is(ask, start, path):
    """Never at another host."""
    server = start("--listing")
    write(server.folder / "files/file", b"x")
    status, fields, _ = ask("--path-as-is", server.static(path))
    if path == "/files":
        assert status == 404
        return
    assert status in (301, 308)
    assert fields["location"] == "/static/" + path.replace("files", "files/")


def test_mirror_of_a_listing(wget, start, tmp_path):
    server = start("--listing")
    for name in ("a", "b c", "d/e", "d/f/g"):
        write(server.folder / name, name.encode())
    wget("-r", "-np", "-nH", "--cut-dirs=1", server.static(""), cwd=tmp_path)
    for name in ("a", "b c", "d/e", "d/f/g"):
        assert (tmp_path / name).read_bytes() == name.encode()


def test_cache_control(ask, start):
    server = start("--cache-control", "max-age=60, public")
    write(server.folder / "file", b"x")
    _, fields, _ = ask(server.static("file"))
    assert fields["cache-control"] == "max-age=60, public"
    status, fields, _ = ask("-H", f"If-None-Match: {fields['etag']}",
                            server.static("file"))
    assert status == 304 and fields["cache-control"] == "max-age=60, public"


def test_trace(ask, start):
    server = start("--trace")
    status, fields, content = ask("-X", "TRACE", "-H", "X-Mine: 1", "-H",
                                  "Cookie: secret", "-u", "me:secret",
                                  server.url + "/?thing")
    assert status == 200 and fields["content-type"] == "message/http"
    lines = content.split(b"\r\n")
    assert lines[0] == b"TRACE /?thing HTTP/1.1"
    assert b"X-Mine: 1" in lines
    assert b"secret" not in content and b"Authorization" not in content


def test_links(ask, start):
    server = start("--follow-links")
    write(server.folder / "file", b"inside")
    write(server.folder.parent / "outside", b"outside")
    (server.folder / "link").symlink_to("file")
    (server.folder / "away").symlink_to("../outside")
    assert ask(server.static("link"))[::2] == (200, b"inside")
    assert ask(server.static("away"))[0] == 404


def test_log(curl, start, tmp_path):
    log = tmp_path / "access.log"
    server = start("--log", log)
    write(server.folder / "file", b"0123456789")
    url = server.static("file")
    curl("-o", "/dev/null", url, "-o", "/dev/null", url + "?q")
    curl("-I", url)
    curl("-r", "2-4", url)
    curl("-X", "BREW", url)
    curl("-g", "--path-as-is", server.url + "/a'b\\%22")
    connection = http.client.HTTPConnection(*server.address, timeout=TIMEOUT)
    connection.connect()
    connection.sock.sendall(b'GET /"\x1b[0m\xff HTTP/1.1\r\n\r\n')
    assert connection.sock.recv(12) == b"HTTP/1.1 400"
    connection.close()
    server.stop()
    lines = log.read_text("ascii").splitlines()
    told = []
    for line in lines:
        match = LOG_LINE.match(line)
        assert match, line
        told.append((match[1], int(match[2]), match[3]))
    assert told[:5] == [
        ("GET /static/file HTTP/1.1", 200, "10"),
        ("GET /static/file?q HTTP/1.1", 200, "10"),
        ("HEAD /static/file HTTP/1.1", 200, told[2][2]),
        ("GET /static/file HTTP/1.1", 206, "3"),
        ("BREW /static/file HTTP/1.1", 501, told[4][2])]
    assert told[2][2] in ("-", "0")
    assert [status for _, status, _ in told[5:]] == [400, 400]
    assert all(" " <= octet <= "~" for line in lines for octet in line)


def test_threads(curl, start, tmp_path):
    server = start("--threads", "4")
    for i in range(200):
        write(server.folder / f"{i}", octets(i, 10_000 + i))
    curl("-Z", "--parallel-immediate", "--parallel-max", 200,
         "-o", tmp_path / "part#1", server.static("[0-199]"))
    for i in range(200):
        assert (tmp_path / f"part{i}").read_bytes() == server.file(str(i))
