"""Starts `assay` and the servers that it is run against, and ends them."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
BUILDS = [os.environ.get("ASSAY_BUILD", ""), "build/dev", "build/release"]
ASSAY = "harness/cli/assay"
H1D = "reference/server/h1d"
TARGETS = ROOT / "harness/targets"


def find(program, builds=BUILDS):
    for build in filter(None, builds):
        path = ROOT / build / program
        if path.exists():
            return path
    raise FileNotFoundError(f"{program}: build it with scripts/build")


def is_sanitized(build):
    cache = ROOT / build / "CMakeCache.txt"
    return re.search("^ASSAY_SANITIZE:BOOL=ON", cache.read_text(), re.M)


def plain_build():
    """A build without sanitizers, whose memory is worth measuring, or None."""
    for build in filter(None, [BUILDS[0], "build/release"]):
        if (ROOT / build / ASSAY).exists() and not is_sanitized(build):
            return build
    return None


class Done:
    """What a run left behind."""

    def __init__(self, process, seconds, json_file):
        self.status = process.returncode
        self.out, self.err = process.stdout, process.stderr
        self.seconds = seconds
        self.report = None
        if json_file.exists():
            self.report = json.loads(json_file.read_text())

    @property
    def results(self):
        return self.report["results"]

    def ids(self, *verdicts):
        return {r["id"] for r in self.results if r["verdict"] in verdicts}

    def verdicts(self):
        return {r["id"]: r["verdict"] for r in self.results}

    def reason(self, case):
        return next(r["reason"] for r in self.results if r["id"] == case)


def run(folder, *arguments, ids=None, timeout=60, env=None, command=()):
    """Runs `assay run` in `folder`, and reads its JSON report."""
    json_file = folder / "report.json"
    json_file.unlink(missing_ok=True)
    words = [*(command or [find(ASSAY)]), "run", "--json", json_file]
    if ids is not None:
        words += ["--cases-from", "-"]
    words += arguments
    began = time.monotonic()
    process = subprocess.run(
        words, input="\n".join(ids) if ids is not None else "", cwd=folder,
        capture_output=True, text=True, timeout=timeout, check=False,
        env=dict(os.environ, **(env or {})))
    return Done(process, time.monotonic() - began, json_file)


def run_measured(folder, *arguments, **options):
    """The same with a build without sanitizers; and its memory in MiB."""
    peak = folder / "peak"
    program = ROOT / plain_build() / ASSAY
    done = run(folder, *arguments, **options, command=[
        sys.executable, HERE / "peak.py", peak, program])
    return done, int(peak.read_text()) / 1024


def wait(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def group_in(mark):
    """The process group that a server writes there when it runs."""
    wait(lambda: mark.exists() and mark.read_text())
    return int(mark.read_text())


def is_gone(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@contextlib.contextmanager
def started(*words, env=None):
    """A server that prints where it listens: gives its URL."""
    with subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            text=True, env=dict(os.environ, **(env or {}))) as process:
        try:
            line = process.stdout.readline()
            assert line.startswith("listening "), words
            yield line.split()[1]
        finally:
            process.kill()


def server(script, *arguments, **env):
    """`env` tells what is below HTTP, as frame.py has it: unix="/x"."""
    return started(
        sys.executable, HERE / f"{script}.py", *arguments,
        env={f"ASSAY_TEST_{name.upper()}": str(value)
             for name, value in env.items()})


def certificate(folder, name="own", hosts="DNS:localhost,IP:127.0.0.1,IP:::1"):
    """A self-signed certificate and its key, in one PEM file."""
    key, chain = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
         f"/CN={name}", "-addext", f"subjectAltName={hosts}",
         "-keyout", key, "-out", chain], check=True, capture_output=True)
    chain.write_text(chain.read_text() + key.read_text())
    return chain


@contextlib.contextmanager
def h1d(*arguments):
    """h1d with all that the suite can be played against."""
    with tempfile.TemporaryDirectory() as folder:
        with started("sh", TARGETS / "h1d.sh", find(H1D), folder, TARGETS,
                     "--port", "0", *arguments) as url:
            yield url


def target_file(folder, script, *arguments):
    """A target file with a start command for one of the servers."""
    path = folder / "target.yaml"
    words = " ".join([sys.executable, str(HERE / f"{script}.py"), *arguments])
    path.write_text(f'name: {script}\nstart: "exec {words} {{{{port}}}}"\n'
                    'url: "http://127.0.0.1:{{port}}/"\n')
    return path
