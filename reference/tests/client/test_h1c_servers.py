"""h1c and real servers: what goes up and comes down is compared, octet by
octet."""

import os
import random
import re
import tempfile
from pathlib import Path

import pytest

import h1c_servers as servers

SIZES = [0, 1, 8191, 8192, 8193, 1_000_000, 20_000_000]
KINDS = {"nginx": servers.Nginx, "apache": servers.Apache,
         "node": servers.Node, "python-1.0": servers.Python,
         "python-1.1": servers.Python11}
RESUMING = [name for name, kind in KINDS.items() if kind.resumes]


@pytest.fixture(scope="module")
def started():
    """Starts each server when it is needed first. Not in the folders of pytest,
    which are closed to the users that some servers become."""
    running = {}

    with tempfile.TemporaryDirectory() as top:
        Path(top).chmod(0o755)

        def start(name):
            if name not in running:
                try:
                    running[name] = KINDS[name](Path(top) / name)
                except servers.Missing as missing:
                    pytest.skip(str(missing))
            return running[name]

        yield start
        for server in running.values():
            server.stop()


def octets(size):
    return random.Random(size).randbytes(size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", KINDS)
def test_down(h1c, started, name, size):
    server = started(name)
    content = octets(size)
    (server.folder / f"down-{size}").write_bytes(content)
    assert h1c("-O", server.url(f"down-{size}")) == (0, b"", "")
    assert h1c.file(f"down-{size}") == content
    assert h1c(server.url(f"down-{size}")) == (0, content, "")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("how", ["length", "chunked", "pipe"])
@pytest.mark.parametrize("name", KINDS)
def test_up(h1c, started, name, how, size):
    server = started(name)
    content = octets(size)
    (h1c.folder / "up").write_bytes(content)
    target = f"up-{how}-{size}"
    more = {"length": [], "chunked": ["--chunked"], "pipe": []}[how]
    source = "-" if how == "pipe" else "up"
    status, _, err = h1c("-f", *more, "-T", source, server.url(target),
                         input=content if how == "pipe" else b"")
    assert status == 0, err
    assert (server.folder / target).read_bytes() == content


@pytest.mark.parametrize("name", KINDS)
def test_several_and_what_is_not_there(h1c, started, name):
    server = started(name)
    for i in range(3):
        (server.folder / f"several-{i}").write_bytes(b"%d" % i)
    urls = [server.url(f"several-{i}") for i in range(3)]
    status, out, err = h1c("-v", *urls)
    assert (status, out) == (0, b"012")
    again = err.count("the connection is used again")
    assert again == (0 if name == "python-1.0" else 2)
    assert h1c("-f", server.url("nothing"))[0] == 11


@pytest.mark.parametrize("name", RESUMING)
def test_going_on_after_a_cut(h1c, started, name):
    server = started(name)
    content = octets(3_000_000)
    file = server.folder / "resumed"
    file.write_bytes(content)
    # changed a while ago: then the validator is a strong one
    os.utime(file, (1_600_000_000, 1_600_000_000))
    url = server.url("resumed")
    head = h1c("-I", url)[1].decode("latin-1")
    etag = re.search(r'(?im)^etag: ("[^"]*")\r$', head)[1]
    (h1c.folder / "file.part").write_bytes(content[:1_234_567])
    (h1c.folder / "file.part.info").write_text(f"h1c 1\n{url}\n{etag}\n")
    status, out, err = h1c("-v", "-C", "-o", "file", url)
    assert (status, out) == (0, b"")
    assert "> Range: bytes=1234567-\n" in err and "< HTTP/1.1 206" in err
    assert h1c.file("file") == content
    # and once more, complete
    assert h1c("-C", "-o", "file", url) == (0, b"", "")
    assert h1c.file("file") == content
    # now it is another one
    file.write_bytes(content[:100])
    (h1c.folder / "file.part").write_bytes(content[:1_234_567])
    (h1c.folder / "file.part.info").write_text(f"h1c 1\n{url}\n{etag}\n")
    assert h1c("-C", "-o", "file", url)[0] == 0
    assert h1c.file("file") == content[:100]


@pytest.mark.parametrize("name", ["node", "python-1.1"])
def test_going_on_where_there_is_no_range(h1c, started, name):
    server = started(name)
    content = octets(10000)
    (server.folder / "whole").write_bytes(content)
    (h1c.folder / "file").write_bytes(content[:100])
    assert h1c("-C", "-o", "file", server.url("whole"))[0] == 0
    assert h1c.file("file") == content


# Our own

@pytest.fixture(scope="module", params=["http", "https"])
def h1d(request, h1d_program, tmp_path_factory):
    server = servers.H1d(h1d_program, tmp_path_factory.mktemp("h1d"),
                         request.param == "https")
    yield server
    server.stop()


@pytest.fixture
def h1c_h1d(h1c, h1d):
    """h1c that trusts that h1d, and nobody else."""
    trust = ["--ca", h1d.ca] if h1d.ca else []
    return lambda *arguments, **options: h1c(*trust, *arguments, **options)


@pytest.mark.parametrize("size", SIZES)
def test_down_from_h1d(h1c, h1c_h1d, h1d, size):
    content = octets(size)
    (h1d.folder / f"down-{size}").write_bytes(content)
    url = h1d.url(f"/static/down-{size}")
    assert h1c_h1d("-o", "file", url) == (0, b"", "")
    assert h1c.file("file") == content


@pytest.mark.parametrize("how", ["length", "chunked", "pipe"])
@pytest.mark.parametrize("size", [size for size in SIZES if size < 16 << 20])
def test_up_to_h1d(h1c, h1c_h1d, h1d, how, size):
    content = octets(size)
    (h1c.folder / "up").write_bytes(content)
    more = ["--chunked"] if how == "chunked" else []
    source = "-" if how == "pipe" else "up"
    status, _, err = h1c_h1d("-T", source, *more,
                             h1d.url(f"/static/up-{how}-{size}"),
                             input=content if how == "pipe" else b"")
    assert status == 0, err
    assert (h1d.folder / f"up-{how}-{size}").read_bytes() == content


@pytest.mark.parametrize("size", [0, 1, 8192, 1_000_000])
def test_echo_of_h1d(h1c, h1c_h1d, h1d, size):
    content = octets(size)
    (h1c.folder / "up").write_bytes(content)
    assert h1c_h1d("-X", "POST", "-T", "up", h1d.url("/echo")) == (
        0, content, "")


def test_going_on_with_h1d(h1c, h1c_h1d, h1d):
    content = octets(100000)
    file = h1d.folder / "resumed"
    file.write_bytes(content)
    os.utime(file, (1_600_000_000, 1_600_000_000))
    url = h1d.url("/static/resumed")
    head = h1c_h1d("-I", url)[1].decode("latin-1")
    etag = re.search(r'(?im)^etag: ("[^"]*")\r$', head)[1]
    (h1c.folder / "file.part").write_bytes(content[:5000])
    (h1c.folder / "file.part.info").write_text(f"h1c 1\n{url}\n{etag}\n")
    status, _, err = h1c_h1d("-v", "-C", "-o", "file", url)
    assert status == 0 and "< HTTP/1.1 206" in err
    assert h1c.file("file") == content


def test_codings_of_h1d(h1c_h1d, h1d):
    text = b"hello, this is a text\n" * 5000
    (h1d.folder / "text.txt").write_bytes(text)
    url = h1d.url("/static/text.txt")
    status, out, err = h1c_h1d("-v", "--compressed", url)
    assert (status, out) == (0, text)
    assert "\n> Accept-Encoding: gzip, deflate\n" in err


def test_expectation_and_refusal_of_h1d(h1c, h1c_h1d, h1d):
    (h1c.folder / "big").write_bytes(bytes(20_000_000))
    status, _, err = h1c_h1d("-v", "-X", "POST", "-T", "big",
                             h1d.url("/echo"))
    assert status == 11 and "< HTTP/1.1 413" in err
    assert "100 Continue" not in err


def test_several_from_h1d(h1c_h1d, h1d):
    (h1d.folder / "one").write_bytes(b"1")
    url = h1d.url("/static/one")
    status, out, err = h1c_h1d("-v", url, url, url)
    assert (status, out) == (0, b"111")
    assert err.count("the connection is used again") == 2


def test_deleting_at_h1d(h1c_h1d, h1d):
    (h1d.folder / "doomed").write_bytes(b"1")
    assert h1c_h1d("-f", "-X", "DELETE", h1d.url("/static/doomed"))[0] == 0
    assert not (h1d.folder / "doomed").exists()
