"""`assay compare`: what it prints, what it writes, and how it ends."""

import json
import subprocess
import xml.etree.ElementTree as xml

import pytest

from reports import report, result, write

A, B, C = "server/a/one", "server/a/two[x]", "server/b/three"


@pytest.fixture
def compare(program, tmp_path):
    def run(*arguments):
        return subprocess.run(
            [program, "compare", *arguments], cwd=tmp_path, text=True,
            capture_output=True, timeout=60, check=False)
    return run


@pytest.fixture
def old(tmp_path):
    return write(tmp_path / "old.json", [A, "pass"], [B, "fail"], [C, "skip"])


def other(tmp_path, *results, **more):
    return write(tmp_path / "new.json", *results, **more)


# ---- two reports ----

@pytest.mark.parametrize("results, gate, status", [
    ([[A, "pass"], [B, "fail"], [C, "skip"]], "change", 0),
    ([[A, "warn"], [B, "fail"], [C, "skip"]], "regression", 1),
    ([[A, "pass"], [B, "warn"], [C, "skip"]], "regression", 0),
    ([[A, "pass"], [B, "warn"], [C, "skip"]], "change", 1),
    ([[A, "note"], [B, "fail"], [C, "skip"]], "regression", 0),
    ([[A, "note"], [B, "fail"], [C, "skip"]], "change", 1),
    ([[A, "pass"], [B, "fail"], [C, "inconclusive"]], "change", 1),
    ([[A, "pass"], [B, "fail"]], "regression", 0),
    ([[A, "pass"], [B, "fail"]], "change", 1),
    ([result(A, "pass", flaky=True), [B, "fail"], [C, "skip"]], "change", 1),
])
def test_gate(compare, old, tmp_path, results, gate, status):
    done = compare("--fail-on", gate, old, other(tmp_path, *results))
    assert done.returncode == status, done.stdout + done.stderr


def test_regressions_fail_without_being_asked_to(compare, old, tmp_path):
    new = other(tmp_path, [A, "fail"], [B, "pass"])
    done = compare(old, new)
    assert done.returncode == 1
    assert "Regressions: 1 (must 1)\n" in done.stdout
    assert f"pass -> fail      {A}\n" in done.stdout
    assert "Fixes: 1" in done.stdout
    assert "Results that are gone: 1" in done.stdout


def test_what_else_differs(compare, old, tmp_path):
    done = compare(old, other(
        tmp_path, [A, "pass"], [B, "fail"], [C, "skip"], version="2.0",
        options={"jobs": 9, "repeat": 3}))
    assert done.returncode == 0
    assert "other version: 1.0 -> 2.0\n" in done.stdout
    assert "other options.repeat: 1 -> 3\n" in done.stdout
    assert "jobs" not in done.stdout


def test_files(compare, old, tmp_path):
    new = other(tmp_path, [A, "fail"], [B, "fail"], [C, "skip"])
    done = compare("--quiet", "--json", "out.json", "--markdown", "out.md",
                   old, new)
    assert done.returncode == 1 and done.stdout == ""
    written = json.loads((tmp_path / "out.json").read_text())
    assert written["kind"] == "changes"
    assert written["summary"] == {"regression": 1, "fix": 0, "other": 0,
                                  "new": 0, "removed": 0, "same": 2,
                                  "other_events": 0}
    change, = written["changes"]
    assert change["id"] == A and change["kind"] == "regression"
    assert change["before"]["verdict"] == "pass"
    assert "| regression | 1 |" in (tmp_path / "out.md").read_text()


def test_file_on_standard_output_stands_alone(compare, old):
    done = compare("--json", "-", old, old)
    assert json.loads(done.stdout)["summary"]["same"] == 3


def test_renamed_cases(compare, old, tmp_path):
    """Ids in use now come from the folder of cases."""
    cases = tmp_path / "cases"
    (cases / "requirements").mkdir(parents=True)
    (cases / "requirements/rfc.tsv").write_text(
        "id\tlevel\tactor\troles\tanchor\tparagraph\tsection\tsummary\treason\n"
        "9112-3-1\tMUST\tserver\tserver\ta\tb\tc\td\t\n")
    (cases / "RENAMED").write_text("server/a/two server/c/four\n")
    new = other(tmp_path, [A, "pass"], ["server/c/four[x]", "fail"],
                [C, "skip"])
    assert compare("--fail-on", "change", old, new).returncode == 1
    done = compare("--cases", cases, "--fail-on", "change", old, new)
    assert done.returncode == 0, done.stdout + done.stderr
    (cases / "RENAMED").write_text("server/a/two\n")
    done = compare("--cases", cases, old, new)
    assert done.returncode == 2
    assert "RENAMED:1:1: expected an old id and the new one" in done.stderr


def test_names_in_use(program):
    """Of the cases of the suite: old ids are gone, new ones are there."""
    root = program.parents[4] / "cases/RENAMED"
    lines = [line.split("#")[0].split()
             for line in root.read_text().splitlines()]
    ids = {line.split()[1] for line in subprocess.run(
        [program, "list"], stdout=subprocess.PIPE, text=True,
        check=True).stdout.splitlines()}
    for words in filter(None, lines):
        before, now = (word.partition("[")[0] for word in words)
        assert now in ids
        assert before not in ids or "[" in words[0]


