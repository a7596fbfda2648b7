"""scripts/recall with an entry of the project, compiled here with the defects: an
easy one is found without the seeds that show it, and without one nothing is."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

EASY = "asctime-date-unread"
HARMLESS = "range-on-any-method"    # reference/site, which is not linked

SOURCES = ["reference/h1/base.c", "reference/h1/cursor.c",
           "reference/h1/field.c", "reference/h1/octet.c",
           "reference/http/date.c",
           "reference/fault/fault_table.c", "fuzz/engine/entry.c",
           "fuzz/engine/seen.c", "fuzz/value/lines.c",
           "fuzz/value/calendar.c", "fuzz/date.c"]

# In place of the vectors, which want options of their own.
SCAN = """#include "h1/octet.h"
#include "h1/scan.h"
const uint8_t *
h1_scan_while(const uint8_t *at, const uint8_t *end, uint32_t classes)
{
	while (at < end && h1_octet_is(*at, classes))
		at++;
	return at;
}
const uint8_t *
h1_scan_text(const uint8_t *at, const uint8_t *end)
{
	return h1_scan_while(at, end, H1_VCHAR | H1_OBS_TEXT | H1_OWS);
}
"""

# It is only asked for its defects.
H1D = """#include "fault/fault_table.h"
int main(void) { fault_print_all(); return 0; }
"""

ENGINES = {"libfuzzer": "clang", "afl": "afl-clang-fast"}


def compile_with(compiler, flags, files, output):
    subprocess.run(
        [compiler, "-std=c11", "-O1", "-D_XOPEN_SOURCE=700", "-DASSAY_FAULTS",
         "-Ifuzz", "-Ireference", *flags, *files, "-o", output],
        cwd=ROOT, check=True, env={**os.environ, "AFL_QUIET": "1"})


@pytest.fixture(scope="module", name="builds")
def fixture_builds(tmp_path_factory):
    made = {}

    def build(engine):
        if engine in made:
            return made[engine]
        if not shutil.which(ENGINES[engine]):
            pytest.skip(f"no {ENGINES[engine]}")
        folder = tmp_path_factory.mktemp(engine)
        (folder / "fuzz").mkdir()
        (folder / "reference/server").mkdir(parents=True)
        (folder / "fuzz/entries.txt").write_text("date other\n")
        (folder / "h1d.c").write_text(H1D)
        (folder / "scan.c").write_text(SCAN)
        sources = [*SOURCES, folder / "scan.c"]
        compile_with(ENGINES[engine], ["-fsanitize=fuzzer"], sources,
                     folder / "fuzz/fuzz_date")
        compile_with("cc", [], [*sources, "fuzz/engine/replay.c"],
                     folder / "fuzz/replay_date")
        compile_with("cc", [], [folder / "h1d.c",
                                "reference/fault/fault_table.c"],
                     folder / "reference/server/h1d")
        made[engine] = folder
        return folder

    return build


def recall(*words):
    return subprocess.run(
        ["scripts/recall", *map(str, words)], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
        timeout=300)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_easy_defect_is_found(builds, engine, tmp_path):
    told = recall("--build", builds(engine), "--engine", engine, "--json",
                  tmp_path / "told.json", "--at-least", 100, EASY)
    assert told.returncode == 0, told.stdout + told.stderr
    result, = json.loads((tmp_path / "told.json").read_text())["results"]
    assert result["defect"] == EASY and result["entry"] == "date"
    assert result["outcome"] == "found" and result["executions"] > 0
    n_seeds = sum(1 for path in (ROOT / "corpus/date").iterdir()
                  if path.suffix != ".txt")
    assert result["showing"] > 0
    assert result["showing"] + result["left"] == n_seeds
    assert f"{engine}: 1 of 1 found (100.0 %)" in told.stdout


def blind(builds, tmp_path):
    """A build whose entry has the name of one that is tried blindly."""
    folder = tmp_path / "build"
    shutil.copytree(builds("libfuzzer"), folder)
    (folder / "fuzz/entries.txt").write_text("server other\n")
    for kind in ("fuzz", "replay"):
        (folder / f"fuzz/{kind}_date").rename(folder / f"fuzz/{kind}_server")
    return folder


def test_what_is_not_there_is_not_found(builds, tmp_path):
    """The defect is in nothing that the entry is linked with."""
    told = recall("--build", blind(builds, tmp_path), "--executions", 500,
                  "--at-least", 1, HARMLESS)
    assert told.returncode == 1, told.stdout + told.stderr
    assert "0 of 1 found" in told.stdout


def test_an_engine_that_dies_finds_nothing(builds, tmp_path):
    folder = blind(builds, tmp_path)
    (folder / "fuzz/fuzz_server").write_text("#!/bin/sh\nexit 5\n")
    told = recall("--build", folder, "--executions", 500, HARMLESS)
    assert told.returncode == 3
    assert "the engine ended with 5" in told.stderr
    assert " failed " in told.stdout and "0 of 1 found" in told.stdout


def test_seeds_must_be_right_without_a_defect(builds, tmp_path):
    folder = blind(builds, tmp_path)
    program = folder / "fuzz/replay_server"
    program.write_text("#!/bin/sh\necho corpus/server/echo\nexit 1\n")
    told = recall("--build", folder, HARMLESS)
    assert told.returncode == 3
    assert "without any defect" in told.stderr


@pytest.mark.parametrize("words", [
    ["no-such-defect"], ["--engine", "honggfuzz"], ["--executions", "0"],
    ["--every", "-1"], ["--at-least", "101"], ["--jobs", "many"]])
def test_usage(builds, words):
    told = recall("--build", builds("libfuzzer"), *words)
    assert told.returncode == 2
    assert told.stdout == "" and told.stderr


def test_help():
    told = recall("--help")
    assert told.returncode == 0 and "--executions" in told.stdout
