"""Finds h1c, h1d and scripted servers for the tests: programs come from the
build folder that ASSAY_BUILD names, or from build/dev."""

import os
import sys
from pathlib import Path

import pytest

from h1c_peers import Client, Scripted

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "reference/tests/server"))   # tls_records


def program(path):
    found = ROOT / os.environ.get("ASSAY_BUILD", "build/dev") / path
    if not found.exists():
        pytest.skip(f"{found} is not built")
    return str(found)


@pytest.fixture
def h1c(tmp_path):
    """Runs h1c in a folder of its own."""
    return Client(program("reference/client/h1c"), tmp_path)


@pytest.fixture(scope="session")
def h1d_program():
    return program("reference/server/h1d")


@pytest.fixture
def scripted():
    """Servers that do what they are told, one script for each connection."""
    servers = []

    def start(*scripts, **options):
        server = Scripted(scripts, **options)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.stop()
