"""`assay targets`: what there is, and whether it is installed."""

import json
import os
import subprocess
import time

import pytest

from servers import kit

FILES = {
    "ant": "sets: [small, large]\nneeds: /bin/sh\nversion: echo ant 1.2\n"
           "packages: [dash, libc6]\n",
    "bee": "sets: large\nneeds: [/bin/sh, /nonexistent/bee]\n"
           "version: touch {{dir}}/ran\npackages: [bee-bin, libc6]\n"
           "npm: bee\n",
    "cat": "",
}
URL = 'url: "http://127.0.0.1:{{port}}/"\n'


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "targets"
    path.mkdir()
    for name, text in FILES.items():
        (path / f"{name}.yaml").write_text(f"name: {name}\n{URL}{text}")
    return path


def targets(folder, *words, env=None):
    return subprocess.run(
        [kit.find(kit.ASSAY), "targets", "--targets", folder, *words],
        capture_output=True, text=True, timeout=60, check=False, env=env,
        stdin=subprocess.DEVNULL,
        cwd=folder if folder.exists() else None)


def names(done):
    assert (done.returncode, done.stderr) == (0, "")
    return [line.split()[0] for line in done.stdout.splitlines()[:-1]]


def test_list(folder):
    done = targets(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "ant  ant 1.2  [ small large ]\n"
        "bee  not installed: needs /nonexistent/bee, of bee-bin libc6 npm:bee"
        "  [ large ]\n"
        "cat  installed\n"
        "2 of 3 installed\n")
    assert not (folder / "ran").exists()  # what is not there is not run


@pytest.mark.parametrize("words, expected", [
    (["large"], ["ant", "bee"]),
    (["small", "large", "ant"], ["ant", "bee"]),
    (["cat", "small"], ["cat", "ant"]),
    (["all"], ["ant", "bee", "cat"]),
    (["bee.yaml"], ["bee"]),
    (["./bee.yaml", "ant"], ["bee", "ant"]),
])
def test_words(folder, words, expected):
    assert names(targets(folder, *words)) == expected


def test_json(folder):
    done = targets(folder, "--json")
    listed = json.loads(done.stdout)
    assert listed["format"] == 1
    assert [t["name"] for t in listed["targets"]] == list(FILES)
    assert listed["targets"][0] == {
        "name": "ant", "file": f"{folder}/ant.yaml",
        "sets": ["small", "large"], "packages": ["dash", "libc6"], "npm": [],
        "installed": True, "lacks": None, "version": "ant 1.2"}
    assert listed["targets"][1]["lacks"] == "/nonexistent/bee"
    assert listed["targets"][1]["version"] == ""


def test_packages(folder):
    assert targets(folder, "--packages").stdout == "dash\nlibc6\nbee-bin\n"
    assert targets(folder, "--packages", "cat").stdout == ""
    assert targets(folder, "--npm").stdout == "bee\n"


@pytest.mark.parametrize("words, message", [
    (["no-such"], 'no set and no target has the name "no-such"; sets are: all, '
                  "small, large; `assay targets` lists the targets"),
    (["--json", "--npm"], "expected one of --json, --packages and --npm, found "
                          "more"),
])
def test_usage(folder, words, message):
    done = targets(folder, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"assay targets: {message}\n"


def test_files_that_are_refused(folder):
    (folder / "dog.yaml").write_text("name: dog\n")
    done = targets(folder, "ant")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{folder}/dog.yaml:1:1: expected name and")
    done = targets(folder / "none")
    assert done.returncode == 2
    assert done.stderr == f"{folder}/none: No such file or directory\n"
    assert targets(folder, "./none.yaml").returncode == 2


def test_version_that_does_not_end(folder):
    """It is given ten seconds, and none of it stays."""
    (folder / "cat.yaml").write_text(
        f"name: cat\n{URL}version: echo $$ >{{{{dir}}}}/pid; sleep 600 & "
        "sleep 600\n")
    began = time.monotonic()
    assert targets(folder, "cat").stdout.startswith("cat  installed\n")
    assert 9 < time.monotonic() - began < 40
    group = int((folder / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        while time.monotonic() - began < 60:  # init may take its time
            os.killpg(group, 0)
            time.sleep(0.01)


def test_those_of_the_project():
    done = subprocess.run(
        [kit.find(kit.ASSAY), "targets", "--json"], capture_output=True,
        text=True, timeout=100, check=True)
    files = {path.stem for path in kit.TARGETS.glob("*.yaml")}
    assert {t["name"] for t in json.loads(done.stdout)["targets"]} == files
