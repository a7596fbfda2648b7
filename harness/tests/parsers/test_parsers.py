"""The vectors among the cases, and what parsers make of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import agreement

ROOT = Path(__file__).resolve().parents[3]
BUILDS = [os.environ.get("ASSAY_BUILD", ""), "build/dev", "build/release"]

CASE = """\
title: Two kinds of content
requires: [9112-7.1-abnf-chunk-size]
why: because
variants: {a: "\\xE9", b: ""}
steps:
  - send: ["POST {{target:body}} HTTP/1.1\\r\\nHost: {{host}}\\r\\n"]
  - pause: 1ms
  - send: ["X: {{variant}}\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\nGET"]
  - half-close
  - expect:
      - pass: [2xx, fate]
reads: {verdict: accept, method: "POST", target: "/echo", fields: [["X", "\\xE9"]], content: "\\0", consumed: 7}
needs: [body]
answers:
  read: {verdict: pass, gives: [["HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"]]}
  mute: {verdict: warn, gives: [[fin]]}
"""


@pytest.fixture(scope="module")
def build():
    for name in filter(None, BUILDS):
        if (ROOT / name / agreement.ASSAY).exists():
            return ROOT / name
    raise FileNotFoundError("assay: build it with scripts/build")


@pytest.fixture(scope="module")
def result(build):
    for program, _ in agreement.PARSERS.values():
        assert (build / program).exists(), \
            f"{program}: scripts/setup test, then scripts/build"
    return agreement.judge_all(build)


# ---- the vectors ----

@pytest.fixture
def vectors(build, tmp_path):
    (tmp_path / "requirements").symlink_to(ROOT / "cases" / "requirements")
    area = tmp_path / "server" / "area"
    area.mkdir(parents=True)
    lines = CASE.splitlines(keepends=True)
    lines.insert(3, lines.pop(-4))  # where the keys have their order
    (area / "one.yaml").write_text("".join(lines))

    def run(*arguments, status=0):
        done = subprocess.run(
            [build / agreement.ASSAY, "vectors", "--cases", tmp_path,
             *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stderr
        return done.stdout if status == 0 else done.stderr
    return run


def test_json(vectors):
    report = json.loads(vectors("--json"))
    assert report["format"] == 1
    assert [v["id"] for v in report["vectors"]] == [
        "server/area/one[a]", "server/area/one[b]"]
    octets = (b"POST /echo HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nX: \xe9\r\n"
              b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET")
    assert report["vectors"][0] == {
        "id": "server/area/one[a]", "title": "Two kinds of content",
        "requires": ["9112-7.1-abnf-chunk-size"], "level": "should",
        "tags": [], "octets": octets.hex(),
        "text": r"POST /echo HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nX: \xe9\r\n"
                r"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET",
        "ends": True, "verdict": "accept", "method": "POST",
        "target": "/echo", "fields": [["X", "\xe9"]], "content": "\0",
        "consumed": 7}


def test_lines(vectors):
    assert vectors("server/area/one[b]").split() == [
        "accept", "86", "server/area/one[b]"]
    assert "no case matches" in vectors("server/other", status=2)


# ---- the comparison ----

def vector(verdict, **reads):
    return {"id": "a/b", "verdict": verdict, **reads}


@pytest.mark.parametrize("wanted, reading, outcome", [
    (vector("refuse"), {"result": "refused"}, "refused"),
    (vector("refuse"), {"result": "accepted"}, "accepted"),
    (vector("refuse"), {"result": "more"}, "waits"),
    (vector("either"), {"result": "accepted"}, "accepted"),
    (vector("accept"), {"result": "refused"}, "refused"),
    (vector("accept"), {"result": "more"}, "waits"),
    (vector("accept", content="a"), {"result": "accepted", "content": "a"},
     "read the same"),
    (vector("accept", content="a"), {"result": "accepted", "content": "b"},
     "read differently"),
    (vector("accept", consumed=3), {"result": "accepted", "consumed": 4},
     "read differently"),
])
def test_compare(wanted, reading, outcome):
    assert agreement.compare(wanted, reading) == (wanted["verdict"], outcome)


@pytest.fixture
def read(build):
    """What a parser makes of one message."""
    def run(name, octets, ends=False):
        return agreement.readings(
            build, name, [{"id": "-", "octets": octets, "ends": ends}])[0]
    return run


@pytest.mark.parametrize("name", agreement.PARSERS)
def test_parsers_read_what_is_plain(read, name):
    octets = (b"POST /a HTTP/1.1\r\nHost: h\r\nEmpty:\r\nX: y\r\n"
              b"Transfer-Encoding: chunked\r\n\r\n5\r\nhe\0l\xe9\r\n"
              b"0\r\nT: u\r\n\r\n")
    reading = read(name, octets + b"GET / HTTP/1.1\r\n")
    assert {key: reading[key] for key in (
        "result", "method", "target", "fields", "content", "consumed")} == {
        "result": "accepted", "method": "POST", "target": "/a",
        "fields": [["Host", "h"], ["Empty", ""], ["X", "y"],
                   ["Transfer-Encoding", "chunked"]],
        "content": "he\0l\xe9", "consumed": len(octets)}
    assert read(name, octets[:-1])["result"] == "more"
    assert read(name, octets[:-1], ends=True)["result"] == "refused"
    assert read(name, b"GET / HTTP/1.1\r\nA\0: b\r\n\r\n")["result"] == "refused"


# ---- the real cases ----

def names(found, verdict, outcome):
    return {v["id"] for v, _ in found[verdict, outcome]}


def test_ours_has_no_disagreement(result):
    _, judged = result
    for key, text in agreement.DEVIATIONS.items():
        assert names(judged["libh1"], *key) == set(), text


def test_table(result):
    listed, judged = result
    text = agreement.table(judged, listed)
    assert text.startswith(f"{len(listed)} vectors ")
    assert "libh1: the strict library of this project\n  no disagreement" in text
    for found in judged.values():
        assert sum(map(len, found.values())) == len(listed)
    refused = [line for line in text.splitlines()
               if line.startswith("  refused ")][0].split()[1:]
    assert max(map(int, refused)) == int(refused[0])  # ours


@pytest.mark.parametrize("parser, area", [
    ("llhttp", "request-target"),  # knows what octets are, not what a URI is
    ("llhttp", "version"),  # RTSP, and none at all
    ("http-parser", "chunked"),  # loose: skips what it does not look at
    ("phr", "method"),  # any octet but SP and CTL
    ("phr", "content-length"),
])
def test_known_to_be_accepted(result, parser, area):
    _, judged = result
    taken = names(judged[parser], "refuse", "accepted")
    assert [name for name in taken if name.startswith(f"server/{area}/")]


def test_every_peer_takes_something(result):
    _, judged = result
    for name in set(judged) - {"libh1"}:
        assert names(judged[name], "refuse", "accepted")


def test_program(build):
    done = subprocess.run(
        [sys.executable, agreement.__file__, "--build", build, "phr"],
        capture_output=True, text=True, check=True)
    assert "accepted though refuse" in done.stdout
    done = subprocess.run([sys.executable, agreement.__file__, "other"],
                          capture_output=True, text=True, check=False)
    assert (done.returncode, "no such parser" in done.stderr) == (2, True)
