"""The comparison itself: readers agree, figures are well formed, goals are
judged by what was measured. No figure is judged here."""

import contextlib
import fcntl
import json
import math
import os
import subprocess
from pathlib import Path

import pytest

import compare_servers
import bench_servers as servers

ROOT = Path(__file__).resolve().parents[2]
RELEASE = ROOT / "build/release"
PEERS = {"node-llhttp": "/usr/share/llhttp/llhttp.c",
         "libhttp-parser-dev": "/usr/include/http_parser.h",
         "libh2o-evloop-dev": "/usr/lib/*/libh2o-evloop.so"}
OCTETS = {"A": 703, "B": 27, "C": 414, "D": 3053, "E": 854, "R": 466,
          "1": 703, "16": 703}
WORKLOADS = ["A", "B", "C", "D", "E", "R", "S", "L", "1", "16"]
HEADS = "ABCDE"
PARSERS = {"h1", "phr", "llhttp", "http-parser"}

WRK = """Running 1s test @ http://127.0.0.1:1/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   242.71us  135.85us   3.98ms   97.99%
    Req/Sec   133.49k     2.15k  135.26k    99.00%
  Latency Distribution
     50%  230.00us
     75%  248.00us
     90%  248.00us
     99%    1.50ms
  132674 requests in 1.00s, 39.98MB read
{more}Requests/sec: 132458.49
Transfer/sec:     39.92MB
"""


@contextlib.contextmanager
def built_by_one():
    with open(RELEASE / "bench.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def h1bench():
    """Builds it, as it is not part of an ordinary build."""
    for package, path in PEERS.items():
        if not list(Path("/").glob(path[1:])):
            pytest.skip(f"{package} is not installed")
    if not (RELEASE / "build.ninja").exists():
        pytest.skip("build/release is not configured: scripts/build")
    with built_by_one():
        subprocess.run(["cmake", "--build", RELEASE, "--target", "h1bench"],
                       check=True, stdout=subprocess.DEVNULL, timeout=300)
    return RELEASE / "reference/bench/h1bench"


def run(program, *options, status=0):
    done = subprocess.run([program, *options], capture_output=True, text=True,
                          check=False, timeout=60)
    assert done.returncode == status, done.stderr
    return done


def test_table(h1bench):
    done = run(h1bench, "--quick")
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    at = next(i for i, line in enumerate(lines)
              if line.startswith("ns per message"))
    assert lines[at].split()[3:] == [*WORKLOADS, "A-E"]
    assert max(map(len, lines)) <= 100
    times = [line for line in lines[at + 1:] if line[26:29] in ("min", "med")]
    assert len(times) >= 2 * len(PARSERS)
    for line in times:
        figures = line[29:].split()
        assert len(figures) == len(WORKLOADS) + 1
        assert all(figure == "-" or float(figure) > 0 for figure in figures)


@pytest.fixture(scope="session")
def report(h1bench, tmp_path_factory):
    path = tmp_path_factory.mktemp("bench") / "report.json"
    run(h1bench, "--quick", "--json", path)
    return json.loads(path.read_text())


def test_every_reader_reads_every_workload(report):
    assert list(report["workloads"]) == WORKLOADS
    for workload in report["workloads"].values():
        assert set(workload["peers"]) >= PARSERS
        for timing in workload["peers"].values():
            assert 0 < timing["min_ns"] <= timing["median_ns"]


def test_sizes_are_as_stated(report):
    assert {name: report["workloads"][name]["octets"]
            for name in OCTETS} == OCTETS


def mean(report, peer):
    logs = [math.log(report["workloads"][name]["peers"][peer]["median_ns"])
            for name in HEADS]
    return math.exp(sum(logs) / len(logs))


def test_goals_follow_from_medians(report):
    goals = {goal["id"]: goal for goal in report["goals"]}
    goal = goals["heads-phr"]
    ratio = mean(report, "h1") / mean(report, "phr")
    assert goal["ratio"] == pytest.approx(ratio)
    wanted = "missed" if ratio > goal["must"] else \
        "met" if ratio > goal["aim"] else "aim met"
    assert goal["state"] == wanted
    octets = report["workloads"]["1"]["peers"]
    assert goals["octets-llhttp"]["ratio"] == pytest.approx(
        octets["h1"]["median_ns"] / min(
            octets[peer]["median_ns"] for peer in octets
            if peer.startswith("llhttp")))


def test_no_word_of_fastest_without_every_peer(h1bench, tmp_path):
    """A run of one workload alone cannot judge what needs others."""
    path = tmp_path / "one.json"
    run(h1bench, "--quick", "--only", "S", "--json", path)
    states = {goal["id"]: goal["state"]
              for goal in json.loads(path.read_text())["goals"]}
    assert states["heads-phr"] == "not measured"
    assert states["octets-llhttp"] == "not measured"


@pytest.mark.parametrize("options", [
    ["--rounds"], ["--rounds", "0"], ["--rounds", "x"], ["--nothing"],
    ["--only", "Q"], ["--repeat", "1", "--peer", "nobody"], ["A"]])
def test_usage(h1bench, options):
    done = run(h1bench, *options, status=2)
    assert done.stdout == ""
    assert "h1bench" in done.stderr


def test_instructions_are_counted_and_few(h1bench):
    """Counted, not timed: so it may be judged."""
    for most, status in (("3.0", 0), ("0.1", 1)):
        with built_by_one():
            done = subprocess.run(
                [ROOT / "scripts/bench", "instructions", "--max", most],
                capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == status, done.stdout + done.stderr
        found = dict(line.split() for line in done.stdout.splitlines()[1:])
        assert 0 < float(found["h1"]) <= 3.0


def test_repeat(h1bench):
    for peer in run(h1bench, "--list").stdout.split():
        run(h1bench, "--repeat", "3", "--peer", peer, "--only", "A")


def test_read_wrk():
    assert compare_servers.read_wrk(WRK.format(more="")) == {
        "requests": 132674, "rate": 132458.49, "p50": 230, "p99": 1500}


@pytest.mark.parametrize("more", [
    "  Non-2xx or 3xx responses: 7\n",
    "  Socket errors: connect 0, read 3, write 0, timeout 0\n"])
def test_wrk_saw_an_error(more):
    with pytest.raises(servers.Broken):
        compare_servers.read_wrk(WRK.format(more=more))


def test_idle(tmp_path):
    for kind in servers.ALL:
        if kind.program and not servers.program(kind.program):
            pytest.skip(f"{kind.program} is not installed")
    h1d = (ROOT / os.environ.get("ASSAY_BUILD", "build/dev") /
           "reference/server/h1d")
    if not h1d.exists():
        pytest.skip(f"{h1d} is not built")
    path = tmp_path / "idle.json"
    done = subprocess.run(
        ["/usr/bin/python3", ROOT / "reference/bench/compare_servers.py",
         "idle", "-n", "20", "--h1d", h1d, "--json", path],
        capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    rows = json.loads(path.read_text())
    assert [row["server"] for row in rows] == ["h1d", "nginx", "lighttpd"]
    for row in rows:
        assert 0 < row["before_kib"] <= row["peak_kib"]
        assert row["asked_kib"] <= row["peak_kib"]
