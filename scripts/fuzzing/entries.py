"""The entries that a build has, and their programs."""

import fcntl
import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fuzzing.cover import Failed

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Entry:
    """An entry in a build."""
    name: str
    kind: str       # of its input: request, response, both, content, case, other
    folder: Path    # where its programs are

    @property
    def fuzz(self):
        return self.folder / f"fuzz_{self.name}"

    @property
    def replay(self):
        return self.folder / f"replay_{self.name}"

    @property
    def corpus(self):
        return ROOT / "corpus" / self.name

    @property
    def wire(self):
        """Whether its input is messages, or a part of one."""
        return self.kind in ("request", "response", "both", "content")

    @property
    def dictionary(self):
        """What an engine is told of the words of the protocol, or None."""
        path = self.folder / "http.dict"
        return path if self.wire and path.exists() else None


def of_build(build):
    """The entries of a folder that CMake has configured."""
    folder = Path(build) / "fuzz"
    listed = folder / "entries.txt"
    if not listed.exists():
        raise Failed(f"{listed} is missing: was this built?")
    lines = (line.split() for line in listed.read_text().splitlines())
    return [Entry(line[0], line[1], folder) for line in lines if line]


@contextmanager
def locked(path):
    """Nobody else who asks for the same lock goes on meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def configure(preset):
    """Configures a preset; its folder."""
    build = ROOT / "build" / preset
    with locked(build / "fuzz.lock"):
        quietly(["cmake", "--preset", preset])
    return build


def make(build, targets):
    """Builds targets; one caller at a time in each folder."""
    with locked(build / "fuzz.lock"):
        quietly(["cmake", "--build", str(build), "--target", *targets])


def quietly(command):
    """Runs a command, whose output is told only if it fails."""
    answer = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, env={**os.environ, "AFL_QUIET": "1"},
        check=False)
    if answer.returncode != 0:
        raise Failed(answer.stdout.decode(errors="replace"))
