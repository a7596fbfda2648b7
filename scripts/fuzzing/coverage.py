"""What the corpus reaches: scripts/coverage --help tells how."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fuzzing import branches, entries, lcov, marks, uncovered
from fuzzing.cover import Failed

ROOT = entries.ROOT
REASONS = ROOT / "fuzz/uncovered.txt"
FOLDER = "reference/h1"     # of which every line is asked for

# Programs that are run beside unit tests and replay programs.
PROGRAMS = ["reference/server/h1d", "reference/client/h1c",
            "reference/tools/h1parse", "harness/cli/assay"]


def arguments(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/coverage", usage="scripts/coverage [--check|--tests]",
        add_help=False)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true")
    what.add_argument("--tests", action="store_true")
    return parser.parse_args(argv)


def replay_all(known, profiles):
    """Runs each corpus; the lines about what is wrong."""
    wrong = []
    for entry in known:
        if not entry.corpus.is_dir():
            wrong.append(f"{entry.name}: there is no corpus/{entry.name}")
            continue
        status, said = lcov.run(
            [entry.replay, "--marks", entry.corpus], profiles, ROOT)
        lines = said.splitlines()
        if status == 1:
            wrong += [f"{entry.name}: {line.strip()}" for line in lines
                      if line.endswith(marks.NOT_REACHED)]
        elif status != 0:
            raise Failed(f"replay_{entry.name} ended with {status}\n{said}")
        if status == 0:
            print(f"{entry.name:<20} {lines[0]}, all of"
                  f" {len(lines) - 1} marks reached")
    return wrong


def run_tests(build, profiles):
    """Unit tests, and all cases played against h1d."""
    jobs = str(os.cpu_count() or 1)
    status, said = lcov.run(
        ["ctest", "--test-dir", build, "-j", jobs, "--output-on-failure"],
        profiles, ROOT)
    if status != 0:
        raise Failed(said)
    with tempfile.TemporaryDirectory() as folder:
        play(build, profiles, Path(folder))


def play(build, profiles, folder):
    """Starts h1d and plays all cases against it."""
    env = {**os.environ, "LLVM_PROFILE_FILE": f"{profiles}/%4m.profraw"}
    targets = ROOT / "harness/targets"
    folder.joinpath("www").mkdir()
    server = subprocess.Popen(
        ["sh", targets / "h1d.sh", build / PROGRAMS[0], folder / "www",
         targets, "--port", "0"], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, text=True, env=env)
    try:
        url = server.stdout.readline().split()[1] + "/"
        status, said = lcov.run(
            [build / PROGRAMS[3], "run", url, "--quiet"], profiles, ROOT)
        if status > 1:
            raise Failed(said)
    finally:
        server.terminate()
        server.wait(60)


def objects_of(build, known, tests):
    """The programs whose code is counted."""
    programs = [entry.replay for entry in known]
    if tests:
        programs += [build / name for name in PROGRAMS]
        programs += sorted(
            path for path in build.rglob("tests/**/test_*")
            if path.is_file() and os.access(path, os.X_OK))
    return programs


def percent(covered, count):
    return f"{100 * covered / count:5.1f}" if count else "    -"


def table(columns):
    """Lines, branches and regions of each folder, in %, for each column."""
    heads = "".join(f"  {name:^22}" for name in columns)
    print(f"\n{'':<20}{heads}")
    print(f"{'%':<20}" + "   lines branch region" * len(columns))
    first = next(iter(columns.values()))
    for folder in sorted(name for name in first if first[name]["lines"][1]):
        cells = ""
        for counts in columns.values():
            for what in lcov.WHAT:
                cells += f"  {percent(*counts[folder][what])}"
            cells += "   "
        print(f"{folder:<20}  {cells}")


def check_lines(coverage):
    """The lines about what the corpus does not reach though it should."""
    reasons = uncovered.read(REASONS.read_text())
    unreached = coverage.unreached(FOLDER)
    sources = {path: (ROOT / path).read_text().splitlines()
               for path in unreached}
    left = uncovered.unexplained(reasons, unreached, sources)
    wrong = [f"{path}:{number}: not reached: {text}"
             for path, number, text in left]
    wrong += check_branches(coverage, reasons, {at[:2] for at in left})
    for reason in uncovered.stale(reasons):
        print(f"fuzz/uncovered.txt: {reason.path}: {reason.text}:"
              " is reached, or no more there")
    return wrong


def check_branches(coverage, reasons, unreached):
    """The same about conditions. `unreached`: (path, number) of the lines that
    are told of already."""
    wrong, n, n_left, n_explained = [], 0, 0, 0
    for path, found in sorted(coverage.branches(FOLDER).items()):
        source = (ROOT / path).read_text().splitlines()
        left, n_of_file = branches.one_way(found, source)
        n += n_of_file
        n_left += len(left)
        for number, text in left:
            if any(uncovered.explained(reasons, path, of)
                   for of in (text, source[number - 1].strip())):
                n_explained += 1
            elif (path, number) not in unreached:
                wrong.append(f"{path}:{number}: one way only: {text}")
    print(f"{FOLDER}: {n - n_left} of {n} conditions came out both ways,"
          f" {n_explained} are explained")
    return wrong


def show(build, corpus, tests, args):
    """The table, and the report to be looked at."""
    columns = {"corpus": corpus.folders()}
    if args.tests:
        columns["corpus and tests"] = tests.folders()
    table(columns)
    html = build / "html"
    shutil.rmtree(html, ignore_errors=True)
    (tests if args.tests else corpus).html(html)
    print(f"\n{html.relative_to(ROOT)}/index.html")


def measure(args):
    """All of it; the lines about what is wrong."""
    build = entries.configure("coverage")
    entries.make(build, ["all" if args.tests else "replays"])
    profiles = build / "profiles"
    shutil.rmtree(profiles, ignore_errors=True)
    known = entries.of_build(build)
    wrong = replay_all(known, profiles / "corpus")
    if args.tests:
        run_tests(build, profiles / "tests")
    corpus = lcov.Coverage(ROOT, objects_of(build, known, False),
                           [profiles / "corpus"], build / "corpus.profdata")
    wrong += check_lines(corpus)
    programs = objects_of(build, known, args.tests)
    if args.tests:  # beside the same code as with them
        corpus = lcov.Coverage(ROOT, programs, [profiles / "corpus"],
                               build / "corpus.profdata")
    if not args.check:
        tests = args.tests and lcov.Coverage(
            ROOT, programs, [profiles / "corpus", profiles / "tests"],
            build / "tests.profdata")
        show(build, corpus, tests, args)
    return wrong


def main(argv=None):
    args = arguments(argv)
    try:
        wrong = measure(args)
    except (Failed, uncovered.Malformed, OSError) as failed:
        print(f"coverage: {failed}", file=sys.stderr)
        return 3
    for line in wrong:
        print(f"coverage: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
