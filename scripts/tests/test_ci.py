"""The GitHub action and the GitLab template: their scripts are run as the
services run them, and their YAML holds what it must."""

import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "scripts/ci"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
GITLAB = yaml.safe_load((CI / "assay.gitlab-ci.yml").read_text())
RELEASE = ROOT / "build/release"
SERVERS = ROOT / "harness/tests/servers"

# A stand-in that writes every report it is asked for, and notes its words.
STAND_IN = """\
#!/bin/sh
for word; do
	printf '[%s]' "$word"
	case $last in
	--markdown) [ -n "$SILENT" ] || echo "# summary" >"$word" ;;
	--json | --junit | --sarif | --html | --badge) : >"$word" ;;
	esac
	last=$word
done >words
exit "$STATUS"
"""


class Workflow:
    """A step of a job: the files of GitHub, and programs in PATH."""

    def __init__(self, folder):
        self.folder = folder
        self.files = {name: folder / name.lower() for name in (
            "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_PATH")}
        self.path = folder / "bin"
        self.path.mkdir()
        self.put("assay", STAND_IN)
        self.put("h1c", "#!/bin/sh\nexit 0\n")

    def put(self, name, text):
        (self.path / name).write_text(text)
        (self.path / name).chmod(0o755)

    def run(self, **settings):
        environment = {
            "PATH": f"{self.path}:{os.environ['PATH']}", "STATUS": "0",
            "GITHUB_ACTIONS": "true", **settings,
            **{name: str(path) for name, path in self.files.items()}}
        return subprocess.run(
            [CI / "run"], cwd=self.folder, env=environment,
            capture_output=True, text=True, check=False)

    def use_programs(self):
        for name, path in (("assay", "harness/cli/assay"),
                           ("h1c", "reference/client/h1c")):
            (self.path / name).unlink()
            (self.path / name).symlink_to(RELEASE / path)

    def call(self, *words):
        return subprocess.run([self.path / "assay", *words], cwd=self.folder,
                              capture_output=True, text=True, check=False)

    def words(self):
        return re.findall(r"\[([^]]*)\]", (self.folder / "words").read_text())

    def read(self, name):
        path = self.files[name]
        return path.read_text() if path.exists() else ""

    def outputs(self):
        return dict(line.split("=", 1)
                    for line in self.read("GITHUB_OUTPUT").splitlines())


@contextlib.contextmanager
def started(*words):
    """A server that tells where it listens: gives its URL."""
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE) as process:
        try:
            yield process.stdout.readline().split()[1] + "/"
        finally:
            process.kill()


@pytest.fixture
def workflow(tmp_path):
    return Workflow(tmp_path)


REPORTS = [
    "--json", "assay-reports/report.json",
    "--junit", "assay-reports/junit.xml",
    "--sarif", "assay-reports/report.sarif",
    "--markdown", "assay-reports/summary.md",
    "--html", "assay-reports/report.html",
    "--badge", "assay-reports/badge.svg"]


@pytest.mark.parametrize("settings, before, behind", [
    ({"ASSAY_URL": "http://x/"}, [], ["http://x/"]),
    ({"ASSAY_TARGET": "a b.yaml"}, [], ["--target", "a b.yaml"]),
    # Globs are words, and no names of files.
    ({"ASSAY_URL": "http://x/", "ASSAY_GLOBS": "server/*\n *hex*  w?rds"},
     [], ["http://x/", "server/*", "*hex*", "w?rds"]),
    ({"ASSAY_URL": "http://x/", "ASSAY_FAIL_ON": "must,smuggling"},
     [], ["--fail-on", "must,smuggling", "http://x/"]),
    ({"ASSAY_URL": "http://x/", "ASSAY_FAIL_ON": "must",
      "ASSAY_BASELINE": "my known.yaml"},
     [], ["--baseline", "my known.yaml", "--fail-on", "must", "http://x/"]),
    ({"ASSAY_URL": "http://x/", "ASSAY_OPTIONS": "--split --with dos,slow"},
     ["--split", "--with", "dos,slow"], ["http://x/"]),
])
def test_words(workflow, settings, before, behind):
    (workflow.folder / "wards").touch()
    assert workflow.run(**settings).returncode == 0
    assert workflow.words() == ["run", "--quiet", *REPORTS, *before, *behind]


