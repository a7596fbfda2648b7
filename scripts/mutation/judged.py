"""The list of survivors that somebody has looked at: reference/mutants.txt.

    reference/h1/framing.c short_length
    	in . len > 19  =>  in . len >= 19
    	equivalent: 19 digits are read the slow way, to the same length

A line that begins with a letter names a file and a function, table or row of
it; "*" stands for all of them. Below it, indented, the change and what was
found. "..." in a change stands for anything, alone for every change there. What
was found begins with a word:

    equivalent   no message is answered otherwise
    unseen       not to be seen by a client, or allowed either way
    missing      a case is missing that would show it
"""

import re
from collections import namedtuple
from functools import lru_cache

WORDS = ("equivalent", "unseen", "missing")

Entry = namedtuple("Entry", "path region name word reason line")


class Refused(Exception):
    """The list does not read as it must."""


def read(text):
    """All entries, in their order."""
    entries, place, name, at = [], None, None, 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith("\t"):
            if name is not None or len(line.split()) != 2:
                raise Refused(f"line {number}: FILE FUNCTION is due")
            place = line.split()
        elif place is None:
            raise Refused(f"line {number}: no FILE FUNCTION before it")
        elif name is None:
            name, at = line.strip(), number
        else:
            word, _, reason = line.strip().partition(": ")
            if word not in WORDS or not reason:
                raise Refused(f"line {number}: " + ", ".join(WORDS) +
                              " and a reason are due")
            entries.append(Entry(*place, name, word, reason, at))
            name = None
    if name is not None:
        raise Refused("the last entry has no reason")
    return entries


ANY = "..."


@lru_cache(maxsize=None)
def pattern(name):
    return re.compile(".*".join(map(re.escape, name.split(ANY))))


def fits(entry, mutant):
    region = mutant.mutation.region.name
    return (entry.path == mutant.source.path and
            entry.region in ("*", region) and
            bool(pattern(entry.name).fullmatch(mutant.name)))


def find(entries, mutant):
    """What is known about a mutant: the nearest entry, or None."""
    fitting = [entry for entry in entries if fits(entry, mutant)]
    return max(fitting, key=lambda e: (len(e.name), e.region != "*"),
               default=None)


def stale(entries, mutants):
    """Entries for which there is no mutant any more."""
    return [entry for entry in entries
            if not any(fits(entry, mutant) for mutant in mutants)]
