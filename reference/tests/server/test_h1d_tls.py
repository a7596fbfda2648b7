"""TLS: the same answers, protected; how it begins, ends and is renewed."""

import functools
import os
import signal
import socket
import ssl
import subprocess
import time

import pytest

import h1d_client
from h1d_client import TIMEOUT, Client

# Only what the certificate names is served.
request = functools.partial(h1d_client.request, host="127.0.0.1")
GET = request()


def trusting(file):
    return ssl.create_default_context(cafile=str(file))


@pytest.fixture
def secure(start, tmp_path):
    """Starts a server with a certificate of its own; gives it and a context
    that trusts it."""

    def start_one(*options):
        certificate = tmp_path / "own.pem"
        server = start("--tls-self-signed", "--tls-certificate-out",
                       certificate, *options)
        assert server.line.startswith("listening https://")
        return server, trusting(certificate)

    return start_one


@pytest.fixture
def make_certificate(tmp_path):
    """Makes certificates for 127.0.0.1 by openssl; they can be told apart by
    their common name."""

    def make(name, certificate="server.pem", key="server.key"):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1",
             "-keyout", str(tmp_path / key), "-out",
             str(tmp_path / certificate)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return tmp_path / certificate, tmp_path / key

    return make


def common_name(client):
    subject = client.socket.getpeercert()["subject"]
    return dict(pair for part in subject for pair in part)["commonName"]


