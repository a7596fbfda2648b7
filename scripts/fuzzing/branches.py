"""Conditions that came out one way only. fuzz/uncovered.txt explains one as it
explains a line: by its text, or by the text of the line that it begins in."""

import json
import os
import re
from collections import defaultdict

# Planted defects are off: what they alone ask is never asked, nor whether they
# are there.
PLANTED = re.compile(r"FAULTY|FAULT_BUILD|ENFORCED")
BEFORE = re.compile(r"[;{}]|:\s")
FAR = 12    # lines that a condition may be long


def of_report(text, root, folder):
    """{path from the root: {(line, column, end line, end column): [times true,
    times false]}} out of a report in JSON. A function that is compiled into
    several programs, or an inline one, counts as one."""
    found = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for function in json.loads(text)["data"][0]["functions"]:
        paths = [os.path.relpath(name, root) for name in function["filenames"]]
        for *place, true, false, number, _, _ in function["branches"]:
            if paths[number].startswith(folder + "/"):
                times = found[paths[number]][tuple(place)]
                times[0] += true
                times[1] += false
    return {path: dict(places) for path, places in found.items()}


def one_way(branches, source):
    """(number of the line, text) of each condition in a file that came out one
    way only, or was never asked; and how many there are in all."""
    left, n = [], 0
    for place, times in sorted(branches.items()):
        text = text_of(source, place)
        if not any(times) and PLANTED.search(before(source, place) + text):
            continue
        n += 1
        if not all(times):
            left.append((place[0], text))
    return left, n


def text_of(source, place):
    """A condition as it stands there, on one line."""
    line, column, end, end_column = place
    lines = source[line - 1:end]
    lines[-1] = lines[-1][:end_column - 1]
    lines[0] = lines[0][column - 1:]
    return " ".join(" ".join(lines).split())


def before(source, place):
    """What stands before it in its statement."""
    line, column = place[:2]
    lines = source[max(0, line - FAR):line - 1] + [source[line - 1][:column - 1]]
    return BEFORE.split(" ".join(lines))[-1]
