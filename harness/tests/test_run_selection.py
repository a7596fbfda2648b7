"""Which cases a run plays, in which order, how often, and until when."""

import json
import re
import subprocess

import pytest

from servers import kit

NOWHERE = "http://127.0.0.1:9/"  # refused before anything is sent there
AREA = "server/host"
# The lax server fails each of these, and a few of a kind do not take long.
FAILING = "server/host/two-*"


@pytest.fixture(scope="module")
def h1d():
    with kit.h1d() as url:
        yield url


@pytest.fixture(scope="module")
def lax():
    with kit.server("lax") as url:
        yield url


def listed(*options):
    """The cases that `assay list` gives."""
    done = subprocess.run(
        [kit.find(kit.ASSAY), "list", "--json", *options], text=True,
        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=True)
    return json.loads(done.stdout)["cases"]


def ids_of(cases):
    return {f"{case['id']}[{variant}]" if variant else case["id"]
            for case in cases for variant in case["variants"] or [None]}


# ---- filters ----

@pytest.mark.parametrize("options", [
    ["--section", "9112-7.1.2"],
    ["--section", "9112-3.2", "--level", "must"],
    ["--level", "may,hardening", "--without", "slow,dos"],
    ["--tag", "smuggling", "--section", "9112-6.1", "server/transfer-encoding"],
])
def test_filters(h1d, options, tmp_path):
    """`run` plays what `list` lists; and a filter is no more than it says."""
    cases = listed(*options)
    done = kit.run(tmp_path, h1d, *options)
    assert (done.status, done.err) == (0, "")
    assert set(done.verdicts()) == ids_of(cases)
    assert 0 < len(cases) < len(listed())


def test_sections_of_the_suite():
    found = {case["id"] for case in listed("--section", "9112-7.1")}
    assert found == {case["id"] for case in listed() if any(
        re.match(r"9112-7\.1(\.\d+)?$", section)
        for section in case["sections"])}


def test_filter_and_variant(h1d, tmp_path):
    """A filter is asked beside the id of a variant, too."""
    name = "server/host/two-different[empty]"
    done = kit.run(tmp_path, h1d, "--level", "must", name)
    assert done.verdicts() == {name: "pass"}
    done = kit.run(tmp_path, h1d, "--level", "may", name)
    assert (done.status, done.err) == (
        2, "assay run: no case is selected: none is left by all filters and "
        "ids together\n")


# ---- shards ----

def test_shards(h1d, tmp_path):
    """Together they are the selection, and each case is in one alone."""
    shards = []
    for i in range(1, 4):
        done = kit.run(tmp_path, h1d, AREA, "--shard", f"{i}/3")
        assert (done.status, done.err) == (0, "")
        assert done.report["options"]["shard"] == f"{i}/3"
        assert f", shard {i}/3" in " ".join(done.out.split())
        shards.append(set(done.verdicts()))
        cases = listed(AREA, "--shard", f"{i}/3")
        assert shards[-1] == ids_of(cases)
    assert set.union(*shards) == ids_of(listed(AREA))
    assert sum(map(len, shards)) == len(ids_of(listed(AREA)))
    assert all(shards)


def test_shards_do_not_move():
    """What else is selected does not matter."""
    alone = {case["id"] for case in listed(AREA, "--shard", "2/5")}
    assert alone == {case["id"] for case in listed("--shard", "2/5")
                     if case["id"].startswith(f"{AREA}/")}


def test_empty_shard(h1d, tmp_path):
    """A small selection leaves some shard without a case: that is no error, as
    each machine of several is given its own."""
    runs = [kit.run(tmp_path, h1d, "server/host/missing", "--shard", f"{i}/3")
            for i in range(1, 4)]
    assert [done.status for done in runs] == [0] * 3
    assert sorted(len(done.results) for done in runs) == [0, 0, 1]


# ---- order ----

def order_of(url, folder, *options):
    """Ids of the fails in the order in which they were told."""
    done = kit.run(folder, url, FAILING, *options)
    assert done.status == 1
    told = re.findall(r"^fail  (\S+): ", done.out, re.M)
    assert len(told) > 3
    return done, told


def test_order(lax, tmp_path):
    done, plain = order_of(lax, tmp_path)
    assert done.report["options"]["seed"] is None
    assert "--seed" not in done.out
    ids = [result["id"] for result in done.results]
    assert plain == [name for name in ids if name in plain]

    done, shuffled = order_of(lax, tmp_path, "--shuffle", "--seed", "7")
    assert done.report["options"]["seed"] == 7
    assert ", --shuffle --seed=7" in " ".join(done.out.split())
    assert sorted(shuffled) == sorted(plain)
    assert shuffled != plain
    # The report has the order of ids all the same.
    assert [result["id"] for result in done.results] == ids

    _, again = order_of(lax, tmp_path, "--shuffle", "--seed=7")
    assert again == shuffled


def test_seed_of_its_own(lax, tmp_path):
    """The seed that was drawn repeats the order."""
    done, first = order_of(lax, tmp_path, "--shuffle")
    seed = done.report["options"]["seed"]
    assert 0 <= seed < 2**32
    assert f"--shuffle --seed={seed}" in " ".join(done.out.split())
    _, again = order_of(lax, tmp_path, "--shuffle", "--seed", str(seed))
    assert again == first


# ---- rounds ----

