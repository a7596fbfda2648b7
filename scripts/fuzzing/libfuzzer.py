"""libFuzzer: several jobs that share a folder."""

import os
import re
import subprocess

from fuzzing import cover
from fuzzing.engine import Engine, files_in
from fuzzing.progress import Progress

# #1024	NEW    cov: 896 ft: 1658 corp: 12/3Kb lim: 4096 exec/s: 512 rss: 40Mb
LINE = re.compile(rb"^#(\d+)\s+(?:\w+)\s+cov: (\d+) ", re.MULTILINE)
LAST = re.compile(rb"^stat::number_of_executed_units: +(\d+)", re.MULTILINE)


SHRINK_RUNS = 20000     # tries to find a shorter input that breaks it too
SHRINK_SECONDS = 120


def environment():
    """Sanitizers tell where it was, wherever a process ends."""
    env = dict(os.environ)
    env.setdefault("ASAN_OPTIONS", "handle_abort=1")
    env.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
    return env


class LibFuzzer(Engine):
    """Jobs of fuzz_ENTRY."""

    preset = "fuzz"

    def __init__(self, entry, plan, folder):
        super().__init__(entry, plan, folder)
        self.out = self.folder / "out"
        self.out.mkdir(parents=True)
        self.finds = self.folder / "finds"
        self.finds.mkdir()

    def command(self, number):
        plan = self.plan
        command = [self.entry.fuzz, f"-seed={plan.seed + number}",
                   f"-max_total_time={plan.seconds}", "-timeout=10",
                   f"-artifact_prefix={self.finds}/", "-print_final_stats=1",
                   "-reload=1"]
        if plan.runs:
            command.append(f"-runs={plan.runs}")
        if self.entry.dictionary:
            command.append(f"-dict={self.entry.dictionary}")
        return [*command, self.out, self.seeds]

    def environment(self):
        return environment()

    def progress(self):
        found = Progress(new=sum(1 for _ in self.out.iterdir()),
                         crashes=len(self.found()))
        for number in range(len(self.jobs)):
            text = self.log(number).read_bytes()
            lines = LINE.findall(text)
            last = LAST.findall(text)
            if lines:
                executions = last[-1] if last else lines[-1][0]
                found.executions += int(executions)
                found.edges = max(found.edges, int(lines[-1][1]))
        return found

    def new(self):
        """Octets of what reached something new."""
        return files_in(self.out, "*")

    def found(self):
        """Octets of what broke the property, took too long, or too much."""
        return [octets for kind in ("crash", "timeout", "oom", "leak")
                for octets in files_in(self.finds, f"{kind}-*")]

    @staticmethod
    def features(entry, inputs):
        return cover.by_libfuzzer(entry.fuzz, inputs)

    @staticmethod
    def shrink(entry, find, shorter):
        """Writes the file `shorter`, if there is a shorter one."""
        try:
            subprocess.run(
                [entry.fuzz, "-minimize_crash=1", f"-runs={SHRINK_RUNS}",
                 "-seed=1", "-timeout=10",
                 f"-exact_artifact_path={shorter}", find],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, env=environment(),
                cwd=shorter.parent, timeout=SHRINK_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            pass
