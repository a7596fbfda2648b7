"""`assay list`, `explain`, `help`: what they print, and how they refuse."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CASE = """\
title: A chunk-size with a 0x prefix is refused, also when it arrives in two parts
requires: [9112-7.1-abnf-chunk-size, 9112-2.2-10]
why: strtol-style readers take it for 5
tags: [smuggling, cve-2025-0001]
needs: [body]
variants: {lower: "x5", upper: "X5"}
steps:
  - send:
      - "POST {{target:body}} HTTP/1.1\\r\\n"
      - "Host: {{host}}\\r\\n"
      - "X: \\0\\xE9"
      - {repeat: "a", times: 70000}
      - "\\r\\n\\r\\n0"
  - pause: 20ms
  - send: ["{{variant}}\\r\\n"]
  - expect:
      - pass: [400, close]
      - warn: [2xx, fate]
        why: read as something else
control: ["POST {{target:body}} HTTP/1.1\\r\\n\\r\\n"]
reads: {verdict: refuse}
answers:
  refused: {verdict: pass, gives: [["HTTP/1.1 400 No\\r\\nContent-Length: 0\\r\\n\\r\\n", fin]]}
  taken: {verdict: warn, variant: lower, gives: [["HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"]]}
"""


@pytest.fixture
def assay(program, tmp_path):
    (tmp_path / "requirements").symlink_to(ROOT / "cases" / "requirements")
    area = tmp_path / "server" / "chunked"
    area.mkdir(parents=True)
    (area / "size-hex-prefix.yaml").write_text(CASE)
    (area / "other.yaml").write_text(
        CASE.replace("9112-7.1-abnf-chunk-size, ", ""))
    environment = dict(os.environ, ASSAY_CASES=str(tmp_path))

    def run(*arguments, status=0):
        done = subprocess.run([program, *arguments], capture_output=True,
                              text=True, env=environment, check=False)
        assert done.returncode == status, done.stderr
        return done.stdout if status == 0 else done.stderr

    return run


def test_list(assay):
    lines = assay("list").splitlines()
    assert lines == [
        "should    server/chunked/other  A chunk-size with a 0x prefix is refused, als...",
        "should    server/chunked/size-hex-prefix  A chunk-size with a 0x prefix is re..."]
    assert {len(line) for line in lines} == {80}


@pytest.mark.parametrize("glob, ids", [
    ("server/chunked/size-hex-prefix", ["size-hex-prefix"]),
    ("server/chunked", ["other", "size-hex-prefix"]),
    ("server/", ["other", "size-hex-prefix"]),
    ("*hex*", ["size-hex-prefix"]),
    ("server/*/o?her", ["other"]),
    ("server/chunked/other[upper]", ["other"]),
])
def test_list_glob(assay, glob, ids):
    assert [line.split()[1] for line in assay("list", glob).splitlines()] == [
        f"server/chunked/{name}" for name in ids]


def test_list_json(assay, tmp_path):
    found = json.loads(assay("list", "--json", "*hex*"))
    assert found == {"format": 1, "cases": [{
        "id": "server/chunked/size-hex-prefix",
        "title": CASE.splitlines()[0].removeprefix("title: "),
        "level": "should",
        "tags": ["smuggling", "cve-2025-0001"],
        "area": "chunked",
        "role": "server",
        "requires": ["9112-7.1-abnf-chunk-size", "9112-2.2-10"],
        "sections": ["9112-7.1", "9112-2.2"],
        "needs": ["body"],
        "variants": ["lower", "upper"],
        "file": f"{tmp_path}/server/chunked/size-hex-prefix.yaml",
    }]}


@pytest.mark.parametrize("options, names", [
    (["--section", "9112-7"], ["size-hex-prefix"]),
    (["--section", "9112-2.2"], ["other", "size-hex-prefix"]),
    (["--section", "9112-7.1,9112-2"], ["other", "size-hex-prefix"]),
    (["--level", "should"], ["other", "size-hex-prefix"]),
    (["--tag", "smuggling"], ["other", "size-hex-prefix"]),
    (["--section=9112-7", "--level=should", "*x*"], ["size-hex-prefix"]),
    # Two parts, with the ids alone to decide.
    (["--shard", "1/2"], ["other"]),
    (["--shard", "2/2"], ["size-hex-prefix"]),
    (["--shard", "2/2", "*other"], []),
    (["--shard", "1/1"], ["other", "size-hex-prefix"]),
])
def test_list_filters(assay, options, names):
    ids = [f"server/chunked/{name}" for name in names]
    lines = assay("list", *options).splitlines()
    assert [line.split()[1] for line in lines] == ids
    cases = json.loads(assay("list", "--json", *options))["cases"]
    assert [case["id"] for case in cases] == ids


def test_list_without(assay, tmp_path):
    path = tmp_path / "server" / "chunked" / "other.yaml"
    path.write_text(path.read_text().replace("tags: [smuggling, ", "tags: ["))
    lines = assay("list", "--without", "smuggling").splitlines()
    assert [line.split()[1] for line in lines] == ["server/chunked/other"]


def test_sections_once(assay, tmp_path):
    path = tmp_path / "server" / "chunked" / "other.yaml"
    path.write_text(path.read_text().replace(
        "[9112-2.2-10]", "[9112-2.2-10, 9112-7.1-1, 9112-2.2-1]"))
    case = json.loads(assay("list", "--json", "*other"))["cases"][0]
    assert case["sections"] == ["9112-2.2", "9112-7.1"]


NO_SHARD = "--shard: expected I/N, I from 1 to N and N from 1 to 10000, found "
SECTION = "--section: expected a section with requirements, as in 9112-7.1, " \
    "found "
EMPTY = "no case is selected: none is left by all filters and ids together"


@pytest.mark.parametrize("options, message", [
    (["--shard", "0/3"], f'{NO_SHARD}"0/3"'),
    (["--shard", "4/3"], f'{NO_SHARD}"4/3"'),
    (["--shard", "1/0"], f'{NO_SHARD}"1/0"'),
    (["--shard", "-1/3"], f'{NO_SHARD}"-1/3"'),
    (["--shard", "1/3/3"], f'{NO_SHARD}"1/3/3"'),
    (["--shard", "1/"], f'{NO_SHARD}"1/"'),
    (["--shard", "/3"], f'{NO_SHARD}"/3"'),
    (["--shard", "3"], f'{NO_SHARD}"3"'),
    (["--shard", ""], f'{NO_SHARD}""'),
    (["--shard", "1/10001"], f'{NO_SHARD}"1/10001"'),
    (["--shard", "4294967297/4294967299"],
     f'{NO_SHARD}"4294967297/4294967299"'),
    (["--shard", f"1/{2**64 + 2}"], f'{NO_SHARD}"1/{2**64 + 2}"'),
    (["--section", "9112-99"], f'{SECTION}"9112-99"'),
    (["--section", "9112-7.1-1"], f'{SECTION}"9112-7.1-1"'),
    (["--section", "9112-7.1,7.1"], f'{SECTION}"7.1"'),
    (["--section", "9110-15.5.6"],
     '--section: no case cites a requirement of section "9110-15.5.6"'),
    (["--level", "MUST"],
     '--level: expected must, should, may or hardening, found "MUST"'),
    (["--level", "should,may"], '--level: no case has the level "may"'),
    (["--tag", "smugling"], '--tag: no case has the tag "smugling"'),
    (["--tag", "!smuggling"], '--tag: no case has the tag "!smuggling"'),
    (["--without", "slow"], '--without: no case has the tag "slow"'),
    (["--tag", ""], '--tag: expected words, separated by commas, found ""'),
    (["--tag", "a,,b"],
     '--tag: expected words, separated by commas, found "a,,b"'),
    (["--section", "9112-7.1", "server/chunked/other"], EMPTY),
    (["--tag", "smuggling", "--without", "smuggling"], EMPTY),
])
@pytest.mark.parametrize("command", [["list"], ["run", "http://127.0.0.1:9/"]])
def test_filters_refused(assay, command, options, message):
    """Before anything is sent to a target."""
    assert assay(*command, *options, status=2) == (
        f"assay {command[0]}: {message}\n")


def test_near_ids(assay):
    message = assay("list", "server/chunked/size-hex-prefx", status=2)
    assert message == (
        'assay list: no case matches "server/chunked/size-hex-prefx"; '
        "near are: server/chunked/size-hex-prefix\n")
    assert "size-hex-prefix" in assay("explain", "size-hex-prefix", status=2)
    assert assay("explain", "zzz", status=2) == (
        'assay explain: no case matches "zzz"\n')


def test_explain(assay):
    text = assay("explain", "server/chunked/size-hex-prefix")
    assert "warn: 2xx, then the connection stays usable or closes (read as " \
        "something else)" in " ".join(text.split())
    for part in [
            "server/chunked/size-hex-prefix  (should)\n",
            "9112-7.1-abnf-chunk-size (ABNF)\n",
            "https://httpwg.org/specs/rfc9112.html#rfc.section.7.1.p.2\n",
            "strtol-style readers take it for 5\n",
            "smuggling, cve-2025-0001\n",
            "bugs     https://www.cve.org/CVERecord?id=CVE-2025-0001\n",
            "body: a POST with content",
            "POST /echo HTTP/1.1\\r\\n\n",
            "Host: 127.0.0.1:8080\\r\\n\n",
            "X: \\x00\\xe9",
            "70000",
            "pause for 20 ms\n",
            "{{variant}}\\r\\n\n",
            "pass: 400, then the connection closes\n",
            "otherwise: warn (a SHOULD is not met)\n",
            "control, which must be accepted\n",
            "refuses it\n",
            "refused: pass\n",
            "taken: warn, to lower\n"]:
        assert part in text
    assert "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" not in text
    # Only a word that is longer than a line, the file here, may exceed it.
    assert {line.split()[0] for line in text.splitlines() if len(line) > 80} \
        <= {"file"}


def test_explain_variant(assay):
    text = assay("explain", "server/chunked/size-hex-prefix[upper]")
    assert "    X5\\r\\n\n" in text
    assert "|X5..|\n" in text
    assert "{{variant}}" not in text
    assert "taken" not in text


def test_explain_octets(assay):
    """By number: offsets run on over sends, and what repeats is one line."""
    text = assay("explain", "server/chunked/size-hex-prefix")
    wire = b"POST /echo HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nX: \0\xe9" \
        + b"a" * 70000 + b"\r\n\r\n0"
    views = re.findall(r"^  octets(.*)\n((?:  (?:[0-9a-f]{8}  .*|\*)\n)+)", text,
                       re.M)
    assert [title for title, _ in views] == [", with the variant lower"] * 2
    found = bytearray()
    for line in "".join(lines for _, lines in views).splitlines():
        if line == "  *":
            repeated = found[-16:]
            continue
        offset = int(line[2:10], 16)
        while len(found) < offset:
            found += repeated
        found += bytes.fromhex(line[12:60])
    assert found == wire + b"x5\r\n"
    assert "|POST /echo HTTP/|\n" in text


def test_explain_several(assay):
    other = assay("explain", "server/chunked/other")
    assert "octets, with" in other
    both = assay("explain", "server/chunked/other",
                 "server/chunked/size-hex-prefix")
    assert both == other + "\n" + assay("explain",
                                       "server/chunked/size-hex-prefix")


def test_explain_summary(assay, tmp_path):
    """What a requirement demands is told below it, once somebody has said so."""
    folder = tmp_path / "requirements"
    folder.unlink()
    folder.mkdir()
    for path in (ROOT / "cases" / "requirements").glob("*.tsv"):
        rows = [line.split("\t") for line in
                path.read_text().rstrip("\n").split("\n")]
        for row in rows[1:]:
            row[7] = "answer such octets with 400" \
                if row[0] == "9112-2.2-10" else ""
        (folder / path.name).write_text(
            "".join("\t".join(row) + "\n" for row in rows))
    text = assay("explain", "server/chunked/size-hex-prefix")
    assert ("  requires 9112-7.1-abnf-chunk-size (ABNF)\n"
            "           https://httpwg.org/specs/rfc9112.html#rfc.section.7.1.p.2"
            "\n           9112-2.2-10 (SHOULD)\n"
            "           https://httpwg.org/specs/rfc9112.html#rfc.section.2.2.p.9"
            "\n           answer such octets with 400\n"
            "  why ") in text


def test_help(assay):
    everything = assay("help")
    for command in ["run", "lint", "list", "explain", "help"]:
        assert f"\n  {command} " in everything
        text = assay("help", command)
        assert text.startswith(f"usage: assay {command} ")
        assert max(map(len, text.splitlines())) <= 80
    assert assay("list", "--help") == assay("help", "list")
    assert assay("--version").startswith("assay 0.")


@pytest.mark.parametrize("arguments, message", [
    ([], "usage: assay COMMAND"),
    (["nope"], '"nope" is not a command'),
    (["help", "nope"], '"nope" is not a command'),
    (["list", "--nope"], "--nope: no such option"),
    (["list", "-n"], "-n: no such option"),
    (["list", "--json=1"], "takes no value"),
    (["lint", "--cases"], "a value is missing"),
    (["explain"], "an id is missing"),
    (["list", "--cases", "/nowhere"], "/nowhere/requirements: No such file"),
])
def test_usage(assay, arguments, message):
    assert message in assay(*arguments, status=2)


def test_lost_output(program):
    with open("/dev/full", "w", encoding="ascii") as full:
        done = subprocess.run([program, "help"], stdout=full,
                              stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    assert "standard output" in done.stderr


def test_what_is_built_in(program, tmp_path):
    """Without --cases the program needs no file."""
    environment = {"PATH": os.environ["PATH"]}

    def run(*arguments):
        done = subprocess.run([program, *arguments], capture_output=True,
                              text=True, cwd=tmp_path, env=environment,
                              check=False)
        assert (done.returncode, done.stderr) == (0, ""), arguments
        return done.stdout

    folder = ["--cases", ROOT / "cases"]
    for command in (["list"], ["vectors"], ["lint"], ["coverage"],
                    ["explain", "server/chunked/size-hex-prefix"]):
        with_folder = run(command[0], *folder, *command[1:])
        assert run(*command) == with_folder.replace(f"{folder[1]}/", "")
    files = [case["file"] for case in json.loads(run("list", "--json"))["cases"]]
    assert "server/chunked/size-hex-prefix.yaml" in files


def test_lint_finds_the_folder_of_a_path(program, tmp_path):
    (tmp_path / "requirements").symlink_to(ROOT / "cases" / "requirements")
    area = tmp_path / "server" / "chunked"
    area.mkdir(parents=True)
    path = area / "size.yaml"
    path.write_text("titel: x\n")

    def lint(*paths, cwd=tmp_path):
        return subprocess.run([program, "lint", *paths], capture_output=True,
                              text=True, cwd=cwd, check=False)

    for given, cwd in ((path, tmp_path), ("size.yaml", area)):
        done = lint(given, cwd=cwd)
        assert done.returncode == 2
        assert done.stdout.startswith(f"{given}:1:1: expected a key of a case")
    assert lint(area).stdout.startswith(f"{path}:1:1: ")
    alone = lint("/etc/passwd")
    assert (alone.returncode, alone.stdout) == (2, "")
    assert alone.stderr == (
        "assay lint: /etc/passwd: expected a file below a folder with "
        "`requirements`, or --cases DIR, found neither\n")
