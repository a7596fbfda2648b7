"""Runs that are held against the deviations that are known."""

import json
import shutil
import subprocess

import pytest

from servers import kit

NOWHERE = "http://127.0.0.1:9/"  # refused before anything is sent there
# The lax server fails each of the first and warns for each of the second.
FAILS = "server/host/two-different"
WARNS = "server/field-name/bare-cr-*"
PASSES = "server/method/head-with-content"
REASON = "it takes what it gets"


@pytest.fixture
def lax():
    with kit.server("lax") as url:
        yield url


def entry(verdict, *cases, reason=REASON):
    listed = "".join(f'      - "{case}"\n' for case in cases)
    return (f"  - cases:\n{listed}    verdict: {verdict}\n"
            f"    reason: {reason}\n")


def baseline(folder, *entries, version=None, name="known.yaml"):
    path = folder / name
    head = "target: lax\n" + (f'version: "{version}"\n' if version else "")
    path.write_text(head + "deviations:" + (
        "\n" + "".join(entries) if entries else " []\n"))
    return path


def held(folder, url, path, *words):
    return kit.run(folder, url, "--baseline", path, *words)


def standing(done, case):
    told = next(r for r in done.results if r["id"] == case)["baseline"]
    return told and told["standing"]


def call(*words, **options):
    return subprocess.run(
        [kit.find(kit.ASSAY), "baseline", *words], capture_output=True,
        text=True, stdin=subprocess.DEVNULL, check=False, **options)


# ---- standings ----

def test_known(lax, tmp_path):
    path = baseline(tmp_path, entry("fail", FAILS), entry("warn", WARNS))
    done = held(tmp_path, lax, path, "--strict-baseline", FAILS, WARNS)
    assert (done.status, done.err) == (0, "")
    told = done.report["baseline"]
    n = len(done.results)
    assert (told["known"], told["new"], told["fixed"], told["unjudged"]) == (
        n, 0, 0, 0)
    assert (told["file"], told["versions"], told["strict"]) == (
        str(path), [], True)
    assert done.report["options"]["fail_on"] == "should"
    one = next(r for r in done.results if r["verdict"] == "warn")
    assert one["baseline"] == {
        "standing": "known", "verdict": "warn", "reason": REASON}
    # What is known is not told in full.
    assert "printf" not in done.out
    assert f"{n} known, 0 new, 0 fixed" in " ".join(done.out.split())


def test_new(lax, tmp_path):
    """A warn that nobody knows of fails, and is told in full."""
    path = baseline(tmp_path, entry("fail", FAILS))
    done = held(tmp_path, lax, path, FAILS, WARNS)
    assert done.status == 1
    new = done.ids("warn")
    assert len(new) == 2
    assert all(standing(done, case) == "new" for case in new)
    assert all(f"\n  {case}: warn: " in done.out for case in new)
    assert "printf" in done.out
    # Each was confirmed.
    assert all(r["plays"] > 1 for r in done.results if r["id"] in new)


@pytest.mark.parametrize("gate, status", [
    ("must", 0), ("should", 1), ("smuggling", 1), ("dos", 0)])
def test_new_at_the_gate(lax, tmp_path, gate, status):
    path = baseline(tmp_path, entry("fail", FAILS))
    done = held(tmp_path, lax, path, "--fail-on", gate, FAILS, WARNS)
    assert done.status == status
    assert done.report["options"]["fail_on"] == gate
    assert done.report["baseline"]["new"] == 2


def test_other_verdict_is_new(lax, tmp_path):
    path = baseline(tmp_path, entry("fail", WARNS))
    done = held(tmp_path, lax, path, WARNS)
    assert done.status == 1
    assert {standing(done, case) for case in done.ids("warn")} == {"new"}
    assert f"; known as fail:\n    {REASON}" in done.out or (
        f"; known as fail: {REASON}" in " ".join(done.out.split()))


