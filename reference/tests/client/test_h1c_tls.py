"""https: whom it trusts, how it fails, what a truncation is."""

import os
import socket
import ssl
import subprocess

import pytest

from h1c_peers import CLOSING, OK, wait_until
from tls_records import HANDSHAKE, Writer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of its own for localhost and 127.0.0.1, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    try:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem",
             "-out", "cert.pem", "-days", "2", "-subj", "/CN=ignored",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
            cwd=folder, check=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl(1)")
    return folder


@pytest.fixture
def tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    context.set_alpn_protocols(["http/1.1"])
    return context


def test_a_trusted_server(h1c, scripted, tls, certificate):
    server = scripted(CLOSING, CLOSING, tls=tls)
    ca = ["--ca", certificate / "cert.pem"]
    status, out, err = h1c("-v", *ca, server.url())
    assert (status, out) == (0, b"hi")
    assert "* TLSv1.3, " in err and "http/1.1\n" in err
    assert h1c(*ca, f"https://localhost:{server.port}/")[:2] == (0, b"hi")


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_versions(h1c, scripted, tls, certificate, version):
    tls.maximum_version = tls.minimum_version = ssl.TLSVersion[version]
    server = scripted(CLOSING, tls=tls)
    assert h1c("--ca", certificate / "cert.pem", server.url())[:2] == (
        0, b"hi")


def test_one_connection_for_several(h1c, scripted, tls, certificate):
    def serve(connection):
        for _ in range(3):
            connection.head()
            connection.send(OK)
        connection.rest()       # close_notify; else SSLError

    server = scripted(serve, tls=tls)
    assert h1c("--ca", certificate / "cert.pem", *[server.url()] * 3)[:2] == (
        0, b"hihihi")


def test_large_content_both_ways(h1c, scripted, tls, certificate):
    content = bytes(range(256)) * 20000
    (h1c.folder / "up").write_bytes(content)
    got = []

    def serve(connection):
        _, sent = connection.request()
        got.append(sent)
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
                        % len(sent), sent)

    server = scripted(serve, tls=tls)
    status, out, err = h1c("--ca", certificate / "cert.pem", "--no-expect",
                           "-T", "up", "-o", "down", server.url())
    assert status == 0, err
    assert got == [content] and h1c.file("down") == content


def test_a_stranger_is_not_trusted(h1c, scripted, tls):
    def never(connection):
        connection.head()
        raise AssertionError("a request was sent")

    server = scripted(never, CLOSING, tls=tls)
    status, out, err = h1c(server.url())
    assert (status, out) == (5, b"") and "not trusted" in err
    assert h1c("--insecure", server.url())[:2] == (0, b"hi")


def test_another_name_is_not_trusted(h1c, certificate, tls):
    """127.0.0.2 is this machine too, and the certificate is not for it."""
    with socket.create_server(("127.0.0.2", 0)) as listener:
        port = listener.getsockname()[1]
        process = h1c.start("--ca", certificate / "cert.pem",
                            f"https://127.0.0.2:{port}/")
        sock, _ = listener.accept()
        sock.settimeout(60)
        with sock, pytest.raises(ssl.SSLError):
            with tls.wrap_socket(sock, server_side=True) as secured:
                assert secured.recv(1) == b"", "a request was sent"
        _, err = process.communicate(timeout=60)
    assert process.returncode == 5
    assert b"127.0.0.2" in err


def test_the_end_is_told(h1c, scripted, tls, certificate):
    """RFC 9112, section 9.8: close_notify before the connection is closed."""
    ends = []

    def script(connection):
        connection.head()
        connection.send(CLOSING)
        ends.append(connection.rest())      # raises where it is not

    server = scripted(script, tls=tls)
    assert h1c("--ca", certificate / "cert.pem", server.url())[0] == 0
    wait_until(lambda: not any(one.is_alive() for one in server.threads))
    assert ends == [b""]


