"""The formats of `assay run`, read by parsers that are not ours."""

import json
import re
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree as ET

import jsonschema
import pytest

from servers import kit

NAMES = ["json", "junit", "tap", "sarif", "markdown", "badge"]
CASES = [f"server/{case}" for case in """
chunked/bad-chunk-closes
chunked/empty-body
connection/close-announced
content-length/letters
field-name/no-colon[word]
field-value/nul-inside
host/missing
method/unknown[word]
response/date-in-200
""".split()]

# What those files may hold, and must: of junit-10.xsd (Jenkins xUnit plugin).
JUNIT = {
    "testsuites": ({"name", "tests", "failures", "errors", "time"}, set(),
                   {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors", "skipped", "time",
                   "timestamp"}, {"name", "tests", "failures", "errors"},
                  {"properties", "testcase"}),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, {"name", "value"}, set()),
    "testcase": ({"name", "classname", "time"}, {"name"},
                 {"failure", "error", "skipped", "system-out"}),
    "failure": ({"type", "message"}, set(), set()),
    "error": ({"type", "message"}, set(), set()),
    "skipped": ({"type", "message"}, set(), set()),
    "system-out": (set(), set(), set()),
}


def thing(required, **properties):
    """An object of the SARIF schema: no other keys, as the schema has it."""
    return {"type": "object", "properties": properties,
            "required": required.split(), "additionalProperties": False}


def things(item):
    return {"type": "array", "items": item}


# The part of the OASIS schema of SARIF 2.1.0 that is in use, with its names,
# types, enumerations and required properties. What is optional there and code
# scanning of GitHub wants is required, too.
TEXT = {"type": "string", "minLength": 1}
URI = {"type": "string", "pattern": "^https://"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
BAG = {"type": "object",
       "properties": {"tags": {**things(TEXT), "uniqueItems": True}}}
MESSAGE = thing("text", text=TEXT)
RULE = thing(
    "id shortDescription fullDescription help", id=TEXT,
    shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE,
    helpUri=URI, defaultConfiguration=thing("", level=LEVEL),
    properties={**BAG, "properties": {
        "tags": {**things(TEXT), "uniqueItems": True, "maxItems": 10}}})
LOCATION = thing(
    "physicalLocation",
    physicalLocation=thing(
        "artifactLocation",
        artifactLocation=thing("uri", uri={
            "type": "string", "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)*[.]yaml$"}),
        region=thing("startLine",
                     startLine={"type": "integer", "minimum": 1})),
    logicalLocations=things(thing("", fullyQualifiedName=TEXT)))
RESULT = thing(
    "ruleId message locations", ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0}, level=LEVEL, message=MESSAGE,
    locations={**things(LOCATION), "minItems": 1},
    baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
    suppressions=things(thing("kind", kind={"enum": ["inSource", "external"]},
                              justification=TEXT)),
    partialFingerprints={"type": "object", "additionalProperties": TEXT,
                         "required": ["primaryLocationLineHash"]},
    properties=BAG)
INVOCATION = thing(
    "executionSuccessful", executionSuccessful={"type": "boolean"},
    startTimeUtc={"type": "string",
                  "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"},
    toolExecutionNotifications=things(
        thing("message", level=LEVEL, message=MESSAGE)))
RUN = thing(
    "tool results",
    tool=thing("driver", driver=thing(
        "name rules", name=TEXT, version=TEXT, rules=things(RULE))),
    invocations=things(INVOCATION), results=things(RESULT),
    automationDetails=thing("", id=TEXT), properties=BAG)
SARIF = {"$schema": "http://json-schema.org/draft-07/schema#",
         **thing("version runs", version={"const": "2.1.0"},
                 runs=things(RUN), **{"$schema": URI})}


class Written:
    """The formats as a run left them."""

    def __init__(self, folder):
        self.text = {name: (folder / name).read_text("ascii")
                     for name in NAMES}
        self.report = json.loads(self.text["json"])
        self.junit = ET.fromstring(self.text["junit"])
        self.sarif = json.loads(self.text["sarif"])

    def ids(self, *verdicts):
        return [r["id"] for r in self.report["results"]
                if r["verdict"] in verdicts]


def options(folder):
    return [word for name in NAMES
            for word in (f"--{name}", str(folder / name))]


@pytest.fixture(scope="module", name="broken")
def _broken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken")
    with kit.server("ok_to_all") as url:
        done = kit.run(folder, url, *options(folder), ids=CASES)
    assert done.status == 1, done.err
    written = Written(folder)
    for verdict in ("pass", "fail", "warn", "note", "skip"):
        if verdict != "pass":
            assert written.ids(verdict), verdict
    return written


