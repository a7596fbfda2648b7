"""The format of cases: schema and lint agree, and what is broken is refused."""

import json
import os
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "cases"
ROLES = ["client", "proxy", "server"]

# All that a hostile file may cost, with sanitizers and on a busy machine.
SECONDS = 1

# As our own reader has it: every scalar is a string.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

GOOD = """\
title: A Host field that is empty
requires: [9112-3.2-6, 9112-2.2-10]
why: because
steps:
  - send:
      - "GET {{target:ok}} HTTP/1.1\\r\\n"
      - "\\r\\n"
  - expect:
      - pass: [400, close]
      - fail: [2xx, fate]
        why: taken
answers:
  refused: {verdict: pass, gives: [["HTTP/1.1 400 No\\r\\nContent-Length: 0\\r\\n\\r\\n", fin]]}
  taken: {verdict: fail, gives: [["HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"]]}
"""

# name: text that is replaced (once), replacement, messages of lint (each begins
# so), and whether the schema sees it too.
BROKEN = {
    "unknown-key": (
        "why: because", "why: because\nurl: /", [
            "4:1: expected a key of a case (`title`, `requires`, `why`, "
            "`level`, `tags`, `needs`, `variants`, `steps`, `control`, "
            "`reads`, `answers`), found `url`"], True),
    "unknown-key-below": (
        "        why: taken", "        because: taken", [
            "11:9: expected a key of an outcome (`pass`, `warn`, `fail`, "
            "`note`, `why`), found `because`"], True),
    "missing-key": (
        "why: because\n", "", [
            "1:1: expected a case with `why`, found none"], True),
    "wrong-order": (
        "title: A Host field that is empty\nrequires: [9112-3.2-6, 9112-2.2-10]",
        "requires: [9112-3.2-6, 9112-2.2-10]\ntitle: A Host field that is empty",
        ["2:1: expected `title` before `requires`, found it behind"], False),
    "duplicate-key": (
        "why: because", "why: because\nwhy: again", [
            '4:1: expected each key once, found "why" again (first in line 3)'],
        False),
    "wrong-type": (
        "  - send:\n      - \"GET {{target:ok}} HTTP/1.1\\r\\n\"\n      - \"\\r\\n\"",
        "  - send: {a: b}", [
            "5:11: expected a wire list, found a map"], True),
    "plain-wire-string": (
        '      - "\\r\\n"', "      - CRLF", [
            "7:9: expected a double-quoted wire string, found `CRLF`"], False),
    "bad-escape": (
        'HTTP/1.1\\r\\n"', 'HTTP/1.1\\r\\q"', [
            "6:38: expected well-formed YAML, found unknown escape character"],
        False),
    "wide-escape": (
        'HTTP/1.1\\r\\n"', 'HTTP/1.1\\r\\u2028"', [
            "6:38: expected one of \\r \\n \\t \\0 \\a \\b \\e \\f \\v \\\\ "
            '\\" \\xNN, found another escape'], True),
    "tab": (
        "why: because", "why:\tbecause", [
            "3:5: expected printable ASCII, found octet 0x09 (a tab)"], False),
    "cr": (
        "why: because", "why: because\r", [
            "3:13: expected printable ASCII, found octet 0x0D"], False),
    "non-ascii": (
        "why: because", "why: b\u00e9cause", [
            "3:7: expected printable ASCII, found octet 0xC3"], True),
    "nul": (
        "why: because", "why: because\0", [
            "3:13: expected printable ASCII, found octet 0x00"], False),
    "single-quotes": (
        "why: because", "why: 'because'", [
            "3:6: expected a plain or double-quoted scalar, found single "
            "quotes"], False),
    "literal-block": (
        "why: because", "why: |\n  because", [
            "3:6: expected a plain or double-quoted scalar, found a block "
            "scalar"], False),
    "folded-block": (
        "why: because", "why: >\n  because", [
            "3:6: expected a plain or double-quoted scalar, found a block "
            "scalar"], False),
    "tag": (
        "why: because", "why: !!str because", [
            "3:6: expected no tags, found one"], False),
    "directive": (
        "title:", "%YAML 1.2\n---\ntitle:", [
            "1:1: expected no directives, found one"], False),
    "second-document": (
        "  taken: {", "---\n  taken: {", [
            "14:1: expected one document, found another"], False),
    "unknown-id": (
        "9112-2.2-10", "9112-2.2-1000", [
            "2:24: expected the id of a requirement, found `9112-2.2-1000`"],
        False),
    "no-id": (
        "requires: [9112-3.2-6, 9112-2.2-10]\n", "", [
            "9:9: expected `requires` with a MUST or MUST NOT that binds a "
            "server for `fail`, found none",
            "1:1: expected a case with `requires` or `level: hardening`, "
            "found none"], True),
    "fail-on-should": (
        "9112-3.2-6, 9112-2.2-10", "9112-2.2-10", [
            "10:9: expected `requires` with a MUST or MUST NOT that binds a "
            "server for `fail`, found none"], False),
    "fail-on-hardening": (
        "why: because", "why: because\nlevel: hardening", [
            "11:9: expected `requires` with a MUST or MUST NOT that binds a "
            "server for `fail`, found none"], False),
    "unknown-placeholder": (
        "{{target:ok}}", "{{path}}", [
            "6:9: expected {{host}}, {{port}}, {{scheme}}, "
            "{{target:ROUTE}}, {{static:WHAT}}, {{effect:TEXT}}, "
            "{{len:LABEL}}, {{chunk:LABEL}} "
            "or {{variant}} behind \"{{\", "
            'found "GET {{path}} HTTP/1.1\\x0D\\x0A"'], False),
    "effect-without-need": (
        "pass: [400, close]", "pass: [{effect: shown}, close]", [
            "9:25: expected `needs` with `effect` for `effect:`, found none"],
        False),
    "effect-unknown": (
        "pass: [400, close]", "pass: [{effect: seen}, close]", [
            "9:25: expected `shown` or `absent`, found `seen`",
            "9:25: expected `needs` with `effect` for `effect:`, found none"],
        True),
    "route-without-need": (
        "{{target:ok}}", "{{target:echo}}", [
            "6:9: expected `needs` with `echo` for {{target:echo}}, found "
            "none"], False),
    "variant-without-variants": (
        "{{target:ok}}", "{{variant}}", [
            "6:9: expected `variants` for {{variant}}, found none"], False),
    "unknown-event": (
        "[400, close]", "[400, closed]", [
            "9:21: expected an event: a status, `4xx`, `final`, a response "
            "map, `garbage`, `incomplete`, {incomplete: STATUS}, `any`, "
            "{any: N} or a state, found "
            "`closed`"], True),
    "no-state": (
        "[400, close]", "[400]", [
            "9:16: expected a state at the end of an outcome of the last "
            "expect, found `400`"], False),
    "open-demanded": (
        "[400, close]", "[400, open]", [
            "9:7: expected `needs` with `keep-alive` where every pass ends in "
            "`open`, found none"], False),
    "no-answers": (
        GOOD[GOOD.index("answers:"):], "", [
            "1:1: expected a case with `answers`, found none"], True),
    "no-bad-answer": (
        GOOD[GOOD.index("  taken: {"):], "", [
            "13:3: expected an answer that does not pass, found none"], True),
    "no-good-answer": (
        "refused: {verdict: pass", "refused: {verdict: warn", [
            "13:3: expected an answer that passes, found none"], False),
    "wrong-verdict": (
        "taken: {verdict: fail", "taken: {verdict: warn", [
            "14:3: answer taken: expected verdict warn, found fail (200, "
            "open: taken)"], False),
    "gives-too-few": (
        'gives: [["HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"]]',
        "gives: []", [
            "14:33: expected one list for each of 1 `expect`, found 0"], True),
    "canary-not-sent": (
        'gives: [["HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"]]',
        "gives: [[deaf]]", [
            "14:3: answer taken: expected `deaf` or `shifted` only where a "
            "canary is sent, found it where none is (no answer at all is [])"],
        False),
}

