"""scripts/fuzz with an entry of a few lines: what is found is told, shortened
and can be replayed; what is new is kept; runs leave each other alone."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from fuzzing import corpus, finds                               # noqa: E402
from fuzzing.libfuzzer import LAST, LINE                        # noqa: E402

SOURCES = ["fuzz/engine/entry.c", "fuzz/engine/seen.c",
           "fuzz/tests/tiny.c"]

ENGINES = {
    "libfuzzer": ("clang", ["-fsanitize=fuzzer,address,undefined"],
                  ["-fsanitize=address,undefined"]),
    "afl": ("afl-clang-fast", ["-fsanitize=fuzzer"], []),
}


def compile_tiny(folder, engine):
    """A build folder as scripts/fuzz --build takes it."""
    compiler, fuzz, plain = ENGINES[engine]
    if not shutil.which(compiler):
        pytest.skip(f"no {compiler}")
    programs = folder / "fuzz"
    programs.mkdir()
    programs.joinpath("entries.txt").write_text("tiny other\n")
    common = [compiler, "-std=c11", "-g", "-O1", "-D_XOPEN_SOURCE=700",
              "-Ifuzz", "-Ireference", *SOURCES]
    for command in (
            [*common, *fuzz, "-o", programs / "fuzz_tiny"],
            [*common, *plain, "fuzz/engine/replay.c",
             "-o", programs / "replay_tiny"]):
        subprocess.run(command, cwd=ROOT, check=True,
                       env={**os.environ, "AFL_QUIET": "1"})
    return folder


@pytest.fixture(scope="module", name="builds")
def fixture_builds(tmp_path_factory):
    made = {}

    def build(engine):
        if engine not in made:
            folder = tmp_path_factory.mktemp(engine)
            made[engine] = compile_tiny(folder, engine)
        return made[engine]

    return build


def command(build, work, *words):
    return ["scripts/fuzz", *words, "--build", build, "--work", work]


def fuzz(build, work, *words):
    return subprocess.run(
        command(build, work, *words), cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, check=False, timeout=300)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_find_is_told(builds, tmp_path, engine):
    known = tmp_path / "tiny/corpus"
    known.mkdir(parents=True)
    known.joinpath("01234567").write_bytes(b"but")
    told = fuzz(builds(engine), tmp_path, "tiny", "--engine", engine,
                "--seconds", "120", "--seed", "7")
    assert told.returncode == 1, told.stderr
    assert "tiny: the property does not hold" in told.stdout
    assert "does not hold: !is_bug(input)" in told.stdout
    assert "0000  62 75 67 " in told.stdout
    if engine == "libfuzzer":
        assert "#1" in told.stdout and "tiny.c" in told.stdout
    find, = (tmp_path / "tiny").glob("found-*")
    assert find.read_bytes() == b"bug"
    assert find.name == "found-" + corpus.digest(b"bug")
    replay = re.search("^replay: +(.*)", told.stdout, re.MULTILINE).group(1)
    assert str(find) in shlex.split(replay)
    again = subprocess.run(["sh", "-c", replay], stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE, text=True, check=False)
    assert again.returncode != 0 and "does not hold" in again.stderr


def test_a_known_find_is_told_again(builds, tmp_path):
    known = tmp_path / "tiny/corpus"
    known.mkdir(parents=True)
    known.joinpath("0123abcd").write_bytes(b"bug, as before")
    known.joinpath("4567abcd").write_bytes(b"harmless")
    told = fuzz(builds("libfuzzer"), tmp_path, "tiny", "--seconds", "60")
    assert told.returncode == 1
    assert "3 octets, 14 as it was found" in told.stdout
    assert known.joinpath("4567abcd").exists()


def harmless(builds, folder):
    """A build whose entry never gets as far as its bug: inputs are short."""
    shutil.copytree(builds("libfuzzer"), folder)
    program = folder / "fuzz/fuzz_tiny"
    program.rename(folder / "fuzz/real")
    program.write_text('#!/bin/sh\nexec "${0%/*}/real" "$@" -max_len=2\n')
    program.chmod(0o755)
    return folder


def test_what_is_new_is_kept(builds, tmp_path):
    build, work = harmless(builds, tmp_path / "build"), tmp_path / "work"
    told = fuzz(build, work, "tiny", "--seconds", "2", "--seed", "3")
    assert told.returncode == 0, told.stderr
    assert re.search(r"[\d,]+ executions in \d+ s, [\d,]+/s, \d+ -> \d+ edges",
                     told.stdout)
    assert "(seed 3): nothing found" in told.stdout
    kept = corpus.read(work / "tiny/corpus")
    assert kept and all(corpus.digest(o) == n for n, o in kept.items())
    assert not list((work / "tiny").glob("run-*"))
    fuzz(build, work, "tiny", "--seconds", "1")
    assert corpus.read(work / "tiny/corpus").items() >= kept.items()


def start(build, work, *words):
    process = subprocess.Popen(
        command(build, work, *words), cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not list(work.glob("tiny/run-*/job-0.log")):
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.05)
    return process


def test_interrupted_it_loses_nothing(builds, tmp_path):
    build, work = harmless(builds, tmp_path / "build"), tmp_path / "work"
    process = start(build, work, "tiny", "--seconds", "0", "--jobs", "2")
    while not list(work.glob("tiny/run-*/out/*")):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "nothing found" in out
    assert corpus.read(work / "tiny/corpus")
    assert not list((work / "tiny").glob("run-*"))


def test_two_runs_at_once(builds, tmp_path):
    """And what a run that was killed has left is swept."""
    build, work = harmless(builds, tmp_path / "build"), tmp_path / "work"
    left = work / "tiny/run-1"
    left.mkdir(parents=True)
    left.joinpath("held").touch()
    both = [start(build, work, "tiny", "--seconds", "2") for _ in range(2)]
    for process in both:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, out + err
    assert not left.exists()
    assert corpus.read(work / "tiny/corpus")


def test_an_engine_that_fails(tmp_path):
    programs = tmp_path / "fuzz"
    programs.mkdir()
    programs.joinpath("entries.txt").write_text("tiny other\n")
    for name, status in (("fuzz_tiny", 9), ("replay_tiny", 0)):
        path = programs / name
        path.write_text(f"#!/bin/sh\necho no luck\nexit {status}\n")
        path.chmod(0o755)
    told = fuzz(tmp_path, tmp_path / "work", "tiny")
    assert told.returncode == 3 and "no luck" in told.stderr


@pytest.mark.parametrize("words", [
    [], ["nosuch"], ["tiny", "--seconds", "-1"], ["tiny", "--seconds", "x"],
    ["tiny", "--jobs", "0"], ["tiny", "--engine", "other"], ["--no-such"]])
def test_usage(tmp_path, words):
    tmp_path.joinpath("fuzz").mkdir()
    tmp_path.joinpath("fuzz/entries.txt").write_text("tiny other\n")
    told = fuzz(tmp_path, tmp_path / "work", *words)
    assert told.returncode == 2 and told.stderr and not told.stdout


def test_a_folder_without_a_build(tmp_path):
    told = fuzz(tmp_path, tmp_path / "work", "tiny")
    assert told.returncode == 3 and "entries.txt" in told.stderr


def test_help():
    told = subprocess.run(["scripts/fuzz", "--help"], cwd=ROOT, check=True,
                          stdout=subprocess.PIPE, text=True)
    assert all(option in told.stdout for option in (
        "--engine", "--seconds", "--jobs", "--seed", "--keep", "--smoke",
        "Exit status"))


def test_hexdump():
    text = finds.hexdump(bytes(range(0x1e, 0x40)))
    assert text.splitlines() == [
        "0000  1e 1f 20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d"
        '  .. !"#$%&\'()*+,-',
        "0010  2e 2f 30 31 32 33 34 35 36 37 38 39 3a 3b 3c 3d"
        "  ./0123456789:;<=",
        "0020  3e 3f" + " " * 42 + "  >?"]
    assert finds.hexdump(bytes(600)).endswith("88 octets more")


def test_lines_of_libfuzzer():
    text = (b"INFO: seed corpus\n#2\tINITED cov: 896 ft: 1658 corp: 1/1b\n"
            b"#1024\tNEW    cov: 900 ft: 1700 corp: 2/5b\nother\n"
            b"stat::number_of_executed_units: 2000\n")
    assert LINE.findall(text) == [(b"2", b"896"), (b"1024", b"900")]
    assert LAST.findall(text) == [b"2000"]
