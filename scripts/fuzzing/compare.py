"""What the mutator is worth: scripts/fuzz-compare --help tells how."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from fuzzing import entries
from fuzzing.cover import Failed
from fuzzing.fuzz import number

DEFAULT = ["request", "response", "split"]
FEW = 8         # inputs of the corpus to start from
SMALL = 1024    # octets of each at most

# In libFuzzer's last line.
DONE = re.compile(rb"DONE +cov: (\d+) ft: (\d+) ")


@dataclass(frozen=True)
class Manner:
    """How inputs are changed."""
    name: str
    dictionary: bool
    mutator: str    # of ASSAY_MUTATOR


MANNERS = (Manner("libFuzzer", False, "plain"),
           Manner("+ dictionary", True, "plain"),
           Manner("+ mutator", True, ""))


@dataclass(frozen=True)
class Reached:
    """What one run came to, or the medians of some."""
    edges: int
    features: int
    speed: int      # executions a second


def arguments(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/fuzz-compare", add_help=False,
        usage="scripts/fuzz-compare [ENTRY...] [--runs N] [--seeds K]\n"
              "       [--build FOLDER]")
    parser.add_argument("entries", nargs="*")
    parser.add_argument("--runs", type=number, default=200000)
    parser.add_argument("--seeds", type=number, default=5)
    parser.add_argument("--build", type=Path)
    args = parser.parse_args(argv)
    if args.runs < 1 or args.seeds < 1:
        parser.error("--runs and --seeds take a number from 1 on")
    return args


def chosen(build, names):
    """The entries with these names, which must be fed with messages."""
    known = {entry.name: entry for entry in entries.of_build(build)
             if entry.wire}
    for name in names:
        if name not in known:
            print(f"scripts/fuzz-compare: no entry {name} that reads messages",
                  file=sys.stderr)
            sys.exit(2)
    return [known[name] for name in names]


def few(corpus):
    """Small files, from all over the corpus."""
    if not corpus.is_dir():
        return []
    files = [path for path in sorted(corpus.iterdir())
             if path.is_file() and path.stat().st_size <= SMALL]
    return files[::max(1, len(files) // FEW)][:FEW]


def run(entry, manner, start, runs, seed):
    """One run, in a folder of its own."""
    command = [entry.fuzz, f"-seed={seed}", f"-runs={runs}"]
    if manner.dictionary:
        command.append(f"-dict={entry.dictionary}")
    with tempfile.TemporaryDirectory(prefix="assay-compare-") as folder:
        for path in start:
            shutil.copy(path, folder)
        began = time.monotonic()
        answer = subprocess.run(
            [*command, folder], cwd=folder, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "ASSAY_MUTATOR": manner.mutator})
        seconds = time.monotonic() - began
    done = DONE.search(answer.stderr)
    if answer.returncode != 0 or not done:
        raise Failed(f"{entry.name} with {manner.name}, seed {seed}:\n" +
                     answer.stderr[-2000:].decode(errors="replace"))
    return Reached(int(done[1]), int(done[2]), round(runs / seconds))


def medians(reached):
    return Reached(*(round(median(getattr(one, name) for one in reached))
                     for name in ("edges", "features", "speed")))


def compare(entry, origin, start, args):
    """Prints three rows; whether the mutator reached the most."""
    rows = []
    for manner in MANNERS:
        found = medians([run(entry, manner, start, args.runs, seed)
                         for seed in range(1, args.seeds + 1)])
        print(f"{entry.name:<14} {origin:<8} {manner.name:<13}"
              f"{found.edges:>7}{found.features:>10}{found.speed:>10}",
              flush=True)
        rows.append(found)
    return (rows[2].edges >= rows[1].edges
            and rows[2].features >= rows[1].features)


def main(argv):
    args = arguments(argv)
    try:
        build = args.build or entries.configure("fuzz")
        some = chosen(build, args.entries or DEFAULT)
        if not args.build:
            entries.make(build, [entry.fuzz.name for entry in some])
        print(f"{args.runs} executions, medians of {args.seeds}\n"
              f"{'entry':<14} {'from':<8} {'':<13}{'edges':>7}"
              f"{'features':>10}{'exec/s':>10}")
        better = [compare(entry, origin, start, args)
                  for entry in some
                  for origin, start in (("nothing", []),
                                        ("seeds", few(entry.corpus)))]
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 3
    return 0 if all(better) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
