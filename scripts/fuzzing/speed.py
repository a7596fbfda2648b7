"""Times entries beside bare readers (scripts/fuzz-speed)."""

import argparse
import json
import os
import statistics
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from fuzzing import cover, entries, reach

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/fuzz"
BARE = "bare_llhttp"    # what the others are compared with
OTHERS = (BARE, "bare_http_parser")     # that check nothing
LONG = 2.0      # seconds of processor time that a round may take
FIRST = 300     # executions that tell how many those are

# What browsers send with every request.
BROWSER = (
    b"User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 "
    b"Firefox/128.0\r\n"
    b"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    b"Accept-Language: en-GB,en;q=0.5\r\n"
    b"Accept-Encoding: gzip, deflate, br\r\n"
    b"Cookie: session=4f2a9c0b7d1e8835; theme=dark\r\n"
    b"Referer: http://localhost/a/page?read=before\r\n"
    b"Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\n"
    b"Cache-Control: max-age=0\r\n")
LONGEST = 4096

# As fuzz/engine/entry.c has it, for the bare readers, too.
SANITIZER = "quarantine_size_mb=16:thread_local_quarantine_size_kb=256"


def run(command, **keywords):
    return subprocess.run(command, check=True, capture_output=True,
                          **keywords)


def inputs():
    """The vectors of the cases, each with more field lines behind its first
    line that is a Host."""
    listed = json.loads(run([BUILD / "harness/cli/assay", "vectors", "--json"],
                            cwd=ROOT).stdout)["vectors"]
    found = []
    for vector in listed:
        octets = bytes.fromhex(vector["octets"])
        before, host, behind = octets.partition(b"\r\nHost: ")
        line, end, rest = behind.partition(b"\r\n")
        if host and end:
            octets = before + host + line + end + BROWSER + rest
        if len(octets) <= LONGEST:
            found.append(octets)
    return sorted(set(found))


def pack(folder, octets):
    """Writes what fuzz/speed/turns.c reads."""
    path = Path(folder, "inputs")
    path.write_bytes(b"".join(struct.pack("<I", len(each)) + each
                              for each in octets))
    return path


def time_once(name, path, executions, folder):
    """(executions, octets) per second of processor time."""
    program = BUILD / f"fuzz/speed_{name}"
    if name in OTHERS:
        program = BUILD / f"fuzz/speed/speed_{name}"
    answer = run([program, f"-runs={executions}", "-seed=1",
                  f"-max_len={LONGEST}", "-len_control=0"], cwd=folder,
                 env=os.environ | {"ASSAY_TURNS": str(path), "ASAN_OPTIONS": SANITIZER},
                 text=True)
    n, octets, nanoseconds = map(int, answer.stdout.split())
    return n / nanoseconds * 1e9, octets / nanoseconds * 1e9


def programs():
    """What is timed, in the order of the table: the entries that read requests,
    then bare readers."""
    names = [entry.name for entry in entries.of_build(BUILD)
             if entry.kind in ("request", "both")]
    return [name for name in [*names, *OTHERS]
            if (BUILD / f"fuzz/speed/speed_{name}").exists()
            or (BUILD / f"fuzz/speed_{name}").exists()]


def time_all(rounds, executions):
    """{name: [(executions, octets) per second, ...]}"""
    octets = inputs()
    print(f"{len(octets)} inputs, mean {statistics.mean(map(len, octets)):.0f} "
          f"octets; {rounds} rounds of at most {executions} executions each")
    times = {name: [] for name in programs()}
    with tempfile.TemporaryDirectory(prefix="speed-") as folder:
        path = pack(folder, octets)
        most = {name: time_once(name, path, FIRST, folder)[0] * LONG
                for name in times}
        for _ in range(rounds):
            for name, pairs in times.items():
                n = int(min(executions, max(most[name], FIRST)))
                pairs.append(time_once(name, path, n, folder))
    return times


def table(times):
    lines = [f"{'':22}{'executions/s':>13}{'(least, most)':>20}"
             f"{'MB/s':>8}{'of ' + BARE:>18}"]
    bare = statistics.median(n for n, _ in times[BARE])
    for name, pairs in times.items():
        each = [n for n, _ in pairs]
        median = statistics.median(each)
        span = f"({min(each):.0f}, {max(each):.0f})"
        mega = statistics.median(octets for _, octets in pairs) / 1e6
        lines.append(f"{name:22}{median:13.0f}{span:>20}"
                     f"{mega:8.1f}{median / bare:18.2f}")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(prog="fuzz-speed")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--executions", type=int, default=40000)
    parser.add_argument("--reach", action="store_true")
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    try:
        if options.reach:
            entries.make(entries.configure("fuzz"), [
                "fuzz_request", "fuzz_bare_llhttp", "fuzz_dict"])
            entries.make(entries.configure("coverage"), [
                "replay_request", "replay_bare_llhttp"])
            print(reach.table(options.seconds))
        else:
            entries.make(entries.configure("fuzz"), ["speed", "assay"])
            print(table(time_all(options.rounds, options.executions)))
    except cover.Failed as failed:
        sys.stderr.write(f"fuzz-speed: {failed}\n")
        sys.exit(3)
    except subprocess.CalledProcessError as failed:
        sys.stderr.write(f"{failed}\n{failed.stderr}\n")
        sys.exit(3)


if __name__ == "__main__":
    main()
