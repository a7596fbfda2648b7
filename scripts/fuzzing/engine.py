"""What libFuzzer and AFL++ have in common: some processes that run for a time
in a folder of their own."""

import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from fuzzing import corpus
from fuzzing.cover import Failed, tail

INTERRUPTED = 72    # what libFuzzer ends with after SIGINT
WELL = (0, INTERRUPTED, -signal.SIGINT, -signal.SIGKILL)

PATIENCE = 20       # seconds for a process to end after it was asked to


@dataclass
class Plan:
    """How an entry is to be run."""
    seconds: int
    jobs: int
    seed: int
    runs: int = 0       # executions of each job; 0: only time ends it


class Engine:
    """The processes of one run. An engine has a `preset`, gives `command(n)`
    and `environment()`, and reads its own files."""

    preset = None
    surroundings = {}   # what else the environment has

    def __init__(self, entry, plan, folder):
        self.entry = entry
        self.plan = plan
        self.folder = Path(folder)
        self.seeds = self.folder / "seeds"
        self.jobs = []
        self.began = self.ended = 0.0

    def command(self, number):
        """What starts a job."""
        raise NotImplementedError

    def environment(self):
        """What its environment is."""
        raise NotImplementedError

    def prepare(self, inputs):
        """Writes what the run starts from."""
        corpus.replace(self.seeds, {
            corpus.digest(octets): octets for octets in inputs or [b"\n"]})

    def start(self):
        """Starts the jobs, in sessions of their own: Ctrl-C is ours."""
        self.began = time.monotonic()
        for number in range(self.plan.jobs):
            with open(self.log(number), "wb") as log:
                self.jobs.append(subprocess.Popen(
                    self.command(number), stdin=subprocess.DEVNULL,
                    stdout=log, stderr=subprocess.STDOUT, cwd=self.folder,
                    env={**self.environment(), **self.surroundings},
                    start_new_session=True))

    def log(self, number):
        """The file that has what a job says."""
        return self.folder / f"job-{number}.log"

    def alive(self):
        """Whether all jobs are still at work; one that has a find ends."""
        return all(job.poll() is None for job in self.jobs)

    def stop(self):
        """Ends the jobs, in such a way that they write what they have."""
        for job in self.jobs:
            if job.poll() is None:
                job.send_signal(signal.SIGINT)
        last = time.monotonic() + PATIENCE
        for job in self.jobs:
            try:
                job.wait(max(0.1, last - time.monotonic()))
            except subprocess.TimeoutExpired:
                job.kill()
                job.wait()
        self.ended = self.ended or time.monotonic()

    def seconds(self):
        """How long the jobs ran."""
        return (self.ended or time.monotonic()) - self.began

    def failed(self):
        """Raises Failed if a job ended badly without a find."""
        for number, job in enumerate(self.jobs):
            if job.returncode not in WELL:
                raise Failed(f"{self.entry.name}: the engine ended with "
                             f"{job.returncode}\n"
                             + tail(self.log(number).read_bytes()))


def files_in(folder, glob):
    """The octets of files, in the order of their names."""
    return [path.read_bytes() for path in sorted(Path(folder).glob(glob))
            if path.is_file()]
