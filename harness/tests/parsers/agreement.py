"""Feeds the vectors among the cases to parsers, and tells where they disagree.

Run by scripts/parsers, and by the tests beside it.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ASSAY = "harness/cli/assay"
H1PARSE = "reference/tools/h1parse"
TIMEOUT = 120

# name: (program, what it is)
PARSERS = {
    "libh1": (H1PARSE, "the strict library of this project"),
    "llhttp": ("harness/tests/parsers/parse_llhttp",
               "llhttp, strict mode (node-llhttp)"),
    "http-parser": ("harness/tests/parsers/parse_http_parser",
                    "http-parser, loose as packaged (libhttp-parser-dev)"),
    "phr": ("harness/tests/parsers/parse_phr",
            "picohttpparser (libh2o-evloop-dev), framing by a plain caller"),
}

# What the verdict of a vector asks for, and what a parser may then do; the first
# is right, except that all is if either conforms.
OUTCOMES = {
    "refuse": ("must be refused", ["refused", "accepted", "waits"]),
    "accept": ("must be accepted",
               ["read the same", "read differently", "refused", "waits"]),
    "either": ("may be either", ["accepted", "refused", "waits"]),
}

# (verdict, outcome): what is listed, in that order.
DEVIATIONS = {
    ("refuse", "accepted"): "accepted though refuse",
    ("refuse", "waits"): "waits though refuse",
    ("accept", "refused"): "refused though accept",
    ("accept", "waits"): "waits though accept",
    ("accept", "read differently"): "read differently",
}


def vectors(build):
    """All vectors, their octets as bytes."""
    done = subprocess.run([build / ASSAY, "vectors", "--json"],
                          capture_output=True, check=True, timeout=TIMEOUT)
    listed = json.loads(done.stdout)["vectors"]
    return [vector | {"octets": bytes.fromhex(vector["octets"])}
            for vector in listed]


# ---- reading ----

def run_h1parse(program, vector):
    """Its JSON and its exit status have to say the same."""
    options = ["--eof"] if vector["ends"] else []
    done = subprocess.run([program, *options], input=vector["octets"],
                          capture_output=True, check=False, timeout=TIMEOUT)
    reading = json.loads(done.stdout)
    statuses = {"accepted": 0, "refused": 1, "more": 3}
    assert done.returncode == statuses[reading["result"]], vector["id"]
    return reading


def run_lines(program, listed):
    """One process for all vectors (main.c)."""
    lines = "".join(f"{int(v['ends'])} {v['octets'].hex()}\n" for v in listed)
    done = subprocess.run([program], input=lines, stdout=subprocess.PIPE,
                          text=True, check=True, timeout=TIMEOUT)
    return [json.loads(line) for line in done.stdout.splitlines()]


def readings(build, name, listed):
    """How the parser of that name reads each vector."""
    program = build / PARSERS[name][0]
    if PARSERS[name][0] != H1PARSE:
        return run_lines(program, listed)
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda v: run_h1parse(program, v), listed))


# ---- comparing ----

def differences(vector, reading):
    """Keys that the vector has and the reading has otherwise."""
    return [key for key in ("method", "target", "fields", "content", "consumed")
            if key in vector and vector[key] != reading.get(key)]


def compare(vector, reading):
    """(verdict, outcome), as in OUTCOMES."""
    verdict, result = vector["verdict"], reading["result"]
    if result == "more":
        return verdict, "waits"
    if result == "refused" or verdict != "accept":
        return verdict, result
    return verdict, ("read differently" if differences(vector, reading)
                     else "read the same")


def judge(listed, read):
    """{(verdict, outcome): [(vector, reading), ...]} of one parser."""
    found = defaultdict(list)
    assert len(listed) == len(read)
    for vector, reading in zip(listed, read):
        found[compare(vector, reading)].append((vector, reading))
    return found


# ---- telling ----

def summary(judged, listed):
    """The table: a column per parser."""
    of = Counter(vector["verdict"] for vector in listed)
    lines = [row(f"{len(listed)} vectors", judged)]
    for verdict, (text, outcomes) in OUTCOMES.items():
        lines.append(f"{of[verdict]} that {text}")
        for outcome in outcomes:
            lines.append(row(f"  {outcome}", [
                len(found[verdict, outcome]) or "-"
                for found in judged.values()]))
    return "\n".join(lines) + "\n"


def row(first, cells):
    return f"{first:28}" + "".join(f"{cell:>13}" for cell in cells)


def by_case(pairs):
    """{id of a case: [variant, ...]}"""
    found = defaultdict(list)
    for vector, _ in pairs:
        case, _, variant = vector["id"].partition("[")
        found[case].append(variant.rstrip("]"))
    return found


def listing(pairs, totals):
    """A line per case; of one that has variants, how many they are."""
    lines = []
    for case, variants in by_case(pairs).items():
        lines.append(f"    {case}")
        if totals[case] > len(variants):
            lines[-1] += f" ({len(variants)} of {totals[case]}: " \
                         f"{some(variants)})"
        elif len(variants) > 1:
            lines[-1] += f" (all {len(variants)})"
    return lines


def some(names, most=4):
    return ", ".join(names[:most]) + (", ..." if len(names) > most else "")


def details(name, found, totals):
    """The deviations of one parser, case by case."""
    lines = [f"{name}: {PARSERS[name][1]}"]
    for key, text in DEVIATIONS.items():
        if found[key]:
            lines.append(f"  {text}: {len(found[key])}")
            lines += listing(found[key], totals)
    if len(lines) == 1:
        lines.append("  no disagreement")
    return "\n".join(lines) + "\n"


def table(judged, listed):
    """All of it, as text."""
    totals = Counter(vector["id"].partition("[")[0] for vector in listed)
    parts = [summary(judged, listed)]
    parts += [details(name, found, totals) for name, found in judged.items()]
    return "\n".join(parts)


def judge_all(build, names=tuple(PARSERS)):
    """(vectors, {parser: what judge() gives})"""
    listed = vectors(build)
    return listed, {name: judge(listed, readings(build, name, listed))
                    for name in names}


def main():
    parser = argparse.ArgumentParser(
        prog="parsers", description="tells where parsers disagree with the "
        "vectors among the cases (`assay vectors`)")
    parser.add_argument("parser", nargs="*",
                        help=f"some of: {', '.join(PARSERS)} (default: all)")
    parser.add_argument("--build", type=Path, default=ROOT / "build/release",
                        help="folder of the build (default: build/release)")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.parser if name not in PARSERS]
    if unknown:
        parser.error(f"{unknown[0]}: no such parser; there are "
                     f"{', '.join(PARSERS)}")
    listed, judged = judge_all(
        arguments.build, arguments.parser or tuple(PARSERS))
    sys.stdout.write(table(judged, listed))


if __name__ == "__main__":
    main()
