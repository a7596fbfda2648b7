"""Reproducers of the reports are run by shells and by Python, and send what the
play sent."""

import os
import random
import shutil
import re
import socket
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "harness/tests/report/print_reproducer"
BUILDS = [os.environ.get("ASSAY_BUILD", ""), "build/dev", "build/release"]
ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"
GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

pytestmark = pytest.mark.skipif(
    shutil.which("nc") is None, reason="needs nc")


@pytest.fixture(scope="session")
def program():
    for build in filter(None, BUILDS):
        path = ROOT / build / PROGRAM
        if path.exists():
            return path
    raise FileNotFoundError(f"{PROGRAM}: build it with scripts/build")


class Server:
    """Takes one connection, reads `total` octets (or to the end), answers."""

    def __init__(self, total, address="127.0.0.1", context=None, unix=None):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.socket = socket.socket(socket.AF_UNIX if unix else family)
        self.socket.bind(unix or (address, 0))
        self.socket.listen(1)
        self.socket.settimeout(20)
        self.host, self.port = "none", 1
        if not unix:
            self.host, self.port = self.socket.getsockname()[:2]
        self.total = total
        self.context = context
        self.received = b""
        self.ended = False
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def serve(self):
        connection, _ = self.socket.accept()
        with connection:
            connection.settimeout(20)
            if self.context:
                connection = self.context.wrap_socket(
                    connection, server_side=True)
            self.read(connection)
            connection.sendall(ANSWER)
            if self.context:
                connection.unwrap()

    def read(self, connection):
        while self.total is None or len(self.received) < self.total:
            part = connection.recv(65536)
            if not part:
                self.ended = True
                return
            self.received += part

    def close(self):
        self.thread.join(30)
        self.socket.close()


def words_for(plan, folder):
    """The words of print_reproducer, and the octets that the plan sends."""
    words, octets = [], b""
    for i, step in enumerate(plan):
        if isinstance(step, bytes):
            step = ("send", step)
        if isinstance(step, tuple):
            path = folder / str(i)
            path.write_bytes(step[1])
            words.append(f"{step[0]}={path}")
            octets += step[1]
        else:
            words.append(step)
    return words, octets


def received(text):
    """The octets that a script says came, by its lines with `<`."""
    lines = re.findall(r"^(?: {14}|.{11} ms) < (.*)$", text, re.M)
    assert lines.pop() == "FIN"
    return "".join(lines).encode().decode("unicode_escape").encode("latin-1")


def play(command, script, folder):
    """Runs it in the way of `command`, and gives what came."""
    if command == "python":
        path = folder / "script.py"
        path.write_text(script)
        words = [sys.executable, path]
    else:
        words = [*command.split(), "-c", script]
    done = subprocess.run(words, capture_output=True, timeout=60, cwd=folder,
                          stdin=subprocess.DEVNULL, check=False)
    if command == "python":
        assert (done.returncode, done.stderr) == (0, b"")
        return received(done.stdout.decode("ascii"))
    return done.stdout


def run(program, folder, plan, command="sh", *words, before=b"",
        scheme="http", **options):
    """`before`: what the server gets before what was sent."""
    steps, octets = words_for(plan, folder)
    half_closed = "half-close" in plan
    server = Server(None if half_closed else len(before + octets), **options)
    kind = ["python"] if command == "python" else []
    try:
        script = subprocess.run(
            [program, f"{scheme}://target/", server.host, str(server.port),
             *kind, *words, *steps], check=True, capture_output=True,
            text=True).stdout
        came = play(command, script, folder)
    finally:
        server.close()
    assert server.received == before + octets, script
    assert server.ended == half_closed
    assert came == ANSWER
    return script


ALL = bytes(range(256))
PLANS = {
    "simple": [GET],
    "all-octets": [ALL + ALL[::-1] + bytes(256 * [0x41])[:60]],
    "quoting": [
        b"- -n -- '\"$(exit)`exit` \\c\\0\\x41\\101 %s%%%d%b ! # ~ * \\\n\\"],
    "digits-after-octal": [b"\x000\x0012\xff777\x7f8\r1\n2\t3"],
    "runs": [
        b"GET /" + 70000 * b"a" + b" HTTP/1.1\r\n" + 5000 * b"A: b\r\n"
        + b"\r\n" + 3000 * b"\0" + 200 * b"'" + 200 * b"\\" + 200 * b"%"
        + 200 * b"-" + 200 * b"\xff" + 200 * b"\n"],
    "patterns": [
        100 * b"\0%\\'-\xff" + b"|" + 100 * b"-n" + b"|" + 100 * b"%d1"
        + b"|" + 100 * b"\\c" + b"|" + 100 * b"\x077\r"],
    "random": [random.Random(7).randbytes(3000)],
    "random-text": [
        bytes(random.Random(8).choices(b"ab-'\\ \n%", k=3000))],
    "pauses": [b"0", "wait=20", b"x5\r\n", "wait=120", b"hello\r\n"],
    "after-an-answer": [GET, "wait=3", "answer", "wait=3", GET, "answer",
                        "wait=100", ("canary", GET)],
    "half-close": [b"GET / HTTP/1.1\r\n", "wait=20", b"Ho", "half-close"],
}


