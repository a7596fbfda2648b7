"""Reproducers of the reports are run by a shell, and send what the play sent."""

import os
import random
import shutil
import socket
import ssl
import subprocess
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

    def __init__(self, total, address="127.0.0.1", context=None):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.socket = socket.socket(family)
        self.socket.bind((address, 0))
        self.socket.listen(1)
        self.socket.settimeout(20)
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


def run(program, folder, plan, shell="sh", scheme="http", **options):
    words, octets = words_for(plan, folder)
    half_closed = "half-close" in plan
    server = Server(None if half_closed else len(octets), **options)
    try:
        script = subprocess.run(
            [program, f"{scheme}://target/", server.host, str(server.port),
             *words], check=True, capture_output=True, text=True).stdout
        done = subprocess.run(
            [shell, "-c", script], capture_output=True, timeout=60,
            stdin=subprocess.DEVNULL, cwd=folder, check=False)
    finally:
        server.close()
    assert server.received == octets, script
    assert server.ended == half_closed
    assert done.stdout == ANSWER
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


@pytest.mark.parametrize("shell", ["sh", "bash"])
@pytest.mark.parametrize("name", PLANS)
def test_octets(program, tmp_path, name, shell):
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell}")
    script = run(program, tmp_path, PLANS[name], shell)
    assert script.isascii()
    assert len(script) < 16384


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


def test_ipv6(program, tmp_path):
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 on the loopback")
    run(program, tmp_path, [GET], address="::1")


def test_tls(program, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("no openssl program")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem",
         "-out", "cert.pem", "-subj", "/CN=target", "-days", "2"],
        cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    # Letters with which s_client would take a line for a command.
    run(program, tmp_path, [b"Q\nR\n" + GET, "wait=30", b"Q\n"],
        scheme="https", context=context)
