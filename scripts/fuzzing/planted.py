"""Builds with planted defects, and which entries and seeds show one."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from fuzzing import corpus, entries
from fuzzing.cover import Failed

PATIENCE = 900      # seconds for a replay program

# What is looked at first: entries that compare every part with the model, and
# narrow ones before wide ones. What is not named comes last.
VALUES = ("other", "content")
ORDER = ("request_model", "response_model", VALUES, "split", "server", "client")

# Where to look for what no seed shows.
BLIND = ("request_model", "server")


@dataclass(frozen=True)
class Planted:
    """A build for an engine, and one for replaying. Both have the defects."""
    fuzz: Path
    replay: Path

    @property
    def h1d(self):
        return self.replay / "reference/server/h1d"


def configured(preset):
    """The presets that have defects, built."""
    build = Planted(entries.configure(preset), entries.configure("faults"))
    entries.make(build.fuzz, ["fuzzers"])
    entries.make(build.replay, ["h1d", "replays"])
    return build


def defects(build):
    """The names of all of them."""
    told = subprocess.run([build.h1d, "--faults"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, check=False)
    if told.returncode != 0:
        raise Failed(f"{build.h1d} --faults ended with {told.returncode}")
    return [row["name"] for row in json.loads(told.stdout)["faults"]]


def rank(entry):
    """Where an entry stands in the order in which they are tried."""
    for number, which in enumerate(ORDER):
        if entry.name == which or (which is VALUES and entry.kind in VALUES):
            return number, entry.name
    return len(ORDER), entry.name


@dataclass(frozen=True)
class Candidate:
    """An entry to run, and the names of the seeds that show the defect."""
    entry: entries.Entry
    showing: frozenset

    def seeds(self):
        """{name: octets} of those that do not show it."""
        return {name: octets
                for name, octets in corpus.read(self.entry.corpus).items()
                if name not in self.showing}


class Shown:
    """Replays the corpora of a build."""

    def __init__(self, build):
        self.entries = sorted((entry for entry in entries.of_build(build.fuzz)
                               if corpus.read(entry.corpus)), key=rank)
        self.folder = build.replay / "fuzz"
        if not self.entries:
            raise Failed("no entry has a corpus")

    def by(self, entry, defect, inputs=None):
        """The names of the seeds, or of the inputs of another folder, that
        break an entry with a defect on."""
        program = self.folder / f"replay_{entry.name}"
        told = subprocess.run(
            [program, "--each", inputs or entry.corpus], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            check=False, env=environment(defect), timeout=PATIENCE)
        if told.returncode not in (0, 1):
            raise Failed(f"{program} ended with {told.returncode}")
        return frozenset(Path(line).name for line in told.stdout.splitlines())

    def holds(self, entry, octets, folder):
        """Whether an input breaks an entry only with a defect."""
        apart = Path(folder, "apart")
        corpus.replace(apart, {corpus.digest(octets): octets})
        return not self.by(entry, None, apart)

    def check(self):
        """Without a defect nothing may break."""
        for entry in self.entries:
            broken = self.by(entry, None)
            if broken:
                raise Failed(f"corpus/{entry.name}/{min(broken)} breaks"
                             f" {entry.name} without any defect")

    def candidates(self, defect):
        """What is to be run for a defect, one after the other."""
        for entry in self.entries:
            showing = self.by(entry, defect)
            if showing:
                return [Candidate(entry, showing)]
        return [Candidate(entry, frozenset()) for entry in self.entries
                if entry.name in BLIND]


def environment(defect):
    """That of a program in which a defect is on, or none."""
    env = {name: text for name, text in os.environ.items()
           if name != "ASSAY_FAULT"}
    return {**env, "ASSAY_FAULT": defect} if defect else env
