"""The plugin, with a stand-in for the `assay` program that knows its answers."""

import json
import shlex
import shutil
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

# Cases of the stand-in: id, level, tags, variants, and the verdict of each item.
CASES = [
    ("server/chunked/size", "must", ["smuggling"], [], ["pass"]),
    ("server/chunked/ext", "must", ["cve-2025-22871"], ["tab", "space"],
     ["fail", "note"]),
    ("server/fields/fold", "should", [], [], ["warn"]),
    ("server/fields/late", "must", [], [], ["skip"]),
    ("server/fields/slow", "must", [], [], ["inconclusive"]),
    ("server/fields/odd", "must", [], [], ["error"]),
]

PROGRAM = r"""#!{python}
import json, os, sys
here = os.path.dirname(os.path.abspath(__file__))
words = sys.argv[2:]
if words[0] == "--cases":
    assert words[1] == os.path.join(os.getcwd(), "cases"), words
    del words[:2]
else:
    assert not os.path.exists("cases"), words
if sys.argv[1] == "list":
    sys.stdout.write(open(here + "/list.json").read())
    sys.exit(0)
url, options = words[0], words[1:]
with open(here + "/runs", "a") as f:
    assert options[0] == "--json" and options[2] == "--cases-from"
    chosen = open(options[3]).read().split()
    f.write(" ".join([url, *chosen, *options[4:]]) + "\n")
known = json.load(open(here + "/results.json"))
if known is None:
    print("connection refused")
    sys.exit(3)
results = [r for r in known if r["id"].split("[")[0] in chosen]
with open(options[1], "w") as f:
    json.dump({{"results": results}}, f)
sys.exit(1)
"""


class Suite:
    """A folder of cases, and a stand-in that knows their verdicts."""

    def __init__(self, pytester):
        self.pytester = pytester
        self.bin = pytester.mkdir("bin")
        self.program = self.bin / "assay"
        self.program.write_text(PROGRAM.format(python=sys.executable))
        self.program.chmod(0o755)
        pytester.mkdir("cases").joinpath("requirements").mkdir()
        self.write(CASES)
        pytester.makeini(
            "[pytest]\naddopts = --strict-markers\n"
            f"pythonpath = {shlex.quote(str(Path(__file__).parent))}")
        pytester.makeconftest('pytest_plugins = ["assay_pytest"]')

    def write(self, cases):
        entries, results = [], []
        for name, level, tags, variants, verdicts in cases:
            file = f"cases/{name}.yaml"
            path = self.pytester.path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("title: stand-in\n")
            entries.append({
                "id": name, "title": "", "level": level, "tags": tags,
                "area": name.split("/")[1], "requires": [],
                "variants": variants, "file": file})
            ids = [f"{name}[{variant}]" for variant in variants] or [name]
            results += [{
                "id": item, "verdict": verdict, "level": level,
                "reason": f"reason of {item}", "flaky": False,
                "text": f"console text of {item}\n    > GET / HTTP/1.1"}
                for item, verdict in zip(ids, verdicts)]
        (self.bin / "list.json").write_text(json.dumps({"cases": entries}))
        self.answer(results)

    def answer(self, results):
        (self.bin / "results.json").write_text(json.dumps(results))

    def runs(self):
        return (self.bin / "runs").read_text().splitlines()

    def pytest(self, *args):
        return self.pytester.runpytest(
            "--assay-target", "http://127.0.0.1:1/",
            "--assay-program", str(self.program), *args)


@pytest.fixture
def suite(pytester):
    return Suite(pytester)


def names(result):
    return [line.split("::")[1] for line in result.outlines if "::" in line]


def test_each_case_and_variant_is_an_item(suite):
    assert names(suite.pytest("--collect-only", "-q")) == [
        "server/chunked/ext[tab]", "server/chunked/ext[space]",
        "server/chunked/size", "server/fields/fold", "server/fields/late",
        "server/fields/odd", "server/fields/slow"]


@pytest.mark.parametrize("args, expected", [
    (["-m", "smuggling"], ["server/chunked/size"]),
    (["-m", "cve-2025-22871 and must", "-k", "tab"],
     ["server/chunked/ext[tab]"]),
    (["-m", "should"], ["server/fields/fold"]),
    (["-k", "chunked/s"], ["server/chunked/size"]),
    (["cases/server/chunked/size.yaml"], ["server/chunked/size"]),
    (["cases/server/chunked/ext.yaml::server/chunked/ext[tab]"],
     ["server/chunked/ext[tab]"]),
])
def test_selection(suite, args, expected):
    assert names(suite.pytest("--collect-only", "-q", *args)) == expected


