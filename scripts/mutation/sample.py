"""Which mutants are tried: a seeded order over all of them, in which each
operator has its turn, and each file its share."""

from collections import defaultdict, namedtuple
from hashlib import sha256

from c_text import Source, tokens_of
from operators import NAMES, mutations

# name: what tells it from all others while lines move: before => after
Mutant = namedtuple("Mutant", "source mutation name")

CONTEXT = 5     # tokens on either side in the name of a mutant


def name_of(source, mutation):
    """The changed tokens and their neighbours in the statement, before and
    after, one space between them."""
    first, last = mutation.region.first, mutation.region.last
    inside = without_faults(source.tokens[first:last])
    left = [t.text for t in inside if t.end <= mutation.start]
    right = [t.text for t in inside if t.start >= mutation.end]
    before = [t.text for t in inside
              if mutation.start <= t.start < mutation.end]
    after = [t.text for t in without_faults(tokens_of(mutation.text))]
    left = _until_end(reversed(left[-CONTEXT:]))[::-1]
    whole = before and before[-1] == ";"    # no neighbour belongs to it
    right = [] if whole else _until_end(right[:CONTEXT])
    return " ".join(left + before + right) + "  =>  " + " ".join(
        left + after + right)


def without_faults(tokens):
    """Less what switches deliberate faults on, which come and go."""
    kept, i = [], 0
    while i < len(tokens):
        texts = [token.text for token in tokens[i:i + 6]]
        for joint in (["&&", "!"], ["||"], []):
            n = len(joint)
            if texts[:n] == joint and texts[n:n + 2] == ["FAULTY", "("]:
                i += n + 4
                if not joint and i < len(tokens) and tokens[i].text == "||":
                    i += 1
                break
        else:
            kept.append(tokens[i])
            i += 1
    return kept


def _until_end(texts):
    """Up to where a statement ends."""
    kept = []
    for text in texts:
        if text in (";", "{", "}"):
            break
        kept.append(text)
    return kept


def mutants(source):
    """All of one file; of those with one name in one function the later ones
    are counted."""
    found, seen = [], defaultdict(int)
    for mutation in mutations(source):
        name = name_of(source, mutation)
        key = mutation.region.name, name
        seen[key] += 1
        if seen[key] > 1:
            name += f"  #{seen[key]}"
        found.append(Mutant(source, mutation, name))
    return found


def load(root, paths):
    return [Source(path, (root / path).read_text()) for path in paths]


def dice(*words):
    """A number in [0, 1) that words decide."""
    number = sha256("\n".join(map(str, words)).encode()).digest()[:8]
    return int.from_bytes(number, "big") / 2**64


def ordered(sources, seed):
    """All mutants, so that a front of any length is a sample: the operators
    take turns, and of each the files stand in proportion. What comes to a
    file, or goes, leaves the order of the others."""
    groups = defaultdict(list)
    for source in sources:
        for mutant in mutants(source):
            groups[mutant.mutation.operator, source.path].append(mutant)
    queues = defaultdict(list)
    for (operator, path), group in groups.items():
        group.sort(key=lambda m: dice(seed, path, m.mutation.region.name,
                                      m.name))
        shift = dice(seed, operator, path)
        queues[operator] += [((i + shift) / len(group), path, mutant)
                             for i, mutant in enumerate(group)]
    lists = [[entry[2] for entry in sorted(queues[name], key=lambda e: e[:2])]
             for name in NAMES]
    found = []
    for turn in range(max(map(len, lists), default=0)):
        found += [queue[turn] for queue in lists if turn < len(queue)]
    return found


def changed(mutant):
    """The text of the file with the change."""
    text, m = mutant.source.text, mutant.mutation
    return text[:m.start] + m.text + text[m.end:]


def hunk(mutant):
    """The lines that change, before and after, as a diff shows them."""
    text, m = mutant.source.text, mutant.mutation
    first = text.rfind("\n", 0, m.start) + 1
    last = text.find("\n", m.end)
    last = len(text) if last < 0 else last
    before = text[first:last]
    after = text[first:m.start] + m.text + text[m.end:last]
    lines = [f"{mutant.source.path}:{mutant.source.line(m.start)}: "
             f"{m.region.name}: {m.operator}"]
    lines += [f"-{line}" for line in before.split("\n")]
    lines += [f"+{line}" for line in after.split("\n")]
    return "\n".join(lines)
