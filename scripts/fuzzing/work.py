"""build/fuzz-work/ENTRY: the inputs that runs have collected (corpus/), finds,
and a folder for each run that goes on. Any number of runs of one entry may."""

import fcntl
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from fuzzing import corpus
from fuzzing.cover import chosen
from fuzzing.entries import locked


class Work:
    """The work folder of one entry."""

    def __init__(self, root, entry):
        self.entry = entry
        self.folder = Path(root) / entry.name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.corpus = self.folder / "corpus"

    @contextmanager
    def run_folder(self):
        """A folder of our own, which goes when the run ends. What is left of
        runs that were killed goes as well."""
        with locked(self.folder / "lock"):
            self._sweep()
            own = self.folder / f"run-{os.getpid()}"
            own.mkdir()
            held = open(own / "held", "wb")
            fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield own
        finally:
            shutil.rmtree(own, ignore_errors=True)
            held.close()

    def _sweep(self):
        for folder in self.folder.glob("run-*"):
            try:
                with open(folder / "held", "wb") as held:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            except BlockingIOError:
                continue

    def start_from(self):
        """All inputs that are known: those checked in, and those of runs."""
        with locked(self.folder / "lock"):
            return [*corpus.read(self.entry.corpus).values(),
                    *corpus.read(self.corpus).values()]

    def merge(self, engine, new, keep):
        """Adds, of what is new, the fewest inputs that reach what neither the
        corpus nor earlier runs have reached. `keep`: what earlier runs have
        added goes into corpus/ENTRY as well. Gives how many were added, and
        the edges before and after."""
        with locked(self.folder / "lock"):
            known = corpus.read(self.entry.corpus)
            earlier = corpus.read(self.corpus)
            pool = {corpus.digest(octets): octets for octets in new}
            features = engine.features(self.entry, [
                *known.values(), *earlier.values(), *pool.values()])
            taken = beyond(features, known, earlier if keep else {})
            before = engine.features(
                self.entry, [*known.values(), *earlier.values()])
            added = beyond(features, {**known, **earlier}, pool)
            if keep:
                corpus.replace(self.entry.corpus, {**known, **taken, **added})
            else:
                corpus.replace(self.corpus, {**earlier, **added})
            return (len(taken) + len(added), len(before.edges),
                    len(features.edges))


def reached(features, *parts):
    """All that the inputs of some {name: octets} reach."""
    return set().union(*(features.of.get(octets, frozenset())
                         for part in parts for octets in part.values()))


def beyond(features, known, pool):
    """{name: octets} of `pool`: the fewest that reach what they reach beyond
    what `known` reaches."""
    return {name: pool[name]
            for name in chosen(features, pool, reached(features, known))}