def test_without_a_folder_the_program_is_collected(suite):
    shutil.rmtree(suite.pytester.path / "cases")
    result = suite.pytest("--collect-only", "-q", "-k", "chunked")
    assert names(result) == [
        "server/chunked/size", "server/chunked/ext[tab]",
        "server/chunked/ext[space]"]
    assert result.outlines[0].startswith("bin/assay::")
    suite.pytest("-m", "smuggling").assert_outcomes(passed=1, deselected=6)


def test_a_folder_can_be_named(suite):
    (suite.pytester.path / "cases").rename(suite.pytester.path / "others")
    suite.program.write_text("#!/bin/sh\necho $0 \"$@\"\nexit 2\n")
    result = suite.pytest("--assay-cases", "others")
    result.stderr.fnmatch_lines([
        f"*list --cases {suite.pytester.path}/others --json"])


def test_without_a_target_no_case_is_collected(suite):
    result = suite.pytester.runpytest("cases")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_verdicts(suite):
    result = suite.pytest("-rs")
    result.assert_outcomes(passed=3, failed=2, skipped=2, warnings=1)
    result.stdout.fnmatch_lines_random([
        "console text of server/chunked/ext[[]tab[]]",
        "    > GET / HTTP/1.1",
        "*AssayWarning: server/fields/fold: reason of server/fields/fold",
        "SKIPPED*: skip: reason of server/fields/late",
        "SKIPPED*: inconclusive: reason of server/fields/slow",
        "http://127.0.0.1:1/: 1 error, 1 fail, 1 inconclusive, 1 note, 1 pass, "
        "1 skip, 1 warn"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_the_gate_can_be_lowered_to_should(suite):
    result = suite.pytest("--assay-fail-on", "should", "-m", "should")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["console text of server/fields/fold"])


def test_one_run_over_the_selected_cases(suite):
    suite.pytest("-k", "fields", "--assay-args", "--jobs 1").assert_outcomes(
        passed=1, failed=1, skipped=2, warnings=1, deselected=3)
    assert suite.runs() == [
        "http://127.0.0.1:1/ server/fields/fold server/fields/late "
        "server/fields/odd server/fields/slow --jobs 1"]


def test_xdist_workers_share_one_run(suite):
    pytest.importorskip("xdist")
    result = suite.pytest("-n", "2", "-k", "chunked")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["http://*: 1 fail, 1 note, 1 pass"])
    assert suite.runs() == [
        "http://127.0.0.1:1/ server/chunked/ext server/chunked/size"]


def test_junit_names_the_case(suite):
    suite.pytest("--junitxml", "junit.xml")
    path = suite.pytester.path / "junit.xml"
    cases = {case.get("name"): case
             for case in ElementTree.parse(path).iter("testcase")}
    assert len(cases) == 7
    failure = cases["server/chunked/ext[tab]"].find("failure")
    assert "console text of server/chunked/ext[tab]" in failure.text
    properties = {p.get("name"): p.get("value")
                  for p in cases["server/fields/fold"].iter("property")}
    assert properties == {"verdict": "warn", "level": "should",
                          "flaky": "false"}


def test_a_run_without_a_report_fails_every_case(suite):
    suite.answer(None)
    result = suite.pytest("-m", "smuggling or should")
    result.assert_outcomes(failed=2, deselected=5)
    result.stdout.fnmatch_lines([
        "the report has no result for server/chunked/size",
        "assay exited with 3", "connection refused"])
    assert len(suite.runs()) == 1


def test_a_case_without_a_result_fails(suite):
    suite.answer([])
    suite.pytest("-m", "smuggling").assert_outcomes(failed=1, deselected=6)


def test_a_missing_program_is_a_usage_error(suite):
    suite.program.unlink()
    result = suite.pytest()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*no assay program*"])


def test_a_refused_case_file_is_a_usage_error(suite):
    suite.program.write_text("#!/bin/sh\necho x.yaml:1:1: unknown key\nexit 2\n")
    result = suite.pytest()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*x.yaml:1:1: unknown key"])
