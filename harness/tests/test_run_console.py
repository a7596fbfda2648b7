"""What a run prints, where, and what is left when it is told to stop."""

import contextlib
import json
import os
import pty
import re
import signal
import socket
import subprocess
import time

import pytest

from servers import kit

FAILING = ["server/field-name/no-colon", "server/host/two-different",
           "server/content-length/letters"]
ID = re.compile(r"server/[a-z0-9/-]+(\[[a-z0-9-]+\])?")
COLOUR = re.compile("\033\\[[0-9;]*m")


@pytest.fixture(scope="module")
def h1d():
    with kit.h1d() as url:
        yield url


# ---- told to stop ----

@contextlib.contextmanager
def running(folder, *arguments):
    words = [kit.find(kit.ASSAY), "run", "--json", folder / "report.json",
             *arguments]
    with subprocess.Popen(
            words, cwd=folder, stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [
    signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopped_in_the_middle(number, tmp_path):
    mark = tmp_path / "mark"
    target = kit.target_file(tmp_path, "hostile", "silent", "--later",
                             f"--mark={mark}")
    with running(tmp_path, "--target", target, "server/response/date-in-200",
                 *FAILING) as process:
        group = kit.group_in(mark)
        began = time.monotonic()
        os.killpg(process.pid, number)
        out, err = process.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert process.returncode == 3
    assert err == "assay run: interrupted\n"
    assert "\ninterrupted: what was not played is not counted\n" in out
    assert out.endswith(" ms\n")
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["interrupted"]
    assert report["summary"]["fail"] + report["summary"]["warn"] == 0
    assert {r["reason"] for r in report["results"]
            if r["verdict"] == "error"} == {"not played"}
    assert kit.is_gone(group)
    assert not list(tmp_path.glob("report.json.*"))


def test_stopped_in_calibration(tmp_path):
    mark = tmp_path / "mark"
    target = kit.target_file(tmp_path, "hostile", "silent", f"--mark={mark}")
    with running(tmp_path, "--target", target) as process:
        group = kit.group_in(mark)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (
        3, "", "assay run: interrupted\n")
    assert kit.is_gone(group)


def test_stopped_while_the_target_starts(tmp_path):
    mark = tmp_path / "mark"
    target = tmp_path / "target.yaml"
    target.write_text(
        f'name: lazy\nstart: "echo $$ > {mark}; exec sleep 60"\n'
        'url: "http://127.0.0.1:{{port}}/"\n')
    with running(tmp_path, "--target", target) as process:
        group = kit.group_in(mark)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (
        3, "", "assay run: lazy: interrupted while it started\n")
    assert kit.is_gone(group)


# ---- where it prints ----

def run_on_terminal(folder, arguments, env):
    """What a run writes to a terminal."""
    master, slave = pty.openpty()
    environment = dict(os.environ, **env)
    for name in {"NO_COLOR", "TERM"} - env.keys():
        environment.pop(name, None)
    with subprocess.Popen(
            [kit.find(kit.ASSAY), "run", *arguments], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=slave, stderr=slave,
            env=environment):
        os.close(slave)
        text = b""
        with contextlib.suppress(OSError):  # EIO: the other side is closed
            while part := os.read(master, 65536):
                text += part
    os.close(master)
    return text.decode("ascii")


def test_terminal(tmp_path):
    with kit.server("lax") as url:
        words = [url, FAILING[1]]
        colour = run_on_terminal(tmp_path, words, {"TERM": "xterm"})
        plain = run_on_terminal(
            tmp_path, words, {"TERM": "xterm", "NO_COLOR": "1"})
        empty = run_on_terminal(
            tmp_path, words, {"TERM": "xterm", "NO_COLOR": ""})
        dumb = run_on_terminal(
            tmp_path, words, {"TERM": "dumb", "NO_COLOR": "1"})
    assert "\033[31mfail\033[0m  server/host/" in colour
    assert COLOUR.search(empty)
    assert "\033" not in COLOUR.sub("", colour)
    assert "\033" not in plain
    # The counter is redrawn in place, unless the terminal is dumb.
    counter = re.compile(r"\r\d+/\d+")
    assert counter.search(colour)
    assert counter.search(plain)
    assert "\r" not in dumb.replace("\r\n", "\n")


def test_pipe(tmp_path):
    """No control sequences, no long lines, and a line per failure at once."""
    with kit.server("lax") as url:
        done = kit.run(tmp_path, url, *FAILING, "server/chunked/size-not-hex",
                       "server/version", env={"TERM": "xterm"})
    assert done.status == 1
    assert done.out.isascii()
    assert not re.search(r"[^\n -~]", done.out)
    assert max(len(ID.sub("", line)) for line in done.out.splitlines()) <= 80
    told = set(re.findall(r"^fail  (\S+): ", done.out, re.M))
    assert told == done.ids("fail") and told
    for case in done.ids("fail", "warn"):
        name = case.partition("[")[0]
        assert re.search(rf"^(fail|warn)  {name}(\[\S+\])?  \(", done.out, re.M)


def test_quiet(h1d, tmp_path):
    with kit.server("lax") as url:
        done = kit.run(tmp_path, url, "--quiet", FAILING[1])
    assert done.status == 1
    assert not re.search(r"^fail  \S+: ", done.out, re.M)


def test_closed_pipe(h1d, tmp_path):
    """A reader that has seen enough is no reason to crash."""
    with subprocess.Popen(
            [kit.find(kit.ASSAY), "run", h1d, FAILING[0]], cwd=tmp_path,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        err = process.stderr.read()
    assert process.returncode == 3
    assert "standard output" in err


# ---- side by side ----

AREAS = ["server/chunked", "server/host", "server/connection"]


def test_two_runs_at_once(h1d, tmp_path):
    runs = []
    for name in "one", "two":
        runs.append(subprocess.Popen(
            [kit.find(kit.ASSAY), "run", h1d, "--json", f"{name}.json", *AREAS],
            cwd=tmp_path, stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
    for process in runs:
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0, out
    one, two = [json.loads((tmp_path / f"{name}.json").read_text())["results"]
                for name in ("one", "two")]
    assert [(r["id"], r["verdict"]) for r in one] == [
        (r["id"], r["verdict"]) for r in two]
    assert {r["verdict"] for r in one} <= {"pass", "note", "skip"}


def test_ipv6(tmp_path):
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 on the loopback")
    with kit.h1d("--address", "::1") as url:
        assert url.startswith("http://[::1]:")
        done = kit.run(tmp_path, url, "server/host", "server/request-target")
    assert (done.status, done.err) == (0, "")
    assert len(done.ids("pass")) > 100
    assert not done.ids("fail", "warn", "inconclusive", "error")
