"""The example program, asked by Python's own client."""

import http.client
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

TIMEOUT = 20
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def address():
    """Where an example listens that ends well behind the tests."""
    program = (ROOT / os.environ.get("ASSAY_BUILD", "build/dev") /
               "reference/example/hello")
    if not program.exists():
        pytest.skip(f"{program} is not built")
    process = subprocess.Popen(
        [program], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    line = process.stdout.readline().decode()
    match = re.fullmatch(r"listening http://([0-9.]+):([0-9]+)\n", line)
    if match:
        yield match[1], int(match[2])
        process.send_signal(signal.SIGTERM)
    else:
        process.kill()
    out, err = process.communicate(timeout=TIMEOUT)
    assert match and (process.returncode, out, err) == (0, b"", b""), (line, err)


@pytest.fixture
def ask(address):
    connection = http.client.HTTPConnection(*address, timeout=TIMEOUT)

    def one(method, target, **options):
        connection.request(method, target, **options)
        response = connection.getresponse()
        return response, response.read()

    yield one
    connection.close()


def test_hello(ask):
    for _ in range(3):
        response, content = ask("GET", "/")
        assert (response.status, content) == (200, b"hello, 0 octets\n")
        assert response.headers["Transfer-Encoding"] == "chunked"
    response, content = ask("HEAD", "/")
    assert (response.status, content) == (200, b"")


def test_content_is_counted(ask):
    for content in (b"", b"x", b"y" * 1000000):
        _, told = ask("POST", "/", body=content)
        assert told == b"hello, %d octets\n" % len(content)
    _, told = ask("PUT", "/any", body=iter([b"abc", b"de"]))
    assert told == b"hello, 5 octets\n"