@pytest.mark.parametrize("options, status", [
    ([], 0), (["--strict-baseline"], 1)])
def test_fixed(lax, tmp_path, options, status):
    path = baseline(tmp_path, entry("fail", PASSES))
    done = held(tmp_path, lax, path, *options, PASSES)
    assert (done.status, done.verdicts()) == (status, {PASSES: "pass"})
    assert standing(done, PASSES) == "fixed"
    assert f"\n  {PASSES}: pass: " in done.out
    # It is not believed at once.
    assert done.results[0]["plays"] > 1


@pytest.mark.parametrize("options, status", [
    ([], 0), (["--strict-baseline"], 1)])
def test_not_judged(lax, tmp_path, options, status):
    """A capability that was lost is no fix."""
    case = "server/store/put-etag-is-of-the-new"
    path = baseline(tmp_path, entry("fail", case))
    done = held(tmp_path, lax, path, *options, case)
    assert (done.status, done.verdicts()) == (status, {case: "skip"})
    assert standing(done, case) == "unjudged"
    assert f"not judged\n  {case}: skip: the target lacks" in done.out


@pytest.mark.parametrize("options, status", [
    ([], 0), (["--strict-baseline"], 1)])
def test_stale(lax, tmp_path, options, status):
    path = baseline(tmp_path, entry("fail", FAILS, "server/gone/*"))
    done = held(tmp_path, lax, path, *options, FAILS)
    assert done.status == status
    assert done.report["baseline"]["stale"] == [
        {"id": "server/gone/*", "line": 5}]
    assert f"{path}:5: server/gone/*" in done.out


def test_varies(tmp_path):
    case = "server/field-name/white-space-before-first[sp]"
    path = baseline(tmp_path, entry("varies", case, FAILS))
    with kit.server("flaky") as url:
        done = held(tmp_path, url, path, case, "--strict-baseline",
                    "--repeat", "4", "--jobs", "1")
    assert done.verdicts() == {case: "inconclusive"}
    assert standing(done, case) == "known"


def test_flaky_is_not_judged(tmp_path):
    case = "server/field-name/white-space-before-first[sp]"
    path = baseline(tmp_path)
    with kit.server("flaky") as url:
        done = held(tmp_path, url, path, case, "--repeat", "4", "--jobs", "1")
    assert standing(done, case) == "unjudged"


# ---- what is selected ----

def test_only_what_is_selected(lax, tmp_path):
    """Entries of cases that are not played say nothing."""
    path = baseline(tmp_path, entry("fail", FAILS),
                    entry("warn", WARNS, "server/trailer/*"))
    done = held(tmp_path, lax, path, "--strict-baseline", WARNS)
    assert done.status == 0
    assert done.report["baseline"]["known"] == 2


def test_slow_cases_are_asked_for(lax, tmp_path):
    slow = json.loads(subprocess.run(
        [kit.find(kit.ASSAY), "list", "--json", "--tag", "slow"],
        stdout=subprocess.PIPE, check=True).stdout)["cases"][0]["id"]
    path = baseline(tmp_path, entry("fail", slow))
    done = held(tmp_path, lax, path, "--strict-baseline", slow)
    assert done.status == 0
    assert standing(done, done.results[0]["id"]) is None


def test_max_fail_counts_new_ones(lax, tmp_path):
    path = baseline(tmp_path, entry("fail", FAILS))
    done = held(tmp_path, lax, path, "--fail-fast", "--jobs", "1", FAILS)
    assert (done.status, done.report["not_played"]) == (0, 0)
    done = held(tmp_path, lax, path, "--fail-fast", "--jobs", "1", FAILS,
                WARNS)
    assert (done.status, len(done.ids("warn"))) == (1, 1)


# ---- versions and target files ----

def target(folder, *lines):
    path = kit.target_file(folder, "lax")
    with path.open("a") as file:
        file.write("".join(f"{line}\n" for line in lines))
    return path


