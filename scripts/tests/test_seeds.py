"""scripts/seeds: the octets of cases are those that assay itself makes, the
choice depends on the inputs alone, and what people named stays."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from fuzzing import case_seeds, corpus, cover, marks, seeds     # noqa: E402
from fuzzing.entries import Entry                               # noqa: E402

CASES = ROOT / "cases"
ASSAY = ROOT / "build/dev/harness/cli/assay"


def seed_name(vector_id):
    return vector_id.replace("/", ".").replace("[", "+").replace("]", "")


def test_requests_are_those_of_the_vectors():
    answer = subprocess.run([ASSAY, "vectors", "--json"], check=True,
                            stdout=subprocess.PIPE, text=True)
    vectors = {seed_name(v["id"]): bytes.fromhex(v["octets"])
               for v in json.loads(answer.stdout)["vectors"]}
    vectors = {name: octets for name, octets in vectors.items()
               if len(octets) <= case_seeds.LONGEST}
    ours = {name + suffix: octets
            for name, path in case_seeds.cases_of(CASES)
            for suffix, octets in case_seeds.octets_of(path, "request")}
    assert len(vectors) > 1000
    assert {name: ours.get(name) for name in vectors} == vectors


@pytest.mark.parametrize("kind, least", [("request", 1000), ("response", 500),
                                         ("both", 1500), ("content", 80),
                                         ("case", 900)])
def test_there_are_seeds_of_each_kind(kind, least):
    found = case_seeds.seeds_of(CASES, kind)
    assert len(found) >= least
    assert len(set(found.values())) == len(found)
    assert max(map(len, found.values())) <= case_seeds.LONGEST
    assert all(corpus.may_go(name) for name in found)


def test_a_response_is_what_an_answer_gives():
    found = case_seeds.seeds_of(CASES, "response")
    assert all(b"HTTP/" in octets for name, octets in found.items()
               if name.endswith("=refused"))
    assert case_seeds.seeds_of(CASES, "other") == {}


def test_parameters_stand_behind_a_seed():
    seeds_ = {f"server.a.{n}": b"octets" for n in range(20)}
    longer = case_seeds.with_parameters(seeds_, 4)
    assert longer.keys() == {name + "_4" for name in seeds_}
    tails = {octets[6:] for octets in longer.values()}
    assert all(o[:6] == b"octets" and len(o) == 10 for o in longer.values())
    assert bytes(4) in tails and len(tails) > 5
    assert all(corpus.may_go(name) for name in longer)


def test_content_is_what_is_behind_a_head():
    head = b"POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n"
    assert case_seeds.content_of(head + b"0\r\n\r\n") == b"0\r\n\r\n"
    assert case_seeds.content_of(b"GET / HTTP/1.1\r\n\r\nx") == b""


def features(**of):
    found = cover.Features()
    found.of = {name.encode(): frozenset(numbers)
                for name, numbers in of.items()}
    return found


def test_few_inputs_reach_what_all_reach():
    found = features(a={1, 2}, bb={1, 2, 3}, ccc={4}, dd={3, 4}, e=set())
    pool = {name.decode(): name for name in found.of}
    assert cover.chosen(found, pool) == ["bb", "dd"]
    assert cover.chosen(found, pool, reached={4, 3}) == ["a"]
    assert cover.chosen(found, pool, most=1) == ["bb"]


def test_the_order_of_inputs_does_not_matter():
    order = random.Random(1)
    of = {f"{n:03}": set(order.sample(range(60), 6)) for n in range(100)}
    found = features(**of)
    names = list(of)
    first = cover.chosen(found, {name: name.encode() for name in names})
    order.shuffle(names)
    assert cover.chosen(found, {n: n.encode() for n in names}) == first


CONTROL = """3
0
/x/in/000000
/x/in/000002
/x/in/000001
STARTED 0 1
FT 0 7 9
COV 0 100 101
STARTED 1 1
STARTED 2 1
FT 2
COV 2 102
"""


def test_an_input_that_ends_the_process_is_told():
    found = cover.Features()
    cover.read_control(
        CONTROL, {"000000": b"a", "000001": b"b", "000002": b"c"}, found)
    assert found.of == {b"a": {7, 9}, b"b": frozenset()}
    assert found.edges == {100, 101, 102}
    assert found.broken == [b"c"]


def test_names_tell_what_may_go():
    assert corpus.may_go("server.chunked.size-hex-prefix+two=refused")
    assert corpus.may_go("0123abcd")
    assert not corpus.may_go("found-0123abcd")
    assert not corpus.may_go("two-hosts")


REPLAY = """#!/bin/sh
echo "3 files, 9 octets"
for mark in one two; do
	if grep -qr "$mark" "$2"; then
		echo "         1  reached: $mark"
	else
		echo "         0  reached: $mark  <- NOT REACHED"
	fi
done
"""


def test_what_reaches_a_mark_is_added(tmp_path):
    replay = tmp_path / "replay"
    replay.write_text(REPLAY)
    replay.chmod(0o755)
    pool = {f"x{n}": b"%d" % n for n in range(9)} | {"y": b"two"}
    assert marks.one_that_reaches(replay, "reached: two", pool) == "y"
    assert marks.one_that_reaches(replay, "reached: one", pool) is None
    assert marks.completed(replay, {"z": b"one"}, pool) == {
        "z": b"one", "y": b"two"}


def test_what_people_named_stays(tmp_path, monkeypatch):
    """And seeds come before what runs have found."""
    monkeypatch.setattr(marks, "completed", lambda _, kept, __: kept)
    monkeypatch.setattr(case_seeds, "seeds_of",
                        lambda *_: {"server.a.b": b"s", "server.a.c": b"h"})
    monkeypatch.setattr(cover, "by_libfuzzer", lambda *_: features(
        h={1}, s={1, 2}, r={1, 2}, rr={2, 3}))
    there = {"host": b"h", "server.old.case": b"o",
             "00000001": b"r", "00000002": b"rr"}
    now, *_ = seeds.wanted(Entry("x", "request", tmp_path), there)
    assert now == {"host": b"h", "server.a.b": b"s", "00000002": b"rr"}
    corpus.replace(tmp_path, there)
    tmp_path.joinpath("found.txt").write_text("kept")
    corpus.replace(tmp_path, now)
    assert corpus.read(tmp_path) == now
    assert tmp_path.joinpath("found.txt").exists()


def usage_of(*words):
    return subprocess.run(["scripts/seeds", *words], cwd=ROOT, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True)


def test_usage():
    assert usage_of("--no-such-option").returncode == 2
    told = usage_of("--help")
    assert told.returncode == 0 and "corpus/ENTRY" in told.stdout
