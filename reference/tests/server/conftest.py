"""Starts h1d for the tests: from the build folder that ASSAY_BUILD names, or
from build/dev."""

import os
from pathlib import Path

import pytest

from h1d_client import Server

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def h1d():
    program = (ROOT / os.environ.get("ASSAY_BUILD", "build/dev") /
               "reference/server/h1d")
    if not program.exists():
        pytest.skip(f"{program} is not built")
    return str(program)


@pytest.fixture(scope="session")
def shared(h1d):
    """A server with the defaults, for tests that leave it as it was."""
    server = Server(h1d)
    yield server
    server.stop()


@pytest.fixture
def start(h1d):
    """Starts servers with options; they must end well."""
    servers = []

    def start_one(*options):
        server = Server(h1d, *map(str, options))
        servers.append(server)
        return server

    yield start_one
    for server in servers:
        server.stop()


@pytest.fixture
def client(shared):
    with shared.connect() as one:
        yield one