# ---- more of them ----

def test_table(compare, old, tmp_path):
    new = other(tmp_path, [A, "warn"], [B, "fail"], [C, "pass"], name="other")
    done = compare("--json", "table.json", old, new, old)
    assert done.returncode == 0, done.stderr
    assert "They disagree about 1 of 3 results." in done.stdout
    assert C not in done.stdout
    assert C in compare("--all", old, new, old).stdout
    table = json.loads((tmp_path / "table.json").read_text())
    assert [row["id"] for row in table["rows"]] == [A]
    assert table["order"] == [0, 2, 1]
    assert table["merges"][0]["distance"] == 0


@pytest.mark.parametrize("results, status", [
    ([[A, "pass"], [B, "fail"], [C, "skip"]], 0),
    ([[A, "note"], [B, "fail"], [C, "skip"]], 1),
    ([[A, "pass"], [B, "fail"], [C, "pass"]], 1),
    ([[A, "pass"], [B, "inconclusive"], [C, "skip"]], 1),
    ([[A, "pass"], [B, "fail"]], 1),
    ([result(A, "pass", flaky=True), [B, "fail"], [C, "skip"]], 1),
])
def test_same(compare, old, tmp_path, results, status):
    done = compare("--same", old, old, other(tmp_path, *results))
    assert done.returncode == status, done.stdout
    assert f"{status} of 3 results differ in 3 reports\n" in done.stdout


def folder(tmp_path, name, **reports):
    path = tmp_path / name
    path.mkdir()
    for stem, verdict in reports.items():
        write(path / f"{stem}.json", [A, verdict])
    (path / "index.json").write_text('{"format": 1}')
    (path / "matrix.html").write_text("")
    return path


def test_same_folders(compare, tmp_path):
    first = folder(tmp_path, "1", x="pass", y="fail")
    same = folder(tmp_path, "2", x="pass", y="fail")
    unlike = folder(tmp_path, "3", x="pass", y="warn")
    fewer = folder(tmp_path, "4", x="pass")
    done = compare("--same", first, same, "--json", "same.json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("0 of 2 reports differ in 2 folders\n")
    files = json.loads((tmp_path / "same.json").read_text())["files"]
    assert set(files) == {"x.json", "y.json"}
    done = compare("--same", first, same, unlike)
    assert done.returncode == 1
    assert f"y.json: {A}: fail | fail | warn\n" in done.stdout
    done = compare("--same", first, fewer)
    assert done.returncode == 1
    assert "y.json: is not in " in done.stdout


# ---- the matrix ----

def test_matrix(compare, old, tmp_path):
    new = other(tmp_path, [A, "warn"], name="</script><b>&")
    done = compare("--quiet", "--matrix-html", "m.html", "--matrix-svg",
                   "m.svg", old, new)
    assert done.returncode == 0 and done.stdout == ""
    page = (tmp_path / "m.html").read_text()
    assert page.count("</script>") == 2 and "<b>&" not in page
    picture = xml.parse(tmp_path / "m.svg").getroot()
    assert "</script><b>&" in "".join(picture.itertext())


def test_matrix_of_one(compare, old, tmp_path):
    done = compare("--quiet", "--matrix-svg", "m.svg", old)
    assert done.returncode == 0, done.stderr
    xml.parse(tmp_path / "m.svg")


# ---- what is refused ----

@pytest.mark.parametrize("arguments, told", [
    ([], "expected two reports or more"),
    (["old.json"], "expected two reports or more"),
    (["old.json"] * 251, "expected at most 250 reports"),
    (["--fail-on", "any", "old.json", "old.json"],
     "--fail-on is regression or change"),
    (["--fail-on", "change", "old.json", "old.json", "old.json"],
     "--fail-on is for two reports"),
    (["--fail-on", "change", "--matrix-svg", "x", "old.json", "old.json"],
     "--fail-on is for two reports"),
    (["--json", "-", "--markdown", "-", "old.json", "old.json"],
     "only one file can be standard output"),
    (["--same", "--matrix-svg", "x", "old.json", "old.json"],
     "--same is told as text"),
    (["old.json", "nowhere.json"], "nowhere.json: No such file"),
    (["old.json", "."], ".: Is a directory"),
    (["old.json", "bad.json"], "bad.json:1:2: expected JSON"),
    (["--same", ".", "old.json"], "expected folders or reports, found both"),
    (["--same", "empty", "empty"], "expected reports, *.json, found none"),
])
def test_refused(compare, old, tmp_path, arguments, told):
    (tmp_path / "bad.json").write_text("{]")
    (tmp_path / "empty").mkdir()
    done = compare(*arguments)
    assert done.returncode == 2, done.stdout
    assert told in done.stderr


def test_wrong_report_is_told_with_its_place(compare, old, tmp_path):
    wrong = report([A, "pass"], [B, "good"])
    (tmp_path / "wrong.json").write_text(json.dumps(wrong))
    done = compare(old, "wrong.json")
    assert done.returncode == 2
    assert ("wrong.json: results[1].verdict: expected one of pass warn fail "
            'note skip inconclusive error, found "good"') in done.stderr


def test_file_that_cannot_be_written(compare, old):
    done = compare("--json", "nowhere/out.json", old, old)
    assert done.returncode == 3
    assert "nowhere/out.json: No such file" in done.stderr