@pytest.mark.parametrize("version", [
    ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_versions(secure, version):
    server, context = secure()
    context.minimum_version = context.maximum_version = version
    with server.connect(tls=context) as client:
        assert client.socket.version() == version.name.replace("_", ".")
        for _ in range(3):
            assert client.ask(GET).status == 200


def test_older_versions_are_refused(secure):
    server, context = secure()
    with pytest.warns(DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, OSError)):
        server.connect(tls=context)
    assert server.process.poll() is None


def test_alpn(secure):
    server, context = secure()
    context.set_alpn_protocols(["h2", "http/1.1"])
    with server.connect(tls=context) as client:
        assert client.socket.selected_alpn_protocol() == "http/1.1"
        assert client.ask(GET).status == 200


def test_many_requests_and_large_content(secure, tmp_path):
    content = os.urandom(1 << 20) * 3 + b"x"
    (tmp_path / "file").write_bytes(content)
    server, context = secure("--static", tmp_path)
    with server.connect(tls=context) as client:
        client.send(request("GET", "/static/file") * 2 + GET * 100)
        assert client.response().content == content
        assert client.response().content == content
        for _ in range(100):
            assert client.response().status == 200
        echoed = client.ask(request("POST", "/echo", content=content[:500000]))
        assert echoed.content == content[:500000]


@pytest.mark.parametrize("host, status", [
    ("127.0.0.1", 200), ("127.0.0.1:8443", 200), ("LOCALHOST", 200),
    ("[::1]", 200), ("other.test", 421), ("127.0.0.2", 421),
    ("localhost.other.test", 421)])
def test_only_hosts_of_the_certificate_are_served(secure, host, status):
    """RFC 9110, section 7.4."""
    server, context = secure()
    with server.connect(tls=context) as client:
        assert client.ask(request(host=host)).status == status
        absolute = request("GET", f"https://{host}/", host=host)
        assert client.ask(absolute).status == status
        plain = request("GET", f"http://{host}/", host=host)
        assert client.ask(plain).status == 421
        assert client.is_usable()


def test_octet_by_octet(secure):
    server, context = secure()
    with server.connect(tls=context) as client:
        for octet in GET + request("POST", "/echo", content=b"abc"):
            client.send(bytes([octet]))
        assert client.response().status == 200
        assert client.response().content == b"abc"


def test_end_is_told(secure):
    """close_notify behind the last answer: the end is no truncation."""
    server, context = secure()
    with server.connect(tls=context) as client:
        assert client.ask(request("GET", "/", "Connection: close")).closes
        client.at_end()


def test_idle_connection_is_told(secure):
    server, context = secure("--idle-timeout", 150)
    with server.connect(tls=context) as client:
        assert client.is_usable()
        client.at_end()


def test_half_close_behind_the_request(secure):
    """close_notify of the client does not end the answer."""
    server, context = secure()
    raw = socket.create_connection(server.address, timeout=TIMEOUT)
    with raw:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        session = context.wrap_bio(
            incoming, outgoing, server_hostname=server.address[0])
        pump(raw, incoming, outgoing, session.do_handshake)
        session.write(GET)
        with pytest.raises(ssl.SSLWantReadError):
            session.unwrap()
        answer = b""
        raw.sendall(outgoing.read())
        # After its close_notify Python reads no more; what comes is counted.
        while octets := raw.recv(65536):
            answer += octets
        assert len(answer) > 200


def pump(raw, incoming, outgoing, action):
    while True:
        try:
            action()
            raw.sendall(outgoing.read())
            return
        except ssl.SSLWantReadError:
            raw.sendall(outgoing.read())
            octets = raw.recv(65536)
            assert octets, "closed"
            incoming.write(octets)


def test_truncated_request_is_not_answered_as_whole(secure):
    """A close-delimited end that TLS does not confirm is no end."""
    server, context = secure()
    with server.connect(tls=context) as client:
        assert client.is_usable()
        client.send(request("POST", "/echo", "Content-Length: 10") + b"hello")
        raw = socket.socket(fileno=client.socket.detach())
        raw.settimeout(TIMEOUT)
        raw.shutdown(socket.SHUT_WR)
        with raw:
            assert len(drain(raw)) < 100
    with server.connect(tls=context) as client:
        assert client.is_usable()


def drain(raw):
    octets = b""
    try:
        while part := raw.recv(65536):
            octets += part
    except ConnectionResetError:
        pass
    return octets


@pytest.mark.parametrize("octets", [
    GET, b"GET / HTTP/1.1\r\nHost", b"\x00\x01\x02\r\n\r\n"])
def test_plain_http_is_told(secure, octets):
    server, context = secure("--header-timeout", 500)
    with Client(server.address) as client:
        client.send(octets)
        response = client.response()
        assert response.status in (400, 408) and response.closes
        client.at_end()
    with server.connect(tls=context) as client:
        assert client.is_usable()


def test_handshake_has_its_time(secure):
    server, context = secure("--header-timeout", 200)
    for octets in (b"", b"\x16\x03\x01"):
        start = time.monotonic()
        with socket.create_connection(server.address, TIMEOUT) as silent:
            silent.sendall(octets)
            assert drain(silent) == b""
        assert time.monotonic() - start > 0.18
    with server.connect(tls=context) as client:
        assert client.is_usable()


def test_garbage_in_the_handshake_and_behind(secure):
    server, context = secure()
    with socket.create_connection(server.address, TIMEOUT) as raw:
        raw.sendall(b"\x16\x03\x01\x00\x05hello" * 3)
        assert len(drain(raw)) < 100        # an alert, at most
    with server.connect(tls=context) as client:
        assert client.is_usable()
        raw = socket.socket(fileno=client.socket.detach())
        raw.settimeout(TIMEOUT)
        with raw:
            raw.sendall(b"\x17\x03\x03\x00\x20" + bytes(32))
            assert len(drain(raw)) < 2000
    with server.connect(tls=context) as client:
        assert client.is_usable()


def test_certificate_from_files_is_reloaded(start, make_certificate):
    certificate, key = make_certificate("first")
    server = start("--tls-certificate", certificate, "--tls-key", key)
    first = trusting(certificate)
    with server.connect(tls=first) as old:
        assert common_name(old) == "first"
        make_certificate("second")
        second = trusting(certificate)
        server.terminate(signal.SIGHUP)
        assert eventually(lambda: name_of(server, second) == "second")
        # What was there goes on.
        assert old.is_usable()


def name_of(server, context):
    try:
        with server.connect(tls=context) as client:
            return common_name(client)
    except ssl.SSLError:
        return None


def eventually(condition):
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        if condition():
            return True
    return False


def test_broken_certificate_is_told_and_not_taken(h1d, make_certificate):
    certificate, key = make_certificate("first")
    process = subprocess.Popen(
        [h1d, "--port", "0", "--tls-certificate", certificate, "--tls-key",
         key], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        port = int(process.stdout.readline().rsplit(":", 1)[1])
        context = trusting(certificate)
        certificate.write_text("broken\n")
        process.send_signal(signal.SIGHUP)
        told = process.stderr.readline()
        assert told.startswith("h1d: ") and str(certificate) in told
        with Client(("127.0.0.1", port), tls=context) as client:
            assert common_name(client) == "first" and client.is_usable()
    finally:
        process.terminate()
        assert process.communicate(timeout=TIMEOUT) == ("", "")
        assert process.returncode == 0


def test_chain_and_key_must_fit(h1d, make_certificate):
    certificate, _ = make_certificate("one")
    _, key = make_certificate("two", "other.pem", "other.key")
    result = subprocess.run(
        [h1d, "--port", "0", "--tls-certificate", certificate, "--tls-key",
         key], capture_output=True, text=True, timeout=TIMEOUT, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_connections_side_by_side(secure):
    server, context = secure("--threads", 3)
    clients = [server.connect(tls=context) for _ in range(60)]
    for i, client in enumerate(clients):
        client.send(request("POST", "/echo", content=b"%d" % i))
    for i, client in enumerate(clients):
        assert client.response().content == b"%d" % i
        client.socket.close()


def test_stop_finishes_an_answer(secure, tmp_path):
    content = os.urandom(1 << 20) * 8
    (tmp_path / "large").write_bytes(content)
    server, context = secure("--static", tmp_path, "--grace", 15000)
    with server.connect(tls=context, receive_buffer=65536) as client:
        client.send(request("GET", "/static/large"))
        assert client.readable(TIMEOUT)
        server.terminate()
        assert client.response().content == content
        client.at_end()
    server.wait()
