"""Plays the suite against an h1d, and tells whether it noticed."""

import json
import os
import select
import subprocess
import tempfile
from collections import namedtuple

ASSAY = "build/release/harness/cli/assay"

MEMORY_KIB = 2 << 20            # of address space
CPU_SECONDS = 30
FILE_BLOCKS = 1 << 16           # of 512 octets: no file grows beyond 32 MiB
START_SECONDS = 10

# Under which limits a program is run; "$@" is the program.
LIMITED = (f"ulimit -v {MEMORY_KIB} && ulimit -t {CPU_SECONDS} && "
           f"ulimit -f {FILE_BLOCKS} && ulimit -c 0 && exec \"$@\"")

# No more is played once a case has shown the defect.
EARLY = ("--fail-on", "should", "--fail-fast")

RANKS = {"pass": 0, "note": 1, "skip": 1, "inconclusive": 2, "warn": 3,
         "fail": 4, "error": 4}
NOTICED = RANKS["inconclusive"]

# verdicts: {id: verdict}; end: how the run ended, "" if well
Played = namedtuple("Played", "verdicts end")

# how: what noticed it, "" if nothing did; less: the cases that judge less
Judged = namedtuple("Judged", "how less")


def first_line(process):
    """What a program says first, within START_SECONDS."""
    ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
    return process.stdout.readline() if ready else ""


class Server:
    """An h1d on a port of the kernel's choice, under limits, started as
    scripts/audit does: with a folder of its own, to which cases write."""

    def __init__(self, root, program, gently=False):
        self.gently = gently    # it is asked to end, not killed
        self.folder = tempfile.TemporaryDirectory()
        targets = root / "harness/targets"
        self.process = subprocess.Popen(
            ["sh", "-c", LIMITED, "sh", "sh", str(targets / "h1d.sh"),
             str(program), self.folder.name, str(targets), "--port", "0"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        word, _, url = first_line(self.process).strip().partition(" ")
        self.url = url + "/" if word == "listening" else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.gently:
            self.process.terminate()
        else:
            self.process.kill()
        self.process.wait(START_SECONDS)
        self.process.stdout.close()
        self.folder.cleanup()

    def died(self):
        return self.process.poll() is not None


def play(root, program, report, seconds, options=(), gently=False):
    """One run of the suite; `seconds` is all that it gets."""
    with Server(root, program, gently) as server:
        if not server.url:
            return Played({}, "does not start")
        command = [str(root / ASSAY), "run", server.url, "--quiet",
                   "--json", str(report), *options]
        try:
            answer = subprocess.run(
                command, cwd=root, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return Played({}, "time-out")
        if server.died():
            return Played({}, "h1d died")
    if not os.path.exists(report):
        return Played({}, "calibration: " +
                      (answer.stderr.strip().splitlines() or [""])[0])
    with open(report, encoding="utf-8") as file:
        results = json.load(file)["results"]
    return Played({r["id"]: r["verdict"] for r in results}, "")


def judge(base, played):
    """Compares with the verdicts of the unchanged h1d."""
    if played.end:
        return Judged(played.end, [])
    worse = {id_: verdict for id_, verdict in played.verdicts.items()
             if id_ in base and RANKS[verdict] > RANKS[base[id_]]}
    noticed = sorted((id_ for id_, verdict in worse.items()
                      if RANKS[verdict] >= NOTICED),
                     key=lambda id_: (-RANKS[worse[id_]], id_))
    if noticed:
        return Judged(f"{worse[noticed[0]]}: {noticed[0]}", [])
    return Judged("", sorted(worse))


def only_inconclusive(judged):
    return judged.how.startswith("inconclusive")
