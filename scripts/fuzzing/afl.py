"""AFL++: a main fuzzer and secondaries that share a folder (-M, -S), or one."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from fuzzing import cover
from fuzzing.cover import Features, write_numbered
from fuzzing.engine import Engine, files_in
from fuzzing.progress import Progress

# So that it runs in a container, on a machine that others use as well.
QUIET = {
    "AFL_NO_UI": "1", "AFL_SKIP_CPUFREQ": "1", "AFL_NO_AFFINITY": "1",
    "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1", "AFL_NO_COLOUR": "1",
    "AFL_BENCH_UNTIL_CRASH": "1", "AFL_HANG_TMOUT": "10000",
    "AFL_FINAL_SYNC": "1",
}

LIMITS = ["-m", "none", "-t", "1000"]   # memory, milliseconds

SHRINK_SECONDS = 120


# What is told once a minute, and at the end.
STATISTICS = re.compile(r"^(execs_done|edges_found) +: (\d+)", re.MULTILINE)

# A new input is named for when it was found, and so tells more often.
EXECUTIONS = re.compile(r",execs:(\d+)")


def counted(fuzzer):
    """(executions, edges) of a fuzzer, as far as its folder tells them."""
    try:
        told = dict(STATISTICS.findall((fuzzer / "fuzzer_stats").read_text()))
        names = [path.name for path in (fuzzer / "queue").iterdir()
                 if ",sync:" not in path.name]
    except OSError:
        return 0, 0
    executions = [int(n) for name in names for n in EXECUTIONS.findall(name)]
    return (max([int(told.get("execs_done", 0)), *executions]),
            int(told.get("edges_found", 0)))


class Afl(Engine):
    """afl-fuzz on fuzz_ENTRY, which was built with its driver."""

    preset = "afl"

    def __init__(self, entry, plan, folder):
        super().__init__(entry, plan, folder)
        self.sync = self.folder / "sync"

    def command(self, number):
        plan = self.plan
        command = ["afl-fuzz", "-i", self.seeds, "-o", self.sync, *LIMITS,
                   "-s", str(plan.seed + number)]
        if plan.seconds:
            command += ["-V", str(plan.seconds)]
        if plan.runs:
            command += ["-E", str(plan.runs)]
        if plan.jobs > 1:
            command += ["-S", f"second{number}"] if number else ["-M", "main"]
        if self.entry.dictionary:
            command += ["-x", self.entry.dictionary]
        return [*command, "--", self.entry.fuzz]

    def environment(self):
        env = {**os.environ, **QUIET}
        mutator = self.entry.folder / "mutator_afl.so"
        if self.entry.wire and mutator.exists():
            env["AFL_CUSTOM_MUTATOR_LIBRARY"] = str(mutator)
        return env

    def progress(self):
        found = Progress(crashes=len(self.found()))
        for fuzzer in self.sync.glob("*"):
            executions, edges = counted(fuzzer)
            found.executions += executions
            found.edges = max(found.edges, edges)
        found.new = sum(1 for _ in self._queue())
        return found

    def _queue(self):
        return (path for path in sorted(self.sync.glob("*/queue/id:*"))
                if ",orig:" not in path.name and ",sync:" not in path.name)

    def new(self):
        return [path.read_bytes() for path in self._queue()]

    def found(self):
        return [octets for kind in ("crashes", "hangs")
                for octets in files_in(self.sync, f"*/{kind}/id:*")]

    @staticmethod
    def features(entry, inputs):
        """Each file of afl-showmap has lines of edge:how-often."""
        inputs = sorted(set(inputs), key=lambda octets: (len(octets), octets))
        found = Features()
        with tempfile.TemporaryDirectory(prefix="cover-") as folder:
            names = write_numbered(Path(folder, "in"), inputs)
            answer = subprocess.run(
                ["afl-showmap", "-q", "-i", f"{folder}/in", "-o",
                 f"{folder}/maps", *LIMITS, "--", entry.fuzz],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, env={**os.environ, **QUIET},
                check=False)
            for name, octets in names.items():
                path = Path(folder, "maps", name)
                if path.exists():
                    lines = path.read_text().split()
                    found.of[octets] = frozenset(lines)
                    found.edges.update(line.split(":")[0] for line in lines)
        if inputs and not found.of:
            raise cover.Failed(cover.tail(answer.stdout))
        return found

    @staticmethod
    def shrink(entry, find, shorter):
        try:
            subprocess.run(
                ["afl-tmin", "-i", find, "-o", shorter, *LIMITS, "--",
                 entry.fuzz],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, env={**os.environ, **QUIET},
                cwd=shorter.parent, timeout=SHRINK_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            pass
