"""What `assay run` refuses, with which status and sentence; and its gates."""

import re
import socket

import pytest

from servers import kit

NOWHERE = "http://127.0.0.1:9/"  # refused before anything is sent there
MORE = "`assay help run` tells more"
JOBS = "--jobs: expected a number from 1 to 1024, found "
SECONDS = "--connect-timeout: expected seconds from 0.001 to 600, found "
GATE = "--fail-on: expected must, should, any or tags, separated by commas, " \
    "found "
CHARACTERS = "expected a URL without white space, control characters, " \
    "userinfo or fragment"


@pytest.fixture(scope="module")
def url():
    with kit.h1d() as found:
        yield found


@pytest.mark.parametrize("arguments, message", [
    ([], "arguments: expected a URL or --target FILE, found neither"),
    (["--nope", NOWHERE], f"--nope: no such option; {MORE}"),
    (["-q", NOWHERE], f"-q: no such option; {MORE}"),
    ([NOWHERE, "--jobs"], f"--jobs: a value is missing; {MORE}"),
    ([NOWHERE, "--quiet=1"], f"--quiet=1: takes no value; {MORE}"),
    ([NOWHERE, "http://127.0.0.1:8/"],
     'no case matches "http://127.0.0.1:8/"'),
    ([NOWHERE, "server/host", "no/such*"], 'no case matches "no/such*"'),
    ([NOWHERE, "server/host/misssing"], 'no case matches "server/host/misssing"'
                                        "; near are: server/host/missing"),
    ([NOWHERE, "--jobs", "0"], f"{JOBS}0"),
    ([NOWHERE, "--jobs", "-1"], f"{JOBS}-1"),
    ([NOWHERE, "--jobs", "1025"], f"{JOBS}1025"),
    ([NOWHERE, "--jobs=4294967297"], f"{JOBS}4294967297"),
    ([NOWHERE, "--jobs", "2x"], f"{JOBS}2x"),
    ([NOWHERE, "--connect-timeout", "0"], f"{SECONDS}0"),
    ([NOWHERE, "--connect-timeout", "1e3"], f"{SECONDS}1e3"),
    ([NOWHERE, "--connect-timeout", "601"], f"{SECONDS}601"),
    ([NOWHERE, "--fail-on", ""], f'{GATE}""'),
    ([NOWHERE, "--fail-on", "must,,any"], f'{GATE}"must,,any"'),
    ([NOWHERE, "--fail-on", "MUST"], f'{GATE}"MUST"'),
    ([NOWHERE, "--fail-on", "must,smugling"],
     '--fail-on: no case has the tag "smugling"'),
    ([NOWHERE, "--with", "dos,fast"],
     "--with: expected dos, slow or dos,slow, found fast"),
    ([NOWHERE, "--cases-from", "/nowhere"],
     "--cases-from: expected one readable file of ids, found /nowhere"),
    ([NOWHERE, "--cases-from", "/"],
     "--cases-from: expected one readable file of ids, found /"),
    ([NOWHERE, "--json", "/nowhere/report.json"],
     "--json: expected a file that can be written, found /nowhere/report.json"),
    ([NOWHERE, "--json", "/"], "--json: expected a file that can be written, "
                               "found /"),
    (["127.0.0.1:8"],
     "127.0.0.1:8: expected a URL like http://127.0.0.1:8080/ or "
     "https://localhost:8443/"),
    (["http://[fe80::1%25lo]/"],
     "http://[fe80::1%25lo]/: expected an IPv6 address without a zone"),
    (["https://127.0.0.1/", "--cacert", "/nowhere"],
     "--cacert: certificates to trust /nowhere: No such file or directory"),
    (["https://127.0.0.1/", "--cacert", "/nowhere", "--insecure"],
     '--insecure: expected no --cacert beside it, found "/nowhere"'),
    ([NOWHERE, "--proxy-protocol", "v3"],
     '--proxy-protocol: expected v1 or v2, found "v3"'),
    ([NOWHERE, "--unix-socket", "/" + "x" * 107],
     '--unix-socket: expected a path of 1 to 107 octets, found '
     f'"/{"x" * 107}"'),
    ([NOWHERE, "--resolve", "127.0.0.1:2:127.0.0.1"],
     "--resolve: expected HOST:PORT:ADDRESS with host and port of the URL, "
     'found "127.0.0.1:2:127.0.0.1"'),
    (["http://a.invalid/", "--resolve", "a.invalid:80:192.0.2.1"],
     "a.invalid: not on this machine: if you may test it, say "
     "--i-am-authorised"),
    ([NOWHERE, "--header", "X y: z"],
     '--header: expected "Name: value", the name a token, found "X y: z"'),
    ([NOWHERE, "--header", "Host: z"],
     "--header: expected a field other than those that frame messages and "
     'connections, found "Host: z"'),
    ([NOWHERE, *["--header=a: b"] * 17],
     f"--header=a: b: given too often; {MORE}"),
    (["http://127.0.0.1:65536/"],
     "http://127.0.0.1:65536/: expected a port from 1 to 65535"),
    (["http://me:word@127.0.0.1/"], f"http://me:word@127.0.0.1/: {CHARACTERS}"),
    (["http://127.0.0.1/#top"], f"http://127.0.0.1/#top: {CHARACTERS}"),
    (["http://[::1/"],
     "http://[::1/: expected ] behind the IPv6 address"),
])
def test_usage(arguments, message, tmp_path):
    done = kit.run(tmp_path, *arguments)
    assert (done.status, done.err) == (2, f"assay run: {message}\n")
    assert done.out == ""
    assert done.report is None


