"""curl talks to h1d."""

import json
import re

import pytest

from h1d_origin import LONG_AGO, octets, write

PARTS = 200


@pytest.fixture
def told(curl, tmp_path):
    """Runs curl; gives the content and what curl tells about the transfer."""
    def tell(*arguments, **how):
        content = tmp_path / "content"
        content.unlink(missing_ok=True)
        done = curl("-w", "%{json}", "-o", content, *arguments, **how)
        octets = content.read_bytes() if content.exists() else b""
        return octets, json.loads(done.stdout)
    return tell


def test_get(told, origin):
    content, info = told(origin.static("large.bin"))
    assert info["response_code"] == 200 and info["http_version"] == "1.1"
    assert content == origin.file("large.bin")
    assert told(origin.static("empty.bin"))[0] == b""


def test_head(curl, origin):
    head = curl("-I", origin.static("large.bin")).stdout.decode()
    assert head.startswith("HTTP/1.1 200 OK\r\n")
    assert "\r\nContent-Length: 5000000\r\n" in head
    got = curl("-D", "-", "-o", "/dev/null", origin.static("large.bin"))
    without_date = [re.sub("Date: .*", "", h)
                    for h in (head, got.stdout.decode())]
    assert without_date[0] == without_date[1]


@pytest.mark.parametrize("asked, first, end", [
    ("0-99", 0, 100), ("4999990-", 4999990, 5000000), ("-7", 4999993, 5000000),
    ("100-18446744073709551615", 100, 5000000), ("0-0", 0, 1)])
def test_range(told, origin, asked, first, end):
    content, info = told("-r", asked, origin.static("large.bin"))
    assert info["response_code"] == 206
    assert content == origin.file("large.bin")[first:end]


def test_range_that_is_not_there(told, origin):
    _, info = told("-r", "5000000-", origin.static("large.bin"))
    assert info["response_code"] == 416


@pytest.mark.parametrize("n", [1, 1000, 4_999_999])
def test_continue(curl, origin, tmp_path, n):
    whole = origin.file("large.bin")
    file = write(tmp_path / "got", whole[:n])
    done = curl("-C", "-", "-o", file, "-w", "%{http_code} %{size_download}",
                origin.static("large.bin"))
    assert done.stdout == b"206 %d" % (len(whole) - n)
    assert file.read_bytes() == whole


def test_nothing_to_continue(curl, origin, tmp_path):
    file = write(tmp_path / "got", origin.file("large.bin"))
    done = curl("-C", "-", "-o", file, "-w", "%{http_code}",
                origin.static("large.bin"), status=None)
    assert done.stdout == b"416"
    assert file.read_bytes() == origin.file("large.bin")


# curl 7.88 sends no last chunk for an empty file.
@pytest.mark.parametrize("n, chunked", [
    (0, False), (1, False), (100_000, False), (3_000_000, False), (1, True),
    (100_000, True), (3_000_000, True)])
def test_upload(told, origin, tmp_path, n, chunked):
    file = write(tmp_path / "upload", octets(n, n))
    content, info = told("-X", "POST", "-T", file, "-H",
                         "Transfer-Encoding: chunked" if chunked else "X: y",
                         f"{origin.url}/echo")
    assert info["response_code"] == 200
    assert content == file.read_bytes()


def test_upload_from_a_pipe(told, origin):
    sent = octets("pipe", 500_000)
    content, _ = told("-X", "POST", "-T", "-", f"{origin.url}/echo", stdin=sent)
    assert content == sent


def test_expectation_is_met(told, curl, origin, tmp_path):
    """curl would wait for longer than its time for all."""
    sent = octets("expect", 2_000_000)
    file = write(tmp_path / "upload", sent)
    wait = ["-H", "Expect: 100-continue", "--expect100-timeout", "100"]
    content, info = told(*wait, "-X", "POST", "-T", file, f"{origin.url}/echo")
    assert info["response_code"] == 200 and content == sent
    trace = curl(*wait, "-v", "-o", "/dev/null", "-X", "POST", "-T", file,
                 f"{origin.url}/echo").stderr.decode()
    assert "< HTTP/1.1 100 Continue" in trace


def test_expectation_is_refused(told, origin, tmp_path):
    file = write(tmp_path / "upload", octets("refused", 2_000_000))
    content, info = told("-H", "Expect: 100-continue", "--expect100-timeout",
                         "100", "--data-binary", f"@{file}", origin.url)
    assert info["response_code"] == 405 and content
    assert info["size_upload"] == 0


