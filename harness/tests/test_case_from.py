"""`assay case-from` makes drafts of cases that lint takes as they are."""

import json
import os
import re
import subprocess

import pytest

from servers import kit

HOST = b"Host: example.org:81\r\n"
GET = b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"
LESS = "`assay minimise` takes away what does not matter"
CHUNKED = b"POST /echo HTTP/1.1\r\n" + HOST + \
    b"Transfer-Encoding: chunked\r\n\r\n"


def assay(program, *words, octets=b""):
    return subprocess.run([program, *words], input=octets, timeout=60,
                          capture_output=True, check=False)


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    """A folder with the requirements and nothing else."""
    folder = tmp_path_factory.mktemp("cases")
    (folder / "requirements").symlink_to(kit.ROOT / "cases/requirements")
    return folder


def draft(program, octets, *options):
    done = assay(program, "case-from", *options, "-", octets=octets)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr
    return done.stdout.decode("ascii")


def played(program, cases, text):
    """Puts the draft where it says, lints it, and gives its vectors."""
    path = cases / re.match(r"# cases/(.*)\n", text)[1]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    try:
        done = assay(program, "lint", "--cases", cases)
        assert done.returncode == 0, done.stdout
        done = assay(program, "vectors", "--json", "--cases", cases)
        return json.loads(done.stdout)["vectors"]
    finally:
        path.unlink()


def local(octets):
    """As it is sent where nothing is known of the target."""
    return octets.replace(b"example.org:81", b"127.0.0.1:8080")


@pytest.mark.parametrize("octets, requires, verdict", [
    (CHUNKED + b"5\r\nhello\r\n0x3\r\nabc\r\n0\r\n\r\n",
     "requires: [9112-7.1-abnf-chunk-size, 9112-2.2-10]", "refuse"),
    (b"GET / HTTP/1.1\r\n\r\n", "requires: [9112-3.2-6, 9112-2.2-10]",
     "refuse"),
    (b"GET / HTTP/1.1\n" + HOST + b"\n", "requires: [9112-2.2-", "refuse"),
    (b"GET / HTTP/2.0\r\n" + HOST + b"\r\n", "level: hardening", "refuse"),
    (b"\x00\xff{{host}}\r\n\r\n", "requires: [9112-3.1-abnf-method", "refuse"),
    (CHUNKED + b"a\r\n{{{{{{{{{{\r\n0\r\n\r\n", "level: hardening", "accept"),
    (GET, "level: hardening", "accept"),
    (b"HEAD /fields HTTP/1.0\r\n\r\n", "needs: [head, http10]", "accept"),
    (b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: 300\r\n\r\n"
     + b"ab" * 150, "{label: content, of: [{repeat: \"ab\", times: 150}]}",
     "accept"),
    (b"CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", "level: hardening",
     "accept"),
    (b"CONNECT a:0 HTTP/1.1\r\nHost: a:0\r\n\r\n", "9110-9.3.6-2", "refuse"),
])
def test_one_message(program, cases, octets, requires, verdict):
    text = draft(program, octets)
    assert requires in text
    vector, = played(program, cases, text)
    assert vector["verdict"] == verdict
    sent = bytes.fromhex(vector["octets"])
    wanted = octets if b"CONNECT" in octets else local(octets)
    assert sent == wanted or b"CONNECT" in sent


def test_octets_come_back(program, cases):
    """Whatever they are: what is in the draft is what is sent."""
    for seed in range(12):
        body = bytes((i * (seed * 2 + 1) + seed) % 256 for i in range(300))
        octets = GET[:-2] + b"X: " + body
        vector, = played(program, cases, draft(program, octets))
        assert bytes.fromhex(vector["octets"]) == local(octets)


def test_placeholders(program):
    text = draft(program, b"POST http://example.org:81/echo HTTP/1.1\r\n" + HOST
                 + b"Content-Length: 5\r\n\r\nhello" + CHUNKED
                 + b"5;a\r\nhello\r\n05\r\nhello\r\n0\r\n\r\n" + GET)
    for part in ["POST http://{{host}}{{target:body}} HTTP/1.1\\r\\n",
                 "Content-Length: {{len:content-1}}\\r\\n",
                 '{label: content-1, of: ["hello"]}',
                 "{{chunk:chunk-2-1}};a\\r\\n", '"05\\r\\n"',
                 "GET {{target:ok}} HTTP/1.1",
                 "needs: [pipelining, body]",
                 "pass: [final, final, final, fate]"]:
        assert part in text
    assert "example.org" not in text
    assert "reads:" not in text  # of one message alone


def test_host_is_kept_where_it_is_refused(program):
    text = draft(program, b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
    assert '"Host: a\\r\\n"' in text and '"Host: b\\r\\n"' in text
    text = draft(program, b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n")
    assert '"Host: a b\\r\\n"' in text


def test_incomplete(program, cases):
    text = draft(program, CHUNKED + b"5\r\nhel")
    assert "pass: [silent]" in text
    assert played(program, cases, text) == []


def test_id_and_title(program):
    text = draft(program, GET, "--id", "server/method/mine", "--title", "A: b")
    assert text.startswith('# cases/server/method/mine.yaml\ntitle: "A: b"\n')
    done = assay(program, "case-from", "--id", "Nonsense", "-", octets=GET)
    assert done.returncode == 1
    assert b"expected a path such as server/area/name.yaml" in done.stderr


def test_draft_passes_against_the_reference(program, cases, tmp_path):
    """For the draft expects what the reference does."""
    path = cases / "server/found/it.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with kit.h1d() as url:
        for octets in [GET, CHUNKED + b"x\r\n", CHUNKED + b"5\r\nhel",
                       b"GET / HTTP/1.1\r\n\r\n", GET + CHUNKED + b"0\r\n\r\n"]:
            path.write_text(draft(program, octets))
            done = kit.run(tmp_path, url, "--cases", cases)
            assert list(done.verdicts().values()) == ["pass"], octets
    path.unlink()


@pytest.mark.parametrize("words, octets, message", [
    ([], b"", "arguments: expected one FILE"),
    (["-", "-"], b"", "arguments: expected one FILE"),
    (["-"], b"", "-: expected octets, found none"),
    (["/nowhere"], b"", "/nowhere: No such file or directory"),
    (["/"], b"", "/: Is a directory"),
    pytest.param(["-"], GET * 33, "-: expected at most 32 messages, found "
                 f"more: {LESS}", id="many"),
    pytest.param(["-"], os.urandom(1 << 17), "-: the case would be larger than "
                 f"64 KiB: {LESS}", id="large"),
    pytest.param(["-"], b"a" * ((16 << 20) + 1),
                 "standard input: more than 16 MiB", id="huge"),
    (["--nope", "-"], b"", "--nope: no such option; `assay help case-from` "
                           "tells more"),
    (["--cases", "/nowhere", "-"], GET, None),
])
def test_usage(program, words, octets, message):
    done = assay(program, "case-from", *words, octets=octets)
    assert (done.returncode, done.stdout) == (2, b"")
    if message is not None:
        assert done.stderr.decode() == f"assay case-from: {message}\n"


def test_great_and_plain(program):
    """Sixteen MiB of one octet is two lines of a case."""
    text = draft(program, b"a" * (16 << 20))
    assert '- {repeat: "a", times: 16777216}\n' in text
