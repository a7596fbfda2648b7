"""The fixtures of the server's tests, and what the site's tests add to them."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

SERVER = Path(__file__).resolve().parents[1] / "server"
sys.path.insert(0, str(SERVER))


def load(path):
    """Another conftest.py, which cannot be imported by its name."""
    spec = importlib.util.spec_from_file_location("server_conftest", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fixtures = load(SERVER / "conftest.py")
h1d = fixtures.h1d
shared = fixtures.shared
start = fixtures.start
client = fixtures.client

from site_client import OLD  # noqa: E402, behind the path to h1d_client


@pytest.fixture
def folder(tmp_path):
    """A folder to be served; beside it stands what must never be."""
    (tmp_path / "secret").write_bytes(b"secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    return inside


@pytest.fixture
def put(folder):
    """Makes a file whose last change is long ago, or at `time`."""
    def one(name, content, time=OLD):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (time, time))
        return path
    return one