COMMANDS = ["sh", "bash", "busybox sh", "python"]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", PLANS)
def test_octets(program, tmp_path, name, command):
    if shutil.which(command.split()[0]) is None and command != "python":
        pytest.skip(f"no {command}")
    if command == "busybox sh" and name == "half-close":
        pytest.skip("its nc has no -N")
    script = run(program, tmp_path, PLANS[name], command)
    assert script.isascii()
    assert len(script) < 24576


@pytest.mark.parametrize("took, waited, pause", [
    (0, 0, "0.100"), (10, 0, "0.200"), (400, 0, "0.500"), (2, 700, "0.702")])
def test_waits_no_longer_than_answers_need(
        program, tmp_path, took, waited, pause):
    script = run(program, tmp_path, [
        GET, f"wait={took}", "answer", f"wait={waited}", GET])
    assert f"sleep {pause}\n" in script


def test_repetitions_are_short(program, tmp_path):
    script = run(program, tmp_path, PLANS["runs"])
    assert len(script) < 1000


@pytest.mark.parametrize("command", ["sh", "python"])
def test_ipv6(program, tmp_path, command):
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 on the loopback")
    run(program, tmp_path, [GET], command, address="::1")


@pytest.mark.parametrize("command", ["sh", "python"])
@pytest.mark.parametrize("plan", ["after-an-answer", "half-close"])
def test_unix_socket(program, tmp_path, plan, command):
    """Whatever is in its name."""
    name = "it's a $(socket)"
    run(program, tmp_path, PLANS[plan], command, f"unix={tmp_path / name}",
        unix=str(tmp_path / name))


@pytest.mark.parametrize("command", ["sh", "python"])
@pytest.mark.parametrize("version, header", [
    (1, b"PROXY UNKNOWN\r\n"),
    (2, b"\r\n\r\n\0\r\nQUIT\n\x20\0\0\0")])
def test_proxy_protocol(program, tmp_path, version, header, command):
    run(program, tmp_path, [GET], command, f"proxy={version}", before=header)


@pytest.fixture(scope="module", name="context")
def _context(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("no openssl program")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem",
         "-out", "cert.pem", "-subj", "/CN=target", "-days", "2"],
        cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    context.set_alpn_protocols(["http/1.1"])
    return context


@pytest.mark.parametrize("command", ["sh", "python"])
@pytest.mark.parametrize("name", [None, "target.example"])
def test_tls(program, tmp_path, context, name, command):
    """With letters with which s_client would take a line for a command."""
    names = []
    context.sni_callback = lambda _, name, __: names.append(name)
    words = [f"name={name}"] if name else []
    run(program, tmp_path, [b"Q\nR\n" + GET, "wait=30", b"Q\n"], command, *words,
        scheme="https", context=context)
    assert names == [name]


def test_tls_end(program, tmp_path, context):
    """A script ends its side alone, and still gets the answer."""
    run(program, tmp_path, PLANS["half-close"], "python", scheme="https",
        context=context)


def test_tls_over_unix_socket(program, tmp_path, context):
    for command in ("sh", "python"):
        path = tmp_path / command
        run(program, tmp_path, [GET], command, f"unix={path}", scheme="https",
            context=context, unix=str(path))


def test_waits_for_answers(program, tmp_path):
    """What was sent behind an answer is sent behind it again."""
    (tmp_path / "0").write_bytes(GET)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)
        host, port = listener.getsockname()
        script = tmp_path / "script.py"
        script.write_bytes(subprocess.run(
            [program, f"http://{host}/", host, str(port), "python",
             f"send={tmp_path / '0'}", "answer", f"send={tmp_path / '0'}",
             "answer"], check=True, capture_output=True).stdout)
        with subprocess.Popen([sys.executable, script], text=True,
                              stdout=subprocess.PIPE) as process:
            peer, _ = listener.accept()
            with peer:
                peer.settimeout(20)
                for _ in range(2):
                    assert peer.recv(len(GET), socket.MSG_WAITALL) == GET
                    peer.sendall(ANSWER)
            out, _ = process.communicate(timeout=30)
    assert re.findall("ms ([<>] (?:GET|HTTP|FIN))", out) == [
        "> GET", "< HTTP", "> GET", "< HTTP", "< FIN"]


@pytest.mark.parametrize("answers", [True, False])
def test_reset(program, tmp_path, answers):
    """RST, and then a new connection, which is answered or not."""
    (tmp_path / "0").write_bytes(GET)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)
        host, port = listener.getsockname()
        script = tmp_path / "script.py"
        script.write_bytes(subprocess.run(
            [program, f"http://{host}:{port}/", host, str(port), "python",
             f"send={tmp_path / '0'}", "reset"], check=True,
            capture_output=True).stdout)
        with subprocess.Popen([sys.executable, script], text=True,
                              stdout=subprocess.PIPE) as process:
            first, _ = listener.accept()
            with first, pytest.raises(ConnectionResetError):
                first.settimeout(20)
                assert first.recv(len(GET), socket.MSG_WAITALL) == GET
                first.recv(1)
            second, _ = listener.accept()
            with second:
                second.settimeout(20)
                asked = second.recv(65536)
                if answers:
                    second.sendall(ANSWER)
            out, _ = process.communicate(timeout=30)
    assert asked == f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()
    assert ("< HTTP/1.1 204 No Content" in out) == answers
    assert out.count("> RST\n") == 1
    assert f"new connection was {'' if answers else 'not '}answered\n" in out
