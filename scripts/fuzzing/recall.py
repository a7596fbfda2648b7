"""How many of the planted defects an engine finds: scripts/recall --help."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from fuzzing import planted
from fuzzing.afl import Afl
from fuzzing.cover import Failed
from fuzzing.engine import Plan
from fuzzing.libfuzzer import LibFuzzer

ENGINES = {"libfuzzer": (LibFuzzer, "fuzz-faults"), "afl": (Afl, "afl-faults")}

USAGE = ("scripts/recall [--engine libfuzzer|afl] [--executions N] [--seed S]\n"
         "       [--every N] [--jobs N] [--at-least PERCENT] [--json FILE]\n"
         "       [--build FOLDER] [DEFECT...]")

LINES = 5           # of what an engine that has failed said

FOUND, MISSED, LATE, FAILED = "found", "-", "time", "failed"


@dataclass
class Result:
    """What became of one defect under one engine."""
    defect: str
    entry: str          # the last one tried
    showing: int        # its seeds that showed it, and were left out
    left: int           # its seeds that were left
    outcome: str
    executions: int     # until it was found, or in all
    seconds: float

    @property
    def found(self):
        return self.outcome == FOUND

    def line(self):
        return (f"{self.defect:34} {self.entry:16} {self.showing:4} "
                f"{self.left:5}  {self.outcome:6} {self.executions:9} "
                f"{self.seconds:6.1f} s")


HEADING = (f"{'defect':34} {'entry':16} shown  left  {'':6} executions"
           "      in")


# --- running -------------------------------------------------------------------

def wait(engine, seconds):
    """Until the engine ends, has a find, or time is over; then True."""
    last = time.monotonic() + seconds
    while engine.alive() and not engine.found():
        if time.monotonic() > last:
            return True
        time.sleep(0.02)
    return False


def breaks(entry, defect, seed):
    """Whether AFL++'s driver does not survive a seed."""
    with open(seed, "rb") as octets:
        told = subprocess.run(
            [entry.fuzz], stdin=octets, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env=planted.environment(defect),
            check=False)
    return told.returncode != 0


def at_once(entry, defect, folder):
    """Whether the defect alone breaks AFL++'s driver before it comes to a seed:
    it has an input of its own, which it runs first."""
    seed = min(Path(folder).iterdir())
    return breaks(entry, defect, seed) and not breaks(entry, None, seed)


def run_once(defect, entry, seeds, shown, options):
    """(outcome, executions, what was found) of one run."""
    kind = ENGINES[options.engine][0]
    plan = Plan(0, 1, options.seed, options.executions + len(seeds))
    with tempfile.TemporaryDirectory(prefix="recall-") as folder:
        engine = kind(entry, plan, folder)
        engine.surroundings = {"ASSAY_FAULT": defect}
        engine.prepare(list(seeds.values()))
        engine.start()
        try:
            late = wait(engine, options.seconds)
        finally:
            engine.stop()
        executions, found = engine.progress().executions, engine.found()
        wrong = next((octets for octets in found
                      if not shown.holds(entry, octets, folder)), None)
        if wrong is not None:
            print(f"recall: {entry.name} does not hold without any defect:",
                  wrong.hex(), file=sys.stderr)
            return FAILED, executions, []
        if found:
            return FOUND, executions, found
        try:
            engine.failed()
        except Failed as failed:
            if kind is Afl and at_once(entry, defect, engine.seeds):
                return FOUND, 1, []
            last = str(failed).strip().splitlines()[-LINES:]
            print(f"recall: {defect}: ", *last, sep="\n", file=sys.stderr)
            return FAILED, executions, []
        return LATE if late else MISSED, executions, []


def run_entry(defect, candidate, shown, options):
    """One entry. What the engine's build alone shows is left out as well."""
    seeds = candidate.seeds()
    n_showing = len(candidate.showing)
    while True:
        outcome, executions, found = run_once(defect, candidate.entry, seeds,
                                              shown, options)
        known = [name for name in seeds if seeds[name] in found]
        if not known:
            break
        n_showing += len(known)
        for name in known:
            del seeds[name]
    if options.engine == "libfuzzer":
        executions = max(executions - len(seeds), 1)
    return Result(defect, candidate.entry.name, n_showing, len(seeds), outcome,
                  executions, 0.0)


