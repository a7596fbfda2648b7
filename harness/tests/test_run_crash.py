"""Targets that die or hang under a case, are flaky, or serve one at a time."""

import os
import shutil
import subprocess
import sys

import pytest

from servers import kit

KILLER = "server/field-value/nul-inside"
INNOCENT = [
    "server/chunked/several-chunks",
    "server/connection/close-honoured[plain]",
    "server/content-length/excess-is-next-request",
    "server/content-length/letters[word]",
    "server/field-name/no-colon[word]",
    "server/host/missing",
    "server/host/two-different[other-name]",
    "server/method/unknown[word]",
    "server/response/date-form",
    "server/version/other-major[x9-9]",
]


def check_killer_named(done):
    assert done.status == 1, done.err
    assert done.verdicts() == {
        KILLER: "fail", **{case: "pass" for case in INNOCENT}}
    assert done.reason(KILLER) == "crash or hang: the target died of this case"
    assert f"fail  {KILLER}: crash or hang: the target died of this case\n" in done.out


@pytest.mark.parametrize("jobs", ["1", "128"])
def test_killer_is_named(jobs, tmp_path):
    target = kit.target_file(tmp_path, "mortal")
    done = kit.run(tmp_path, "--target", target, "--jobs", jobs,
                   ids=[KILLER, *INNOCENT])
    check_killer_named(done)


def test_hanging_target(tmp_path):
    target = kit.target_file(tmp_path, "mortal", "--hangs")
    done = kit.run(tmp_path, "--target", target, ids=[KILLER, *INNOCENT])
    check_killer_named(done)


@pytest.mark.parametrize("arguments", [[], ["--hangs"]])
def test_suspects_without_start(arguments, tmp_path):
    """Nobody can start it again: no verdict that may be the death's is told."""
    with kit.server("mortal", *arguments) as url:
        done = kit.run(tmp_path, url, ids=[KILLER, *INNOCENT])
    assert done.status == 3
    assert done.err.startswith(
        "assay run: the target died of one of these cases: server/")
    assert done.err.count("\n") == 1
    assert not done.ids("fail", "warn")
    assert done.verdicts()[KILLER] in ("inconclusive", "error")
    assert not done.report["interrupted"]


def test_last_case_kills(tmp_path):
    """Alone, no later connection shows that the target is gone."""
    with kit.server("mortal") as url:
        done = kit.run(tmp_path, url, KILLER)
    assert done.status == 3
    assert done.err == (
        f"assay run: the target died of this case: {KILLER}\n")
    assert done.verdicts() == {KILLER: "inconclusive"}
    with_start = kit.run(
        tmp_path, "--target", kit.target_file(tmp_path, "mortal"), KILLER)
    assert with_start.reason(KILLER).startswith("crash or hang: ")


# ---- one connection at a time ----

ONE_AT_A_TIME = [
    "server/chunked/size-not-hex",
    "server/content-length/exact",
    "server/content-length/letters",
    "server/field-value/fold",
    "server/method/unknown",
    "server/host/two-different",
    "server/response/date-form",
    "server/response/head-no-content",
    "server/version/other-major",
    "server/field-name/no-colon",
    "server/request-line/method-alone",
]


def www(folder):
    (folder / "www").mkdir(exist_ok=True)
    (folder / "www" / "index.html").write_text("ok\n")
    return folder / "www"


def write_target(folder, start):
    path = folder / "target.yaml"
    path.write_text(f'name: target\nstart: "exec {start}"\n'
                    'url: "http://127.0.0.1:{{port}}/"\n')
    return path


def single(folder):
    return kit.target_file(folder, "single", "0.3")


def python(folder):
    return write_target(
        folder, f"{sys.executable} -m http.server -b 127.0.0.1 "
        f"-d {www(folder)} {{{{port}}}}")


def php(folder):
    if shutil.which("php") is None:
        pytest.skip("no php")
    return write_target(
        folder, f"php -q -S 127.0.0.1:{{{{port}}}} -t {www(folder)}")


@pytest.mark.parametrize("target", [single, python, php])
def test_one_at_a_time(target, tmp_path):
    """The crowd changes nothing, whatever the target bears."""
    path = target(tmp_path)
    crowd = kit.run(tmp_path, "--target", path, *ONE_AT_A_TIME)
    alone = kit.run(tmp_path, "--target", path, "--jobs", "1", *ONE_AT_A_TIME)
    assert len(crowd.results) >= 40
    assert crowd.verdicts() == alone.verdicts()
    assert (crowd.status, crowd.err) == (alone.status, alone.err)
    assert not crowd.ids("inconclusive", "error")
    assert alone.report["options"]["jobs"] == 1


def test_single_is_found_out(tmp_path):
    target = kit.target_file(tmp_path, "single", "2.0")
    done = kit.run(tmp_path, "--target", target, "server/host/missing")
    assert done.report["options"]["jobs"] == 1
    assert done.verdicts() == {"server/host/missing": "pass"}


# ---- two stories ----

def test_flaky(tmp_path):
    told_twice = ["server/host/missing", "server/field-name/no-colon[word]",
                  "server/content-length/letters[word]"]
    with kit.server("flaky") as url:
        done = kit.run(tmp_path, url, ids=told_twice + INNOCENT[-2:])
    assert done.status == 3
    assert done.err == ("assay run: more than 2 in 100 cases are inconclusive: "
                        "this run says little\n")
    assert done.ids("inconclusive") == set(told_twice)
    assert {r["id"] for r in done.results if r["flaky"]} == set(told_twice)
    for case in told_twice:
        assert done.reason(case).startswith("flaky: ")
        assert f"  {case}: flaky: " in done.out
    assert "\nflaky: two plays gave two verdicts\n" in done.out
