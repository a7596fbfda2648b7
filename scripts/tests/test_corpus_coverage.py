"""scripts/coverage without a compiler: which lines count as reached, which
reasons explain them, and that fuzz/uncovered.txt can be read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from fuzzing import branches, lcov, uncovered                   # noqa: E402

REPORT = """SF:/x/reference/h1/a.c
FN:1,f
DA:1,7
DA:2,0
DA:3,0
end_of_record
SF:/x/reference/http/b.c
DA:9,0
end_of_record
"""

SOURCE = """	if (FAULTY(one))
		return 1;
	if (!FAULTY(two))
		return 2;
	if (FAULTY(three) && at[0] == 'x' &&
		at[1] == 'y')
		return 3;
	if (at[0] == ';' || FAULTY(four))
		return 4;
	if ((FAULTY(five) ||
		    FAULTY(six)) &&
		at[0])
		return 5;
	done();
	return 6;
}
""".splitlines()


def test_lines_that_nothing_ran():
    assert lcov.unreached_of(REPORT, "/x", "reference/h1") == {
        "reference/h1/a.c": [2, 3]}


@pytest.mark.parametrize("number, excused", [
    (2, True), (4, False), (6, True), (7, True), (9, False), (12, True),
    (13, True), (15, False)])
def test_bodies_of_planted_defects(number, excused):
    numbers = {number, 6} if number == 7 else {number}
    numbers |= {12} if number == 13 else set()
    assert uncovered.of_fault(SOURCE, numbers, number) == excused


def test_conditions_of_a_report():
    function = {"filenames": ["/x/reference/h1/a.c", "/x/fuzz/b.c"],
                "branches": [[1, 2, 1, 9, 3, 0, 0, 0, 4],
                             [1, 2, 1, 9, 0, 1, 0, 0, 4],
                             [1, 2, 1, 9, 5, 5, 1, 0, 4]]}
    report = json.dumps({"data": [{"functions": [function, function]}]})
    assert branches.of_report(report, "/x", "reference/h1") == {
        "reference/h1/a.c": {(1, 2, 1, 9): [6, 2]}}


@pytest.mark.parametrize("place, times, left", [
    ((3, 6, 3, 18), [0, 0], None),                  # planted
    ((5, 23, 5, 35), [0, 0], None),                 # asked if a planted one is on
    ((6, 3, 6, 15), [0, 0], None),
    ((8, 6, 8, 18), [1, 0], "at[0] == ';'"),
    ((8, 6, 8, 18), [1, 2], ""),
    ((14, 2, 14, 8), [0, 0], "done()"),             # no such thing before it
    ((10, 6, 12, 8), [0, 1], "(FAULTY(five) || FAULTY(six)) && at[0]"),
])
def test_conditions_that_came_out_one_way(place, times, left):
    found = branches.one_way({place: times}, SOURCE)
    if left is None:
        assert found == ([], 0)
    else:
        assert found == ([(place[0], left)] if left else [], 1)


REASONS = """# for people

a.c: return 2;
    nobody asks,
    and nobody will
a.c: return 9;
    long gone
b.c: *
    another machine
"""


def test_reasons():
    reasons = uncovered.read(REASONS)
    left = uncovered.unexplained(
        reasons, {"a.c": [2, 4, 15, 16], "b.c": [1, 2], "c.c": [14]},
        {"a.c": SOURCE, "b.c": SOURCE, "c.c": SOURCE})
    assert left == [("a.c", 15, "return 6;"), ("c.c", 14, "done();")]
    assert [r.text for r in uncovered.stale(reasons)] == ["return 9;"]
    assert reasons[0].why.split() == "nobody asks, and nobody will".split()


@pytest.mark.parametrize("text", [
    "    a reason\n", "a.c: x();\n", "a.c: x();\n\nb.c: *\n    why\n", "a.c\n"])
def test_what_is_malformed_is_refused(text):
    with pytest.raises(uncovered.Malformed):
        uncovered.read(text)


def test_the_file_names_files():
    reasons = uncovered.read((ROOT / "fuzz/uncovered.txt").read_text())
    for reason in reasons:
        path = ROOT / reason.path
        assert path.is_file(), reason.path
        source = " ".join(path.read_text().split())
        assert reason.text == "*" or reason.text in source, reason


@pytest.mark.parametrize("words, status", [
    (["--help"], 0), (["--no-such"], 2), (["--check", "--tests"], 2)])
def test_usage(words, status):
    told = subprocess.run(["scripts/coverage", *words], cwd=ROOT, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert told.returncode == status
