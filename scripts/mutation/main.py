"""Mutants of the reference: scripts/mutate --help tells what they are for."""

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter, namedtuple
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import build
import judged
import operators
import play
import reach
import sample
import scope

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "reference/mutants.txt"

# outcome: killed, survived, "no change", "does not compile"
Result = namedtuple("Result", "number mutant outcome how less entry seconds")

LEAST_SECONDS = 60      # for one run of the suite
PATIENCE = 20           # or so many times what the unchanged h1d takes


def arguments(argv):
    parser = argparse.ArgumentParser(prog="scripts/mutate", add_help=False)
    parser.add_argument("--seed", default="1")
    parser.add_argument("-n", type=int, default=500)
    parser.add_argument("-j", type=int, default=2 * (os.cpu_count() or 1))
    parser.add_argument("--only")
    parser.add_argument("--show", type=int)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args(argv)
    if args.n < 1 or args.j < 1:
        parser.error("-n and -j take a number from 1")
    return args


class Run:
    """Builds and plays mutants, several at once."""

    def __init__(self, args, objects, folder):
        self.args = args
        self.objects = objects
        self.folder = folder
        self.entries = judged.read(LIST.read_text()) if LIST.exists() else []
        self.base = {}
        self.early = play.EARLY
        self.seconds = LEAST_SECONDS
        self.alone = threading.Lock()

    def prepare(self):
        """Builds the unchanged h1d, and plays the suite twice."""
        program = self.objects.base(self.args.j)
        runs, began = [], time.monotonic()
        for n in range(2):
            played = play.play(ROOT, program, self.folder / f"base{n}.json",
                               10 * LEAST_SECONDS)
            if played.end:
                raise build.Failed(f"the unchanged h1d: {played.end}")
            runs.append(played.verdicts)
        took = (time.monotonic() - began) / 2
        self.seconds = max(LEAST_SECONDS, PATIENCE * took)
        self.base = {id_: verdict for id_, verdict in runs[0].items()
                     if runs[1].get(id_) == verdict}
        unstable = len(runs[0]) - len(self.base)
        if unstable > 0:        # one of them could stop the run
            self.early = ()
        return unstable, took

    def one(self, number, mutant):
        began = time.monotonic()
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        try:
            program = self.objects.mutant(
                mutant.source.path, sample.changed(mutant), folder)
            if isinstance(program, str):
                outcome, found = program, play.Judged("", [])
            else:
                found = self.play(program, folder)
                outcome = "killed" if found.how else "survived"
        finally:
            shutil.rmtree(folder)
        entry = judged.find(self.entries, mutant)
        return Result(number, mutant, outcome, found.how, found.less, entry,
                      time.monotonic() - began)

    def play(self, program, folder):
        found = self.once(program, folder / "first.json")
        if play.only_inconclusive(found):
            with self.alone:    # it may have been the load
                found = self.once(program, folder / "second.json")
        return found

    def once(self, program, report):
        return play.judge(self.base, play.play(ROOT, program, report,
                                               self.seconds,
                                               self.early))

    def all(self, mutants, told):
        """The results of the shortest front of `mutants` that has n which
        build and change something."""
        results, todo, queue = [], set(), enumerate(mutants, 1)
        n_good = 0
        with ThreadPoolExecutor(self.args.j) as pool:
            while True:
                while len(todo) < self.args.j and \
                        n_good + len(todo) < self.args.n:
                    number, mutant = next(queue, (0, None))
                    if not mutant:
                        break
                    todo.add(pool.submit(self.one, number, mutant))
                if not todo:
                    break
                done, todo = wait(todo, return_when=FIRST_COMPLETED)
                for future in done:
                    results.append(future.result())
                    n_good += results[-1].outcome in ("killed", "survived")
                told(results, n_good)
        return sorted(results, key=lambda result: result.number)


def teller(n):
    """Keeps a line up to date on a terminal, and else tells now and then."""
    began, last = time.monotonic(), [0]
    live = sys.stderr.isatty()

    def told(results, n_good):
        if not live and n_good < last[0] + 25 and n_good < n:
            return
        last[0] = n_good
        killed = sum(r.outcome == "killed" for r in results)
        line = (f"mutate: {n_good} of {n}, {killed} killed, "
                f"{time.monotonic() - began:.0f} s")
        print(("\r" if live else "") + line, end="" if live else "\n",
              file=sys.stderr, flush=True)
        if live and n_good >= n:
            print(file=sys.stderr)
    return told


def folder_of(path):
    return path.rpartition("/")[0]


def table(title, results, key):
    """Kill rate by something."""
    killed, all_ = Counter(), Counter()
    for result in results:
        all_[key(result)] += 1
        killed[key(result)] += result.outcome == "killed"
    width = max(map(len, all_)) if all_ else 0
    lines = [title]
    for name in sorted(all_):
        lines.append(f"  {name:{width}}  {killed[name]:4} of {all_[name]:4}  "
                     f"{100 * killed[name] / all_[name]:5.1f} %")
    return "\n".join(lines)


