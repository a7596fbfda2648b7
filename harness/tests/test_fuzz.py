"""`assay fuzz`: what is right leaves no finds, what is wrong does, within a
number of messages; and nothing is left over when a target dies."""

import re
import signal
import socket
import subprocess
import time

import pytest

from servers import kit

MORE = "`assay help fuzz` tells more"
NOWHERE = "http://127.0.0.1:9/"     # refused before anything is sent there
SUMMARY = re.compile(r"(\d+) messages \((\d+) answered\) in [\d.]+ s with seed "
                     r"(\d+): (\d+) finds, (\d+) notes; (.*)\n")
ROW = re.compile(r"^ +\d+  (find|note)  ([a-z0-9-]+)-[0-9a-f]{8}", re.M)


class Fuzzed:
    """What a run of it came to."""

    def __init__(self, process):
        self.status, self.out = process.returncode, process.stdout
        self.err = process.stderr
        found = SUMMARY.search(self.out)
        if found:
            self.messages, self.answered, self.seed, self.finds, self.notes = (
                int(number) for number in found.groups()[:5])
            self.end = found[6]

    def named(self, kind):
        return {name for of, name in ROW.findall(self.out) if of == kind}


def fuzz(program, *words, timeout=120):
    return Fuzzed(subprocess.run(
        [program, "fuzz", *words], stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=timeout, check=False))


def few(url, *words, messages=1500, seed=1):
    return [url, "--messages", str(messages), "--seed", str(seed), "--quiet",
            "--seconds", "60", *words]


def test_reference_has_no_finds(program):
    with kit.h1d() as url:
        done = fuzz(program, *few(url, messages=4000))
    assert (done.status, done.finds, done.notes) == (0, 0, 0), done.out
    assert done.end == "all messages were sent"
    assert done.answered > 3000


# What each server breaks, and what must be found of it.
BROKEN = [
    ("ok_to_all", "accepted-host-missing"),
    ("swallows", "desync"),
    ("keeps_open", "stays-open"),
    ("ignores_transfer_encoding", "extra-answer"),
]


@pytest.mark.parametrize("server, name", BROKEN)
def test_broken_servers(server, name, program):
    with kit.server(server) as url:
        done = fuzz(program, *few(url, "--seconds", "16", messages=512))
    assert done.status == 1, done.err
    assert name in {re.sub("-lax$", "", found)
                    for found in done.named("find")}, done.out


FAULTS = [
    ("length-invalid-is-zero", "accepted-length-syntax"),
    ("chunk-size-64-bits", "accepted-chunk-size-overflow"),
    ("host-missing", "accepted-host-missing"),
]


def test_same_seed_same_messages(program, tmp_path):
    with kit.h1d() as url:
        done = [fuzz(program, *few(url, messages=300, seed=seed))
                for seed in (7, 7, 8)]
    counts = [(one.messages, one.answered) for one in done]
    assert counts[0] == counts[1] != counts[2]


def test_files(program, tmp_path):
    """Each is told, and kept, with a draft that lint can read."""
    folder = tmp_path / "found"
    with kit.server("ok_to_all") as url:
        done = fuzz(program, url, "--messages", "300", "--seed", "1",
                    "--seconds", "12", "-o", folder)
    kept = {path.stem for path in folder.glob("*.bin")}
    told = re.findall(r"^(?:find|note)  (\S+)$", done.out, re.M)
    assert kept == set(told) and len(kept) > 3
    assert {path.stem for path in folder.glob("*.yaml")} == kept
    host_missing = next(folder.glob("accepted-host-missing-*.bin"))
    assert b"host:" not in host_missing.read_bytes().lower()
    draft = host_missing.with_suffix(".yaml").read_text()
    assert "9112-3.2-6" in draft and "FILL IN" in draft


@pytest.mark.parametrize("arguments", [[], ["--hangs"]])
def test_target_dies(arguments, program, tmp_path):
    with kit.server("mortal", *arguments) as url:
        done = fuzz(program, *few(url, "-o", tmp_path))
    assert done.status == 1, done.err
    assert done.end == "the target is gone"
    assert done.finds == 1
    kept = list(tmp_path.glob("crash-*.bin"))
    assert kept and len(kept) <= 32
    if not arguments:
        assert any(b"\0" in path.read_bytes() for path in kept)


def test_target_is_down(program):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        done = fuzz(program, url)
    assert done.status == 3
    assert done.err.startswith(f"assay fuzz: {url}: ")


def test_time_bounds_it(program):
    with kit.h1d() as url:
        began = time.monotonic()
        done = fuzz(program, url, "--seconds", "1", "--seed", "1")
    assert done.status == 0
    assert done.end == "the time is over"
    assert time.monotonic() - began < 30


def test_rate_bounds_it(program):
    with kit.h1d() as url:
        began = time.monotonic()
        done = fuzz(program, *few(url, "--rate", "200", "--jobs", "16",
                                  messages=450))
    assert done.status == 0
    assert time.monotonic() - began > 1.5


def test_finds_bound_it(program):
    with kit.server("ok_to_all") as url:
        done = fuzz(program, *few(url, "--max-finds", "1"))
    assert (done.status, done.finds) == (1, 1)
    assert done.end == "so many finds are enough"


def test_interrupt_tells_what_is_known(program):
    with kit.h1d() as url:
        with subprocess.Popen(
                [program, "fuzz", url, "--seed", "1"], text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            time.sleep(3)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
    assert process.returncode == 3, err
    assert SUMMARY.search(out)[6] == "interrupted"


@pytest.mark.parametrize("words, message", [
    ([], "expected one URL, found none"),
    ([NOWHERE, "http://127.0.0.1:8/"],
     "expected one URL, found http://127.0.0.1:8/"),
    ([NOWHERE, "--nope"], f"--nope: no such option; {MORE}"),
    ([NOWHERE, "--seconds", "0"],
     "--seconds: expected a number from 1 to 604800, found 0"),
    ([NOWHERE, "--seed", "4294967296"],
     "--seed: expected a number from 0 to 4294967295, found 4294967296"),
    ([NOWHERE, "--max-finds", "x"],
     "--max-finds: expected a number from 1 to 256, found x"),
    ([NOWHERE, "--jobs", "257"],
     "--jobs: expected a number from 1 to 256, found 257"),
    ([NOWHERE, "--output", "/dev/null"],
     "--output: expected a folder that can be written, found /dev/null"),
    ([NOWHERE, "-o"], f"--output: a value is missing; {MORE}"),
    (["http://192.0.2.1/"], "192.0.2.1: not on this machine: if you may test "
                            "it, say --i-am-authorised"),
])
def test_usage(words, message, program):
    done = fuzz(program, *words)
    assert done.status == 2
    assert done.err == f"assay fuzz: {message}\n"


@pytest.mark.parametrize("fault, name", FAULTS)
def test_planted_defects(fault, name, program):
    try:
        h1d = kit.find(kit.H1D, ["build/faults"])
    except FileNotFoundError:
        pytest.skip("no build/faults: scripts/build faults")
    with kit.started(h1d, "--port", "0", "--fault", fault) as url:
        done = fuzz(program, *few(url, messages=20000))
    assert done.status == 1, done.out
    assert name in done.named("find")
