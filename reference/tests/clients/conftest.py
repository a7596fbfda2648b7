"""h1d (from the build folder that ASSAY_BUILD names, or from build/dev) and the
files that it serves to real clients."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from h1d_origin import TIMEOUT, Origin, octets, png, run, write, write_wav

ROOT = Path(__file__).resolve().parents[3]
PICTURES = range(1, 13)
PARTS = 200
SECONDS = 300     # of sound: 26 MB

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Pictures</title>
<link rel="stylesheet" href="style.css"></head><body>
{pictures}
<p><a href="text.txt">text</a></p>
</body></html>
"""


def fill(folder):
    """The files that the tests ask for."""
    for i in PICTURES:
        write(folder / f"pictures/{i}.png", png(i, 2))
    for i in range(PARTS):
        write(folder / f"parts/{i}", b"part %d\n" % i)
    write(folder / "page.html", PAGE.format(pictures="\n".join(
        f'<img src="pictures/{i}.png" alt="{i}">' for i in PICTURES)).encode())
    write(folder / "style.css", b"p { color: #010203 }\n")
    write(folder / "text.txt", b"".join(b"%d\n" % i for i in range(2000)))
    write(folder / "large.bin", octets("large", 5_000_000))
    write(folder / "empty.bin", b"")
    write_wav(folder / "sound.wav", SECONDS)
    return folder


@pytest.fixture(scope="session")
def h1d():
    program = (ROOT / os.environ.get("ASSAY_BUILD", "build/dev") /
               "reference/server/h1d")
    if not program.exists():
        pytest.skip(f"{program} is not built")
    return str(program)


@pytest.fixture(scope="session")
def options(h1d):
    """What h1d says about its options."""
    return subprocess.run([h1d, "--help"], stdout=subprocess.PIPE, check=True,
                          timeout=TIMEOUT).stdout.decode()


@pytest.fixture(scope="session")
def needs(options):
    """Skips a test for which h1d lacks an option."""
    def check(*names):
        for name in names:
            if f" {name} " not in options.replace("\n", " ").replace(",", " "):
                pytest.skip(f"h1d has no {name}")
    return check


@pytest.fixture(scope="session")
def program():
    """The path of a client; skips the test if it is not there."""
    def find(name):
        # Debian's own: others may stand before it in PATH.
        path = shutil.which(name, path="/usr/bin:/bin") or shutil.which(name)
        if not path:
            pytest.skip(f"{name} is not installed")
        return path
    return find


@pytest.fixture(scope="session")
def curl(program):
    path = program("curl")

    def curl_one(*arguments, **how):
        return run(path, "-q", "-sS", "--max-time", 40, *arguments, **how)
    return curl_one


@pytest.fixture(scope="session")
def wget(program):
    path = program("wget")

    def wget_one(*arguments, **how):
        return run(path, "--no-config", "--no-hsts", "--tries=1",
                   "--timeout=20", "-nv", *arguments, **how)
    return wget_one


@pytest.fixture(scope="module")
def origin(h1d, tmp_path_factory):
    """A server with the defaults, for tests that change nothing."""
    server = Origin(h1d, fill(tmp_path_factory.mktemp("site") / "files"))
    yield server
    server.stop()


@pytest.fixture
def start(h1d, needs, tmp_path):
    """Starts a server with options on a folder of its own, which is empty; it
    must end well."""
    servers = []

    def start_one(*options):
        needs(*(o for o in options if str(o).startswith("--")))
        folder = tmp_path / f"folder{len(servers)}"
        folder.mkdir()
        servers.append(Origin(h1d, folder, *options))
        return servers[-1]

    yield start_one
    for server in servers:
        server.stop()
