"""Real clients store and remove files below a writable folder."""

import http.client
import json
import threading

import pytest

from h1d_origin import TIMEOUT, octets, run, write


@pytest.fixture
def server(start):
    return start("--writable")


@pytest.fixture
def told(curl):
    """What curl tells about an answer."""
    def one(*arguments, **how):
        done = curl("-o", "/dev/null", "-w",
                    '{"status": %{http_code}, "fields": %{header_json}, '
                    '"uploaded": %{size_upload}}', *arguments, **how)
        return json.loads(done.stdout)
    return one


@pytest.mark.parametrize("n", [0, 1, 3_000_000])
@pytest.mark.parametrize("source", ["file", "pipe"])
def test_curl_puts(told, server, tmp_path, source, n):
    sent = octets(n, n)
    file = write(tmp_path / "sent", sent)
    for status, sent in ((201, sent), (204, sent[::-1])):
        file.write_bytes(sent)
        # curl has a length for a file only; 7.88 sends no last chunk if an
        # empty one comes through a pipe.
        if source == "file" or n == 0:
            answer = told("-T", file, server.static("new.bin"))
        else:
            answer = told("-T", "-", server.static("new.bin"), stdin=sent)
        assert answer["status"] == status
        assert server.file("new.bin") == sent
    assert [p.name for p in server.folder.iterdir()] == ["new.bin"]


def test_curl_deletes(told, server):
    write(server.folder / "old", b"old")
    assert told("-X", "DELETE", server.static("old"))["status"] == 204
    assert not (server.folder / "old").exists()
    assert told("-X", "DELETE", server.static("old"))["status"] == 404


def test_not_writable(told, start, tmp_path):
    server = start()
    write(server.folder / "file", b"kept")
    answer = told("-T", write(tmp_path / "sent", b"x"), server.static("file"))
    assert answer["status"] == 405
    assert "PUT" not in answer["fields"]["allow"][0]
    assert told("-X", "DELETE", server.static("file"))["status"] == 405
    assert server.file("file") == b"kept"


def test_conditions(told, server, tmp_path):
    file = write(server.folder / "file", b"old")
    sent = write(tmp_path / "sent", b"new")
    url = server.static("file")
    tag = told(url)["fields"]["etag"][0]
    assert not tag.startswith("W/")

    def put(*fields):
        return told("-T", sent, *(a for f in fields for a in ("-H", f)),
                    url)["status"]

    assert put("If-None-Match: *") == 412
    assert put('If-Match: "another"') == 412
    assert put(f"If-None-Match: W/{tag}") == 412
    assert put("If-Unmodified-Since: Thu, 01 Jan 2015 00:00:00 GMT") == 412
    assert told("-X", "DELETE", "-H", 'If-Match: "x"', url)["status"] == 412
    assert file.read_bytes() == b"old"
    assert put(f"If-Match: {tag}") == 204
    assert file.read_bytes() == b"new"
    assert put(f"If-Match: {tag}") == 412
    file.unlink()
    assert put("If-Match: *") == 412 and not file.exists()
    assert put("If-None-Match: *") == 201 and file.exists()


def test_condition_before_the_content(told, server, tmp_path):
    """A client that waits for 100 (Continue) sends nothing in vain."""
    write(server.folder / "file", b"old")
    sent = write(tmp_path / "sent", octets("big", 2_000_000))
    wait = ["-H", "Expect: 100-continue", "--expect100-timeout", "100"]
    answer = told(*wait, "-H", "If-None-Match: *", "-T", sent,
                  server.static("file"))
    assert (answer["status"], answer["uploaded"]) == (412, 0)
    answer = told(*wait, "-T", sent, server.static("file"))
    assert (answer["status"], answer["uploaded"]) == (204, 2_000_000)
    assert server.file("file") == sent.read_bytes()


def test_part_of_a_file(told, server, tmp_path):
    """curl -C sends Content-Range."""
    write(server.folder / "file", b"0123456789")
    sent = write(tmp_path / "sent", b"0123456789abcdef")
    assert told("-C", "10", "-T", sent, server.static("file"))["status"] == 400
    assert server.file("file") == b"0123456789"


def test_content_coding(told, server, tmp_path):
    sent = write(tmp_path / "sent", b"\x1f\x8b")
    answer = told("-H", "Content-Encoding: gzip", "-T", sent,
                  server.static("file"))
    assert answer["status"] == 415
    assert "accept-encoding" in answer["fields"]
    assert not (server.folder / "file").exists()


