"""The manual pages: well formed, and with all that --help and the format have."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from servers import kit

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {"h1d": "reference/server/h1d", "h1c": "reference/client/h1c",
            "h1parse": "reference/tools/h1parse"}

# What mandoc says of pages that are right, but not installed, or not its own.
HARMLESS = re.compile(
    r"STYLE: (operating system explicitly specified|referenced manual not found)")

PAGES = ["assay.1", "assay-case.5", "h1c.1", "h1d.1", "h1parse.1", "h1.3"]


def find(page):
    for part in ("harness/man", "reference/man"):
        if (ROOT / part / page).exists():
            return ROOT / part / page
        if (ROOT / part / f"{page}.in").exists():
            return kit.find(f"{part}/{page}")
    raise FileNotFoundError(page)


def output(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True,
                          check=True, **options).stdout


def render(page):
    text = output("mandoc", "-T", "utf8", "-O", "width=72", find(page))
    return re.sub(".\b", "", text)


def section(text, title):
    """What stands below a title, up to the next one of its kind."""
    found = re.search(
        rf"^( *){re.escape(title)}\n(.*?)(?=^\1?(?:   )?\S|\Z)", text,
        re.M | re.S)
    assert found, title
    return found[2]


def dense(text):
    """Without what depends on the width of lines."""
    return re.sub(r"\s|`", "", text)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_well_formed(page):
    told = subprocess.run(["mandoc", "-T", "lint", find(page)],
                          capture_output=True, text=True, check=False)
    lines = (told.stdout + told.stderr).splitlines()
    assert [line for line in lines if not HARMLESS.search(line)] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_shown_by_groff(page):
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", find(page)],
        capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "DESCRIPTION" in done.stdout


def test_each_command_is_told_in_full(program):
    page = render("assay.1")
    commands = re.findall(r"^  (\S+) ", output(program, "help"), re.M)
    assert len(commands) > 8
    for command in commands:
        usage, _, manual = output(program, "help", command).partition("\n\n")
        told = dense(section(page, f"assay {command}"))
        assert dense(usage.removeprefix("usage: ")) in told
        summary, _, rest = manual.partition("\n\n")
        assert dense(summary[0].upper() + summary[1:]) in told
        assert told.endswith(dense(rest))
        entries = section(page, f"assay {command}")
        for term in re.findall(r"^  (-\S+)", rest, re.M):
            assert re.search(rf"^     {term}(?![\w-])", entries, re.M), term


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_option_has_an_entry(name):
    told = output(kit.find(PROGRAMS[name]), "--help")
    page = render(f"{name}.1")
    entries = " ".join(re.findall(r"^     (-.*)$", page, re.M))
    options = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", told, re.I))
    assert len(options) > 4
    assert {option for option in options
            if not re.search(rf"(?<![\w-]){option}(?![\w-])", entries)} == set()


def test_statuses_of_the_client():
    told = output(kit.find(PROGRAMS["h1c"]), "--help")
    lines = told.partition("Exit status")[2].partition("\n")[2]
    page = section(render("h1c.1"), "EXIT STATUS").partition("\n\n")[2]
    assert dense(page) == dense(lines)


# ---- the format ----

def words_of(schema):
    """Every key, and every word that is a value, that the schema knows."""
    if isinstance(schema, list):
        for item in schema:
            yield from words_of(item)
    if not isinstance(schema, dict):
        return
    for key, value in schema.items():
        if key == "properties":
            yield from value
        if key == "enum":
            yield from (word for word in value if isinstance(word, str))
        yield from words_of(value)


def test_the_format_has_all_its_words():
    schema = json.loads((ROOT / "cases/schema.json").read_text())
    words = set(words_of(schema))
    assert {"title", "half-close", "byteranges"} < words
    text = set(re.findall(r"[\w-]+", render("assay-case.5")))
    assert words - text == set()


def test_the_example_of_the_format_is_right(program, tmp_path):
    (tmp_path / "requirements").symlink_to(ROOT / "cases/requirements")
    area = tmp_path / "server/chunked"
    area.mkdir(parents=True)
    text = output("mandoc", "-T", "utf8", "-O", "width=200",
                  find("assay-case.5"))
    example = section(re.sub(".\b", "", text), "EXAMPLES")
    (area / "example.yaml").write_text(
        re.sub(r"^ {1,11}", "", example, flags=re.M))
    assert output(program, "lint", "--cases", tmp_path).endswith(
        ": all well\n")


# ---- the library ----

def test_functions_of_the_library():
    text = (ROOT / "reference/h1/CMakeLists.txt").read_text()
    [headers] = re.findall(r"^set\(headers\n(.*?)\)", text, re.M | re.S)
    declared = set()
    for name in re.findall(r"\w+\.h", headers):
        header = (ROOT / "reference/h1" / name).read_text()
        header = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
        header = re.sub(r"^\{.*?^\}", "", header, flags=re.M | re.S)
        declared |= set(re.findall(r"\b(h1_\w+)\(", header))
    source = find("h1.3").read_text()
    told = set(re.findall(r"\bF[no] (h1_\w+)", source))
    assert len(declared) > 60
    assert told == declared


def test_the_example_of_the_library_works(tmp_path):
    text = re.sub(".\b", "", output(
        "mandoc", "-T", "utf8", "-O", "width=200", find("h1.3")))
    code = section(text, "EXAMPLES").partition("\n\n")[2]
    (tmp_path / "example.c").write_text(code)
    output("cc", "-std=c11", "-Wall", "-Werror", "-I", ROOT / "reference",
           "example.c", ROOT / "build/release/reference/h1/libh1.a",
           cwd=tmp_path)

    def run(octets):
        done = subprocess.run([tmp_path / "a.out"], input=octets, text=True,
                              stdout=subprocess.PIPE, check=False)
        return done.returncode, done.stdout

    assert run("GET /a HTTP/1.1\r\nHost: a\r\n\r\n") == (0, "GET /a\n")
    assert run("GET /a HTTP/1.1\r\n") == (3, "not complete\n")
    assert run("GET /a HTTP/1.1\nHost: a\n\n")[0] == 1
