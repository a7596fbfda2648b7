"""`assay run` against peers that do harm: one sentence, soon, little memory."""

import re
import socket

import pytest

from servers import kit

GARBAGE = r"answers a plain GET with something that is not an HTTP/1\.x " \
    r"response \([^()]*, octet \d+\)"
UNFINISHED = "begins an answer to a plain GET and does not finish it"
ENDLESS = "answers a plain GET without end"

# What a run says after "the target ", for each way of hostile.py.
SENTENCES = {
    "silent": r"accepts connections and does not answer a plain GET within "
              r"3000 ms",
    "zeros": GARBAGE,
    "status-line": GARBAGE,
    "field-lines": GARBAGE,
    "field-line": GARBAGE,
    "interim": ENDLESS,
    "empty-lines": GARBAGE,
    "answers": "sends more responses than it was asked for",
    "chunks": ENDLESS,
    "chunk-size": GARBAGE,
    "trailers": GARBAGE,
    "content": ENDLESS,
    "reset": "resets the connection without answering a plain GET",
    "close": "(closes|resets) the connection without answering a plain GET",
    "close-after-request": "closes the connection without answering a plain "
                           "GET",
    "drip": UNFINISHED,
    "drip-fields": UNFINISHED,
    "http09": GARBAGE,
    "half-head": UNFINISHED,
}
MEMORY_MAX = 72  # MiB, libraries among them
NOTHING = "nothing accepts connections at 127.0.0.1:{}: "


def check_refusal(done, sentence):
    assert done.status == 3, done.err
    assert re.fullmatch(f"assay run: {sentence}\n", done.err), done.err
    assert done.out == ""
    assert done.seconds < 5


@pytest.mark.parametrize("way", SENTENCES)
def test_at_once(way, tmp_path):
    with kit.server("hostile", way) as url:
        done = kit.run(tmp_path, url)
    check_refusal(done, f"the target {SENTENCES[way]}")
    assert done.report is None


def test_missing_page(tmp_path):
    with kit.server("hostile", "missing") as url:
        done = kit.run(tmp_path, f"{url}/nothing/here?at=all")
    check_refusal(
        done, r"GET /nothing/here\?at=all is answered with 404; name a path "
        "that gives 2xx")


def test_nobody(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    done = kit.run(tmp_path, f"http://127.0.0.1:{port}/")
    check_refusal(done, NOTHING.format(port) + "connection refused")


def test_full_backlog(tmp_path):
    with socket.socket() as listener, socket.socket() as first, \
            socket.socket() as second, socket.socket() as third:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for waiting in (first, second, third):
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        port = listener.getsockname()[1]
        done = kit.run(tmp_path, f"http://127.0.0.1:{port}/")
    check_refusal(done, NOTHING.format(port) + "connection timed out")


def test_connect_timeout(tmp_path):
    with kit.server("hostile", "silent") as url:
        done = kit.run(tmp_path, url, "--connect-timeout", "0.3")
    check_refusal(done, "the target accepts connections and does not answer a "
                        "plain GET within 300 ms")
    assert done.seconds < 2


needs_plain_build = pytest.mark.skipif(
    kit.plain_build() is None, reason="needs a build without sanitizers")


@needs_plain_build
@pytest.mark.parametrize("way", [
    "zeros", "status-line", "field-lines", "interim", "chunks", "content",
    "answers"])
def test_memory_at_once(way, tmp_path):
    with kit.server("hostile", way) as url:
        done, peak = kit.run_measured(tmp_path, url)
    print(f"{way}: peak {peak:.1f} MiB")
    assert done.status == 3
    assert peak < MEMORY_MAX


# ---- fine for calibration, hostile to cases ----

CASES = [
    "server/field-name/no-colon[word]",
    "server/field-value/fold[sp]",
    "server/field-value/nul-inside",
    "server/host/missing",
]


@pytest.mark.parametrize("way", [
    "zeros", "status-line", "field-lines", "interim", "answers", "chunks",
    "content", "reset", "close", "http09", "half-head", "silent"])
def test_later(way, tmp_path):
    with kit.server("hostile", way, "--later") as url:
        done = kit.run(tmp_path, url, ids=CASES)
    assert done.status == 1, done.err
    assert done.err == ""
    assert done.seconds < 30
    assert done.ids("fail", "warn") == set(CASES)
    for result in done.results:
        assert "crash" not in result["reason"]
        assert sum(len(part["octets"]) for part in result["trace"]) < 70000


@needs_plain_build
@pytest.mark.parametrize("way", ["zeros", "answers", "chunks", "content"])
def test_memory_later(way, tmp_path):
    """Each play takes what it must, and a run keeps little of it."""
    with kit.server("hostile", way, "--later") as url:
        done, peak = kit.run_measured(
            tmp_path, url, "--jobs", "8", "server/field-name")
    print(f"{way}: {len(done.results)} cases, peak {peak:.1f} MiB")
    assert done.status == 1, done.err
    assert len(done.results) > 100
    assert peak < MEMORY_MAX


def test_resets(tmp_path):
    """A RST behind content has erased no answer if it comes as well when the
    server has read all but the last octet."""
    with kit.server("resets") as url:
        done = kit.run(tmp_path, url, "server/chunked/extension-octet",
                       "server/field-name/control-octet-inside")
    assert {(r["verdict"], r["events"]) for r in done.results} == \
        {("warn", "reset")}
    assert {r["case"].split("/")[1] for r in done.results} == \
        {"chunked", "field-name"}
    assert done.status == 0, done.err


def test_reset_of_unread(tmp_path):
    """... and may have, if it does not come then."""
    with kit.server("resets", "unread") as url:
        done = kit.run(tmp_path, url, "server/chunked/extension-octet")
    assert {(r["verdict"], r["reason"]) for r in done.results} == {
        ("inconclusive", "reset behind octets that were not read: an answer "
                         "may have been lost")}
    assert done.status == 3