@pytest.mark.parametrize("path", [
    "../outside", "%2e%2e/outside", "a/../../outside", "..%2foutside",
    "%2fetc%2foutside", ".hidden", "a%00b", "no/such/folder/file", ""])
def test_where_nothing_can_be_stored(told, server, tmp_path, path):
    before = sorted(tmp_path.rglob("*"))
    sent = write(tmp_path / "sent", b"x")
    answer = told("--path-as-is", "-X", "PUT", "--data-binary", f"@{sent}",
                  server.static(path))
    assert 400 <= answer["status"] < 500
    assert sorted(tmp_path.rglob("*")) == sorted([*before, sent])


def test_links_are_not_written_through(told, server, tmp_path):
    outside = write(tmp_path / "outside", b"kept")
    (server.folder / "link").symlink_to(outside)
    told("-T", write(tmp_path / "sent", b"x"), server.static("link"))
    told("-X", "DELETE", server.static("link"))
    assert outside.read_bytes() == b"kept"


def test_broken_upload_leaves_the_old_file(server):
    write(server.folder / "file", b"old")
    connection = http.client.HTTPConnection(*server.address, timeout=TIMEOUT)
    connection.putrequest("PUT", "/static/file")
    connection.putheader("Content-Length", "1000")
    connection.endheaders()
    connection.send(b"x" * 999)
    connection.sock.shutdown(1)
    assert connection.getresponse().status == 400
    connection.close()
    assert server.file("file") == b"old"
    assert [p.name for p in server.folder.iterdir()] == ["file"]


def test_one_of_many_wins(server):
    """All say that the file must be what it was: one alone may be right."""
    n = 20
    write(server.folder / "file", b"old")
    connections = [http.client.HTTPConnection(*server.address, timeout=TIMEOUT)
                   for _ in range(n)]
    connections[0].request("HEAD", "/static/file")
    response = connections[0].getresponse()
    response.read()
    tag = response.getheader("ETag")
    barrier = threading.Barrier(n, timeout=TIMEOUT)
    statuses = [None] * n

    def put(i):
        one = connections[i]
        one.putrequest("PUT", "/static/file")
        one.putheader("If-Match", tag)
        one.putheader("Content-Length", "3")
        one.endheaders()
        one.send(b"%02d" % i)
        barrier.wait()
        one.send(b".")
        statuses[i] = one.getresponse().status

    threads = [threading.Thread(target=put, args=[i]) for i in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TIMEOUT)
    for one in connections:
        one.close()
    assert sorted(statuses) == [204] + [412] * (n - 1)
    assert server.file("file") == b"%02d." % statuses.index(204)


@pytest.mark.parametrize("names", [["a.txt"], ["a.txt", "b.bin"]])
def test_curl_sends_a_form(told, server, tmp_path, names):
    (server.folder / "into").mkdir()
    sent = {name: octets(name, 100_000) for name in names}
    parts = [a for name in names for a in
             ("-F", f"file=@{write(tmp_path / name, sent[name])}")]
    answer = told("-F", "comment=none", *parts, server.static("into/"))
    assert answer["status"] in (200, 201, 303)
    assert answer["fields"]["location"][0].startswith("/static/into/")
    for name in names:
        assert server.file(f"into/{name}") == sent[name]


def test_wget_puts(wget, server, tmp_path):
    sent = write(tmp_path / "sent", octets("wget", 100_000))
    wget("--method=PUT", f"--body-file={sent}", server.static("file"),
         cwd=tmp_path)
    assert server.file("file") == sent.read_bytes()


def test_python_puts_in_chunks(server):
    connection = http.client.HTTPConnection(*server.address, timeout=TIMEOUT)
    parts = [octets(i, 10_000) for i in range(100)]
    connection.request("PUT", "/static/file", body=iter(parts),
                       encode_chunked=True,
                       headers={"Transfer-Encoding": "chunked"})
    response = connection.getresponse()
    assert (response.status, response.read()[:4]) == (201, b"201 ")
    connection.request("GET", "/static/file")
    assert connection.getresponse().read() == b"".join(parts)
    connection.close()


def test_node_puts_two_hundred_at_once(program, server, tmp_path):
    script = write(tmp_path / "script.js", b"""
        const origin = process.argv[2];
        const put = async (i) => (await fetch(origin + '/static/' + i,
            {method: 'PUT', body: `content ${i}`})).status;
        Promise.all([...Array(200).keys()].map(put)).then(
            (all) => console.log(JSON.stringify([...new Set(all)])));
    """)
    done = run(program("node"), script, server.url)
    assert json.loads(done.stdout) == [201]
    for i in range(200):
        assert server.file(str(i)) == b"content %d" % i
