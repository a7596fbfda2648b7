"""Ranges of files (RFC 9110, section 14)."""

import os

import pytest

from site_client import ask, get, parts

CONTENT = bytes(range(256)) * 16
N = len(CONTENT)
FILE = "/static/file.bin"


@pytest.fixture
def server(start, folder, put):
    put("file.bin", CONTENT)
    put("page.html", CONTENT)
    return start("--static", folder)


@pytest.mark.parametrize("value, ranges", [
    ("0-0,-1", [(0, 0), (N - 1, N - 1)]),
    ("-1 ,, 0-9", [(N - 1, N - 1), (0, 9)]),
    ("500-600,0-9,9999-,700-709", [(500, 600), (0, 9), (700, 709)]),
    ("500-600,0-9,300-301,10-19", [(500, 600), (0, 19), (300, 301)]),
])
def test_several_ranges(server, value, ranges):
    whole = get(server, FILE)
    response = get(server, FILE, f"Range: bytes={value}")
    assert response.status == 206
    found = parts(response)
    assert [p.fields["Content-Range"] for p in found] == [
        f"bytes {first}-{last}/{N}" for first, last in ranges]
    assert [p.content for p in found] == [
        CONTENT[first:last + 1] for first, last in ranges]
    assert {p.fields["Content-Type"] for p in found} == {
        whole["Content-Type"]}
    for name in ("ETag", "Last-Modified", "Cache-Control"):
        assert response[name] and response[name] == whole[name]


def test_parts_have_the_type_of_the_file(server):
    response = get(server, "/static/page.html", "Range: bytes=0-1,5-6")
    assert [p.fields["Content-Type"] for p in parts(response)] == [
        "text/html; charset=utf-8"] * 2


def test_boundary_is_never_the_same(server):
    types = {get(server, FILE, "Range: bytes=0-1,5-6")["Content-Type"]
             for _ in range(3)}
    assert len(types) == 3


@pytest.mark.parametrize("value, first, last", [
    ("0-9,10-19", 0, 19), ("5-9,0-6", 0, 9), ("0-0,99999-", 0, 0),
    (",7-7,", 7, 7)])
def test_what_becomes_one_is_no_multipart(server, value, first, last):
    response = get(server, FILE, f"Range: bytes={value}")
    assert response.status == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{N}"
    assert response.content == CONTENT[first:last + 1]


@pytest.mark.parametrize("value", [
    "0-" + ",0-" * 1000, "0-10,5-15,12-20", "0-2000,2002-",
    ",".join(f"{i * 9}-{i * 9}" for i in range(40)), "0-1,3-2", "0-1,x"])
def test_sets_that_are_passed_over(server, value):
    response = get(server, FILE, f"Range: bytes={value}")
    assert response.status == 200 and response.content == CONTENT


def test_set_out_of_the_file(server):
    response = get(server, FILE, "Range: bytes=9999-,10000-10001")
    assert response.status == 416
    assert response["Content-Range"] == f"bytes */{N}"


def test_ranges_of_a_list_over_two_lines_do_not_count(server):
    response = get(server, FILE, "Range: bytes=0-0", "Range: bytes=5-5")
    assert response.status == 200


def test_if_range(server):
    whole = get(server, FILE)
    for value, status in ((whole["ETag"], 206), ('"a"', 200),
                          (whole["Last-Modified"], 206),
                          ("W/" + whole["ETag"], 200),
                          ("Sun, 06 Nov 1994 08:49:37 GMT", 200)):
        response = get(server, FILE, "Range: bytes=0-0",
                       f"If-Range: {value}")
        assert response.status == status
        if status == 206:
            # RFC 9110, section 15.3.7: the client has them already
            for name in ("Content-Type", "Last-Modified"):
                assert response[name] is None
            assert response["ETag"] == whole["ETag"]
            assert response["Cache-Control"] == whole["Cache-Control"]


def test_if_range_and_several_ranges(server):
    whole = get(server, FILE)
    response = get(server, FILE, "Range: bytes=0-0,5-5",
                   f"If-Range: {whole['ETag']}")
    assert [p.content for p in parts(response)] == [CONTENT[:1], CONTENT[5:6]]
    assert response["Last-Modified"] is None
    assert response["ETag"] == whole["ETag"]


def test_single_range_tells_what_the_whole_tells(server):
    whole = get(server, FILE)
    part = get(server, FILE, "Range: bytes=1-2")
    for name in ("Content-Type", "Last-Modified", "ETag", "Accept-Ranges",
                 "Cache-Control", "Vary"):
        assert part[name] == whole[name]


def test_head_has_no_ranges(server):
    response = ask(server, "HEAD", FILE, "Range: bytes=0-0,5-5")
    assert response.status == 200 and response["Content-Length"] == str(N)


def resident(pid):
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_large_file_takes_no_memory(start, folder, monkeypatch):
    monkeypatch.setenv("ASAN_OPTIONS", "quarantine_size_mb=1")
    size = 200 << 20
    with open(folder / "large.bin", "wb") as file:
        file.truncate(size)
        for at in (0, 100 << 20, size - 5):
            file.seek(at)
            file.write(b"mark\n")
    os.utime(folder / "large.bin", (1, 1))
    server = start("--static", folder)
    get(server, "/static/large.bin", "Range: bytes=0-4")
    before = resident(server.process.pid)
    response = get(server, "/static/large.bin",
                   f"Range: bytes=0-4,{100 << 20}-{(100 << 20) + 4},-5")
    assert [p.content for p in parts(response)] == [b"mark\n"] * 3
    response = get(server, "/static/large.bin", "Range: bytes=0-1,5-60000000")
    assert [len(p.content) for p in parts(response)] == [2, 60000000 - 4]
    response = get(server, "/static/large.bin", f"Range: bytes={150 << 20}-")
    assert len(response.content) == 50 << 20
    assert resident(server.process.pid) - before < 16 << 20


def test_a_file_that_shrinks_is_not_completed(start, folder):
    file = folder / "file"
    with open(file, "wb") as one:
        one.truncate(64 << 20)
    server = start("--static", folder)
    with server.connect(receive_buffer=4096) as client:
        client.send(b"GET /static/file HTTP/1.1\r\nHost: h\r\n"
                    b"Range: bytes=0-0,2-60000000\r\n\r\n")
        client.head()
        os.truncate(file, 10)
        n = len(client.octets)
        try:
            while client.more():
                n += len(client.take(1 << 20))
        except ConnectionResetError:
            pass
        assert n < 60000000
