"""The access log."""

import os
import re
import signal
import socket
import struct
import subprocess
import threading
import time
from datetime import datetime, timezone

import pytest

from h1d_client import GET, TIMEOUT, Client, request

LINE = re.compile(
    r'([0-9a-f.:]+) - - \[([0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}(?::[0-9]{2}){3} '
    r'\+0000)\] "([ !#-\[\]-~]|\\x[0-9A-F]{2})*" ([0-9]{3}|-) ([0-9]+|-)')


@pytest.fixture
def logged(start, tmp_path):
    file = tmp_path / "log"

    def start_one(*options):
        return start("--log", file, *options), file

    return start_one


def lines_of(server, file):
    """Ends the server, which writes all there is."""
    server.stop()
    lines = file.read_text(encoding="ascii").splitlines()
    for line in lines:
        assert LINE.fullmatch(line), line
    return lines


def requests(lines):
    """What the lines tell behind client and time."""
    return [line.split("] ", 1)[1] for line in lines]


def test_lines(logged):
    server, file = logged()
    before = datetime.now(timezone.utc).replace(microsecond=0)
    with server.connect() as client:
        length = len(client.ask(GET).content)
        assert client.ask(request("HEAD"), "HEAD").status == 200
        missing = len(client.ask(request("GET", "/nothing?q")).content)
        assert client.ask(request("POST", "/echo", content=b"abc")).content
    lines = lines_of(server, file)
    assert requests(lines) == [
        f'"GET / HTTP/1.1" 200 {length}', '"HEAD / HTTP/1.1" 200 -',
        f'"GET /nothing?q HTTP/1.1" 404 {missing}',
        '"POST /echo HTTP/1.1" 200 3']
    assert all(line.startswith("127.0.0.1 - - [") for line in lines)
    then = datetime.strptime(
        LINE.fullmatch(lines[0])[2], "%d/%b/%Y:%H:%M:%S %z")
    assert before <= then <= datetime.now(timezone.utc)


@pytest.mark.parametrize("octets", [
    b'GET /"a"\\ HTTP/1.1\r\nHost: h\r\n\r\n',
    b'GET /\x01\x1b[31m HTTP/1.1\r\nHost: h\r\n\r\n',
    b'GET /\xff\x80 HTTP/1.1\r\nHost: h\r\n\r\n',
    b'GET /\n127.0.0.1 - - [x] "GET / HTTP/1.1" 200 1\r\n\r\n',
    b'GET /\rx HTTP/1.1\r\nHost: h\r\n\r\n', b'\x00\r\n\r\n'])
def test_no_line_can_be_forged(logged, octets):
    server, file = logged()
    assert server.ask(octets).status == 400
    lines = lines_of(server, file)
    assert len(lines) == 1 and LINE.fullmatch(lines[0])[4] == "400"


def test_request_that_breaks_off(logged):
    """There is a line for it, without an answer that nobody was given."""
    server, file = logged()
    with server.connect() as client:
        client.send(request(
            "POST", "/echo", "Expect: 100-continue", "Content-Length: 9"))
        assert client.response().status == 100
        client.socket.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert requests(lines_of(server, file)) == ['"POST /echo HTTP/1.1" - -']


def test_written_within_a_second(logged):
    server, file = logged()
    assert server.ask(GET).status == 200
    start = time.monotonic()
    while not file.read_text():
        assert time.monotonic() - start < TIMEOUT
    assert time.monotonic() - start < 5


def test_added_to_what_is_there(logged):
    server, file = logged()
    file.write_text("old\n")
    assert server.ask(GET).status == 200
    server.stop()
    assert re.fullmatch("old\n.*200 [0-9]+\n", file.read_text())


def test_moved_away(logged):
    """SIGHUP opens a new file; no line is lost."""
    server, file = logged()
    with server.connect() as client:
        assert client.ask(request("GET", "/?1")).status == 200
        old = file.with_suffix(".1")
        file.rename(old)
        assert client.ask(request("GET", "/?2")).status == 200
        server.terminate(signal.SIGHUP)
        start = time.monotonic()
        while not file.exists():
            assert time.monotonic() - start < TIMEOUT
        assert client.ask(request("GET", "/?3")).status == 200
    later = lines_of(server, file)
    assert [line.split('"')[1] for line in later] == ["GET /?3 HTTP/1.1"]
    assert [line.split('"')[1] for line in old.read_text().splitlines()] == [
        "GET /?1 HTTP/1.1", "GET /?2 HTTP/1.1"]


def test_standard_output(h1d):
    process = subprocess.Popen(
        [h1d, "--port", "0", "--log", "-"], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)
    port = int(process.stdout.readline().rsplit(":", 1)[1])
    with Client(("127.0.0.1", port)) as client:
        assert client.ask(GET).status == 200
    process.terminate()
    out, err = process.communicate(timeout=TIMEOUT)
    assert LINE.fullmatch(out.strip()) and err == ""
    assert process.returncode == 0


def test_pipe_that_nobody_reads(h1d):
    """Answers do not wait for the log; the end waits a second at most."""
    process = subprocess.Popen(
        [h1d, "--port", "0", "--log", "-"], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    port = int(process.stdout.readline().decode().rsplit(":", 1)[1])
    one = request("GET", "/?" + "x" * 4000)
    with Client(("127.0.0.1", port)) as client:
        for _ in range(400):
            assert client.ask(one).status == 200
    process.terminate()
    assert process.wait(timeout=TIMEOUT) == 0
    assert process.stderr.read().startswith(b"h1d: log -: ")
    process.stdout.close()
    process.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_full_disk_does_not_stop_the_server(h1d):
    process = subprocess.Popen(
        [h1d, "--port", "0", "--log", "/dev/full"], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)
    port = int(process.stdout.readline().rsplit(":", 1)[1])
    with Client(("127.0.0.1", port)) as client:
        assert client.ask(GET).status == 200
        assert process.stderr.readline() == \
            "h1d: log /dev/full: No space left on device\n"
        assert client.is_usable()
    process.terminate()
    # It is told once, not with each line.
    assert process.communicate(timeout=TIMEOUT) == ("", "")
    assert process.returncode == 0


def test_file_that_cannot_be_opened(h1d):
    result = subprocess.run(
        [h1d, "--port", "0", "--log", "/nonexistent/log"],
        capture_output=True, text=True, timeout=TIMEOUT, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert "/nonexistent/log" in result.stderr


def test_lines_of_all_threads_are_whole(logged):
    server, file = logged("--threads", 4)

    def ask_often(n):
        with server.connect() as client:
            for i in range(50):
                client.send(request("GET", f"/?{n}-{i}-" + "x" * 500) * 4)
                for _ in range(4):
                    assert client.response().status == 200

    threads = [threading.Thread(target=ask_often, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = lines_of(server, file)
    assert len(lines) == 8 * 50 * 4
    told = {line.split('"')[1] for line in lines}
    assert len(told) == 8 * 50


def test_long_request_line_is_cut(logged):
    server, file = logged("--max-line", 100000, "--max-head", 100000)
    assert server.ask(request("GET", "/?" + "x" * 50000)).status == 200
    line, = lines_of(server, file)
    assert '..." 200 ' in line and len(line) < 10000
