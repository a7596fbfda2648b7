"""`assay audit`: many targets, each in a process of its own; whatever one does is
a line in the report."""

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import pytest

from servers import kit

URL = 'url: "http://127.0.0.1:{{port}}/"\n'
CASES = ["server/host/missing", "server/response/date-form",
         "server/content-length/letters[word]"]
KILLER = "server/field-value/nul-inside"

# What a target does that is not a server of servers/.
EARLY_END = 'start: "echo no such luck; exit 4"\n'
NEVER_LISTENS = 'start: "echo $$ >{{dir}}/{name}.pid; exec sleep 600"\n'


class Audit:
    """What an audit left behind."""

    def __init__(self, folder, status, out, err):
        self.folder = folder
        self.status, self.out, self.err = status, out, err

    @property
    def rows(self):
        """Name -> row, without the head and what is below the table."""
        lines = [line for line in self.out.splitlines()[1:]
                 if not re.match(r"\d+ targets in |interrupted$", line)]
        return {line.split()[0]: line for line in lines}

    def end(self, name):
        """The last column."""
        return re.split(r" \d+\.\d  ", self.rows[name])[-1]

    def counts(self, name):
        """pass, warn, fail, note, skip, flaky, inconclusive"""
        match = re.search(r"((?: +(?:\d+|-)){7}) +\d+\.\d  ", self.rows[name])
        return [None if n == "-" else int(n) for n in match[1].split()]

    def report(self, name):
        return json.loads((self.folder / f"{name}.json").read_text())

    def log(self, name):
        return (self.folder / f"{name}.log").read_text()