@pytest.mark.parametrize("host", [
    "192.0.2.1", "[2001:db8::1]", "[::ffff:192.0.2.1]"])
def test_other_machines(host, tmp_path):
    """Refused before connecting, which would take the time-out."""
    done = kit.run(tmp_path, f"http://{host}/", "--connect-timeout", "30")
    assert (done.status, done.err) == (
        2, f"assay run: {host.strip('[]')}: not on this machine: if you may "
        "test it, say --i-am-authorised\n")
    assert done.seconds < 10


def test_names_of_this_machine(url, tmp_path):
    """All of them are, or connect to it."""
    port = url.rpartition(":")[2]
    for host in "127.9.9.9", "0.0.0.0", "[::ffff:127.0.0.1]", "localhost":
        done = kit.run(tmp_path, f"http://{host}:{port}", "--max-fail", "1",
                       "server/host/missing")
        assert "not on this machine" not in done.err, host


def test_no_ids(tmp_path):
    done = kit.run(tmp_path, NOWHERE, ids=[])
    assert (done.status, done.err) == (2, "assay run: no case is selected\n")
    unknown = "server/host/two-different[nope]"
    done = kit.run(tmp_path, NOWHERE, ids=["server/host/missing", unknown])
    assert (done.status, done.err) == (
        2, f'assay run: no case matches "{unknown}"; near are: '
        "server/host/two-different\n")


def test_ids_name_variants(url, tmp_path):
    ids = ["server/host/two-different[empty]", "server/host/missing"]
    done = kit.run(tmp_path, url, ids=ids)
    assert done.ids("pass") == set(ids)
    assert len(done.results) == len(ids)


def test_unreachable_folder(tmp_path):
    done = kit.run(tmp_path, NOWHERE, "--cases", str(tmp_path / "none"))
    assert done.status == 2
    assert done.err == (
        f"{tmp_path}/none/requirements: No such file or directory\n")


def test_lost_report(url, tmp_path):
    done = kit.run(tmp_path, url, "server/host/missing", "--json", "/dev/full")
    assert done.status == 3
    assert done.err == "assay run: /dev/full: No space left on device\n"


# ---- target files ----

URL_LINE = 'url: "http://127.0.0.1:{{port}}/"\n'


