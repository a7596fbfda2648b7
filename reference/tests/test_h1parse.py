"""h1parse says as JSON, and by its exit status, how octets are read."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "reference/tools/h1parse"
BUILDS = [os.environ.get("ASSAY_BUILD", ""), "build/dev", "build/release"]
GET = b"GET /a?b HTTP/1.1\r\nHost: h\r\n\r\n"
CHUNKED = (b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
           b"5;x=y\r\nh\xe9\0lo\r\n0\r\nT: u\r\n\r\n")


@pytest.fixture(scope="session")
def program():
    for build in filter(None, BUILDS):
        path = ROOT / build / PROGRAM
        if path.exists():
            return path
    raise FileNotFoundError(f"{PROGRAM}: build it with scripts/build")


@pytest.fixture
def parse(program):
    def run(octets, *options):
        done = subprocess.run([program, *options], input=octets,
                              capture_output=True, check=False, timeout=30)
        assert done.stderr == b""
        return done.returncode, json.loads(done.stdout)
    return run


def test_accepted(parse):
    assert parse(GET) == (0, {
        "result": "accepted", "kind": "request", "method": "GET",
        "target": "/a?b", "form": "origin", "path": "/a", "query": "b",
        "host": "h", "version": "1.1", "fields": [["Host", "h"]],
        "framing": "none", "persist": True, "content": "",
        "consumed": len(GET), "tolerated": []})


def test_refused(parse):
    octets = b"GET / HTTP/1.1\r\nHost : h\r\n\r\n"
    assert parse(octets) == (1, {
        "result": "refused", "kind": "request", "code": "SPACE_BEFORE_COLON",
        "offset": octets.index(b" :"), "clause": "9112-5.1",
        "requirement": "9112-5.1-1", "answer": 400,
        "text": "white space in a field name, or before its colon",
        "content": "", "consumed": 0, "tolerated": []})


@pytest.mark.parametrize("octets", [b"", GET[:-1], CHUNKED[:-1]])
def test_more(parse, octets):
    status, message = parse(octets)
    assert (status, message["result"]) == (3, "more")


def test_chunks_content_and_trailers(parse):
    status, message = parse(CHUNKED)
    assert status == 0
    assert message["chunks"] == [{"size": 5, "ext": ";x=y"}, {"size": 0}]
    assert message["content"] == "h\xe9\0lo"
    assert message["trailers"] == [["T", "u"]]
    assert message["consumed"] == len(CHUNKED)


def test_refused_behind_the_head(parse):
    octets = CHUNKED.replace(b"lo\r\n", b"lo\n")
    status, message = parse(octets)
    assert (status, message["code"]) == (1, "CHUNK_DATA_END")
    assert message["offset"] == octets.index(b"lo\n") + 2
    assert message["method"] == "POST"
    assert message["content"] == "h\xe9\0lo"


def test_response_until_close(parse):
    octets = b"HTTP/1.1 200 OK\r\n\r\nabc"
    status, message = parse(octets, "--response")
    assert (status, message["framing"]) == (3, "until-close")
    status, message = parse(octets, "--response", "--eof")
    assert (status, message["content"]) == (0, "abc")
    assert (message["status"], message["reason"]) == (200, "OK")


@pytest.mark.parametrize("method, framing",
                         [("HEAD", "none"), ("CONNECT", "tunnel")])
def test_response_answers(parse, method, framing):
    octets = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
    status, message = parse(octets, "--response", "--answers", method)
    assert (status, message["framing"]) == (0, framing)


def test_eof(parse):
    status, message = parse(GET[:-1], "--eof")
    assert (status, message["code"]) == (1, "INCOMPLETE_HEAD")


def test_lenient(parse):
    octets = GET.replace(b"\r\n", b"\n")
    assert parse(octets)[1]["code"] == "BARE_LF"
    status, message = parse(octets, "--lenient", "obs-fold,bare-lf")
    assert (status, message["tolerated"]) == (0, ["bare-lf"])
    assert parse(octets, "--lenient", "all")[0] == 0


def test_stream(program):
    bad = b"GET\r\n"
    done = subprocess.run([program, "--stream"], input=GET + CHUNKED + bad,
                          capture_output=True, check=False, timeout=30)
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [m["result"] for m in messages] == ["accepted", "accepted",
                                               "refused"]
    assert [m["consumed"] for m in messages] == [len(GET), len(CHUNKED), 0]


@pytest.mark.parametrize("options", [["--no-such"], ["file"],
                                     ["--lenient", "no-such"],
                                     ["--answers", "GET"]])
def test_usage(program, options):
    done = subprocess.run([program, *options], input=b"", check=False,
                          capture_output=True, timeout=30)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"usage: h1parse" in done.stderr


def test_help(program):
    done = subprocess.run([program, "--help"], input=b"", check=True,
                          capture_output=True, timeout=30)
    assert b"--lenient" in done.stdout and b"bare-lf" in done.stdout
