"""The judgement of scripts/faults, over made-up tables and reports."""

import importlib.machinery
import importlib.util
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parents[1] / "faults"


@pytest.fixture(scope="module")
def faults():
    loader = importlib.machinery.SourceFileLoader("faults_script", str(PATH))
    spec = importlib.util.spec_from_loader("faults_script", loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules["faults_script"] = module
    keep, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    loader.exec_module(module)
    sys.dont_write_bytecode = keep
    return module


def result(case, verdict, variant=None, level="must", area="chunked"):
    return {"id": f"{case}[{variant}]" if variant else case, "case": case,
            "verdict": verdict, "level": level, "area": area}


def fault(name="one", cases="server/chunked/a", split=False):
    return {"name": name, "requirement": "r-1", "cases": cases, "text": "does",
            "split": split}


BASELINE = [result("server/chunked/a", "pass", "x"),
            result("server/chunked/a", "pass", "y"),
            result("server/chunked/b", "note", level="may")]
FALLEN = [result("server/chunked/a", "pass", "x"),
          result("server/chunked/a", "fail", "y"),
          result("server/chunked/b", "warn", level="may")]
REASONS = {"server/chunked/b": "because"}


def judge(faults, *plays, baseline=None, also=(), reasons=None):
    return faults.judge(
        {"also": list(also)}, {"results": baseline or BASELINE},
        [(f, {"results": results}, 1.0) for f, results in plays],
        reasons or {}, {"r-1"})


def complaints(matrix):
    return {title: lines for title, lines in matrix.complaints() if lines}


def test_all_is_well(faults):
    matrix = judge(faults, (fault(cases="server/chunked/*"), FALLEN))
    assert matrix.holds() and not complaints(matrix)


def test_fault_that_nothing_catches(faults):
    matrix = judge(faults, (fault(), BASELINE))
    assert not matrix.holds()
    assert complaints(matrix)["faults that nothing catches"] == ["one"]


def test_glob_that_matches_no_fall(faults):
    matrix = judge(faults, (fault(cases="server/chunked/* server/c"), FALLEN))
    assert list(complaints(matrix).values()) == [["one: server/c"]]


def test_fall_that_nothing_explains(faults):
    play = (fault(), FALLEN)
    matrix = judge(faults, play)
    assert list(complaints(matrix).values()) == [["one: server/chunked/b"]]
    also = {"names": "two o*", "cases": "server/*/b", "reason": "so"}
    assert judge(faults, play, also=[also]).holds()


def test_idle_also(faults):
    also = {"names": "two", "cases": "server/*", "reason": "so"}
    matrix = judge(faults, (fault(cases="server/*"), FALLEN), also=[also])
    assert list(complaints(matrix).values()) == [["two: server/*"]]


def test_variant_can_be_named(faults):
    play = [result("server/chunked/a", "pass", "x"),
            result("server/chunked/a", "fail", "y")]
    named = judge(faults, (fault(cases="server/chunked/a[y]"), play)).rows[0]
    assert (named.named, named.idle) == (["server/chunked/a"], [])
    other = judge(faults, (fault(cases="server/chunked/a[x]"), play)).rows[0]
    assert (other.named, other.unexplained) == ([], ["server/chunked/a"])


def test_note_is_a_fall_where_no_sentence_demands_more(faults):
    notes = [result("server/chunked/a", "note", "x"), *BASELINE[1:]]
    assert not judge(faults, (fault(), notes), reasons=REASONS).rows[0].named
    may = [result("server/chunked/a", "pass", level="may")]
    then = [result("server/chunked/a", "note", level="may")]
    assert judge(faults, (fault(), then), baseline=may).holds()


def test_skip_is_no_fall(faults):
    skipped = [result("server/chunked/a", "skip", "x"), *BASELINE[1:]]
    assert not judge(faults, (fault(), skipped)).rows[0].fallen


def test_reasons(faults):
    play = (fault(), FALLEN[:2] + BASELINE[2:])
    bare = complaints(judge(faults, play))
    assert list(bare.values()) == [["server/chunked/b"]]
    stale = {"server/chunked/b": "because", "server/chunked/a": "old"}
    told = complaints(judge(faults, play, reasons=stale))
    assert ["server/chunked/a"] in told.values()


def test_share_of_reasons_is_limited(faults):
    matrix = judge(faults, (fault(), FALLEN[:2] + BASELINE[2:]),
                   reasons=REASONS)
    assert matrix.complete and "50.0%" in str(complaints(matrix))


def test_deviating_without_a_fault(faults):
    bad = [*BASELINE[:2], result("server/chunked/b", "warn")]
    matrix = judge(faults, (fault(), FALLEN), baseline=bad)
    assert complaints(matrix)["deviates without a fault"] == [
        "server/chunked/b: warn"]


def test_split_faults_are_caught_by_variances(faults):
    one = fault(cases="server/chunked/b", split=True)
    report = {"results": BASELINE, "splits": {"variances": [
        {"id": "server/chunked/b", "flaky": False},
        {"id": "server/chunked/a[x]", "flaky": True}]}}
    row = faults.judge({"also": []}, {"results": BASELINE},
                       [(one, report, 1.0)], {}, {"r-1"}).rows[0]
    assert (row.named, row.unexplained) == (["server/chunked/b"], [])


def test_what_does_not_hold_is_played_again_alone(faults, monkeypatch):
    sound, doubtful = (fault(name, "server/chunked/*") for name in "ab")
    plays = [(sound, {"results": FALLEN}, 1.0),
             (doubtful, {"results": BASELINE}, 1.0)]
    matrix = judge(faults, (sound, FALLEN), (doubtful, BASELINE))
    again = (doubtful, {"results": FALLEN}, 2.0)
    monkeypatch.setattr(faults, "play_one", lambda _: again)
    assert faults.play_again(plays, matrix) == [plays[0], again]
    monkeypatch.setattr(faults, "AGAIN_MAX", 0)
    assert faults.play_again(plays, matrix) == plays