def test_the_server_is_told_why(h1c, tls):
    """An alert, not only an end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        process = h1c.start(f"https://127.0.0.1:{port}/")
        sock, _ = listener.accept()
        sock.settimeout(60)
        with sock, pytest.raises(ssl.SSLError, match="(?i)alert unknown ca"):
            with tls.wrap_socket(sock, server_side=True) as secured:
                secured.recv(1)
        process.communicate(timeout=60)
    assert process.returncode == 5


def test_a_refusal_of_the_server_is_told(h1c, scripted, tls, certificate):
    """It demands a certificate, which in TLS 1.3 comes out behind the
    handshake."""
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.load_verify_locations(certificate / "cert.pem")
    server = scripted(OK, tls=tls)
    status, _, err = h1c("--ca", certificate / "cert.pem", server.url())
    assert status == 7
    assert "the peer refused: it demands a certificate" in err


def test_a_forged_record_is_told(h1c, scripted, tls, certificate):
    def forge(connection):
        connection.head()
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel")
        with socket.socket(fileno=connection.socket.detach()) as plain:
            plain.settimeout(60)
            plain.sendall(b"\x17\x03\x03\x00\x20" + bytes(32))
            while plain.recv(65536):
                pass

    server = scripted(forge, tls=tls)
    status, out, err = h1c("--ca", certificate / "cert.pem", server.url())
    assert (status, out) == (7, b"hel") and "broken or forged" in err


def test_half_a_message_stalls_an_upload(h1c, scripted, tls, certificate):
    """Nothing can be sent behind half a NewSessionTicket (RFC 8446, section
    4.6.1), and what is kept in memory instead is not sent."""
    tls.minimum_version = ssl.TLSVersion.TLSv1_3
    tls.num_tickets = 0
    tls.keylog_filename = str(h1c.folder / "keys")
    with (h1c.folder / "up").open("wb") as up:
        up.truncate(1 << 26)

    def begin_ticket(connection):
        writer = Writer(h1c.folder / "keys", "SERVER_TRAFFIC_SECRET_0")
        os.write(connection.socket.fileno(),
                 writer.record(HANDSHAKE, b"\4\0\0\x20"))
        connection.rest()

    server = scripted(begin_ticket, tls=tls)
    status, _, _ = h1c("--ca", certificate / "cert.pem", "--idle-timeout", 300,
                       "--no-expect", "-T", "up", server.url())
    assert status == 8


def test_a_server_without_tls(h1c, scripted):
    def plain(connection):
        connection.more()
        connection.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    server = scripted(plain)
    status, _, err = h1c(f"https://127.0.0.1:{server.port}/")
    assert status == 5 and "TLS failed" in err


def test_a_server_that_closes_in_the_handshake(h1c, scripted):
    server = scripted(lambda connection: connection.more() and None)
    assert h1c(f"https://127.0.0.1:{server.port}/")[0] == 5


def test_a_handshake_that_stalls(h1c, scripted):
    def stall(connection):
        connection.rest()

    server = scripted(stall)
    status, _, err = h1c("--connect-timeout", 300,
                         f"https://127.0.0.1:{server.port}/")
    assert status == 8 and "handshake" in err


def test_trust_that_cannot_be_read(h1c):
    status, _, err = h1c("--ca", "nothing.pem", "https://127.0.0.1:1/")
    assert status == 5 and "nothing.pem" in err


def ends(octets, clean):
    """Sends an answer, and ends TLS with close_notify or without."""
    def script(connection):
        connection.head()
        connection.send(octets)
        if clean:
            connection.socket.unwrap()
        else:
            connection.socket.shutdown(socket.SHUT_WR)
            connection.socket.detach()
    return script


def test_a_truncation_is_no_end(h1c, scripted, tls, certificate):
    """RFC 9112, section 9.8: without close_notify such content is cut; what
    tells its own length is not."""
    octets = b"HTTP/1.1 200 OK\r\n\r\nhello"
    ca = ["--ca", certificate / "cert.pem"]
    server = scripted(ends(octets, True), ends(octets, False),
                      ends(OK, False), tls=tls)
    assert h1c(*ca, server.url())[:2] == (0, b"hello")
    status, _, err = h1c(*ca, "-o", "file", server.url())
    assert status == 7 and "broke" in err
    assert not (h1c.folder / "file").exists()
    assert h1c(*ca, server.url())[:2] == (0, b"hi")


def test_no_way_down(h1c, scripted, tls, certificate):
    def moved(location):
        return (f"HTTP/1.1 302 Found\r\nLocation: {location}\r\n"
                "Connection: close\r\nContent-Length: 0\r\n\r\n").encode()

    plain = scripted(CLOSING)
    server = scripted(*[moved(plain.url())] * 2, tls=tls)
    ca = ["-L", "--ca", certificate / "cert.pem"]
    status, _, err = h1c(*ca, server.url())
    assert status == 10 and "from https to http" in err
    assert h1c(*ca, "--allow-downgrade", server.url())[:2] == (0, b"hi")