@pytest.mark.parametrize("version, status", [("lax 1.0", 1), ("lax 1.?", 1),
                                             ("lax 2.0", 0), ("", 0)])
def test_version(tmp_path, version, status):
    """On another version everything is told, and nothing fails."""
    path = baseline(tmp_path, version=version or "lax", name="b.yaml")
    file = target(tmp_path, 'version: "echo lax 1.0; echo more"')
    done = kit.run(tmp_path, "--target", file, "--baseline", path,
                   "--strict-baseline", FAILS)
    assert done.status == status
    told = done.report["baseline"]
    assert told["other_version"] == (status == 0)
    assert told["new"] == len(done.results)
    assert ("ANOTHER VERSION" in done.out) == (status == 0)
    assert ('the target is "lax 1.0"' in " ".join(done.out.split())) == (
        status == 0)


def test_target_file_names_it(tmp_path):
    """Relative to the file; and --baseline goes first."""
    (tmp_path / "b").mkdir()
    baseline(tmp_path / "b", entry("fail", FAILS))
    file = target(tmp_path, "baseline: b/known.yaml")
    done = kit.run(tmp_path, "--target", file, FAILS)
    assert done.status == 0
    assert done.report["baseline"]["known"] == len(done.results)
    other = baseline(tmp_path, name="other.yaml")
    done = kit.run(tmp_path, "--target", file, "--baseline", other, FAILS)
    assert (done.status, done.report["baseline"]["known"]) == (1, 0)


# ---- what is refused ----

@pytest.mark.parametrize("text, message", [
    ("target: t\n", "1:1: expected a baseline with `deviations`, found none"),
    ("target: t\ndeviations:\n" + entry(
        "fail", FAILS, reason='"TODO: say it"'),
     "6:13: expected the reason of the deviation, found `TODO: say it`"),
    ("target: t\ndeviations:\n" + entry("fail", "server/host/missing")
     + entry("warn", "server/host/*"),
     "8:9: expected a case that no other entry claims, found "
     "server/host/missing, which `server/host/missing` in line 4 claims"),
])
def test_refused(tmp_path, text, message):
    path = tmp_path / "known.yaml"
    path.write_text(text)
    for done in (kit.run(tmp_path, NOWHERE, "--baseline", path),
                 call("check", path)):
        status = getattr(done, "status", None) or done.returncode
        err = getattr(done, "err", None) or done.stderr
        assert (status, err) == (2, f"{path}:{message}\n")


def test_no_baseline(tmp_path):
    done = kit.run(tmp_path, NOWHERE, "--strict-baseline")
    assert (done.status, done.err) == (
        2, "assay run: --strict-baseline: expected a baseline, found none\n")
    done = kit.run(tmp_path, NOWHERE, "--baseline", tmp_path / "none")
    assert (done.status, done.err) == (
        2, f"{tmp_path / 'none'}: No such file or directory\n")


@pytest.mark.parametrize("words, message", [
    ([], "nothing: expected check or update"),
    (["chek"], "chek: expected check or update"),
    (["check"], "check: expected a file"),
    (["check", "--target", "x", "y"],
     "check: expected no --target or --report"),
    (["update", "--target", "x"], "update: expected one file"),
    (["update", "x"],
     "update: expected either --target FILE or --report FILE"),
    (["update", "x", "--target", "y", "--report", "z"],
     "update: expected either --target FILE or --report FILE"),
])
def test_usage(words, message):
    done = call(*words)
    assert (done.returncode, done.stdout, done.stderr) == (
        2, "", f"assay baseline: {message}\n")


# ---- check and update ----

