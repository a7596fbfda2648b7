"""corpus/ENTRY out of the cases: scripts/seeds --help tells how."""

import argparse
import sys

from fuzzing import case_seeds, corpus, cover, entries, marks

MOST = 300                  # files of an entry that scripts choose
LARGEST = 128 * 1024        # octets of them
PARAMETERS = (2, 4, 8)      # octets that are put behind a seed


def arguments(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/seeds", usage="scripts/seeds [ENTRY...]",
        add_help=False)
    parser.add_argument("entries", nargs="*")
    return parser.parse_args(argv)


def within(names, candidates, room):
    """The names, as long as their octets fit."""
    kept = []
    for name in names:
        room -= len(candidates[name])
        if room < 0:
            break
        kept.append(name)
    return kept


def pools_of(entry, there):
    """What is chosen from, in this order: seeds of cases as they are, then
    with parameters behind them, then what runs have found."""
    seeds = case_seeds.seeds_of(entries.ROOT / "cases", entry.kind)
    pools = [seeds]
    if entry.kind != "case":
        pools += [case_seeds.with_parameters(seeds, n) for n in PARAMETERS]
    finds = {n: o for n, o in there.items() if corpus.OF_A_RUN.fullmatch(n)}
    return [*pools, finds]


def wanted(entry, there):
    """{name: octets}: what people named stays; of each pool is added what
    reaches more, and at last what reaches marks. And how many there were to
    choose from, and edges."""
    kept = {n: o for n, o in there.items() if not corpus.may_go(n)}
    pools = pools_of(entry, there)
    everything = {n: o for pool in (kept, *pools) for n, o in pool.items()}
    features = cover.by_libfuzzer(entry.fuzz, everything.values())
    if features.broken:
        name = next(n for n, o in everything.items()
                    if o == features.broken[0])
        raise cover.Failed(f"{entry.name}: {name} breaks the property")
    for pool in pools:
        # the engine leaves out what is empty
        reached = set().union(
            *(features.of.get(o, frozenset()) for o in kept.values()))
        most = max(0, MOST - len(kept))
        room = LARGEST - sum(map(len, kept.values()))
        taken = cover.chosen(features, pool, reached, most)
        kept |= {n: pool[n] for n in within(taken, pool, room)}
    kept = marks.completed(entry.replay, kept, everything)
    return kept, len(everything), len(features.edges)


def renew(entry):
    """Writes the corpus of an entry."""
    there = corpus.read(entry.corpus)
    if not there and entry.kind == "other":
        return
    now, n_seen, edges = wanted(entry, there)
    corpus.replace(entry.corpus, now)
    octets = sum(map(len, now.values()))
    print(f"{entry.name:<18} {n_seen:5} inputs {len(now):4} files"
          f" {octets:7} octets {edges:6} edges  "
          f"{'as before' if now == there else f'{len(there)} files before'}")


def main(argv=None):
    args = arguments(argv)
    try:
        build = entries.configure("fuzz")
        known = entries.of_build(build)
        names = args.entries or [entry.name for entry in known]
        unknown = set(names).difference(entry.name for entry in known)
        if unknown:
            print(f"seeds: no such entry: {' '.join(sorted(unknown))}",
                  file=sys.stderr)
            return 2
        chosen = [entry for entry in known if entry.name in names]
        entries.make(build, [path.name for entry in chosen
                             for path in (entry.fuzz, entry.replay)])
        for entry in chosen:
            renew(entry)
    except cover.Failed as failed:
        print(f"seeds: {failed}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