@pytest.mark.parametrize("status, sentence", [
    (0, ""),
    (1, "the service deviates at the gate"),
    (2, "wrong usage, or a file is refused: see the log"),
    (3, "the service or the suite failed: see the log"),
])
def test_what_github_is_told(workflow, status, sentence):
    done = workflow.run(ASSAY_URL="http://x/", STATUS=str(status))
    assert done.returncode == status
    assert workflow.read("GITHUB_STEP_SUMMARY") == "# summary\n"
    assert workflow.outputs() == {
        "status": str(status), "reports": "assay-reports"}
    told = f"::error title=Assay::{sentence}\n" if status else ""
    assert done.stdout == told


def test_a_run_without_a_summary(workflow):
    done = workflow.run(ASSAY_URL="http://x/", STATUS="3", SILENT="1",
                        ASSAY_REPORTS="of x")
    assert done.returncode == 3
    assert workflow.read("GITHUB_STEP_SUMMARY") == (
        "### Assay\n\nNothing was judged: the service or the suite failed: "
        "see the log\n")
    assert workflow.outputs()["reports"] == "of x"


@pytest.mark.parametrize("settings", [
    {}, {"ASSAY_URL": "http://x/", "ASSAY_TARGET": "x.yaml"}])
def test_a_url_or_a_target(workflow, settings):
    done = workflow.run(**settings)
    assert done.returncode == 2
    assert done.stderr == (
        "assay: expected either a URL or a target file\n")
    assert workflow.outputs()["status"] == "2"
    assert not (workflow.folder / "words").exists()


def test_nobody_listens(workflow):
    workflow.put("h1c", "#!/bin/sh\nexit 4\n")
    assert workflow.run(ASSAY_URL="http://x/", ASSAY_WAIT="0").returncode == 0
    done = workflow.run(ASSAY_URL="http://x/", ASSAY_WAIT="1")
    assert done.returncode == 3
    assert done.stderr == "assay: nobody takes connections at http://x/\n"


def test_a_service_that_comes_late(workflow):
    workflow.put("h1c", "#!/bin/sh\n[ -e tried ] || { : >tried; exit 4; }\n")
    assert workflow.run(ASSAY_URL="http://x/").returncode == 0


