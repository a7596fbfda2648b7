"""Faults are in the build that asks for them, and in no other."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
TABLE = (ROOT / "reference/faults.def").read_text()
NAMES = re.findall(r'^(?:FAULT|SPLIT_FAULT|UNENFORCED)\(\w+,\s*"([^"]*)"',
                   TABLE, re.M)
CLEAN = ["reference/server/h1d", "reference/h1/libh1.a",
         "reference/http/libhttp.a", "reference/server/libserver.a",
         "reference/site/libsite.a"]


def h1d(preset, *options):
    program = BUILD / preset / "reference/server/h1d"
    if not program.exists():
        pytest.skip(f"{program} is not built")
    return subprocess.run(
        [program, *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, timeout=20, check=False)


def test_names():
    assert NAMES and len(set(NAMES)) == len(NAMES)
    assert not [n for n in NAMES if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", n)]


@pytest.mark.parametrize("file", CLEAN)
@pytest.mark.parametrize("preset", ["dev", "release"])
def test_other_builds_hold_no_fault(preset, file):
    path = BUILD / preset / file
    if not path.exists():
        pytest.skip(f"{path} is not built")
    nm = subprocess.run(["nm", path], stdout=subprocess.PIPE, text=True,
                        check=True).stdout
    assert not re.findall(r" \w (fault_\w+)$", nm, re.M)
    octets = path.read_bytes()
    assert b"--fault" not in octets
    assert not [n for n in NAMES if b"\0%b\0" % n.encode() in octets]


@pytest.mark.parametrize("option", ["--fault", "--faults"])
def test_other_builds_have_no_option(option):
    result = h1d("release", option, NAMES[0])
    assert result.returncode == 2
    assert "no such option" in result.stderr
    assert option not in h1d("release", "--help").stdout


@pytest.mark.parametrize("options", [["nonsense"], [], [""]])
def test_unknown_fault_is_refused(options):
    result = h1d("faults", "--fault", *options)
    assert (result.returncode, result.stdout) == (2, "")
    assert "no such fault" in result.stderr


def test_all_faults_are_listed():
    listed = json.loads(h1d("faults", "--faults").stdout)
    assert [fault["name"] for fault in listed["faults"]] == NAMES
