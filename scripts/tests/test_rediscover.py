"""scripts/rediscover with made-up reports: what is found, what is not, and what
cannot be judged. The table of the tree names targets and cases that exist."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "cases/known/public.tsv"

HEADER = "# a table\ntarget\tversion\tcase\tverdict\tevents\tsource\tsays\n"
ROW = ["toy", "toy 1.?", "server/a/b[plus]", "fail", "200, *",
       "https://example.org/1", "It takes a plus sign."]
RESULT = {"id": "server/a/b[plus]", "case": "server/a/b", "verdict": "fail",
          "events": "200, still open"}


def rediscover(*words):
    return subprocess.run(
        ["scripts/rediscover", *words], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})


def row(**changes):
    names = HEADER.splitlines()[1].split("\t")
    return [changes.get(name, value) for name, value in zip(names, ROW)]


def table(folder, *rows):
    path = folder / "public.tsv"
    path.write_text(HEADER + "".join("\t".join(r) + "\n" for r in rows))
    return path


def report(folder, *results, name="toy", version="toy 1.0", kind=1):
    folder.joinpath(f"{name}.json").write_text(json.dumps({
        "format": kind,
        "target": {"version": version, "server": "toy 1.9"},
        "results": [{**RESULT, **changes} for changes in results]}))


def judged(folder, *words):
    """(status, state and reason of each row, last line)."""
    answer = rediscover(folder, *words, "--table", folder / "public.tsv")
    assert answer.stderr == ""
    *rows, last = answer.stdout.splitlines()
    return answer.returncode, [re.split("  +", line) for line in rows], last


@pytest.mark.parametrize("case, events", [
    ("server/a/b[plus]", "200, still open"),
    ("server/a/b[plus]", "200, *"),
    ("server/a/b[pl?s]", "*"),
    ("server/a/b", "200, still open"),
    ("server/a/*", "200, still open"),
])
def test_found(tmp_path, case, events):
    report(tmp_path, {}, {"id": "server/c", "case": "server/c",
                          "verdict": "pass"})
    table(tmp_path, row(case=case, events=events))
    assert judged(tmp_path) == (
        0, [["found", "toy", case, "https://example.org/1"]],
        "1 known deviations: 1 found, 0 not found, 0 not judged")


@pytest.mark.parametrize("changes, why", [
    ({"verdict": "pass"}, "server/a/b[plus]: pass, 200, still open"),
    ({"verdict": "warn"}, "server/a/b[plus]: warn, 200, still open"),
    ({"events": "400, fin"}, "server/a/b[plus]: fail, 400, fin"),
    ({"events": None}, "server/a/b[plus]: fail, -"),
    ({"id": "server/a/bp"}, "no case has that id"),
])
def test_not_found(tmp_path, changes, why):
    report(tmp_path, changes)
    table(tmp_path, ROW)
    assert judged(tmp_path) == (
        1, [["not found", "toy", ROW[2], why]],
        "1 known deviations: 0 found, 1 not found, 0 not judged")


def test_all_that_is_claimed_must_show_it(tmp_path):
    report(tmp_path, {}, {"id": "server/a/b[minus]", "verdict": "pass"})
    table(tmp_path, row(case="server/a/b"))
    status, rows, _ = judged(tmp_path)
    assert status == 1
    assert rows[0][3] == "server/a/b[minus]: pass, 200, still open"


@pytest.mark.parametrize("changes, version, why", [
    ({}, "toy 2.0", "the version is toy 2.0"),
    ({}, "toy 1.10", "the version is toy 1.10"),
    ({}, "toy 1.", "the version is toy 1."),
    ({"verdict": "skip", "events": None}, "toy 1.0",
     "server/a/b[plus]: skip, -"),
    ({"verdict": "inconclusive"}, "toy 1.0",
     "server/a/b[plus]: inconclusive, 200, still open"),
    ({"verdict": "error"}, "toy 1.0",
     "server/a/b[plus]: error, 200, still open"),
])
def test_not_judged(tmp_path, changes, version, why):
    report(tmp_path, changes, version=version)
    table(tmp_path, ROW)
    assert judged(tmp_path) == (
        1, [["not judged", "toy", ROW[2], why]],
        "1 known deviations: 0 found, 0 not found, 1 not judged")


def test_no_report(tmp_path):
    table(tmp_path, ROW)
    status, rows, _ = judged(tmp_path)
    assert (status, rows[0][3]) == (1, "there is no report")


def test_the_server_field_stands_in_for_the_version(tmp_path):
    report(tmp_path, {}, version=None)
    table(tmp_path, row(version="toy 1.9"))
    assert judged(tmp_path)[0] == 0


def test_only_some_targets(tmp_path):
    report(tmp_path, {})
    table(tmp_path, ROW, row(target="other"))
    assert judged(tmp_path)[0] == 1
    assert judged(tmp_path, "toy")[0] == 0


@pytest.mark.parametrize("text, told", [
    ("", "public.tsv: expected the columns"),
    ("target\tcase\n", "public.tsv: expected the columns"),
    (HEADER + "toy\ttoy 1.0\n",
     "public.tsv:3: expected 7 columns, none of them empty, found 2"),
    (HEADER + "\t".join(row(says="")) + "\n", "public.tsv:3: expected 7"),
    (HEADER + "\t".join(row(verdict="note")) + "\n",
     "public.tsv:3: expected the verdict fail or warn, found note"),
    (HEADER + "\t".join(row(source="TROPHIES")) + "\n",
     "public.tsv:3: expected a source that begins with https://"),
])
def test_bad_table(tmp_path, text, told):
    path = tmp_path / "public.tsv"
    path.write_text(text)
    answer = rediscover(tmp_path, "--table", path)
    assert answer.returncode == 2
    assert told in answer.stderr


@pytest.mark.parametrize("text", [
    b"", b"{", b"[]", b"{}", b"\xff", b'{"format": 1}',
    b'{"format": 1, "target": null, "results": []}',
    b'{"format": 1, "target": {"version": 3}, "results": 4}',
    b'{"format": 1, "target": {"version": "toy 1.0"}, "results": [{}]}',
    b'{"format": 1, "target": {"version": "toy 1.0"}, "results": [{"id": "a",'
    b'"case": [1], "verdict": "fail", "events": ""}]}',
    b"[" * 100000,
])
def test_bad_report(tmp_path, text):
    tmp_path.joinpath("toy.json").write_bytes(text)
    answer = rediscover(tmp_path, "--table", table(tmp_path, ROW))
    assert answer.returncode == 2
    assert "toy.json: expected a report of assay" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_other_format(tmp_path):
    report(tmp_path, {}, kind=2)
    answer = rediscover(tmp_path, "--table", table(tmp_path, ROW))
    assert answer.returncode == 2
    assert "expected format 1, found 2" in answer.stderr


@pytest.mark.parametrize("words", [
    [], ["nowhere"], [".", "no-such-target"], [".", "--unknown"],
    [".", "--table", "nowhere.tsv"]])
def test_usage(words):
    answer = rediscover(*words)
    assert answer.returncode == 2
    assert "rediscover: " in answer.stderr


def test_help():
    answer = rediscover("--help")
    assert answer.returncode == 0
    assert "Exit status: 0 all are found" in answer.stdout


# --- the table of the tree --------------------------------------------------

def rows():
    lines = [line.split("\t") for line in TABLE.read_text().splitlines()
             if not line.startswith("#")]
    return [dict(zip(lines[0], values)) for values in lines[1:]]


def test_table_can_be_read(tmp_path):
    answer = rediscover(tmp_path)
    assert answer.returncode == 1
    assert answer.stdout.count("there is no report") == len(rows())


def test_table_names_targets():
    assert not [r["target"] for r in rows() if not
                (ROOT / "harness/targets" / f"{r['target']}.yaml").exists()]


def test_table_names_cases():
    """Without patterns, for they could claim what nobody has looked at."""
    for known in rows():
        case, _, variant = known["case"].partition("[")
        path = ROOT / "cases" / f"{case}.yaml"
        assert path.exists(), known["case"]
        assert f"  {variant.rstrip(']')}:" in path.read_text() or not variant


def test_table_has_no_row_twice():
    pairs = [(r["target"], r["case"]) for r in rows()]
    assert len(pairs) == len(set(pairs))


def test_table_is_plain():
    assert TABLE.read_bytes().isascii()
    assert not [r["says"] for r in rows() if not r["says"].endswith(".")]
