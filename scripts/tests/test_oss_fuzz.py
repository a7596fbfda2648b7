"""fuzz/oss-fuzz/build.sh in an environment as the containers of OSS-Fuzz and
ClusterFuzzLite have it, and what they ask of a build; and their settings."""

import configparser
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "fuzz/oss-fuzz"
LITE = ROOT / ".clusterfuzzlite"
WORKFLOWS = ROOT / ".github/workflows"

# Of these two the one reads messages, the other files beside it.
ENTRIES = ["request", "case_file"]

FLAGS = ("-O1 -fno-omit-frame-pointer -gline-tables-only"
         " -fsanitize=address -fsanitize-address-use-after-scope"
         " -fsanitize=fuzzer-no-link")
EDGES_MIN = 100
RUNS = 4

# What workflows may give to the actions.
INPUTS = {"language", "github-token", "sanitizer", "upload-build",
          "fuzz-seconds", "mode"}

# Libraries that are where entries run.
SYSTEM = re.compile(r"linux-vdso|ld-linux|lib(c|m|dl|rt|pthread|resolv|gcc_s"
                    r"|stdc\+\+)\.so")


@pytest.fixture(scope="module", name="out")
def fixture_out(tmp_path_factory):
    """$OUT, built from a copy of the sources that is gone afterwards, and put
    into another place."""
    folder = tmp_path_factory.mktemp("oss-fuzz")
    for name in ("src", "work", "out"):
        folder.joinpath(name).mkdir()
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"],
                            cwd=ROOT, check=True, stdout=subprocess.PIPE,
                            text=True)
    for name in listed.stdout.splitlines():
        if ROOT.joinpath(name).is_file():
            to = folder / "src/assay" / name
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to)
    env = {**os.environ, "CC": "clang", "CXX": "clang++", "CFLAGS": FLAGS,
           "CXXFLAGS": FLAGS, "LIB_FUZZING_ENGINE": "-fsanitize=fuzzer",
           "SRC": str(folder / "src"), "WORK": str(folder / "work"),
           "OUT": str(folder / "out")}
    answer = subprocess.run(
        ["bash", "-eu", folder / "src/assay/.clusterfuzzlite/build.sh",
         *ENTRIES], env=env, cwd=folder / "src/assay", check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True)
    assert answer.returncode == 0, answer.stdout[-4000:]
    for name in ("src", "work"):
        shutil.rmtree(folder / name)
    return folder.joinpath("out").rename(folder / "elsewhere")


def run(program, *words):
    return subprocess.run(
        [program, *words], cwd="/", check=False, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace", timeout=120)


def programs_of(out):
    """As they find them: programs with the entry point in them."""
    return sorted(path for path in out.iterdir()
                  if path.is_file() and os.access(path, os.X_OK)
                  and b"LLVMFuzzerTestOneInput" in path.read_bytes())


def test_names(out):
    names = [path.name for path in programs_of(out)]
    assert names == sorted(f"fuzz_{name}" for name in ENTRIES)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in names)


@pytest.mark.parametrize("name", ENTRIES)
def test_it_starts_and_is_instrumented(out, name):
    told = run(out / f"fuzz_{name}", "-seed=1337", f"-runs={RUNS}")
    assert told.returncode == 0 and f"Done {RUNS} runs" in told.stdout
    edges = re.search(r"INFO: Loaded \d+ modules? +\((\d+) inline 8-bit",
                      told.stdout)
    assert int(edges.group(1)) >= EDGES_MIN
    assert b"__asan_report" in (out / f"fuzz_{name}").read_bytes()


@pytest.mark.parametrize("name", ENTRIES)
def test_it_needs_no_library(out, name):
    told = run("ldd", out / f"fuzz_{name}")
    needed = [line for line in told.stdout.splitlines()
              if not SYSTEM.search(line)]
    assert not needed


@pytest.mark.parametrize("name", ENTRIES)
def test_seeds_do_not_break_it(out, name, tmp_path):
    with zipfile.ZipFile(out / f"fuzz_{name}_seed_corpus.zip") as seeds:
        seeds.extractall(tmp_path)
    assert len(list(tmp_path.iterdir())) > 3
    assert not list(tmp_path.glob("*.txt"))
    told = run(out / f"fuzz_{name}", "-runs=0", tmp_path)
    assert told.returncode == 0, told.stdout[-2000:]


@pytest.mark.parametrize("name", ENTRIES)
def test_options(out, name):
    options = configparser.ConfigParser()
    options.read_string((out / f"fuzz_{name}.options").read_text())
    assert options.sections() == ["libfuzzer"]
    words = [f"-{key}={value}" for key, value in options["libfuzzer"].items()]
    told = run(out / f"fuzz_{name}", *words, "-runs=1")
    assert told.returncode == 0 and "WARNING: unrecognized" not in told.stdout


def test_dictionary(out):
    told = run(out / "fuzz_request", f"-dict={out}/fuzz_request.dict",
               "-runs=1")
    assert told.returncode == 0
    assert re.search(r"Dictionary: [1-9]\d* entries", told.stdout)
    assert not (out / "fuzz_case_file.dict").exists()


def test_settings():
    settings = yaml.safe_load((SETTINGS / "project.yaml").read_text())
    assert settings["language"] == "c"
    assert set(settings["sanitizers"]) <= {"address", "undefined", "memory"}
    assert {"homepage", "main_repo", "primary_contact"} <= settings.keys()
    lite = yaml.safe_load((LITE / "project.yaml").read_text())
    assert lite["language"] == settings["language"]


@pytest.mark.parametrize("path", [SETTINGS / "Dockerfile", LITE / "Dockerfile"],
                         ids=["oss-fuzz", "clusterfuzzlite"])
def test_image(path):
    lines = path.read_text().splitlines()
    words = [line.split(" ", 1) for line in lines
             if line and not line.startswith("#")]
    assert words[0][0] == "FROM"
    assert words[0][1].startswith("gcr.io/oss-fuzz-base/base-builder:")
    assert words[-1][0] == "COPY" and words[-1][1].endswith("build.sh $SRC/")
    assert any("scripts/setup" in word for _, word in words)


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")),
                         ids=lambda path: path.name)
def test_workflow(path):
    """What GitHub refuses, and what the actions of ClusterFuzzLite take."""
    told = yaml.safe_load(path.read_text())
    assert told["name"] and told[True]         # YAML 1.1 reads `on` as true
    for job in told["jobs"].values():
        assert job["runs-on"]
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            action = step.get("uses", "")
            assert step.get("with", {}).keys() <= INPUTS
            if "run_fuzzers" in action:
                assert step["with"]["mode"] in (
                    "code-change", "batch", "prune", "coverage")
                assert step["with"]["github-token"]


def test_workflows_of_each_mode():
    text = "".join(path.read_text() for path in WORKFLOWS.glob("*.yml"))
    for mode in ("code-change", "batch", "prune", "coverage"):
        assert f"mode: {mode}" in text
