"""Content codings of files (RFC 9110, sections 8.4 and 12.5.3)."""

import gzip
import os
import zlib

import pytest

from h1d_client import request
from site_client import OLD, ask, get, read_to_end, vary

TEXT = b"".join(b"line %d of a text that is worth it\n" % i
                for i in range(2000))


@pytest.fixture
def server(start, folder, put):
    put("large.txt", TEXT)
    put("ready.html", TEXT)
    put("ready.html.gz", gzip.compress(TEXT, mtime=0), OLD + 1)
    put("ready.html.br", b"this stands for brotli")
    put("small.txt", b"small")
    put("image.png", TEXT)
    put("image.png.gz", b"never looked at")
    return start("--static", folder)


def test_nothing_is_coded_unasked(server):
    for lines in ([], ["Accept-Encoding: deflate"],
                  ["Accept-Encoding: gzip;q=0"], ["Accept-Encoding:"],
                  ["Accept-Encoding: gzip;q=1.5"]):
        response = get(server, "/static/large.txt", *lines)
        assert response.status == 200 and response.content == TEXT
        assert response["Content-Encoding"] is None
        assert response["Accept-Ranges"] == "bytes"
        assert vary(response) == {"accept-encoding"}


@pytest.mark.parametrize("value", ["gzip", "x-gzip", "GZIP;q=0.5, br",
                                   "*", "identity;q=0.5, gzip;q=0.6"])
def test_compression_as_it_is_sent(server, value):
    plain = get(server, "/static/large.txt")
    response = get(server, "/static/large.txt", f"Accept-Encoding: {value}")
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == TEXT
    assert len(response.content) < len(TEXT) // 4
    assert vary(response) == {"accept-encoding"}
    assert response["Accept-Ranges"] == "none"
    assert response["ETag"].startswith('W/"')
    assert response["ETag"] != "W/" + plain["ETag"]
    assert response["Last-Modified"] == plain["Last-Modified"]
    again = get(server, "/static/large.txt", f"Accept-Encoding: {value}",
                f"If-None-Match: {response['ETag']}")
    assert again.status == 304 and again["ETag"] == response["ETag"]
    assert vary(again) == {"accept-encoding"}


def test_validators_of_codings_differ(server):
    plain = get(server, "/static/large.txt")
    for lines in (["Accept-Encoding: gzip", f"If-None-Match: {plain['ETag']}"],
                  ["If-None-Match: \"x\""]):
        assert get(server, "/static/large.txt", *lines).status == 200


def test_head_says_the_same(server):
    for target in ("/static/large.txt", "/static/ready.html"):
        for value in ("gzip", "br", "identity"):
            got = get(server, target, f"Accept-Encoding: {value}")
            head = ask(server, "HEAD", target, f"Accept-Encoding: {value}")
            assert ([f for f in head.fields if f[0] != "Date"] ==
                    [f for f in got.fields if f[0] != "Date"])


def test_compression_for_http_1_0(server):
    with server.connect() as client:
        client.send(b"GET /static/large.txt HTTP/1.0\r\n"
                    b"Accept-Encoding: gzip\r\n\r\n")
        lines = client.head()
        assert b"Transfer-Encoding: chunked" not in lines
        assert gzip.decompress(read_to_end(client)) == TEXT


def test_ranges_are_of_the_plain_content(server):
    response = get(server, "/static/large.txt", "Accept-Encoding: gzip",
                   "Range: bytes=0-9")
    assert response.status == 206 and response.content == TEXT[:10]
    assert response["Content-Encoding"] is None


def test_what_does_not_pay_is_left(server):
    for target in ("/static/small.txt", "/static/image.png"):
        response = get(server, target, "Accept-Encoding: gzip")
        assert response["Content-Encoding"] is None
    assert get(server, "/static/image.png")["Vary"] is None


@pytest.mark.parametrize("value, coding", [
    ("gzip", "gzip"), ("br", "br"), ("gzip, br", "br"), ("gzip, br;q=0.9", "gzip"),
    ("zstd, br", "br"), ("identity, gzip;q=0.1", None), ("*", "br"),
    ("identity;q=0.1, gzip;q=0.2", "gzip")])
