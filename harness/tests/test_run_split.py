"""`assay run --split` finds servers whose answer depends on the boundaries of
their reads, and nothing else does."""

import re
import subprocess

import pytest

from servers import kit

PLAIN = "server/response/date-in-200"
REFUSED = "server/request-line/simple-request"
CHUNKS = "server/chunked/several-chunks"
CASES = [
    PLAIN,
    CHUNKS,
    "server/chunked/empty-body[zero]",
    "server/chunked/bad-chunk-closes",
    "server/connection/pipelined-order",
    "server/content-length/exact[text]",
    "server/field-name/no-colon[word]",
    "server/host/missing",
]


def split(folder, script, *arguments, ids=CASES):
    with kit.server(script) as url:
        return kit.run(folder, "--split", *arguments, url, ids=ids)


def found(done):
    return {v["id"]: v for v in done.report["splits"]["variances"]}


def check_counts(done, steady, flaky=0):
    splits = done.report["splits"]
    assert (splits["steady"], splits["flaky"]) == (steady, flaky)
    assert splits["plays"] > len(done.results)


def check_all_pass(done):
    assert done.ids("pass") == set(done.verdicts())


def test_sound_server(tmp_path):
    done = split(tmp_path, "honest", "--fail-on", "any")
    assert done.status == 0, done.out
    check_all_pass(done)
    check_counts(done, 0)
    assert re.search(r"^split-variance: 0; \d+ plays in segments$", done.out,
                     re.M)


def test_names_of_their_own(tmp_path):
    """Each play stores under another name, of the length that was cut."""
    with kit.h1d() as url:
        done = kit.run(tmp_path, "--split", "--fail-on", "any", url,
                       ids=["server/store/put-new", "server/store/put-existing"])
    assert done.status == 0, done.out
    check_all_pass(done)
    check_counts(done, 0)


@pytest.mark.parametrize("script", ["line_end_apart", "chunk_header_apart"])
def test_nothing_else_finds_them(script, tmp_path):
    with kit.server(script) as url:
        done = kit.run(tmp_path, "--fail-on", "any", url, ids=CASES)
    assert done.status == 0, done.out
    check_all_pass(done)
    assert done.report["splits"] is None
    assert "split" not in done.out


@pytest.mark.parametrize("script, ids", [
    ("line_end_apart", CASES), ("reads_late", [PLAIN, CHUNKS])])
def test_line_end_apart(script, ids, tmp_path):
    """Every case that is accepted varies, and the first cut that does it stands
    between the first CR and its LF."""
    done = split(tmp_path, script, ids=ids)
    accepted = [r["id"] for r in done.results
                if r["events"].startswith("200")]
    assert done.status == 1
    check_all_pass(done)
    assert set(found(done)) == set(accepted)
    check_counts(done, len(accepted))
    for variance in found(done).values():
        assert variance["cut"]["kind"] == "place"
        assert variance["cut"]["left"].endswith(" HTTP/1.1\r")
        assert variance["cut"]["right"].startswith("\n")
        assert variance["whole"] == "pass"
        assert variance["events"] == "400, fin"
        assert not variance["flaky"]
        assert 1 < variance["varied"] < variance["plays"]


def test_chunk_header_apart(tmp_path):
    done = split(tmp_path, "chunk_header_apart", ids=[PLAIN, CHUNKS])
    assert set(found(done)) == {CHUNKS}
    cut = found(done)[CHUNKS]["cut"]
    assert re.search(r"\r\n\r\n[0-9a-f]+$", cut["left"]), cut
    assert done.status == 1


def test_told_and_reproduced(tmp_path):
    """The command sends the two segments, and gets the same."""
    with kit.server("line_end_apart") as url:
        done = kit.run(tmp_path, "--split", url, ids=[CHUNKS])
        text = found(done)[CHUNKS]["text"]
        assert text in done.out
        command = text[text.index("  reproduce\n") + 12:]
        again = subprocess.run(["sh", "-c", command], capture_output=True,
                               text=True, timeout=30, check=False)
    assert re.search(r"\d+ of \d+ ways to cut it", text)
    assert again.stdout.startswith("HTTP/1.1 400 ")


@pytest.mark.parametrize("gate, status", [
    ("must", 0), ("any", 1), ("split-variance", 1), ("smuggling", 0)])
def test_gate(gate, status, tmp_path):
    """Cut, the case comes to something else, which its outcomes allow."""
    case = "server/chunked/octet-after-end[nul]"
    done = split(tmp_path, "line_end_apart", "--fail-on", gate, ids=[case])
    assert done.verdicts() == {case: "pass"}
    assert found(done)[case]["verdict"] == "note"
    assert done.status == status


def test_gate_without_split(tmp_path):
    done = kit.run(tmp_path, "--fail-on", "split-variance",
                   "http://127.0.0.1:1/", ids=[PLAIN])
    assert done.status == 2
    assert "--fail-on" in done.err


def test_flaky(tmp_path):
    done = split(tmp_path, "apart_at_times", "--fail-on", "any", "--jobs", "1",
                 ids=[PLAIN])
    assert done.status == 0, done.out
    check_counts(done, 0, flaky=1)
    assert found(done)[PLAIN]["flaky"]
    assert re.search(r"^split-variance: 0, and 1 flaky; ", done.out, re.M)


@pytest.mark.parametrize("case", [PLAIN, REFUSED])
def test_crash(case, tmp_path):
    """A target that dies of a cut is started again, and the case is named; also
    where to close would have been right."""
    target = kit.target_file(tmp_path, "dies_apart")
    done = kit.run(tmp_path, "--split", "--target", target, ids=[case])
    assert done.status == 1, done.err
    assert found(done)[case]["reason"] == \
        "crash or hang: the target died of this case, cut like this"


def test_crash_without_start(tmp_path):
    done = split(tmp_path, "dies_apart", ids=[PLAIN])
    assert done.status == 3
    assert done.err == f"assay run: the target died of this case: {PLAIN}\n"