def test_other_expectation(told, origin):
    _, info = told("-H", "Expect: the-worst", "-d", "x", f"{origin.url}/echo")
    assert info["response_code"] == 417


def test_if_modified_since(told, origin, tmp_path):
    url = origin.static("text.txt")
    same = write(tmp_path / "same", b"")
    older = write(tmp_path / "older", b"", LONG_AGO - 1)
    assert told("-z", same, url)[1]["response_code"] == 304
    content, info = told("-z", older, url)
    assert info["response_code"] == 200
    assert content == origin.file("text.txt")
    assert told("-z", "Fri, 01 Jan 2100 00:00:00 GMT",
                url)[1]["response_code"] == 304
    # With a "-" in front it is If-Unmodified-Since.
    assert told("-z", "-Thu, 01 Jan 2015 00:00:00 GMT",
                url)[1]["response_code"] == 412
    assert told("-z", "-Fri, 01 Jan 2100 00:00:00 GMT",
                url)[1]["response_code"] == 200


def test_entity_tags(told, origin, tmp_path):
    tag = tmp_path / "tag"
    url = origin.static("text.txt")
    content, info = told("--etag-save", tag, url)
    assert content == origin.file("text.txt") and tag.read_bytes()
    content, info = told("--etag-compare", tag, url)
    assert (info["response_code"], content) == (304, b"")
    tag.write_text('"another"\n')
    content, info = told("--etag-compare", tag, url)
    assert info["response_code"] == 200
    assert content == origin.file("text.txt")


def test_keep_alive(curl, origin):
    url = origin.static("text.txt")
    done = curl("-w", "\n%{num_connects} %{http_code}\n",
                *["-o", "/dev/null", url] * 20)
    lines = done.stdout.decode().split("\n")[1::2]
    assert lines == ["1 200"] + ["0 200"] * 19


def test_two_hundred_at_once(curl, origin, tmp_path):
    done = curl("-Z", "--parallel-immediate", "--parallel-max", PARTS,
                "-w", "%{http_code} %{num_connects}\n",
                "-o", tmp_path / "part#1",
                origin.static(f"parts/[0-{PARTS - 1}]"))
    assert done.stdout.count(b"200 ") == PARTS
    for i in range(PARTS):
        assert (tmp_path / f"part{i}").read_bytes() == b"part %d\n" % i


def test_http_1_0(told, curl, origin):
    content, info = told("--http1.0", origin.static("text.txt"))
    assert info["response_code"] == 200
    assert content == origin.file("text.txt")
    sent = octets("1.0", 100_000)
    content, info = told("--http1.0", "--data-binary", "@-",
                         f"{origin.url}/echo", stdin=sent)
    assert info["response_code"] == 200 and content == sent
    # The connection ends with the answer.
    done = curl("--http1.0", "-w", "%{num_connects}", "-o", "/dev/null",
                origin.url, "-o", "/dev/null", origin.url)
    assert done.stdout == b"11"


def test_as_a_proxy_would_be_asked(told, origin):
    """The request-target is in absolute-form."""
    content, info = told("-x", origin.url,
                         "http://elsewhere.test/static/text.txt")
    assert info["response_code"] == 200
    assert content == origin.file("text.txt")


def test_tunnels_are_refused(curl, origin):
    done = curl("-p", "-x", origin.url, "http://elsewhere.test/",
                "-w", "%{http_connect}", "-o", "/dev/null", status=56)
    assert done.stdout == b"501"


def test_options(curl, origin):
    for target in ("*", "/static/text.txt"):
        head = curl("-i", "-X", "OPTIONS", "--request-target", target,
                    origin.url).stdout.decode()
        assert head.startswith("HTTP/1.1 20")
        assert {"GET", "HEAD", "OPTIONS"} <= set(
            re.search("\r\nAllow: ([^\r]*)", head)[1].split(", "))


@pytest.mark.parametrize("method, path, status", [
    ("BREW", "/", 501), ("get", "/", 501), ("DELETE", "/", 405),
    ("TRACE", "/", 405), ("GET", "/nothing", 404)])
def test_refusals(told, origin, method, path, status):
    content, info = told("-X", method, origin.url + path)
    assert info["response_code"] == status
    assert content.startswith(b"%d " % status)


def test_ipv6(told, start):
    server = start("--address", "::1")
    write(server.folder / "file", b"six")
    content, info = told("-g", server.static("file"))
    assert info["response_code"] == 200 and content == b"six"