class Bench:
    """A folder of target files, and the audits of them."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "targets").mkdir()
        (folder / "tmp").mkdir()

    def add(self, name, text):
        (self.folder / "targets" / f"{name}.yaml").write_text(
            f"name: {name}\n{URL}{text.replace('{name}', name)}")

    def serve(self, name, script, *arguments, more=""):
        words = " ".join(
            [sys.executable, str(kit.HERE / f"{script}.py"), *arguments])
        self.add(name, f'start: "exec {words} {{{{port}}}}"\n{more}')

    def words(self, *words, out="out"):
        return [kit.find(kit.ASSAY), "audit", "--targets",
                self.folder / "targets", "--out", self.folder / out, *words]

    def environment(self):
        return dict(os.environ, TMPDIR=str(self.folder / "tmp"))

    def run(self, *words, out="out"):
        done = subprocess.run(
            self.words(*words, out=out), capture_output=True, text=True,
            timeout=120, check=False, stdin=subprocess.DEVNULL,
            cwd=self.folder, env=self.environment())
        return Audit(self.folder / out, done.returncode, done.stdout,
                     done.stderr)

    @contextlib.contextmanager
    def running(self, *words):
        """Gives the process, and a function that waits for its end."""
        with subprocess.Popen(
                self.words(*words), stdin=subprocess.DEVNULL, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                start_new_session=True, cwd=self.folder,
                env=self.environment()) as process:

            def end(seconds=60):
                out, err = process.communicate(timeout=seconds)
                return Audit(self.folder / "out", process.returncode, out, err)

            try:
                yield process, end
            finally:
                process.kill()

    def check_nothing_left(self):
        """Neither a process of a target nor a scratch folder."""
        kit.wait(lambda: not list((self.folder / "tmp").iterdir()))
        for path in (self.folder / "targets").glob("*.pid"):
            assert kit.is_gone(int(path.read_text())), path


@pytest.fixture
def bench(tmp_path):
    yield Bench(tmp_path)


# ---- the table ----

def test_all_kinds(bench):
    bench.serve("good", "honest", more="version: echo good 1.2\n")
    bench.serve("lax", "lax")
    bench.add("absent", "needs: /nonexistent/server\n" + EARLY_END)
    bench.add("brief", EARLY_END)
    done = bench.run("good", "lax", "absent", "brief", "--", *CASES)
    assert (done.status, done.err) == (3, "")
    assert list(done.rows) == ["good", "lax", "absent", "brief"]
    assert done.end("good") == "ok"
    assert "good 1.2" in done.rows["good"]
    assert done.counts("good")[0] > 0
    assert done.counts("good")[1:] == [0, 0, 0, 0, 0, 0]
    assert done.end("lax") == "deviates"
    assert done.counts("lax")[2] == done.report("lax")["summary"]["fail"] > 0
    assert done.end("absent") == "not installed: needs /nonexistent/server"
    assert done.end("brief") == "failed: the start command failed"
    assert done.counts("absent") == done.counts("brief") == [None] * 7
    assert "no such luck\nassay run: brief: the start command failed\n" == \
        done.log("brief")
    assert re.search(r"\n4 targets in [\d.]+ s: 1 ok, 1 deviating, 2 not "
                     f"judged; reports in {bench.folder}/out\n$", done.out)
    assert {path.name for path in done.folder.iterdir()} == {
        "summary.md", "matrix.html", "matrix.svg", "brief.log",
        *(f"{name}.{kind}" for name in ("good", "lax")
          for kind in ("json", "html", "log"))}
    bench.check_nothing_left()


def test_statuses(bench):
    bench.serve("good", "honest")
    bench.serve("lax", "lax")
    assert bench.run("good", "--", CASES[0]).status == 0
    assert bench.run("good", "lax", "--", *CASES).status == 1
    done = bench.run("lax", "--", "--fail-on", "no-such,must", *CASES)
    assert (done.status, done.out) == (2, "")
    assert done.err == 'assay run: --fail-on: no case has the tag "no-such"\n'


def test_summary(bench):
    """What a server says of itself cannot break the table."""
    bench.serve("good", "honest", more="version: echo '| <b>`x` [a](b)'\n")
    bench.add("absent", "needs: a|b\n" + EARLY_END)
    done = bench.run("all", "--", CASES[0])
    summary = (done.folder / "summary.md").read_text()
    rows = [line for line in summary.splitlines() if line.startswith("| ")]
    assert [row.count(" | ") for row in rows[:2]] == [11, 11]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 13 for row in rows)
    assert "[good](good.html) | \\| \\<b\\>\\`x\\` \\[a\\]\\(b\\) |" in summary
    assert "not installed: needs a\\|b" in summary
    assert "[json](good.json) [log](good.log)" in summary
    assert "](matrix.html)" in summary
    assert "1 ok, 0 deviating, 1 not judged" in summary


def test_sets_files_and_jobs(bench):
    """In the order of the words; two at once come as they end."""
    for name, sets in [("b", "[x]"), ("a", "[x]"), ("c", "[y]")]:
        bench.serve(name, "honest", more=f"sets: {sets}\n")
    done = bench.run("--jobs", "2", "x", "./targets/c.yaml", "--", CASES[0])
    assert (done.status, done.err) == (0, "")
    assert set(done.rows) == {"a", "b", "c"}
    summary = (done.folder / "summary.md").read_text()
    assert re.findall(r"^\| \[(\w)\]", summary, re.M) == ["a", "b", "c"]


def test_older_reports_go(bench):
    bench.serve("good", "honest")
    assert bench.run("good", "--", CASES[0]).status == 0
    bench.add("good", EARLY_END)
    done = bench.run("good", "--", CASES[0])
    assert done.end("good") == "failed: the start command failed"
    for name in "good.json", "good.html", "matrix.html", "matrix.svg":
        assert not (done.folder / name).exists()


def test_terminal(bench):
    """It has a counter, which the next line takes the place of."""
    bench.add("brief", EARLY_END)
    master, slave = pty.openpty()
    text = b""
    with subprocess.Popen(
            bench.words("brief"), stdin=subprocess.DEVNULL, stdout=slave,
            stderr=slave, env=bench.environment() | {"TERM": "vt100"}):
        os.close(slave)
        with contextlib.suppress(OSError):  # EIO: the other side is closed
            while part := os.read(master, 65536):
                text += part
    os.close(master)
    lines = text.decode("ascii").split("\r\n")
    assert lines[0].startswith("target")
    assert re.match(r"0 of 1\rbrief +.* failed: ", lines[1])
    assert re.match(r"1 of 1\r1 targets in ", lines[2])


# ---- what targets do ----

def test_crash_midway(bench):
    """The run finds out which case it was, and starts the target again."""
    bench.serve("mortal", "mortal")
    done = bench.run("mortal", "--", KILLER, *CASES)
    assert (done.status, done.end("mortal")) == (1, "deviates")
    reasons = {r["id"]: r["reason"] for r in done.report("mortal")["results"]}
    assert reasons[KILLER] == "crash or hang: the target died of this case"


def test_hangs_on_stop(bench):
    """It is judged all the same, and killed."""
    script = bench.folder / "stubborn.py"
    script.write_text(
        "import os, signal, sys\n"
        f"sys.path.insert(0, {str(kit.HERE)!r})\n"
        "import frame, honest\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"with open('{bench.folder}/targets/stubborn.pid', 'w') as f:\n"
        "    f.write(str(os.getpgid(0)))\n"
        "honest.main(honest.Honest)\n")
    bench.add("stubborn", f'start: "exec {sys.executable} {script} '
                          '{{port}}"\n')
    done = bench.run("stubborn", "--", CASES[0])
    assert (done.status, done.end("stubborn")) == (0, "ok")
    bench.check_nothing_left()


def test_too_long(bench):
    """One that never listens is told to end, and the next is begun."""
    bench.add("asleep", NEVER_LISTENS)
    bench.serve("good", "honest")
    began = time.monotonic()
    done = bench.run("asleep", "good", "--limit", "2", "--", CASES[0])
    assert done.status == 3
    assert done.end("asleep") == "too long: more than 2 s"
    assert done.log("asleep") == \
        "assay run: asleep: interrupted while it started\n"
    assert time.monotonic() - began < 30
    bench.check_nothing_left()


def test_too_long_with_partial_report(bench):
    """What was known by then is told."""
    bench.serve("silent", "hostile", "silent", "--later")
    done = bench.run("silent", "--limit", "10", "--", "--jobs", "1",
                     "server/field-name")
    assert (done.status, done.end("silent")) == (3, "too long: more than 10 s")
    assert done.report("silent")["interrupted"]
    assert done.counts("silent")[0] is not None
    assert (done.folder / "silent.html").exists()
    assert not (done.folder / "matrix.html").exists()  # it is no whole report


def children(pid):
    path = f"/proc/{pid}/task/{pid}/children"
    with open(path, encoding="ascii") as text:
        return [int(word) for word in text.read().split()]


@pytest.mark.skipif(not os.path.exists("/proc/self/task"),
                    reason="needs /proc")
def test_run_that_crashes(bench):
    """It is a line; its target is stopped by the guardian."""
    bench.add("asleep", NEVER_LISTENS)
    bench.serve("good", "honest")
    mark = bench.folder / "targets/asleep.pid"
    with bench.running("asleep", "good", "--", CASES[0]) as (process, end):
        group = kit.group_in(mark)
        os.kill(children(process.pid)[0], signal.SIGKILL)
        done = end()
    assert done.status == 3
    assert done.end("asleep") == "crashed: signal 9 (Killed)"
    assert done.end("good") == "ok"
    kit.wait(lambda: kit.is_gone(group))
    bench.check_nothing_left()


# ---- Ctrl-C ----

@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(bench, number):
    bench.serve("good", "honest")
    bench.serve("silent", "hostile", "silent", "--later",
                f"--mark={bench.folder}/mark")
    bench.serve("third", "honest")
    mark = bench.folder / "mark"
    with bench.running("good", "silent", "third", "--", "--jobs", "1",
                       *CASES) as (process, end):
        group = kit.group_in(mark)
        began = time.monotonic()
        os.killpg(process.pid, number)
        done = end()
    assert time.monotonic() - began < 20
    assert (done.status, done.err) == (3, "")
    assert list(done.rows) == ["good", "silent"]
    assert done.end("good") == "ok"
    assert done.end("silent") == "interrupted"
    assert done.report("silent")["interrupted"]
    assert "\ninterrupted\n3 targets in " in done.out
    assert "1 ok, 0 deviating, 2 not judged" in done.out
    summary = (done.folder / "summary.md").read_text()
    assert "interrupted: not begun" in summary
    assert (done.folder / "matrix.html").exists()
    assert kit.is_gone(group)
    bench.check_nothing_left()


def test_interrupted_twice(bench):
    """The first waits for a target that does not heed SIGTERM."""
    bench.add("stubborn", "start: \"trap '' TERM INT; "
                          "echo $$ >{{dir}}/stubborn.pid; "
                          "while :; do sleep 0.05; done\"\n")
    mark = bench.folder / "targets/stubborn.pid"
    with bench.running("stubborn") as (process, end):
        group = kit.group_in(mark)
        process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.6)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        done = end()
    assert time.monotonic() - began < 2
    assert (done.status, done.end("stubborn")) == (3, "interrupted")
    kit.wait(lambda: kit.is_gone(group))
    bench.check_nothing_left()


# ---- side by side ----

def test_two_at_once(bench):
    bench.serve("good", "honest")
    bench.serve("lax", "lax")
    processes = [
        subprocess.Popen(bench.words("all", "--", *CASES, out=out),
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         stdin=subprocess.DEVNULL, text=True,
                         env=bench.environment())
        for out in ("one", "two")]
    verdicts = []
    for process, out in zip(processes, ("one", "two")):
        text, err = process.communicate(timeout=100)
        done = Audit(bench.folder / out, process.returncode, text, err)
        assert (done.status, done.err) == (1, "")
        verdicts.append({
            name: {r["id"]: r["verdict"] for r in done.report(name)["results"]}
            for name in ("good", "lax")})
    assert verdicts[0] == verdicts[1]
    bench.check_nothing_left()


# ---- usage ----

@pytest.mark.parametrize("words, message", [
    ([], "assay audit: arguments: expected SET, NAME or FILE, found none"),
    (["--", "server/host"],
     "assay audit: arguments: expected SET, NAME or FILE, found none"),
    (["no-such"], 'assay audit: no set and no target has the name "no-such"; '
                  "sets are: all; `assay targets` lists the targets"),
    (["good", "--jobs", "65"],
     "assay audit: --jobs: expected a number from 1 to 64, found 65"),
    (["good", "--limit", "0"],
     "assay audit: --limit: expected a number from 1 to 86400, found 0"),
    (["good", "--", "--json", "x"],
     "assay audit: --: expected no target, log or report, found one"),
    (["good", "--", "--target", "x"],
     "assay audit: --: expected no target, log or report, found one"),
    (["good", "--", "--cases-from", "-"],
     "assay audit: --cases-from: expected a file, found -"),
    (["good", "--", "server/host/misssing"],
     'assay run: no case matches "server/host/misssing"; near are: '
     "server/host/missing"),
    (["good", "--", "--nope"],
     "assay run: --nope: no such option; `assay help run` tells more"),
])
def test_usage(bench, words, message):
    bench.serve("good", "honest")
    done = bench.run(*words)
    assert (done.status, done.out, done.err) == (2, "", f"{message}\n")
    assert not done.folder.exists()


def test_names(bench):
    """Reports are named for their targets."""
    bench.add("good", EARLY_END)
    (bench.folder / "targets/good.yaml").write_text(
        f"name: ../good\n{URL}{EARLY_END}")
    assert "expected a name that a file can have" in bench.run("all").err
    (bench.folder / "targets/good.yaml").write_text(
        f"name: good\n{URL}{EARLY_END}")
    (bench.folder / "targets/other.yaml").write_text(
        f"name: good\n{URL}{EARLY_END}")
    done = bench.run("all")
    assert (done.status, done.out) == (2, "")
    assert "expected a name of its own" in done.err


def test_folder_that_is_none(bench):
    bench.add("good", EARLY_END)
    (bench.folder / "out").touch()
    done = bench.run("good")
    assert (done.status, done.err) == (
        2, f"assay audit: {bench.folder}/out: Not a directory\n")
    assert bench.run("good", out="a/b/c").status == 3
    assert (bench.folder / "a/b/c/summary.md").exists()
