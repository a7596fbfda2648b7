"""Plays the cases of the suite as pytest items.

    pytest --assay-target http://127.0.0.1:8080/ [-k chunked] [-m smuggling] [-n 4]

One item per case and variant, named by its id; the tags and the level of a case
are its markers. The `assay` program reads the cases, plays them and judges;
here is nothing but the translation into pytest's terms. It is run once per
session, over the cases that are selected, when the first of them is due. Under
xdist the worker that comes first runs it; the others wait for its report.

The cases are those of the folder `cases` below pytest's root, if it is one, else
those that are built into the program, which is then what is collected.
"""

import collections
import fcntl
import json
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

PROGRAM = "harness/cli/assay"
BUILDS = ("build/release", "build/dev")
INSTALLED = Path(__file__).absolute().parents[3] / "bin/assay"

PASSING = ("pass", "note")
UNDECIDED = ("skip", "inconclusive")


class AssayWarning(UserWarning):
    """A case whose SHOULD the target does not meet."""


class Deviation(Exception):
    """A case that the gate does not let pass; carries the console's text."""


class Suite:
    """What one pytest session knows: the cases, and their results."""

    def __init__(self, config, shared):
        self.url = config.getoption("assay_target")
        self.fail_on = config.getoption("assay_fail_on")
        self.args = shlex.split(config.getoption("assay_args"))
        self.root = config.rootpath
        self.program = find_program(
            config.getoption("assay_program"), self.root)
        self.folder = find_cases(config.getoption("assay_cases"), self.root)
        self.shared = shared
        self.cases = {}         # path of the file -> its entry in the list
        self.selected = []      # ids of cases; all their variants are played
        self.results = None     # id -> its entry in the report

    @property
    def source(self):
        """What is collected."""
        return self.folder or Path(self.program)

    def call(self, command, *args):
        folder = ["--cases", str(self.folder)] if self.folder else []
        return subprocess.run(
            [self.program, command, *folder, *args], cwd=self.root, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="backslashreplace", check=False)

    def read_list(self):
        """Asks for the list of cases; workers find it in the shared folder."""
        path = self.shared / "list.json"
        if not path.exists():
            answer = self.call("list", "--json")
            if answer.returncode != 0:
                raise pytest.UsageError(
                    f"`assay list` failed:\n{answer.stdout}")
            path.write_text(answer.stdout)
        for case in json.loads(path.read_text())["cases"]:
            place = self.root if self.folder else self.source
            self.cases[(place / case["file"]).resolve()] = case

    def cases_of(self, path):
        """The cases that are in a file, or all: those of the program."""
        if path == self.source.resolve():
            return list(self.cases.values())
        return [self.cases[path]] if path in self.cases else []

    def result(self, case_id):
        if self.results is None:
            self.results = self.read_report()
        if case_id not in self.results:
            log = (self.shared / "log").read_text()
            raise Deviation(f"the report has no result for {case_id}\n{log}")
        return self.results[case_id]

    def read_report(self):
        report = self.shared / "report.json"
        log = self.shared / "log"
        with open(self.shared / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not log.exists():
                log.write_text(self.run(report))
        if not report.exists():
            return {}
        results = json.loads(report.read_text())["results"]
        return {result["id"]: result for result in results}

    def run(self, report):
        chosen = self.shared / "cases"
        chosen.write_text("".join(f"{name}\n" for name in self.selected))
        answer = self.call(
            "run", self.url, "--json", str(report),
            "--cases-from", str(chosen), *self.args)
        return f"assay exited with {answer.returncode}\n{answer.stdout}"


SUITE = pytest.StashKey[Suite]()


def find_program(given, root):
    places = [given] if given else [
        *(root / build / PROGRAM for build in BUILDS), INSTALLED, "assay"]
    for place in places:
        found = shutil.which(place)
        if found:
            return str(Path(found).absolute())
    raise pytest.UsageError(
        "no assay program: build it with scripts/build, or name it with "
        "--assay-program")


def find_cases(given, root):
    folder = Path(given).absolute() if given else root / "cases"
    if given or (folder / "requirements").is_dir():
        return folder
    return None


class CaseFile(pytest.File):
    def collect(self):
        for case in self.config.stash[SUITE].cases_of(self.path.resolve()):
            for variant in case["variants"] or [None]:
                name = f"{case['id']}[{variant}]" if variant else case["id"]
                yield CaseItem.from_parent(self, name=name, case=case)


class CaseItem(pytest.Item):
    def __init__(self, *, case, **kwargs):
        super().__init__(**kwargs)
        self.case = case
        for mark in (case["level"], *case["tags"]):
            self.add_marker(mark)

    def runtest(self):
        suite = self.config.stash[SUITE]
        result = suite.result(self.name)
        verdict = result["verdict"]
        self.user_properties += [
            ("verdict", verdict), ("level", result["level"]),
            ("flaky", str(result["flaky"]).lower())]
        if verdict in UNDECIDED:
            pytest.skip(f"{verdict}: {result['reason']}")
        if verdict == "warn" and suite.fail_on != "should":
            self.warn(AssayWarning(f"{self.name}: {result['reason']}"))
        elif verdict not in PASSING:
            raise Deviation(result["text"])

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, Deviation):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self):
        return self.path, 0, self.name


