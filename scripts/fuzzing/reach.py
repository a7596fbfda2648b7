"""How many lines of a reader's source a run from an empty corpus reaches."""

import json
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUZZ = ROOT / "build/fuzz/fuzz"
COVERAGE = ROOT / "build/coverage/fuzz"

# name: (what its lines are, parts of their paths, beginnings of files that it
# cannot reach: what responses need, and the kernels of other processors)
READERS = {
    "request": ("reference/h1, of it what requests need", "/reference/h1/",
                ("status_line.c", "scan_", "pass_tail.inc")),
    "bare_llhttp": ("llhttp.c", "/share/llhttp/llhttp.c", ()),
}


def program(build, kind, name):
    folder = build / "speed" if name.startswith("bare_") else build
    return folder / f"{kind}_{name}"


def fuzz(name, seconds, corpus):
    """From nothing; what comes of it is in `corpus`."""
    command = [program(FUZZ, "fuzz", name), f"-max_total_time={seconds}", "-seed=1",
               "-max_len=4096", corpus]
    dictionary = FUZZ / "http.dict"
    if dictionary.exists():
        command.insert(1, f"-dict={dictionary}")
    subprocess.run(command, check=True, capture_output=True, cwd=corpus.parent)


def summary(name, folder, corpus):
    """What llvm-cov says of each file when the corpus is replayed."""
    replay = program(COVERAGE, "replay", name)
    raw, profile = folder / "raw", folder / "profile"
    subprocess.run([replay, corpus], check=True, capture_output=True,
                   env={"LLVM_PROFILE_FILE": str(raw)})
    subprocess.run(["llvm-profdata", "merge", "-o", profile, raw], check=True,
                   capture_output=True)
    told = subprocess.run(["llvm-cov", "export", "-summary-only", replay,
                           f"-instr-profile={profile}"], check=True,
                          capture_output=True)
    return json.loads(told.stdout)["data"][0]["files"]


def count(files, path, without):
    """(reached, lines)"""
    reached = lines = 0
    for file in files:
        name = file["filename"]
        if path in name and not Path(name).name.startswith(without or ("/",)):
            reached += file["summary"]["lines"]["covered"]
            lines += file["summary"]["lines"]["count"]
    return reached, lines


def table(seconds):
    lines = [f"from an empty corpus, {seconds} s"]
    for name, (text, path, without) in READERS.items():
        with tempfile.TemporaryDirectory(prefix="reach-") as folder:
            folder = Path(folder)
            corpus = folder / "corpus"
            corpus.mkdir()
            fuzz(name, seconds, corpus)
            reached, of = count(summary(name, folder, corpus), path, without)
        lines.append(f"{name:14}{reached:6} of {of:5} lines"
                     f"{100 * reached / of:6.1f} %  {text}")
    return "\n".join(lines)