# name: content of the file, messages of lint.
HOSTILE = {
    "ten-megabytes": (
        b"#" * (10 << 20), "1:1: expected at most 65536 octets, found 10485760"),
    "deep-flow": (
        b"[" * 10000, "1:11: expected at most 10 levels, found more"),
    "deep-flow-maps": (
        b"{a: " * 10000, "1:41: expected at most 10 levels, found more"),
    "deep-block": (
        b"- " * 10000, "1:21: expected at most 10 levels, found more"),
    "anchor-bomb": (
        b'a: &a ["x", "x", "x"]\n' + b"".join(
            b"%c: &%c [*%c, *%c, *%c]\n" % (n + 1, n + 1, n, n, n)
            for n in range(97, 121)),
        "1:4: expected no anchors, found one"),
    "many-nodes": (
        b"- a\n" * 10000, "8192:3: expected at most 8192 nodes, found more"),
    "many-keys": (
        b"".join(b"k%d: a\n" % n for n in range(5000)),
        "4096:8: expected at most 8192 nodes, found more"),
    "long-line": (
        b"a: " + b"x" * 60000, "1:1: expected a key of a case ("),
    "many-braces": (
        b'title: a\nrequires: [9112-3.2-6]\nwhy: b\nsteps:\n  - send: ["'
        + b"{" * 60000 + b'"]\n',
        "5:12: expected {{host}}, {{port}}, {{scheme}}, "),
    "doubling-labels": (
        b'title: a\nrequires: [9112-3.2-6]\nwhy: b\nsteps:\n  - send:\n'
        + b"".join(
            b'      - {label: l%d, of: ["{{len:l%d}}{{len:l%d}}"]}\n'
            % (n, n + 1, n + 1) for n in range(60)),
        "6:7: expected a labelled list `l60` in this wire list, found none"),
    "empty": (b"", "1:1: expected a document, found nothing"),
}