def pytest_addoption(parser):
    group = parser.getgroup("assay", "playing the cases against a server")
    group.addoption(
        "--assay-target", metavar="URL",
        help="collect the cases, and play them against this server")
    group.addoption(
        "--assay-program", metavar="PATH",
        help="the assay program (default: the release build, the dev build, "
        "what was installed with this file, then PATH); write "
        "--assay-program=PATH: before pytest has read this file, it takes a "
        "PATH behind a space for one of tests")
    group.addoption(
        "--assay-cases", metavar="DIR",
        help="the folder of cases (default: `cases` below pytest's root if it "
        "is one, else what is built into the program)")
    group.addoption(
        "--assay-fail-on", choices=("must", "should"), default="must",
        help="with `should`, a case that warns fails (default: must)")
    group.addoption(
        "--assay-args", metavar="OPTIONS", default="",
        help="further options for `assay run`, as in a shell")


def pytest_configure(config):
    if not config.getoption("assay_target"):
        return
    worker = getattr(config, "workerinput", None)
    if worker is None:
        shared = Path(tempfile.mkdtemp(prefix="assay-pytest-"))
        config.add_cleanup(lambda: shutil.rmtree(shared, ignore_errors=True))
    else:
        shared = Path(worker["assay_shared"])
    suite = Suite(config, shared)
    suite.read_list()
    config.stash[SUITE] = suite
    for tag in sorted({tag for case in suite.cases.values()
                       for tag in (case["level"], *case["tags"])}):
        config.addinivalue_line("markers", f"{tag}: a tag or level of cases")
    if config.args_source is not config.ArgsSource.ARGS:
        config.args[:] = [str(suite.source)]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Tells an xdist worker where the session shares its list and report."""
    suite = node.config.stash.get(SUITE, None)
    if suite is not None:
        node.workerinput["assay_shared"] = str(suite.shared)


def pytest_collect_file(file_path, parent):
    suite = parent.config.stash.get(SUITE, None)
    if suite is not None and suite.cases_of(file_path.resolve()):
        return CaseFile.from_parent(parent, path=file_path)
    return None


def pytest_collection_finish(session):
    suite = session.config.stash.get(SUITE, None)
    if suite is not None:
        suite.selected = sorted({
            item.case["id"] for item in session.items
            if isinstance(item, CaseItem)})


def pytest_report_header(config):
    suite = config.stash.get(SUITE, None)
    if suite is None:
        return None
    return f"assay: {suite.program}, target {suite.url}"


def pytest_terminal_summary(terminalreporter, config):
    suite = config.stash.get(SUITE, None)
    if suite is None:
        return
    counts = collections.Counter(
        value for reports in terminalreporter.stats.values()
        for report in reports if getattr(report, "when", None) == "call"
        for name, value in report.user_properties if name == "verdict")
    if counts:
        told = ", ".join(f"{n} {name}" for name, n in sorted(counts.items()))
        terminalreporter.write_sep("=", "assay")
        terminalreporter.write_line(f"{suite.url}: {told}")
