"""TLS: a client that says a part of a message about TLS itself, behind which
the server can write nothing until the rest has come."""

import ssl

import pytest

from h1d_client import request
from tls_records import APPLICATION_DATA, HANDSHAKE, RecordClient

KEY_UPDATE = b"\x18\0\0\1\0"  # RFC 8446, section 4.6.3

GET = (APPLICATION_DATA, request(host="127.0.0.1"))
GET_LARGE = (APPLICATION_DATA, request("GET", "/static/large", host="127.0.0.1"))
BEGIN = (HANDSHAKE, KEY_UPDATE[:4])
REST = (HANDSHAKE, KEY_UPDATE[4:])


@pytest.fixture
def connect(start, tmp_path):
    (tmp_path / "large").write_bytes(bytes(1 << 24))
    certificate = tmp_path / "own.pem"
    server = start("--tls-self-signed", "--tls-certificate-out", certificate,
                   "--static", tmp_path)
    context = ssl.create_default_context(cafile=str(certificate))
    return lambda: RecordClient(server.address, context, tmp_path / "keys")


def test_answer_behind_message_in_two_records(connect):
    with connect() as client:
        client.send(GET, BEGIN)
        client.send(REST)
        assert client.read().startswith(b"HTTP/1.1 200 ")


def test_large_answer_waits_for_no_rest(connect):
    """It would have to wait in memory."""
    with connect() as client:
        client.send(GET_LARGE, BEGIN)
        with pytest.raises((ConnectionResetError, ssl.SSLError)):
            while client.read():
                pass
