"""fuzz/uncovered.txt: the lines of reference/h1 that the corpus does not reach,
and the conditions that come out one way only (branches.py), each with the reason.
They are named by file and text, so that edits elsewhere do not disturb them:

    reference/h1/reader.c: return H1_ERROR;
        a caller that goes on after the end

An asterisk instead of the text stands for all lines of a file."""

import re
from dataclasses import dataclass

ENTRY = re.compile(r"(\S+): (.+)")

# The condition of a planted defect, which does not hold in this build. Where it
# is negated, or holds for something else as well, the body is a rule of ours.
FAULT = re.compile(r"(?<![!\w])FAULTY(?:_[A-Z]+)?\(\w+\)")
FIRST = re.compile(r"(if|while) \(F( &&|\))")


@dataclass
class Reason:
    """Why lines are not reached."""
    path: str
    text: str
    why: str
    matched: bool = False


class Malformed(Exception):
    """The file does not follow its form."""


def read(text):
    """The reasons in the file; lines that begin with # are for people."""
    reasons = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            if not reasons:
                raise Malformed(f"line {number}: a reason of nothing")
            reasons[-1].why += line.strip() + " "
            continue
        entry = ENTRY.fullmatch(line.rstrip())
        if not entry:
            raise Malformed(f"line {number}: not FILE: TEXT")
        reasons.append(Reason(*entry.groups(), ""))
    for reason in reasons:
        if not reason.why:
            raise Malformed(f"{reason.path}: {reason.text}: no reason")
    return reasons


def of_fault(source, numbers, number):
    """Whether a line is in the body of a planted defect: the lines that are
    not reached begin right behind its condition, or in it."""
    while number - 1 in numbers:
        number -= 1
    before = [line.strip() for line in source[max(0, number - 5):number - 1]]
    start = max((i for i, line in enumerate(before[:-1])
                 if line.endswith((";", "{", "}", ":", ")"))
                 and not line.startswith("FAULTY")), default=-1)
    condition = FAULT.sub("F", " ".join(before[start + 1:]))
    if FIRST.search(condition):
        return True
    return all("F" in part.split() or "(F" in part or "F)" in part
               for part in condition.split("||"))


def unexplained(reasons, unreached, sources):
    """(path, number, text) of each line that nothing ran and no reason
    explains. `sources`: {path: lines}. Marks reasons that explain one."""
    left = []
    for path, numbers in sorted(unreached.items()):
        source = sources[path]
        among = set(numbers)
        for number in numbers:
            text = source[number - 1].strip()
            if len(text) < 2 or of_fault(source, among, number):
                continue        # a brace
            if not explained(reasons, path, text):
                left.append((path, number, text))
    return left


def explained(reasons, path, text):
    """Whether a reason names that line."""
    found = [r for r in reasons if r.path == path and r.text in (text, "*")]
    for reason in found:
        reason.matched = True
    return bool(found)


def stale(reasons):
    """Reasons for lines that are reached, or are no more."""
    return [r for r in reasons if not r.matched and r.text != "*"]