# ---- JUnit ----


def check_junit(element):
    may, must, children = JUNIT[element.tag]
    assert must <= set(element.keys()) <= may, element.attrib
    for child in element:
        assert child.tag in children, child.tag
        check_junit(child)


def junit_ids(junit, element):
    return sorted(
        case.get("classname").replace(".", "/") + "/" + case.get("name")
        for case in junit.iter("testcase") if case.find(element) is not None)


def test_junit(broken):
    check_junit(broken.junit)
    assert junit_ids(broken.junit, "failure") == sorted(broken.ids("fail"))
    assert junit_ids(broken.junit, "skipped") == sorted(
        broken.ids("skip", "inconclusive"))
    assert junit_ids(broken.junit, "system-out") == sorted(
        broken.ids("warn", "note", "inconclusive"))
    assert junit_ids(broken.junit, ".") == sorted(
        r["id"] for r in broken.report["results"])


def test_junit_counts(broken):
    suites = broken.junit.findall("testsuite")
    for suite in [broken.junit, *suites]:
        assert int(suite.get("tests")) == len(list(suite.iter("testcase")))
        assert int(suite.get("failures")) == len(list(suite.iter("failure")))
        assert int(suite.get("errors")) == len(list(suite.iter("error")))
    for suite in suites:
        assert int(suite.get("skipped")) == len(list(suite.iter("skipped")))
        assert re.fullmatch(r"\d+\.\d+", suite.get("time"))


# ---- TAP ----

POINT = re.compile(
    r"(not )?ok (\d+) - ((?:[^#\\\n]|\\[#\\])+?)(?: # (SKIP|TODO) ([^\n]+))?")


class Tap:
    """The grammar of TAP 14, without pragmas and subtests."""

    def __init__(self, text):
        lines = text.split("\n")
        assert lines.pop(0) == "TAP version 14"
        assert lines.pop() == ""
        self.points, self.plan, self.bail, self.blocks = [], None, None, []
        while lines:
            self.take(lines.pop(0), lines)
        assert self.plan == f"1..{len(self.points)}"
        assert [int(p[2]) for p in self.points] == list(
            range(1, len(self.points) + 1))

    def take(self, line, lines):
        assert self.bail is None
        if line.startswith("#"):
            return
        if line.startswith("1.."):
            assert self.plan is None and not self.points
            self.plan = line
        elif line.startswith("Bail out! "):
            self.bail = line
        elif line == "  ---":
            end = lines.index("  ...")
            block = lines[:end]
            assert all(one.startswith("  ") for one in block)
            self.blocks.append("".join(one[2:] + "\n" for one in block))
            del lines[:end + 1]
        else:
            point = POINT.fullmatch(line)
            assert point, line
            self.points.append(point)

    def ids(self, not_ok, directive):
        return [p[3] for p in self.points
                if bool(p[1]) == not_ok and p[4] == directive]


def test_tap(broken):
    tap = Tap(broken.text["tap"])
    assert tap.ids(True, None) == broken.ids("fail", "error")
    assert tap.ids(True, "TODO") == broken.ids("warn")
    assert tap.ids(False, "SKIP") == broken.ids("skip", "inconclusive")
    assert tap.ids(False, None) == broken.ids("pass", "note")
    assert not tap.bail


def test_tap_diagnostics(broken):
    yaml = pytest.importorskip("yaml")
    blocks = [yaml.safe_load(block)
              for block in Tap(broken.text["tap"]).blocks]
    told = [r for r in broken.report["results"]
            if r["verdict"] not in ("pass", "skip")]
    assert len(blocks) == len(told)
    for block, result in zip(blocks, told):
        assert block["verdict"] == result["verdict"]
        assert block["level"] == result["level"]
        assert block["message"] == result["reason"]
        assert block.get("requires", []) == result["requires"]
        assert result["text"] in (None, block["text"])


@pytest.mark.skipif(shutil.which("prove") is None, reason="needs prove")
def test_tap_by_prove(broken, tmp_path):
    """TAP::Harness of Perl, which may be too old to know the 14 itself."""
    tap = tmp_path / "run.tap"
    tap.write_text(broken.text["tap"].replace("version 14", "version 13", 1))
    done = subprocess.run(
        ["prove", "--exec", "cat", tap], capture_output=True, text=True,
        check=False)
    n, fails = len(broken.report["results"]), len(broken.ids("fail"))
    assert f"Failed {fails}/{n} subtests" in done.stdout + done.stderr
    assert "Parse errors" not in done.stdout
    assert done.returncode == 1