def find(defect, shown, options):
    """One defect: its entries, until one finds it."""
    began = time.monotonic()
    executions = 0
    for candidate in shown.candidates(defect):
        result = run_entry(defect, candidate, shown, options)
        executions += result.executions
        if result.found:
            break
    result.executions = executions
    result.seconds = round(time.monotonic() - began, 1)
    return result


def find_all(defects, shown, options):
    print(HEADING, flush=True)
    results = []
    with ThreadPoolExecutor(options.jobs) as pool:
        for result in pool.map(lambda d: find(d, shown, options), defects):
            results.append(result)
            print(result.line(), flush=True)
    return results


# --- telling -------------------------------------------------------------------

def summary(results, options):
    found = [result for result in results if result.found]
    seen = [result for result in results if result.showing]
    median = (int(statistics.median(r.executions for r in found))
              if found else 0)
    return (f"{options.engine}: {len(found)} of {len(results)} found"
            f" ({100 * len(found) / len(results):.1f} %); {len(seen)} have an"
            f" entry whose seeds show them, {sum(r.found for r in seen)} of"
            f" those are found without; executions until found: median"
            f" {median:,}, of at most {options.executions:,}; seed"
            f" {options.seed}")


def write_json(results, options):
    rows = [asdict(result) for result in results]
    options.json.write_text(json.dumps(
        {"engine": options.engine, "executions": options.executions,
         "seed": options.seed, "results": rows}, indent=1) + "\n")


# --- what is asked for -----------------------------------------------------------

def number(text):
    """An option's number, from 1 on."""
    if not text.isdecimal() or not 1 <= int(text) < 10 ** 9:
        raise argparse.ArgumentTypeError(f"not a number from 1 on: {text}")
    return int(text)


def percent(text):
    if not text.isdecimal() or int(text) > 100:
        raise argparse.ArgumentTypeError(f"no percentage: {text}")
    return int(text)


def arguments(argv):
    parser = argparse.ArgumentParser(prog="scripts/recall", usage=USAGE,
                                     add_help=False)
    parser.add_argument("defects", nargs="*")
    parser.add_argument("--engine", choices=ENGINES, default="libfuzzer")
    parser.add_argument("--executions", type=number, default=60000)
    parser.add_argument("--seconds", type=number, default=300)
    parser.add_argument("--seed", type=number, default=1)
    parser.add_argument("--every", type=number, default=1)
    parser.add_argument("--jobs", type=number,
                        default=len(os.sched_getaffinity(0)))
    parser.add_argument("--at-least", type=percent, default=0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--build", type=Path)
    return parser.parse_args(argv)


def chosen(known, options):
    for name in options.defects:
        if name not in known:
            raise LookupError(name)
    wanted = [name for name in known
              if not options.defects or name in options.defects]
    return wanted[::options.every]


def built(options):
    if options.build:
        folder = options.build.resolve()
        return planted.Planted(folder, folder)
    return planted.configured(ENGINES[options.engine][1])


def main(argv=None):
    options = arguments(argv)
    try:
        build = built(options)
        defects = chosen(planted.defects(build), options)
        shown = planted.Shown(build)
        shown.check()
        results = find_all(defects, shown, options)
    except LookupError as name:
        print(f"recall: no such defect: {name.args[0]}", file=sys.stderr)
        return 2
    except (Failed, OSError, subprocess.TimeoutExpired) as failed:
        print(f"recall: {failed}", file=sys.stderr)
        return 3
    print(summary(results, options))
    if options.json:
        write_json(results, options)
    if any(result.outcome == FAILED for result in results):
        return 3
    share = 100 * sum(result.found for result in results) / len(results)
    return 0 if share >= options.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