@pytest.mark.parametrize("text, place, expected", [
    ("name: x\n", "1:1", "expected name and url"),
    (f"name: x\n{URL_LINE}port: 80\n", "3:1", "expected name, start, url, "
     "version, baseline, routes, packages, npm, sets, needs, build, "
     "unix-socket, insecure, cacert, sni, proxy-protocol, headers or via, "
     "found port"),
    (f"name: x\n{URL_LINE}routes: {{none: /}}\n", "3:10", "expected a route: "
     "ok, missing, body, echo, fields, static, effect, store, moved, "
     "guarded or negotiated, found none"),
    (f"name: x\n{URL_LINE}routes: {{ok: x}}\n", "3:14",
     "expected a path that begins with /"),
    (f"name: x\n{URL_LINE}start: [sh]\n", "3:8",
     "expected a text that is not empty"),
    ("name: 'x'\n", "1:7", "expected"),
    ("name: &x x\n", "1:7", "expected"),
])
def test_broken_target_file(text, place, expected, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text(text)
    done = kit.run(tmp_path, "--target", path)
    assert done.status == 2
    assert done.err.startswith(f"{path}:{place}: {expected}"), done.err
    assert done.out == ""


def test_no_target_file(tmp_path):
    done = kit.run(tmp_path, "--target", tmp_path / "none.yaml")
    assert (done.status, done.err) == (
        2, f"{tmp_path}/none.yaml: No such file or directory\n")


@pytest.mark.parametrize("start, sentence", [
    ("echo no such luck >&2; exit 4", "x: the start command failed"),
    ("/nowhere/server", "x: the start command failed"),
    ("kill -9 $$", "x: the start command failed"),
    ("server {{prot}}", "x: unknown placeholder: start"),
])
def test_start_fails(start, sentence, tmp_path):
    path = tmp_path / "target.yaml"
    path.write_text(f'name: x\n{URL_LINE}start: "{start}"\n')
    done = kit.run(tmp_path, "--target", path)
    assert done.status == 3
    assert done.err.endswith(f"assay run: {sentence}\n"), done.err
    assert done.err.startswith("no such luck\n") == ("luck" in start)
    assert done.seconds < 5


def test_start_command_leaves_nothing(tmp_path):
    """The scratch folder and the process are gone with the run."""
    target = kit.target_file(tmp_path, "honest")
    done = kit.run(tmp_path, "--target", target, "server/host/missing",
                   env={"TMPDIR": str(tmp_path)})
    assert done.status == 0, done.err
    assert not list(tmp_path.glob("assay-target-*"))
    port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", done.out)[1])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


# ---- gates ----

MUST = "server/content-length/letters[word]"  # fail, with the tag smuggling
SHOULD = "server/request-line/method-alone[bare]"  # warn, with no tag
NOTE = "server/version/other-major[x9-9]"
GOOD = "server/response/date-in-200"


@pytest.fixture(scope="module")
def broken():
    with kit.server("lax") as found:
        yield found


VERDICTS = {MUST: "fail", SHOULD: "warn", NOTE: "note", GOOD: "pass"}


@pytest.mark.parametrize("gate, stopped_by", [
    (None, [MUST]),
    ("should", [MUST, SHOULD]),
    ("any", [MUST, SHOULD, NOTE]),
    ("smuggling", [MUST]),
    ("slow,should", [MUST, SHOULD]),
])
def test_gate(broken, gate, stopped_by, tmp_path):
    words = [] if gate is None else ["--fail-on", gate]
    for status, ids in [(0, set(VERDICTS) - set(stopped_by)),
                        (1, stopped_by[-1:])]:
        if not ids:
            continue
        done = kit.run(tmp_path, broken, *words, ids=ids)
        assert done.verdicts() == {case: VERDICTS[case] for case in ids}
        assert (done.status, done.err) == (status, "")
        assert done.report["options"]["fail_on"] == (gate or "must")