def test_repeat(h1d, tmp_path):
    done = kit.run(tmp_path, h1d, AREA, "--repeat", "3")
    assert (done.status, done.err) == (0, "")
    assert done.report["options"]["repeat"] == 3
    assert ", 3 rounds" in " ".join(done.out.split())
    for result in done.results:
        assert result["rounds"] == {result["verdict"]: 3}
        assert result["plays"] >= 3
        assert not result["flaky"]


def test_repeat_once(h1d, tmp_path):
    done = kit.run(tmp_path, h1d, "server/host/missing", "--repeat", "1")
    assert done.report["options"]["repeat"] == 1
    assert done.results[0]["rounds"] is None
    assert "round" not in done.out


ALTERNATES = "server/field-name/white-space-before-first[sp]"


def test_flaky(tmp_path):
    """Right at every second time: named with its verdicts, and no pass."""
    with kit.server("flaky") as url:
        done = kit.run(tmp_path, url, ALTERNATES, "--repeat", "4",
                       "--jobs", "1")
    result = done.results[0]
    assert result["verdict"] == "inconclusive"
    assert result["flaky"]
    assert result["rounds"] == {"pass": 2, "note": 2}
    assert result["reason"] == "flaky: of 4 rounds 2 pass, 2 note"
    assert result["trace"] is not None
    assert f"  {ALTERNATES}: flaky: of 4 rounds 2 pass, 2\n    note\n" in done.out
    # As ever: one inconclusive case of one is too many.
    assert done.status == 3


def test_fails_are_told_once(lax, tmp_path):
    name = "server/host/two-different[empty]"
    done = kit.run(tmp_path, lax, name, "--repeat", "3")
    assert done.status == 1
    assert done.results[0]["rounds"] == {"fail": 3}
    assert len(re.findall(rf"^fail  {re.escape(name)}: ", done.out, re.M)) == 1


# ---- enough ----

@pytest.mark.parametrize("option", [["--fail-fast"], ["--max-fail", "1"]])
def test_fail_fast(lax, option, tmp_path):
    done = kit.run(tmp_path, lax, AREA, "--jobs", "1", *option)
    assert (done.status, done.err) == (1, "")
    assert done.report["options"]["max_fail"] == 1
    assert len(done.ids("fail")) == 1
    left = [result for result in done.results
            if result["reason"] == "not played: --max-fail 1"]
    assert {(r["verdict"], r["plays"]) for r in left} == {("skip", 0)}
    assert done.report["not_played"] == len(left) > 100
    assert f"{len(left)}  not played: --max-fail 1\n" in done.out
    assert f", {len(left)} not played" in " ".join(done.out.split())
    assert set(done.verdicts()) == ids_of(listed(AREA))
    # The one that ended it was confirmed like any other.
    assert done.out.count("\nfail  server/host/") == 1
    fail = next(r for r in done.results if r["verdict"] == "fail")
    assert fail["plays"] >= 2


def test_max_fail(lax, tmp_path):
    done = kit.run(tmp_path, lax, FAILING, "--jobs", "1", "--max-fail", "3")
    assert done.status == 1
    assert len(done.ids("fail")) == 3
    assert done.report["not_played"] > 0


def test_max_fail_counts_by_the_gate(lax, tmp_path):
    """A warn is a miss if the gate says so."""
    warns = "server/field-name/bare-cr-*"
    words = [warns, "--jobs", "1", "--fail-fast"]
    done = kit.run(tmp_path, lax, *words)
    assert (done.status, len(done.ids("warn"))) == (0, 2)
    done = kit.run(tmp_path, lax, *words, "--fail-on", "should")
    assert (done.status, len(done.ids("warn"))) == (1, 1)
    assert done.report["not_played"] == 1


def test_max_fail_not_reached(h1d, tmp_path):
    done = kit.run(tmp_path, h1d, AREA, "--fail-fast")
    assert (done.status, done.report["not_played"]) == (0, 0)
    assert "not played" not in done.out


# ---- broken input ----

@pytest.mark.parametrize("options, message", [
    (["--repeat", "0"],
     "--repeat: expected a number from 1 to 10000, found 0"),
    (["--repeat", "10001"],
     "--repeat: expected a number from 1 to 10000, found 10001"),
    (["--repeat", "99999999999999999999"], "--repeat: expected a number from "
     "1 to 10000, found 99999999999999999999"),
    (["--repeat", ""], "--repeat: expected a number from 1 to 10000, found "),
    (["--max-fail", "0"],
     "--max-fail: expected a number from 1 to 1000000, found 0"),
    (["--max-fail", "-1"],
     "--max-fail: expected a number from 1 to 1000000, found -1"),
    (["--max-fail", "2", "--fail-fast"],
     "--fail-fast: expected no --max-fail beside it, found both"),
    (["--seed", "1"], "--seed: expected --shuffle beside it, found none"),
    (["--shuffle", "--seed", "4294967296"], "--seed: expected a number from "
     "0 to 4294967295, found 4294967296"),
    (["--shuffle", "--seed", "0x7"],
     "--seed: expected a number from 0 to 4294967295, found 0x7"),
    (["--shuffle=7"], "--shuffle=7: takes no value; `assay help run` tells "
                      "more"),
])
def test_refused(options, message, tmp_path):
    done = kit.run(tmp_path, NOWHERE, *options)
    assert (done.status, done.err) == (2, f"assay run: {message}\n")
    assert (done.out, done.report) == ("", None)
