"""Which inputs of many reach all that the many reach. The choice depends on
the inputs alone, not on the order in which a folder lists them."""

import heapq
import subprocess
import tempfile
from pathlib import Path


class Failed(Exception):
    """An engine, or the build, did not do its work."""


class Features:
    """What each input reaches: numbers that mean something to the engine."""

    def __init__(self):
        self.of = {}        # octets: frozenset of features
        self.edges = set()
        self.broken = []    # octets of inputs that the entry did not survive


def by_libfuzzer(program, inputs, seconds=600):
    """Features of each of `inputs` (octets), in one run of libFuzzer."""
    inputs = sorted(set(inputs), key=lambda octets: (len(octets), octets))
    found = Features()
    if not inputs:
        return found
    with tempfile.TemporaryDirectory(prefix="cover-") as folder:
        names = write_numbered(Path(folder, "in"), inputs)
        Path(folder, "out").mkdir()
        control = Path(folder, "control")
        answer = subprocess.run(
            [program, "-set_cover_merge=1", "-timeout=10", "-rss_limit_mb=4096",
             f"-artifact_prefix={folder}/", f"-merge_control_file={control}",
             f"{folder}/out", f"{folder}/in"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=seconds, check=False)
        if not control.exists():
            raise Failed(tail(answer.stdout))
        read_control(control.read_text(), names, found)
    return found


def write_numbered(folder, inputs):
    """Writes inputs as files whose names are numbers; {name: octets}."""
    folder.mkdir()
    names = {}
    for number, octets in enumerate(inputs):
        name = f"{number:06d}"
        folder.joinpath(name).write_bytes(octets)
        names[name] = octets
    return names


def read_control(text, names, found):
    """The file in which libFuzzer keeps how far a merge has come: a count, as
    many names, then lines of STARTED, FT (features) and COV (edges)."""
    lines = text.splitlines()
    n = int(lines[0])
    inputs = [names[Path(line).name] for line in lines[2:2 + n]]
    started = set()
    for line in lines[2 + n:]:
        what, number, *rest = line.split()
        if what == "STARTED":
            started.add(int(number))
        elif what == "FT":
            found.of[inputs[int(number)]] = frozenset(map(int, rest))
        elif what == "COV":
            found.edges.update(map(int, rest))
    found.broken = [inputs[i] for i in sorted(started)
                    if inputs[i] not in found.of]


def tail(output, lines=30):
    """The last lines of what a program said."""
    text = output.decode(errors="replace") if output else ""
    return "\n".join(text.splitlines()[-lines:])


def chosen(features, candidates, reached=(), most=None):
    """Names out of `candidates` ({name: octets}) that together reach all that
    they reach beyond `reached`: always the one next that reaches most; of
    equals the shorter, then by name. At most `most` of them."""
    reached = set(reached)

    def rank(name):
        of = features.of.get(candidates[name], frozenset())
        return (-len(of - reached), len(candidates[name]), name)

    # What an input adds only becomes less, so the first that still adds what
    # it added when it was last asked is the best.
    heap = [rank(name) for name in candidates]
    heapq.heapify(heap)
    taken = []
    while heap and (most is None or len(taken) < most):
        before = heapq.heappop(heap)
        now = rank(before[2])
        if now == before and now[0]:
            taken.append(now[2])
            reached |= features.of[candidates[now[2]]]
        elif now[0]:
            heapq.heappush(heap, now)
    return taken