def test_what_stands_ready(server, folder, value, coding):
    response = get(server, "/static/ready.html", f"Accept-Encoding: {value}")
    name = {"gzip": "ready.html.gz", "br": "ready.html.br",
            None: "ready.html"}[coding]
    assert response["Content-Encoding"] == coding
    assert response.content == (folder / name).read_bytes()
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert vary(response) == {"accept-encoding"}
    assert response["Accept-Ranges"] == "bytes"
    assert not response["ETag"].startswith("W/")


def test_tags_of_what_stands_ready_differ(server):
    tags = {get(server, "/static/ready.html",
                f"Accept-Encoding: {value}")["ETag"]
            for value in ("gzip", "br", "identity")}
    assert len(tags) == 3


def test_ranges_of_what_stands_ready(server, folder):
    response = get(server, "/static/ready.html", "Accept-Encoding: gzip",
                   "Range: bytes=3-12")
    assert response.status == 206 and response["Content-Encoding"] == "gzip"
    assert response.content == (folder / "ready.html.gz").read_bytes()[3:13]


def test_what_is_out_of_date_is_not_used(start, folder, put):
    put("a.html", TEXT, OLD + 10)
    put("a.html.gz", gzip.compress(b"old"))
    response = get(start("--static", folder), "/static/a.html",
                   "Accept-Encoding: gzip")
    assert gzip.decompress(response.content) == TEXT


def test_coded_files_by_their_own_name(server):
    response = get(server, "/static/ready.html.gz", "Accept-Encoding: gzip")
    assert response["Content-Encoding"] is None
    assert response["Content-Type"] == "application/gzip"


@pytest.mark.parametrize("target, value, status", [
    ("/static/small.txt", "identity;q=0", 406),
    ("/static/small.txt", "*;q=0", 406),
    ("/static/image.png", "identity;q=0, gzip", 406),
    ("/static/small.txt", "identity;q=0, gzip", 200),
    ("/static/ready.html", "identity;q=0, br", 200),
    ("/static/small.txt", "identity;q=0.001, *;q=0", 200)])
def test_when_identity_is_forbidden(server, target, value, status):
    response = get(server, target, f"Accept-Encoding: {value}")
    assert response.status == status
    if status == 406:
        assert target.rsplit("/", 1)[1].encode() in response.content
        assert vary(response) == {"accept-encoding"}
    elif "0.001" not in value:
        assert response["Content-Encoding"] in ("gzip", "br")


def test_stream_is_cut_where_it_should_be(server):
    """Not one octet behind the end of the compressed stream."""
    response = get(server, "/static/large.txt", "Accept-Encoding: gzip")
    stream = zlib.decompressobj(31)
    stream.decompress(response.content)
    assert stream.eof and not stream.unused_data


def test_compression_keeps_to_its_memory(start, folder, put):
    """Where no memory is left for it, the content comes as it is."""
    put("large.txt", TEXT)
    server = start("--static", folder, "--max-memory", "100000")
    response = get(server, "/static/large.txt", "Accept-Encoding: gzip")
    assert response.status == 200 and response.content == TEXT
    assert response["Content-Encoding"] is None


def test_many_at_once(server):
    """Streams of several clients do not mix."""
    clients = [server.connect(receive_buffer=2048) for _ in range(8)]
    for client in clients:
        client.send(request("GET", "/static/large.txt",
                            "Accept-Encoding: gzip", "Connection: close"))
    for client in clients:
        with client:
            client.head()
            octets = read_to_end(client)
        content = b""
        while octets:
            size, rest = octets.split(b"\r\n", 1)
            content += rest[:int(size, 16)]
            octets = rest[int(size, 16) + 2:]
        assert gzip.decompress(content) == TEXT


def test_size_of_the_largest_that_is_compressed(start, folder):
    for name, size in (("a.txt", 4 << 20), ("b.txt", (4 << 20) + 1)):
        with open(folder / name, "wb") as file:
            file.truncate(size)
        os.utime(folder / name, (1, 1))
    server = start("--static", folder)
    response = get(server, "/static/a.txt", "Accept-Encoding: gzip")
    assert gzip.decompress(response.content) == bytes(4 << 20)
    response = get(server, "/static/b.txt", "Accept-Encoding: gzip")
    assert response["Content-Encoding"] is None
