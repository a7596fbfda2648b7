"""`assay run --reproducers`: each of the three kinds shows, without Assay, what
the case saw of a server that is wrong in many ways."""

import concurrent.futures
import json
import re
import shutil
import socket
import subprocess
import sys

import pytest

from servers import kit

# Of each kind of deviation of servers/wrong.py some.
CASES = [f"server/{case}" for case in """
chunked/bad-chunk-closes
chunked/bad-chunk-closes-on-get
chunked/cr-becomes-space[space-cr]
chunked/cr-becomes-space[two]
chunked/cr-becomes-space[after-semicolon]
chunked/cr-behind-size[one]
chunked/cr-behind-size[two]
chunked/cr-behind-size[space]
chunked/cr-in-extension[in-value]
chunked/data-end-missing
chunked/line-end-cr[alone]
chunked/no-last-chunk-fin[after-chunk]
chunked/octet-after-end[control]
chunked/octet-after-end[delete]
chunked/size-many-zeros[hundred]
chunked/size-overflow[two-31-and-5]
chunked/split-line-end
content-length/short-then-fin
request-line/stops-for-good[name]
response/head-content-type
response/head-no-content
response/head-no-content-in-404
""".split()]
EVENTS = {"200, open", "200, 200, open", "200, still open", "200, 200, fin",
          "fin", "200, fin", "garbage, fin", "incomplete 200, fin", "500, fin",
          "200, 500, fin", "silent", "200, garbage, still open",
          "404, garbage, still open"}
ESCAPES = {"r": "\r", "n": "\n", "t": "\t", "\\": "\\"}


class Wrong:
    """The deviations of the server, and the reproducers in their folder."""

    def __init__(self, url, folder):
        self.folder = folder / "reproducers"
        self.host, self.port = url.removeprefix("http://").split(":")
        done = kit.run(folder, "--reproducers", self.folder, url, ids=CASES)
        assert done.status == 1, done.err
        self.results = {r["id"]: r for r in done.results}

    def file(self, case, kind):
        name = case.replace("/", ".").replace("[", "_").replace("]", "")
        return self.folder / f"{name}.{kind}"