@pytest.fixture(scope="session")
def validator():
    schema = json.loads((CASES / "schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture
def lint(program, tmp_path):
    """Lints one file; gives status and lines without the path of the file."""
    (tmp_path / "requirements").symlink_to(CASES / "requirements")

    def run(content):
        path = tmp_path / "server" / "area" / "name.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        done = subprocess.run(
            [program, "lint", "--cases", tmp_path], capture_output=True,
            text=True, timeout=SECONDS, check=False)
        assert done.stderr == ""
        *lines, summary = done.stdout.splitlines()
        assert all(line.startswith(f"{path}:") for line in lines)
        return (done.returncode,
                [line.removeprefix(f"{path}:") for line in lines], summary)

    return run


def case_files():
    return sorted(path for role in ROLES for path in (CASES / role).rglob("*.yaml"))


def test_all_cases_match_the_schema(validator):
    files = case_files()
    assert files
    errors = [
        f"{path}: {'/'.join(map(str, error.path))}: {error.message}"
        for path in files
        for error in validator.iter_errors(yaml.load(path.read_text(), LOADER))]
    assert errors == []


def test_all_cases_pass_lint(program):
    done = subprocess.run([program, "lint", "--cases", CASES],
                          capture_output=True, text=True, check=False)
    assert done.stdout.endswith(": all well\n"), done.stdout
    assert done.returncode == 0
    assert done.stdout.startswith(f"{len(case_files())} cases (")


def test_good_case(lint, validator):
    assert lint(GOOD.encode()) == (
        0, [], "1 case (1 with variants) in 1 area: all well")
    validator.validate(yaml.load(GOOD, LOADER))


@pytest.mark.parametrize("name", BROKEN)
def test_broken_case(lint, validator, name):
    old, new, messages, by_schema = BROKEN[name]
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    status, lines, summary = lint(text.encode())
    assert status == 2
    assert lines == messages
    errors = "1 error" if len(lines) == 1 else f"{len(lines)} errors"
    assert summary.endswith(f": {errors}")
    if by_schema:
        assert not validator.is_valid(yaml.load(text, LOADER))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file(lint, name):
    content, message = HOSTILE[name]
    status, lines, _ = lint(content)
    assert status == 2
    assert lines[0].startswith(message)


def test_links_are_refused(program, tmp_path):
    (tmp_path / "requirements").symlink_to(CASES / "requirements")
    area = tmp_path / "server" / "area"
    area.mkdir(parents=True)
    (area / "name.yaml").symlink_to("/etc/passwd")
    os.mkfifo(area / "pipe.yaml")
    (area / "text.txt").write_text("x")
    done = subprocess.run([program, "lint", "--cases", tmp_path],
                          capture_output=True, text=True, timeout=SECONDS,
                          check=False)
    assert done.returncode == 2
    assert done.stdout.splitlines()[:-1] == [
        f"{area}/name.yaml: expected a file or a folder, found a symbolic link",
        f"{area}/pipe.yaml: expected a file or a folder, found something else",
        f"{area}/text.txt: expected a name that ends in .yaml, found another"]


def test_path_outside_of_the_cases(program, tmp_path):
    path = tmp_path / "name.yaml"
    path.write_text(GOOD)
    done = subprocess.run([program, "lint", "--cases", CASES, path],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout.splitlines()[0] == (
        f"{path}: expected a path below the cases ({CASES}), found another")