def verdict_of(result):
    return result.entry.word if result.entry else "not judged"


def belied(results):
    """Those that the list says survive, one by one, and that were killed."""
    return [r for r in results if r.outcome == "killed" and r.entry and
            judged.ANY not in r.entry.name]


def is_reached(lines, mutant):
    """Whether the suite comes there, as far as is known."""
    line = mutant.source.line(mutant.mutation.start)
    return reach.reached(lines, mutant.source.path, line) is not False


def report(results, lines, unstable, stale):
    good = [r for r in results if r.outcome in ("killed", "survived")]
    survivors = [r for r in good if r.outcome == "survived"]
    for result in survivors:
        print(f"#{result.number} {sample.hunk(result.mutant)}")
        print(f"  {result.mutant.name}")
        if not is_reached(lines, result.mutant):
            print("  no case comes here")
        if result.less:
            print(f"  judges less: {len(result.less)}, {result.less[0]}")
        if result.entry:
            print(f"  {result.entry.word}: {result.entry.reason}")
        else:
            print("  not judged")
        print()
    print(table("by operator", good, lambda r: r.mutant.mutation.operator))
    print(table("by folder", good,
                lambda r: folder_of(r.mutant.source.path)))
    print(table("all", good, lambda r: ""))
    kinds = Counter(verdict_of(r) for r in survivors)
    print("survivors: " + (", ".join(f"{n} {kind}" for kind, n in
                                     sorted(kinds.items())) or "none"))
    hows = Counter(r.how.partition(":")[0] for r in good if r.how)
    print("killed by: " + ", ".join(f"{n} {how}" for how, n in
                                    hows.most_common()))
    others = Counter(r.outcome for r in results if r not in good)
    print("replaced: " + (", ".join(f"{n} {kind}" for kind, n in
                                    sorted(others.items())) or "none"))
    if unstable:
        print(f"left out: {unstable} verdicts that are not stable")
    for result in belied(results):
        print(f"{LIST.relative_to(ROOT)}:{result.entry.line}: killed by "
              f"{result.how}")
    for entry in stale:
        print(f"{LIST.relative_to(ROOT)}:{entry.line}: no such mutant: "
              f"{entry.path} {entry.region}: {entry.name}")
    return survivors


def as_json(result, lines):
    m = result.mutant.mutation
    return {"number": result.number, "operator": m.operator,
            "file": result.mutant.source.path,
            "line": result.mutant.source.line(m.start),
            "function": m.region.name, "name": result.mutant.name,
            "hunk": sample.hunk(result.mutant), "outcome": result.outcome,
            "how": result.how,
            "reached": is_reached(lines, result.mutant), "less": result.less,
            "judged": result.entry.word if result.entry else None,
            "reason": result.entry.reason if result.entry else None,
            "seconds": round(result.seconds, 3)}


def candidates(args, unused):
    """All mutants of what h1d uses, in the order of the sample; and those of
    all files, to which the list may refer."""
    sources = sample.load(ROOT, scope.files(ROOT, args.only))
    found = sample.ordered(sources, args.seed)
    used = [m for m in found
            if scope.has_part(m.source.path, m.mutation.region.name) and
            m.mutation.region.name not in unused.get(m.source.path, ())]
    return used, found


def main(argv):
    args = arguments(argv)
    # as the keyboard does: no h1d stays behind
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = ROOT / "build/mutate"
    objects = build.Objects(ROOT, folder)
    with tempfile.TemporaryDirectory() as scratch:
        run = Run(args, objects, Path(scratch))
        unstable, took = run.prepare()
        mutants, found = candidates(args, objects.unused(args.j))
        if args.show is not None:
            if not 1 <= args.show <= len(mutants):
                sys.exit(f"mutate: there are {len(mutants)} mutants")
            print(sample.hunk(mutants[args.show - 1]))
            print(f"  {mutants[args.show - 1].name}")
            return 0
        print(f"mutate: seed {args.seed}, {len(mutants)} mutants of "
              f"{len({m.source.path for m in mutants})} files, one run of the "
              f"suite takes {took:.1f} s", file=sys.stderr)
        results = run.all(mutants, teller(args.n))
        lines = reach.measure(objects, Path(scratch), args.j)
    stale = [] if args.only else judged.stale(run.entries, found)
    survivors = report(results, lines, unstable, stale)
    if args.json:
        args.json.write_text(json.dumps({
            "format": 1, "seed": args.seed, "n": args.n,
            "results": [as_json(result, lines) for result in results]}, indent=1) +
            "\n")
    open_ = [r for r in survivors
             if verdict_of(r) in ("missing", "not judged")]
    return 1 if open_ or stale or belied(results) else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except (build.Failed, judged.Refused) as failure:
        print(f"mutate: {failure}", file=sys.stderr)
        sys.exit(3)
