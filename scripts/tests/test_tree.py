"""What holds for the sources as a whole: headers stand alone, names keep to
their prefix, and the pure layers of the reference stay pure."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "build/dev"
RELEASE = ROOT / "build/release"

HEADERS = sorted(
    path.relative_to(ROOT) for folder in ("reference", "harness", "fuzz")
    for path in (ROOT / folder).rglob("*.h"))

# The pure layers, and the prefix of all that they export.
LIBRARIES = {"reference/h1/libh1.a": "h1_",
             "reference/http/libhttp.a": "http_"}

# All that they may ask of the C library: no allocation, no I/O, no clock, no
# locale, and nothing that looks for a NUL.
ALLOWED = {"memchr", "memcmp", "memcpy", "memmove", "memset", "__assert_fail"}

# What a compiler and a linker ask for by themselves.
TOOLCHAIN = re.compile(r"__stack_chk_fail|_GLOBAL_OFFSET_TABLE_|__cpu_model|"
                       r"__cpu_indicator_init|__mem(cpy|move|set)_chk")


def compile_flags():
    """Definitions and include folders of all objects of the dev build."""
    commands = json.loads((DEV / "compile_commands.json").read_text())
    words = [word for entry in commands
             for word in shlex.split(entry["command"])]
    flags = [word for word in words if word.startswith(("-I", "-D"))]
    flags += [flag + folder for flag, folder in zip(words, words[1:])
              if flag == "-isystem"]
    return list(dict.fromkeys(flags))


def symbols(library, *options):
    """(type, name) of each symbol, as nm tells them."""
    answer = subprocess.run(
        ["nm", *options, library], stdout=subprocess.PIPE, text=True,
        check=True)
    lines = (line.split() for line in answer.stdout.splitlines())
    return {tuple(line[-2:]) for line in lines
            if len(line) >= 2 and len(line[-2]) == 1}


@pytest.fixture(scope="module")
def flags():
    return compile_flags()


@pytest.mark.parametrize("header", HEADERS, ids=str)
def test_header_compiles_alone(header, flags):
    answer = subprocess.run(
        ["gcc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
         "-x", "c", *flags, "-include", str(ROOT / header), "/dev/null"],
        stderr=subprocess.PIPE, text=True, check=False)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("library, prefix", LIBRARIES.items())
def test_exports_keep_to_the_prefix(library, prefix):
    exported = {name for _, name in symbols(
        RELEASE / library, "-g", "--defined-only")}
    assert exported
    assert not {n for n in exported if not n.startswith(prefix)}


@pytest.mark.parametrize("library", LIBRARIES)
def test_pure_layers_ask_for_nothing(library):
    archive = RELEASE / library
    own = {name for _, name in symbols(archive, "-g", "--defined-only")}
    wanted = {name for _, name in symbols(archive, "-u")} - own
    assert not {name for name in wanted - ALLOWED
                if not TOOLCHAIN.fullmatch(name)
                and not name.startswith(tuple(LIBRARIES.values()))}