@pytest.fixture(scope="module", name="wrong")
def _wrong(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    with kit.server("wrong", lifetime=600) as url:
        yield Wrong(url, folder)


def sides(result):
    """What was received and what was sent, as octets."""
    both = {}
    for out in (False, True):
        both[out] = b"".join(
            s["octets"].encode("latin-1") for s in result["trace"]
            if s["out"] == out)
        assert len(both[out]) == sum(
            s["octets_total"] for s in result["trace"] if s["out"] == out)
    return both[False], both[True]


def for_each(cases, check):
    """Side by side, since a reproducer waits for what never comes."""
    with concurrent.futures.ThreadPoolExecutor(24) as pool:
        for future in [pool.submit(check, case) for case in cases]:
            future.result()


def test_there_is_each_kind_of_deviation(wrong):
    assert {r["verdict"] for r in wrong.results.values()} == {"fail", "warn"}
    assert {r["events"] for r in wrong.results.values()} == EVENTS


def test_files(wrong):
    assert {path.name for path in wrong.folder.iterdir()} == {
        wrong.file(case, kind).name for case in CASES
        for kind in ("sh", "py", "bin")}


SHELLS = [shell for shell in ("dash", "bash") if shutil.which(shell)]


@pytest.mark.skipif(shutil.which("nc") is None, reason="needs nc")
@pytest.mark.parametrize("shell", SHELLS)
def test_shell(wrong, shell):
    def check(case):
        done = subprocess.run(
            [shell, wrong.file(case, "sh")], capture_output=True, timeout=60,
            stdin=subprocess.DEVNULL, check=False)
        received, _ = sides(wrong.results[case])
        assert done.stdout == received, case
        assert done.stderr == b"", case

    for_each(CASES, check)


def unescape(text):
    return re.sub(
        r"\\(?:x(..)|(.))",
        lambda m: chr(int(m[1], 16)) if m[1] else ESCAPES[m[2]],
        text).encode("latin-1")


def read_script(text):
    """What a script says that was received and sent, and the end."""
    lines = re.findall(r"^(?: {14}|.{11} ms) ([<>]) (.*)$", text, re.M)
    *lines, (_, end) = lines
    fin = (">", "FIN") in lines
    octets = {mark: b"".join(unescape(line) for m, line in lines
                             if m == mark and (m, line) != (">", "FIN"))
              for mark in "<>"}
    return octets["<"], octets[">"], fin, end


def test_python(wrong):
    def check(case):
        result = wrong.results[case]
        done = subprocess.run(
            [sys.executable, wrong.file(case, "py")], capture_output=True,
            text=True, timeout=60, stdin=subprocess.DEVNULL, check=False)
        assert (done.returncode, done.stderr) == (0, ""), case
        received, sent, fin, end = read_script(done.stdout)
        assert (received, sent) == sides(result), done.stdout
        assert fin == ("(then FIN)" in result["text"])
        assert end == ("FIN" if result["events"].endswith("fin")
                       else "the connection is open"), done.stdout
        head, *_ = done.stdout.split("\n")
        assert head == f"{case}: {result['title']}"
        for requirement in result["requires"]:
            assert f"\n  requires {requirement} (" in done.stdout
        assert "\n  expected pass: " in done.stdout
        assert f"\n  happened {result['events']} (" in done.stdout

    for_each(CASES, check)


def play(wrong, octets, total, fin):
    """All octets at once; what comes, until it is enough or the end."""
    with socket.create_connection((wrong.host, int(wrong.port)), 20) as peer:
        peer.sendall(octets)
        if fin:
            peer.shutdown(socket.SHUT_WR)
        came = b""
        while len(came) < total:
            part = peer.recv(65536)
            if not part:
                break
            came += part
        return came


def test_octets(wrong):
    def check(case):
        result = wrong.results[case]
        octets = wrong.file(case, "bin").read_bytes()
        received, sent = sides(result)
        assert octets == sent, case
        fin = "(then FIN)" in result["text"]
        assert play(wrong, octets, len(received), fin) == received, case

    for_each(CASES, check)


# ---- the script on other targets ----


def run_script(wrong, *arguments, case="server/response/head-no-content"):
    return subprocess.run(
        [sys.executable, wrong.file(case, "py"), *arguments],
        capture_output=True, text=True, timeout=60, check=False)


def test_another_target(wrong):
    with kit.server("honest") as url:
        host, port = url.removeprefix("http://").split(":")
        done = run_script(wrong, host, port)
    assert done.returncode == 0
    received = read_script(done.stdout)[0]
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nDate: " in received


def test_no_connection(wrong):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    done = run_script(wrong, "127.0.0.1", str(port))
    assert done.returncode == 3
    assert done.stderr.startswith("no connection: ")


@pytest.mark.parametrize("words", [
    ["127.0.0.1", "http"], ["a", "1", "b"], ["--help"]])
def test_usage(wrong, words):
    done = run_script(wrong, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: python3 FILE ")


# ---- below HTTP ----

FEW = [f"server/{case}" for case in """
chunked/bad-chunk-closes
chunked/cr-in-extension[in-value]
chunked/split-line-end
""".split()]


def transports(folder):
    """Of the server, and the words with which `assay` comes to it."""
    path = folder / "a socket"
    tls = {"tls": kit.certificate(folder)}
    unix = {"unix": path}
    return {
        "tls": (tls, ["--insecure"]),
        "tls-unix": ({**tls, **unix}, ["--insecure", "--unix-socket", path]),
        "proxy-v2": ({**unix, "proxy": 2},
                     ["--unix-socket", path, "--proxy-protocol", "v2"]),
    }


@pytest.mark.skipif(
    None in (shutil.which("nc"), shutil.which("openssl")),
    reason="needs nc and openssl")
@pytest.mark.parametrize("way", ["tls", "tls-unix", "proxy-v2"])
def test_transports(tmp_path, way):
    env, words = transports(tmp_path)[way]
    folder = tmp_path / "reproducers"
    with kit.server("wrong", **env) as url:
        done = kit.run(tmp_path, *words, "--reproducers", folder, url, ids=FEW)
        assert done.ids("fail", "warn") == set(FEW), done.err

        def check(path):
            command = {".sh": "sh", ".py": sys.executable}[path.suffix]
            again = subprocess.run(
                [command, path], capture_output=True, timeout=60,
                stdin=subprocess.DEVNULL, check=False)
            came = again.stdout
            if path.suffix == ".py":
                came = read_script(came.decode("ascii"))[0]
            name = path.stem.replace(".", "/").replace("_", "[")
            result, = (r for r in done.results if r["id"].startswith(name))
            assert came == sides(result)[0], (path, again.stderr)

        for_each([path for path in folder.iterdir() if path.suffix != ".bin"],
                 check)


# ---- the option ----


def test_folder_is_a_file(program, tmp_path):
    path = tmp_path / "file"
    path.write_text("")
    done = subprocess.run(
        [program, "run", "--reproducers", path, "http://127.0.0.1:1/"],
        capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == ("assay run: --reproducers: expected a folder that "
                           f"can be written, found {path}\n")


def test_none_without_deviations(tmp_path):
    folder = tmp_path / "reproducers"
    with kit.server("honest") as url:
        done = kit.run(tmp_path, "--reproducers", folder, url,
                       ids=["server/host/missing"])
    assert done.status == 0, done.err
    assert not list(folder.iterdir())
    assert json.loads((tmp_path / "report.json").read_text())["results"]
