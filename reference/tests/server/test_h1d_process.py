"""The program: its options, and how it ends."""

import os
import signal
import socket
import subprocess

import pytest

from h1d_client import GET, request


def run(h1d, *options):
    return subprocess.run(
        [h1d, *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, timeout=20, check=False)


def test_help_names_all_options(h1d):
    result = run(h1d, "--help")
    assert (result.returncode, result.stderr) == (0, "")
    for option in ("--port", "--address", "--static", "--idle-timeout",
                   "--header-timeout", "--body-timeout", "--write-timeout",
                   "--max-content", "--max-connections", "--version",
                   "--threads", "--log", "--tls-certificate", "--tls-key",
                   "--tls-self-signed", "--writable", "--trace"):
        assert option in result.stdout
    assert not [line for line in result.stdout.splitlines()
                if line != line.rstrip()]


def test_version(h1d):
    result = run(h1d, "--version")
    assert result.returncode == 0 and result.stdout.startswith("h1d ")
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("options, told", [
    (["--nothing", "1"], "--nothing"), (["--nothing"], "--nothing"),
    (["--port"], "--port"), (["--port", ""], "--port"),
    (["--port", "x"], "--port"), (["--port", "-1"], "--port"),
    (["--port", "65536"], "65535"), (["--port", "1 "], "--port"),
    (["--port", "0x50"], "--port"), (["8080"], "8080"), (["-p", "1"], "-p"),
    (["--port", "99999999999999999999999999"], "--port"),
    (["--idle-timeout", "0"], "--idle-timeout"),
    (["--address", "nowhere.example"], "nowhere.example"),
    (["--address", "127.0.0.1.1"], "127.0.0.1.1"),
    (["--address", ""], "address"),
    (["--static", "/nonexistent"], "/nonexistent"),
    (["--static", "/etc/passwd"], "/etc/passwd"),
    (["--media-types", "/nonexistent"], "/nonexistent"),
    (["--writable", "yes"], "yes"), (["--trace", "--log"], "--log"),
    (["--log", "/nonexistent/log"], "/nonexistent/log"),
    (["--tls-certificate", "/nonexistent"], "--tls-key"),
    (["--tls-key", "/nonexistent"], "--tls-certificate"),
    (["--tls-certificate-out", "/nonexistent"], "--tls-certificate-out"),
    (["--tls-self-signed", "--tls-certificate-out", "/nonexistent/own"],
     "/nonexistent/own"),
    (["--tls-self-signed", "--tls-certificate", "/nonexistent"],
     "--tls-self-signed"),
    (["--tls-certificate", "/nonexistent", "--tls-key", "/nonexistent"],
     "/nonexistent")])
def test_bad_options(h1d, options, told):
    result = run(h1d, *options)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("h1d: ") and told in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("closed", [">&-", "<&- >&-", "<&- >&- 2>&-"])
def test_without_standard_streams(h1d, closed):
    """It cannot tell where it listens; no socket takes the free place."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" --port 0 {closed}', h1d],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (1, b"")


def test_port_that_is_taken(h1d):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run(h1d, "--port", str(taken.getsockname()[1]))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("h1d: ")


def test_address_that_is_not_ours(h1d):
    result = run(h1d, "--port", "0", "--address", "192.0.2.1")
    assert (result.returncode, result.stdout) == (1, "")


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as one:
            one.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="no IPv6 on this machine")
def test_ipv6(start):
    server = start("--address", "::1")
    assert server.line.startswith("listening http://[::1]:")
    assert server.ask(GET).status == 200


def test_other_address_of_this_machine(start):
    server = start("--address", "127.1.2.3")
    assert server.address[0] == "127.1.2.3"
    assert server.ask(GET).status == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_when_told(start, number):
    server = start()
    with server.connect() as idle:
        assert idle.is_usable()
        server.terminate(number)
        idle.at_end()
        server.wait()
    with pytest.raises(ConnectionRefusedError):
        server.connect()


@pytest.fixture
def large(tmp_path):
    (tmp_path / "large").write_bytes(os.urandom(1 << 20) * 32)
    return tmp_path


def stopped(server):
    """Waits until no more connections are taken."""
    while True:
        try:
            server.connect().socket.close()
        except (ConnectionRefusedError, ConnectionResetError):
            return


def test_answer_under_way_is_finished(start, large):
    server = start("--static", large, "--grace", 15000)
    with server.connect(receive_buffer=65536) as client:
        client.send(request("GET", "/static/large") + GET * 2)
        assert client.readable(20)
        server.terminate()
        stopped(server)
        response = client.response()
        assert response.content == (large / "large").read_bytes()
        # That answer did not say that it is the last; the next one does.
        assert not response.closes and client.response().closes
        client.at_end()
    server.wait()


def test_request_under_way_is_answered(start):
    server = start("--grace", 15000)
    with server.connect() as content, server.connect() as head:
        content.send(request("POST", "/echo", "Content-Length: 5") + b"he")
        head.send(GET[:-2])
        assert server.ask(GET).status == 200
        server.terminate()
        stopped(server)
        response = content.ask(b"llo")
        assert response.content == b"hello" and response.closes
        content.at_end()
        response = head.ask(b"\r\n" + GET)
        assert response.status == 200 and response.closes
        head.at_end()
    server.wait()


def test_grace_is_bounded(start):
    server = start("--grace", 200)
    with server.connect() as client:
        client.send(request("POST", "/echo", "Content-Length: 5"))
        assert server.ask(GET).status == 200
        server.terminate()
        with pytest.raises(ConnectionResetError):
            client.more()
        server.wait()


def test_second_signal_does_not_wait(start):
    server = start("--grace", 60000)
    with server.connect() as client:
        client.send(request("POST", "/echo", "Content-Length: 5"))
        assert server.ask(GET).status == 200
        server.terminate()
        stopped(server)
        server.terminate(signal.SIGINT)
        server.wait()


def test_sigpipe_is_ignored(start):
    server = start()
    server.terminate(signal.SIGPIPE)
    assert server.ask(GET).status == 200
