"""Clients that go away while nothing can be said to them."""

import os
import socket
import struct
from pathlib import Path

import pytest

from h1d_client import GET, Server, request

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = (ROOT / os.environ.get("ASSAY_BUILD", "build/dev") /
           "reference/tests/server/patient_server")
LATER = request("GET", "/later")


@pytest.fixture
def server():
    if not PROGRAM.exists():
        pytest.skip(f"{PROGRAM} is not built")
    one = Server(str(PROGRAM))
    yield one
    one.stop()


def gone(server):
    return int(server.ask(request("GET", "/gone")).content)


@pytest.mark.parametrize("n_behind", [0, 1, 2000])
def test_abort_is_noticed(server, n_behind):
    """Also if more waits that is not read yet (RFC 9112, section 9.5)."""
    with server.connect() as client:
        client.send(LATER + GET * n_behind)
        assert not client.readable(0.05) and gone(server) == 0
        client.socket.setsockopt(    # close() sends RST
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    while gone(server) == 0:
        pass


def test_end_of_what_a_client_says_is_no_abort(server):
    with server.connect() as client:
        client.send(LATER)
        client.half_close()
        assert not client.readable(0.1) and gone(server) == 0
        # And waiting for the rest costs nothing.
        before = cpu_seconds(server)
        assert not client.readable(0.5)
        assert cpu_seconds(server) - before < 0.2


def cpu_seconds(server):
    with open(f"/proc/{server.process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
