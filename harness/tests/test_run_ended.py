"""How `assay run` ends when it is told to, or is not asked."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from servers import kit

STUBBORN = """
import signal, sys
for each in signal.SIGTERM, signal.SIGINT, signal.SIGHUP:
    signal.signal(each, signal.SIG_IGN)
print("here I am", flush=True)
sys.path.insert(0, {servers!r})
import frame, os
with open({mark!r}, "w", encoding="ascii") as mark:
    mark.write(str(os.getpgid(0)))
frame.serve(lambda connection: connection.recv(65536) and {answer}, {port})
"""
ANSWER = 'connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n")'
SILENCE = "connection.recv(65536)"


def target(folder, answer):
    """One that does not heed SIGTERM, and whose process group is known."""
    script = folder / "stubborn.py"
    script.write_text(STUBBORN.format(
        servers=str(kit.HERE), mark=str(folder / "mark"), answer=answer,
        port="int(sys.argv[1])"))
    path = folder / "target.yaml"
    path.write_text(
        f'name: stubborn\nstart: "exec {sys.executable} {script} {{{{port}}}}"'
        '\nurl: "http://127.0.0.1:{{port}}/"\n')
    return path


def start(folder, *arguments):
    (folder / "tmp").mkdir()
    process = subprocess.Popen(
        [kit.find(kit.ASSAY), "run", *arguments], cwd=folder,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=dict(os.environ, TMPDIR=str(folder / "tmp")))
    return process, kit.group_in(folder / "mark")


def check_nothing_left(folder, group):
    kit.wait(lambda: kit.is_gone(group))
    kit.wait(lambda: not list((folder / "tmp").iterdir()))


def test_second_ends_at_once(tmp_path):
    """The first waits for the target to stop, which takes three seconds."""
    process, group = start(tmp_path, "--target", target(tmp_path, SILENCE))
    os.killpg(process.pid, signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.communicate(timeout=0.6)
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=20)
    assert time.monotonic() - began < 1.5
    assert process.returncode == 3
    check_nothing_left(tmp_path, group)


def test_two_that_are_one(tmp_path):
    """A shell and its terminal may both send it."""
    process, group = start(tmp_path, "--target", target(tmp_path, SILENCE))
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (3, "assay run: interrupted\n")
    assert kit.is_gone(group)
    check_nothing_left(tmp_path, group)


def test_killed(tmp_path):
    """Nobody is left to stop the target but its guardian."""
    process, group = start(tmp_path, "--target", target(tmp_path, SILENCE))
    process.kill()
    process.communicate(timeout=20)
    check_nothing_left(tmp_path, group)


def formats():
    text = (kit.ROOT / "harness/report/formats.def").read_text()
    return re.findall(r"^REPORT\((\w+),", text, re.M)


def test_partial_reports(tmp_path):
    """In all formats, of what was known by then."""
    mark = tmp_path / "mark"
    files = {name: tmp_path / f"report.{name}" for name in formats()}
    words = [word for name, path in files.items()
             for word in (f"--{name}", path)]
    path = kit.target_file(
        tmp_path, "hostile", "silent", "--later", f"--mark={mark}")
    process, group = start(
        tmp_path, "--target", path, *words, "server/field-name/no-colon",
        "server/response/date-in-200")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (3, "assay run: interrupted\n")
    assert "interrupted: what was not played is not counted\n" in out
    assert "json" in files
    for each in files.values():
        assert each.stat().st_size > 0, each
    assert json.loads(files["json"].read_text())["interrupted"]
    check_nothing_left(tmp_path, group)


def test_log_is_kept(tmp_path):
    (tmp_path / "mark").touch()
    log = tmp_path / "log"
    log.write_text("before\n")
    path = target(tmp_path, ANSWER)
    done = kit.run(tmp_path, "--target", path, "--log", log,
                   "server/host/missing")
    assert done.status in (0, 1), done.err
    assert log.read_text().startswith("before\nhere I am\n")


def test_log_of_a_failure(tmp_path):
    """It is in the file alone."""
    path = tmp_path / "target.yaml"
    path.write_text('name: x\nstart: "echo no such luck; exit 4"\n'
                    'url: "http://127.0.0.1:{{port}}/"\n')
    done = kit.run(tmp_path, "--target", path, "--log", tmp_path / "log")
    assert (done.status, done.err) == (
        3, "assay run: x: the start command failed\n")
    assert (tmp_path / "log").read_text() == "no such luck\n"
    done = kit.run(tmp_path, "--target", path, "--log", tmp_path)
    assert (done.status, done.err) == (
        2, "assay run: --log: expected a file that can be written, found "
        f"{tmp_path}\n")