# ---- SARIF ----


def check_sarif(sarif):
    jsonschema.Draft7Validator.check_schema(SARIF)
    jsonschema.validate(sarif, SARIF, cls=jsonschema.Draft7Validator)
    run, = sarif["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    marks = [result["partialFingerprints"]["primaryLocationLineHash"]
             for result in run["results"]]
    assert len(set(marks)) == len(marks)
    return run


def test_sarif(broken):
    run = check_sarif(broken.sarif)
    by_level = {"error": "fail", "warning": "warn", "note": "note"}
    for level, verdict in by_level.items():
        told = [result["locations"][0]["logicalLocations"][0]
                ["fullyQualifiedName"]
                for result in run["results"] if result["level"] == level]
        assert told == broken.ids(verdict)
    assert run["invocations"][0]["executionSuccessful"]


def test_sarif_places(broken):
    """Each result points at the `expect` of its case."""
    for result in check_sarif(broken.sarif)["results"]:
        place = result["locations"][0]["physicalLocation"]
        path = kit.ROOT / "cases" / place["artifactLocation"]["uri"]
        line = place["region"]["startLine"]
        assert "expect" in path.read_text().splitlines()[line - 1]


def test_sarif_links(broken):
    rules = check_sarif(broken.sarif)["tool"]["driver"]["rules"]
    for rule in rules:
        if "helpUri" in rule:
            number, section, _ = rule["id"].split("-", 2)
            assert rule["helpUri"].startswith(
                f"https://httpwg.org/specs/rfc{number}.html#")
            assert f"{number}-{section}" in rule["properties"]["tags"]
    assert any("helpUri" in rule for rule in rules)


# ---- Markdown and badge ----


def test_markdown(broken):
    text = broken.text["markdown"]
    counts = broken.report["summary"]
    assert f"**{counts['fail']} MUST failures, {counts['warn']} " in text
    assert text.count("<details>") == text.count("</details>") > 0
    assert len(text) < 1 << 20
    table = [[cell.strip() for cell in line.strip("|").split("|")]
             for line in text.split("\n") if line.startswith("|")]
    names = table[0][1:]
    for k, name in enumerate(names, 1):
        assert sum(int(row[k]) for row in table[2:]) == counts[name]
    for result in broken.report["results"]:
        if result["verdict"] == "fail" and "[" not in result["id"]:
            assert f"- `{result['id']}`: [{result['requires'][0]}](" in text


def test_badge(broken):
    svg = ET.fromstring(broken.text["badge"])
    counts = broken.report["summary"]
    name = f"HTTP/1.1: {counts['fail']} must fail, {counts['warn']} should warn"
    space = "{http://www.w3.org/2000/svg}"
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == svg.find(f"{space}title").text == name
    texts = list(svg.iter(f"{space}text"))
    assert ": ".join(text.text for text in texts) == name
    last = texts[-1]
    end = float(last.get("x")) + float(last.get("textLength"))
    assert end < float(svg.get("width"))


# ---- all of them ----


def test_conforms(tmp_path):
    with kit.server("honest") as url:
        done = kit.run(tmp_path, url, *options(tmp_path),
                       ids=["server/host/missing"])
    assert done.status == 0, done.err
    written = Written(tmp_path)
    check_junit(written.junit)
    assert Tap(written.text["tap"]).ids(False, None) == ["server/host/missing"]
    assert check_sarif(written.sarif)["results"] == []
    assert "HTTP/1.1: conforms" in written.text["badge"]
    assert "### " not in written.text["markdown"]


def test_split_variances(tmp_path):
    with kit.server("line_end_apart") as url:
        kit.run(tmp_path, url, "--split", "--fail-on", "split-variance",
                *options(tmp_path), ids=["server/response/date-in-200"])
    written = Written(tmp_path)
    variances = [v["id"] for v in written.report["splits"]["variances"]]
    assert variances
    check_junit(written.junit)
    assert junit_ids(written.junit, "failure") == [
        f"split/{one}" for one in variances]
    assert Tap(written.text["tap"]).ids(True, None) == [
        f"{one} in segments" for one in variances]
    run = check_sarif(written.sarif)
    assert [r["ruleId"] for r in run["results"]] == ["split-variance"]
    assert "split-variance" in written.text["markdown"]