def test_check(tmp_path):
    path = baseline(tmp_path, entry("fail", FAILS, "server/gone"))
    done = call("check", path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == f"{path}:5: no case has the id `server/gone`\n"
    path = baseline(tmp_path, entry("fail", FAILS))
    assert call("check", path, path).returncode == 0


def test_renamed(lax, tmp_path):
    """An old id is alive; told by check, and replaced by update."""
    cases = tmp_path / "cases"
    shutil.copytree(kit.ROOT / "cases/requirements", cases / "requirements")
    (cases / "server/host").mkdir(parents=True)
    shutil.copy(kit.ROOT / "cases/server/host/two-identical.yaml",
                cases / "server/host")
    (cases / "RENAMED").write_text(
        "server/host/twins server/host/two-identical\n")
    path = baseline(tmp_path, entry("fail", "server/host/twins"))
    done = held(tmp_path, lax, path, "--cases", cases, "--strict-baseline")
    assert (done.status, done.report["baseline"]["known"]) == (0, 1)
    done = call("check", "--cases", cases, path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        f"{path}:4: `server/host/twins` is `server/host/two-identical` now\n")
    done = call("update", "--cases", cases, "--report",
                tmp_path / "report.json", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert path.read_text() == (
        "target: lax\ndeviations:\n" + entry(
            "fail", "server/host/two-identical", reason=f'"{REASON}"'))


def test_checked_in():
    """All that are checked in fit the cases as they are."""
    known = sorted((kit.ROOT / "cases/known").glob("*.yaml"))
    assert len(known) >= 6
    done = call("check", *known)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_update_from_report(lax, tmp_path):
    """The whole way: a new file, reasons, what changes, and back."""
    path = tmp_path / "known.yaml"
    report = tmp_path / "report.json"
    done = kit.run(tmp_path, lax, FAILS, WARNS)
    assert (done.status, done.err) == (1, "")
    first = tmp_path / "first.json"
    shutil.copy(report, first)
    done = call("update", "--report", first, path)
    assert (done.returncode, done.stderr) == (1, "")
    assert ": a reason is due: fail of server/host/two-" in done.stdout
    assert kit.run(tmp_path, NOWHERE, "--baseline", path).status == 2

    text = path.read_text()
    assert '      - "server/host/two-different"\n' in text  # all variants
    path.write_text(text.replace("TODO: say", "I say").replace(
        "deviations:\n", "deviations:\n  # a comment\n"))
    kept = path.read_text()
    assert held(tmp_path, lax, path, "--strict-baseline", FAILS,
                WARNS).status == 0
    done = call("update", "--report", first, path)
    assert (done.returncode, path.read_text()) == (0, kept)

    # What the run did not play stays as it is.
    kit.run(tmp_path, lax, PASSES)
    assert call("update", "--report", report, path).returncode == 0
    assert path.read_text() == kept


def test_update_by_target(tmp_path):
    """With cases of its own, of which few are played."""
    cases = tmp_path / "cases"
    shutil.copytree(kit.ROOT / "cases/requirements", cases / "requirements")
    (cases / "server/host").mkdir(parents=True)
    shutil.copy(kit.ROOT / "cases/server/host/two-identical.yaml",
                cases / "server/host")
    file = target(tmp_path, 'version: "echo lax 1.0"')
    path = tmp_path / "known.yaml"
    done = call("update", "--cases", cases, "--target", file, path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        f"{path}: 0 known, 1 new, 0 taken out\n"
        f"{path}:7: a reason is due: fail of server/host/two-identical\n")
    assert path.read_text() == (
        'target: "lax"\nversion: "lax 1.0"\ndeviations:\n'
        + entry("fail", "server/host/two-identical",
                reason='"TODO: say what the target does, and why"'))


def test_update_of_broken(tmp_path):
    """Neither a broken report nor a broken baseline is written over."""
    report = tmp_path / "report.json"
    report.write_text("{")
    path = baseline(tmp_path)
    before = path.read_text()
    done = call("update", "--report", report, path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{report}:1:")
    path.write_text("target: t\n")
    done = call("update", "--report", report, path)
    assert done.returncode == 2
    assert path.read_text() == "target: t\n" != before
