"""The target files of harness/targets: the sets are whole, and each server of the
ci set that is installed here starts, answers, and leaves nothing behind."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import yaml

from servers import kit

CI = {"nginx", "apache", "lighttpd", "h2o", "haproxy", "node", "python",
      "evhttp", "gunicorn", "uvicorn-h11"}
STANDARD = CI | {
    "caddy", "libmicrohttpd", "civetweb", "bun", "deno", "puma", "webrick",
    "uvicorn-httptools", "aiohttp", "tornado", "twisted", "jetty9", "tomcat10",
    "netty", "mighttpd2", "php", "mojolicious", "haproxy-proxy", "varnish",
    "squid", "trafficserver", "nghttpx"}
SETS = {"ci": CI, "standard": STANDARD}
FILES = {path.stem: yaml.safe_load(path.read_text())
         for path in sorted(kit.TARGETS.glob("*.yaml"))}


@pytest.mark.parametrize("name", FILES)
def test_keys(name):
    file = FILES[name]
    assert file["name"] == name
    assert file["sets"] and set(file["sets"]) <= {*SETS, "extra"}
    assert file["needs"] and (file.get("packages") or file.get("npm"))
    assert file["url"] == "http://127.0.0.1:{{port}}/"
    assert file["version"]
    # So that SIGTERM meets the server, and not a shell before it.
    assert "exec " in file["start"]


@pytest.mark.parametrize("name", SETS)
def test_sets_are_whole(name):
    assert {n for n, file in FILES.items() if name in file["sets"]} == \
        SETS[name]


def test_setup_brings_the_ci_set():
    listed = subprocess.run(
        [kit.ROOT / "scripts/setup", "--help"], stdout=subprocess.PIPE,
        text=True, check=True).stdout
    groups = dict(re.findall(r"^(\w+):\n((?:\t.*\n)+)", listed, re.M))
    brought = {*groups["build"].split(), *groups["test"].split()}
    wanted = {p for name in CI for p in FILES[name]["packages"]}
    assert wanted <= brought


@pytest.fixture(scope="module")
def installed(program):
    listed = subprocess.run(
        [program, "targets", "--json", "ci"], stdout=subprocess.PIPE,
        text=True, check=True, timeout=60)
    return {t["name"] for t in json.loads(listed.stdout)["targets"]
            if t["installed"]}


@pytest.fixture
def scratch():
    """A folder that a server which gives up root can get through to."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@pytest.mark.parametrize("name", sorted(CI))
def test_server(name, installed, program, tmp_path, scratch):
    if name not in installed:
        pytest.skip(f"{name} is not installed")
    left = tmp_path / "left"
    done = kit.run(
        tmp_path, "--target", kit.TARGETS / f"{name}.yaml", timeout=120,
        ids=["server/connection/persists"], env={"TMPDIR": str(scratch)},
        command=[sys.executable, kit.HERE / "leftovers.py", left, program])
    assert done.status in (0, 1), done.err
    assert done.report["target"]["name"] == name
    assert done.report["target"]["version"]
    assert [r["verdict"] for r in done.results] == ["pass"]
    assert not left.exists(), left.read_text()
    assert not list(scratch.iterdir())