BASELINE = """\
target: x
deviations:
  - cases:
      - server/host/missing
      - "server/host/two-different[*"
    verdict: fail
    reason: It looks at no Host at all.
  - cases: [server/response/syntax-of-200]
    verdict: fail
    reason: This one deviates no more.
"""


@pytest.mark.parametrize("strict, fixed", [
    ([], []), (["--strict-baseline"], ["server/response/syntax-of-200"])])
def test_baseline(tmp_path, strict, fixed):
    """What is known is no failure; what is better is one where that is asked."""
    path = tmp_path / "known.yaml"
    path.write_text(BASELINE)
    with kit.server("ok_to_all") as url:
        done = kit.run(
            tmp_path, "--baseline", path, *strict, url, *options(tmp_path), ids=[
                "server/host/missing", "server/host/two-different",
                "server/content-length/letters[word]",
                "server/response/syntax-of-200"])
    assert done.status == 1, done.err
    written = Written(tmp_path)
    known = [one for one in written.ids("fail") if "/host/" in one]
    new = ["server/content-length/letters[word]"]
    check_junit(written.junit)
    assert junit_ids(written.junit, "failure") == sorted(new + fixed)
    tap = Tap(written.text["tap"])
    assert tap.ids(True, "TODO") == known
    assert tap.ids(True, None) == sorted(new + fixed)
    results = check_sarif(written.sarif)["results"]
    states = {r["partialFingerprints"]["assayResult/v1"]:
              (r.get("baselineState"), len(r.get("suppressions", [])))
              for r in results if r["level"] != "note"}
    assert states == {**dict.fromkeys(known, ("unchanged", 1)),
                      **dict.fromkeys(new, ("new", 0))}
    text = written.text["markdown"]
    assert f": {len(known)} known, 1 new, 1 fixed, " in text
    assert text.count("<details>") == 1


def test_baseline_and_variances(tmp_path):
    """A baseline says nothing of them, as long as no gate does."""
    path = tmp_path / "known.yaml"
    path.write_text("target: x\ndeviations: []\n")
    for gate, status in ([], 0), (["--fail-on", "split-variance"], 1):
        with kit.server("line_end_apart") as url:
            done = kit.run(
                tmp_path, "--split", "--baseline", path, *gate, url,
                *options(tmp_path), ids=["server/response/date-in-200"])
        assert done.status == status, done.out
        written = Written(tmp_path)
        assert len(junit_ids(written.junit, "failure")) == status
        assert len(Tap(written.text["tap"]).ids(True, None)) == status


def wait_for(path, process):
    """Bounded: until the server has written something there."""
    deadline = time.monotonic() + 30
    while not (path.exists() and path.read_text()):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)


def test_interrupted(tmp_path):
    """Ctrl-C in the middle of a run leaves all formats, and they say so."""
    mark = tmp_path / "mark"
    with kit.server("hostile", "silent", "--later", f"--mark={mark}") as url:
        words = [kit.find(kit.ASSAY), "run", *options(tmp_path), url,
                 "server/response/date-in-200", "server/host/two-different"]
        with subprocess.Popen(
                words, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                text=True, cwd=tmp_path) as process:
            wait_for(mark, process)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
    assert process.returncode == 3
    written = Written(tmp_path)
    assert written.ids("error")
    check_junit(written.junit)
    assert junit_ids(written.junit, "error") == ["run/complete"]
    assert junit_ids(written.junit, "skipped") == sorted(written.ids("error"))
    tap = Tap(written.text["tap"])
    assert tap.bail == "Bail out! interrupted: results are missing"
    assert tap.ids(False, "SKIP") == written.ids("error")
    run = check_sarif(written.sarif)
    assert not run["invocations"][0]["executionSuccessful"]
    assert "interrupted" in written.text["markdown"]
    assert "incomplete" in written.text["badge"]


def test_help_names_each(program):
    rows = re.findall(
        r'^REPORT\((\w+), \w+, "(.*)"\)$',
        (kit.ROOT / "harness/report/formats.def").read_text(), re.M)
    told = subprocess.run([program, "help", "run"], capture_output=True,
                          text=True, check=True).stdout
    assert set(NAMES) <= {name for name, _ in rows}
    for name, summary in rows:
        assert re.search(rf"^  --{name} FILE +{re.escape(summary)}$", told,
                         re.M), name


@pytest.mark.parametrize("name", NAMES)
def test_no_such_folder(program, name, tmp_path):
    done = subprocess.run(
        [program, "run", f"--{name}", tmp_path / "no" / "file",
         "http://127.0.0.1:1/"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(
        f"assay run: --{name}: expected a file that can be written, found ")