def test_other_services_are_told_nothing(workflow):
    workflow.files.clear()
    done = workflow.run(ASSAY_URL="http://x/", GITHUB_ACTIONS="", STATUS="1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "assay: the service deviates at the gate\n"


# ---- with the programs themselves ----

def test_a_run_in_full(tmp_path):
    """Each report is there, and is what it is called."""
    workflow = Workflow(tmp_path)
    workflow.use_programs()
    with started(RELEASE / "reference/server/h1d", "--port", "0") as url:
        done = workflow.run(ASSAY_URL=url, ASSAY_GLOBS="server/chunked/size-*")
    assert done.returncode == 0, done.stdout + done.stderr
    reports = tmp_path / "assay-reports"
    assert json.loads((reports / "report.json").read_text())["results"]
    assert json.loads((reports / "report.sarif").read_text())[
        "version"] == "2.1.0"
    for name in ("junit.xml", "badge.svg"):
        ElementTree.parse(reports / name)
    assert "<html" in (reports / "report.html").read_text()
    assert workflow.read("GITHUB_STEP_SUMMARY") == (
        reports / "summary.md").read_text() != ""


def test_gates_and_baselines(tmp_path):
    """A server that answers all alike deviates, until that is known."""
    workflow = Workflow(tmp_path)
    workflow.use_programs()
    globs = {"ASSAY_GLOBS": "server/chunked/size-*"}
    with started(sys.executable, SERVERS / "ok_to_all.py") as url:
        failed = workflow.run(ASSAY_URL=url, **globs)
        assert failed.returncode == 1
        assert workflow.call(
            "baseline", "update", "--report", "assay-reports/report.json",
            "known.yaml").returncode == 1, "reasons have to be written"
        path = tmp_path / "known.yaml"
        path.write_text(path.read_text().replace("TODO", "it reads nothing"))
        settings = {"ASSAY_URL": url, "ASSAY_BASELINE": "known.yaml"}
        done = workflow.run(**settings, **globs)
        assert done.returncode == 0, done.stdout + done.stderr
        new = workflow.run(**settings, ASSAY_GLOBS="server/chunked",
                           ASSAY_FAIL_ON="must")
        assert new.returncode == 1


# ---- getting it ----

@pytest.fixture
def release(tmp_path):
    """A release whose program tells its version."""
    program = tmp_path / "assay"
    program.write_text("#!/bin/sh\necho assay 1.2.3\n")
    program.chmod(0o755)
    folder = tmp_path / "release"
    folder.mkdir()
    archive = folder / f"assay-1.2.3-linux-{os.uname().machine}.tar.gz"
    with tarfile.open(archive, "w:gz") as out:
        out.add(program, "assay-1.2.3/bin/assay")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    checksum = archive.with_name(archive.name + ".sha256")
    checksum.write_text(f"{digest}  {archive.name}\n")
    return folder, checksum


def install(folder, releases):
    return subprocess.run(
        [CI / "install", folder / "to here"], capture_output=True, text=True,
        check=False, env={
            "PATH": os.environ["PATH"], "ASSAY_VERSION": "1.2.3",
            "ASSAY_RELEASES": str(releases),
            "GITHUB_PATH": str(folder / "github_path")})


def test_install_a_release(release, tmp_path):
    done = install(tmp_path, release[0])
    assert (done.returncode, done.stdout) == (0, "assay 1.2.3\n"), done.stderr
    assert (tmp_path / "github_path").read_text() == (
        f"{tmp_path}/to here/bin\n")


def test_install_compares_the_checksum(release, tmp_path):
    release[1].write_text("0" * 64 + release[1].read_text()[64:])
    done = install(tmp_path, release[0])
    assert done.returncode == 1
    assert not (tmp_path / "to here/bin").exists()
    assert not (tmp_path / "github_path").exists()


# ---- the YAML ----

def steps():
    return ACTION["runs"]["steps"]


def expressions(value):
    return re.findall(r"\$\{\{(.*?)\}\}", json.dumps(value))


def shell_texts():
    yield from (step["run"] for step in steps() if "run" in step)
    for job in GITLAB.values():
        for key in ("before_script", "script", "after_script"):
            yield from job.get(key, [])


@pytest.mark.parametrize("text", shell_texts())
def test_shell_is_shell(text):
    done = subprocess.run(["sh", "-n"], input=text, text=True, check=False,
                          capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_input_becomes_shell():
    """What a workflow hands over is never a part of a command."""
    for step in steps():
        assert "${{" not in step.get("run", "")


def test_inputs_are_declared_and_used():
    used = set(re.findall(r"inputs\.([\w-]+)", " ".join(
        expressions(ACTION["runs"]))))
    assert used == set(ACTION["inputs"])
    for name, entry in ACTION["inputs"].items():
        assert entry["description"] and isinstance(entry["default"], str), name


def test_outputs_are_those_of_a_step():
    ids = {step["id"] for step in steps() if "id" in step}
    for entry in [*ACTION["outputs"].values(), *steps()]:
        for expression in expressions(entry):
            for name, output in re.findall(
                    r"steps\.(\w+)\.outputs\.(\w+)", expression):
                assert name in ids
                assert f"{output}=%s" in (CI / "run").read_text()


def test_steps_have_what_a_composite_action_asks_for():
    assert ACTION["runs"]["using"] == "composite"
    for step in steps():
        assert ("run" in step) != ("uses" in step), step
        assert "shell" in step or "uses" in step
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", step["uses"])


def test_scripts_that_are_named_exist():
    texts = " ".join(shell_texts())
    assert "share/assay/ci/run" in texts
    for name in re.findall(r"scripts/ci/(\w+)", texts):
        assert os.access(CI / name, os.X_OK)


def variables_of_run():
    return set(re.findall(r"^#   (ASSAY_\w+) ", (CI / "run").read_text(), re.M))


def test_each_variable_is_known():
    text = (CI / "run").read_text()
    assert variables_of_run() == set(re.findall(r"\$\{(ASSAY_\w+)", text))
    [step] = [step for step in steps() if step.get("id") == "run"]
    assert set(step["env"]) == variables_of_run()
    assert set(GITLAB[".assay"]["variables"]) == (
        variables_of_run() - {"ASSAY_REPORTS"}
        | {"ASSAY_ARCHIVE", "ASSAY_SHA256"})


def test_reports_are_kept_where_they_are_written():
    artifacts = GITLAB[".assay"]["artifacts"]
    written = [word for word in REPORTS if "/" in word]
    assert artifacts["reports"]["junit"] in written
    assert artifacts["paths"] == ["assay-reports/"]
    [upload] = [step for step in steps() if "sarif" in step.get("uses", "")]
    assert upload["with"]["sarif_file"].endswith("/report.sarif")


def test_the_document_has_each_input():
    text = (ROOT / "harness/CI.md").read_text()
    rows = re.findall(r"^\| `([\w-]+)` \|", text, re.M)
    assert rows == list(ACTION["inputs"])
