"""Runs entries: scripts/fuzz --help tells how."""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fuzzing import corpus, entries, finds
from fuzzing.afl import Afl
from fuzzing.cover import Failed
from fuzzing.engine import Plan
from fuzzing.libfuzzer import LibFuzzer
from fuzzing.progress import StatusLine
from fuzzing.work import Work

ENGINES = {"libfuzzer": LibFuzzer, "afl": Afl}

SMOKE = Plan(seconds=5, jobs=1, seed=1, runs=20000)

USAGE = ("scripts/fuzz ENTRY...|all [--engine libfuzzer|afl] [--seconds N]\n"
         "       [--jobs N] [--seed S] [--keep] [--smoke] [--build FOLDER]")

stopped = threading.Event()     # by Ctrl-C


def number(text):
    """An option's number, from 0 on."""
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"not a number: {text}")
    return int(text)


def folder(text):
    """A folder, wherever a program is started that is told of it."""
    return Path(text).resolve()


def arguments(argv):
    parser = argparse.ArgumentParser(prog="scripts/fuzz", usage=USAGE,
                                     add_help=False)
    parser.add_argument("entries", nargs="+")
    parser.add_argument("--engine", choices=ENGINES, default="libfuzzer")
    parser.add_argument("--seconds", type=number, default=60)
    parser.add_argument("--jobs", type=number, default=1)
    parser.add_argument("--seed", type=number)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--build", type=folder)
    parser.add_argument("--work", type=folder,
                        default=entries.ROOT / "build/fuzz-work")
    args = parser.parse_args(argv)
    if not 1 <= args.jobs <= 256:
        parser.error("--jobs takes a number from 1 to 256")
    return args


def plan_of(args):
    if args.smoke:
        return SMOKE
    seed = args.seed
    if seed is None:
        seed = time.time_ns() % 1000000 + 1
    return Plan(args.seconds, args.jobs, max(seed, 1))


def built(args):
    """The entries that were asked for, with their programs."""
    engine = ENGINES[args.engine]
    build = args.build or entries.configure(engine.preset)
    known = {entry.name: entry for entry in entries.of_build(build)}
    names = list(known) if args.entries == ["all"] else args.entries
    for name in names:
        if name not in known:
            raise LookupError(name)
    chosen = [known[name] for name in dict.fromkeys(names)]
    if not args.build:
        entries.make(build, [path.name for entry in chosen
                             for path in (entry.fuzz, entry.replay)])
    return chosen


def watch(engine, status):
    """Waits until a job ends or has a find, or the user has had enough."""
    seconds = engine.plan.seconds
    last = time.monotonic() + (seconds + 60 if seconds else 1e9)
    while engine.alive() and not stopped.is_set():
        progress = engine.progress()
        if progress.crashes or time.monotonic() > last:
            break
        status.tell(engine.entry.name, progress)
        stopped.wait(0.2)
    engine.stop()
    status.end()


def broken_already(entry, inputs, folder):
    """The first known input for which the property does not hold, if any."""
    names = {corpus.digest(octets): octets for octets in inputs}
    corpus.replace(folder, names)
    answer = subprocess.run(
        [entry.replay, "--each", folder], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        check=False)
    if answer.returncode == 0:
        return None
    told = (Path(line).name for line in answer.stdout.splitlines())
    return next((names[name] for name in sorted(told) if name in names), None)


class Run:
    """One run of one entry."""

    def __init__(self, args, plan, entry):
        self.args = args
        self.plan = plan
        self.entry = entry
        self.work = Work(args.work, entry)

    def __call__(self):
        """The path of what was found, or None."""
        if stopped.is_set():
            return None
        with self.work.run_folder() as folder:
            known = self.work.start_from()
            broken = broken_already(self.entry, known, folder / "known")
            kind = ENGINES[self.args.engine]
            if broken is not None:
                return self.tell(kind, broken, folder)
            engine = kind(self.entry, self.plan, folder)
            engine.prepare(known)
            engine.start()
            try:
                watch(engine, StatusLine())
            finally:
                engine.stop()
            return self.conclude(engine, folder)

    def conclude(self, engine, folder):
        """Merges what is new, and tells what was found."""
        found = min(engine.found(), key=len, default=None)
        if found is None:
            engine.failed()
        progress = engine.progress()
        seconds = max(engine.seconds(), 0.1)
        edges = ""
        if not self.args.smoke:
            new = engine.new()
            kept, before, after = self.work.merge(engine, new, self.args.keep)
            edges = f", {before} -> {after} edges, {len(new)} new inputs," \
                    f" {kept} of them kept"
        print(f"{self.entry.name}: {progress.executions:,} executions in"
              f" {seconds:.0f} s, {progress.executions / seconds:,.0f}/s{edges}"
              f" (seed {self.plan.seed}): "
              + ("nothing found" if found is None else "FOUND"), flush=True)
        if found is None:
            return None
        return self.tell(engine, found, folder)

    def tell(self, engine, found, folder):
        """Makes a find shorter, saves it and describes it; its path."""
        shorter = finds.shortened(engine, self.entry, found, folder)
        return finds.tell(self.entry, self.work, shorter, len(found))


def run_all(args, chosen):
    """Runs the entries, one after the other; in a smoke run as many at once as
    there are processors. Whether something was found."""
    plan = plan_of(args)
    at_once = os.cpu_count() or 1 if args.smoke else 1
    with ThreadPoolExecutor(at_once) as pool:
        running = [pool.submit(Run(args, plan, entry)) for entry in chosen]
        try:
            return any([each.result() is not None for each in running])
        except BaseException:
            stopped.set()
            raise


def main(argv=None):
    args = arguments(argv)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stopped.set())
    try:
        return 1 if run_all(args, built(args)) else 0
    except LookupError as name:
        print(f"fuzz: no such entry: {name.args[0]}", file=sys.stderr)
        return 2
    except (Failed, OSError) as failed:
        print(f"fuzz: {failed}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
