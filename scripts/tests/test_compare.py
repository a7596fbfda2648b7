"""scripts/fuzz-compare with a program in place of an entry: it runs each manner
as often as it should, tells the medians, and says where the mutator is behind."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# More edges with every help, and with every seed; as libFuzzer tells them.
ENTRY = r"""#!/bin/sh
edges=100
for word; do
	case $word in
	-seed=*) edges=$((edges + ${word#-seed=})) ;;
	-dict=*) edges=$((edges + 10)) ;;
	*/*) [ -z "$(ls "$word")" ] || edges=$((edges + 1000)) ;;
	esac
done
case $ASSAY_MUTATOR in
plain) ;;
*) edges=$((edges + MUTATOR)) ;;
esac
echo "#5	DONE   cov: $edges ft: $((edges * 2)) corp: 1/1b" >&2
exit "$STATUS"
"""


@pytest.fixture(name="build")
def fixture_build(tmp_path):
    programs = tmp_path / "fuzz"
    programs.mkdir()
    programs.joinpath("entries.txt").write_text("request request\ndate other\n")
    programs.joinpath("http.dict").write_text('"a"\n')
    entry = programs / "fuzz_request"
    entry.write_text(ENTRY)
    entry.chmod(0o755)
    return tmp_path


def compare(build, *words, mutator=5, status=0):
    return subprocess.run(
        ["scripts/fuzz-compare", *words, "--build", build], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False,
        env={**os.environ, "MUTATOR": str(mutator), "STATUS": str(status)})


def rows(answer):
    return [line.split()[-3:-1] for line in answer.stdout.splitlines()[2:]]


def test_medians(build):
    answer = compare(build, "request", "--seeds", "3", "--runs", "7")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("7 executions, medians of 3\n")
    assert rows(answer) == [[str(edges), str(2 * edges)] for edges in (
        102, 112, 117, 1102, 1112, 1117)]


def test_behind(build):
    assert compare(build, "request", "--seeds", "1", mutator=-5).returncode == 1


def test_a_run_fails(build):
    answer = compare(build, "request", "--seeds", "1", status=77)
    assert answer.returncode == 3
    assert "request with libFuzzer, seed 1" in answer.stderr


@pytest.mark.parametrize("words", [
    ["nothing"], ["date"], ["request", "--runs", "0"],
    ["request", "--seeds", "x"], ["--wrong"]])
def test_usage(build, words):
    assert compare(build, *words).returncode == 2
