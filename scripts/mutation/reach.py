"""Which lines of h1d the suite reaches: a survivor in a line that it does not
reach asks for a case, or cannot be asked for."""

import json
from bisect import bisect_right
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import build
import play

SECONDS = 600


def counts_of(objects, folder, object_):
    """[(file from the root, line, count)] of one object."""
    answer = build.run(["gcov", "--json-format", "--stdout",
                        str((folder / object_).with_suffix(".gcda"))],
                       objects.release)
    if answer.returncode != 0 or not answer.stdout.startswith("{"):
        return []
    found = []
    for file in json.loads(answer.stdout)["files"]:
        path = (objects.release / file["file"]).resolve()
        if path.is_relative_to(objects.root):
            name = str(path.relative_to(objects.root))
            found += [(name, line["line_number"], line["count"])
                      for line in file["lines"]]
    return found


def measure(objects, scratch, jobs):
    """{file: {line: count}}, over one run of the suite."""
    folder = objects.folder / "coverage"
    objects.compile_all(folder, jobs, ["--coverage", "-O0"])
    for old in folder.rglob("*.gcda"):
        old.unlink()
    program = objects.folder / "h1d-coverage"
    answer = objects.link_objects(folder, program, options=["--coverage"])
    if answer.returncode != 0:
        raise build.Failed(answer.stdout)
    play.play(objects.root, program, scratch / "coverage.json", SECONDS,
              gently=True)
    lines = defaultdict(lambda: defaultdict(int))
    with ThreadPoolExecutor(jobs) as pool:
        for counts in pool.map(lambda o: counts_of(objects, folder, o),
                               objects.commands):
            for path, line, count in counts:
                lines[path][line] += count
    return lines


def reached(lines, path, line):
    """Whether the code in a line ran; None where there is none."""
    known = sorted(lines.get(path, ()))
    i = bisect_right(known, line)
    return lines[path][known[i - 1]] > 0 if i else None
