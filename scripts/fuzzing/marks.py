"""The marks of an entry: places that its corpus must reach."""

import subprocess
import tempfile
from pathlib import Path

from fuzzing.cover import Failed, tail, write_numbered

NOT_REACHED = "<- NOT REACHED"


def told(replay, folder):
    """{mark: whether it is reached} by all inputs in a folder."""
    answer = subprocess.run(
        [replay, "--marks", folder], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if answer.returncode not in (0, 1):
        raise Failed(f"{replay.name} ended with {answer.returncode}\n"
                     + tail(answer.stdout))
    marks = {}
    for line in answer.stdout.decode(errors="replace").splitlines()[1:]:
        text = line.strip().removesuffix(NOT_REACHED).rstrip()
        marks[text.split(None, 1)[1]] = not line.endswith(NOT_REACHED)
    return marks


def reached(replay, inputs):
    """The same of some octets."""
    with tempfile.TemporaryDirectory(prefix="marks-") as folder:
        write_numbered(Path(folder, "in"), inputs)
        return told(replay, Path(folder, "in"))


def one_that_reaches(replay, mark, pool):
    """The name of one input of {name: octets} that reaches a mark; None if
    there is none. Halves what is left again and again."""
    names = sorted(pool, key=lambda name: (len(pool[name]), name))
    if not reached(replay, [pool[name] for name in names]).get(mark):
        return None
    while len(names) > 1:
        first = names[:len(names) // 2]
        if reached(replay, [pool[name] for name in first])[mark]:
            names = first
        else:
            names = names[len(first):]
    return names[0]


def completed(replay, kept, pool):
    """`kept`, and what of `pool` reaches the marks that it does not."""
    kept = dict(kept)
    marks = reached(replay, kept.values())
    for mark in [name for name, there in marks.items() if not there]:
        name = one_that_reaches(replay, mark, pool)
        if name:
            kept[name] = pool[name]
    return kept
