"""`scripts/targets`, and what it asks of `scripts/setup`."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

needs_dpkg = pytest.mark.skipif(
    shutil.which("dpkg-query") is None, reason="needs Debian's packages")


def run(script, *words, **environment):
    return subprocess.run(
        [ROOT / "scripts" / script, *words], capture_output=True, text=True,
        timeout=600, check=False, env=dict(os.environ, **environment))


def target(folder, more):
    path = folder / "bee.yaml"
    path.write_text(
        'name: bee\nurl: "http://127.0.0.1:{{port}}/"\n' + more)
    return path


def fake_npm(folder):
    """Tells how it was called. Gives the PATH that has it."""
    program = folder / "npm"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{folder}/called\n')
    program.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_install(tmp_path):
    """Nothing of Debian is missing, and npm is asked for the rest."""
    path = target(tmp_path, "packages: [dash]\nnpm: [hive, comb]\n")
    done = run("targets", "install", path, PATH=fake_npm(tmp_path),
               ASSAY_NPM=str(tmp_path / "cache"))
    assert done.returncode == 0, done.stderr
    called = (tmp_path / "called").read_text().split()
    assert called[0] == "install"
    assert called[called.index("--prefix") + 1] == str(tmp_path / "cache")
    assert called[-2:] == ["hive", "comb"]
    assert "--no-save" not in called  # it would remove those of other sets
    assert (tmp_path / "cache").is_dir()


def test_list(tmp_path):
    done = run("targets", "list", target(tmp_path, "needs: /nonexistent\n"))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ("bee  not installed: needs /nonexistent\n"
                           "0 of 1 installed\n")


@pytest.mark.parametrize("words", [
    [], ["install"], ["remove", "all"], ["install", "no-such-set"],
    ["list", "no-such-set"]])
def test_usage(words):
    done = run("targets", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr != ""


@needs_dpkg
@pytest.mark.parametrize("words, status", [
    (["--packages"], 0),
    (["--packages", "dash", "libc6"], 0),
    (["--packages", "--help"], 2),
    (["--packages", "dash", "a;b"], 2),
    (["--packages", "dash=1"], 2),
    (["dash"], 2),
])
def test_packages(words, status):
    """Those that are there are left alone, without a word."""
    done = run("setup", *words)
    assert (done.returncode, done.stdout) == (status, "")
    assert (done.stderr == "") == (status == 0)
