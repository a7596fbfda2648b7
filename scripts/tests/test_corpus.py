"""What is checked in below corpus/: small, for entries that there are, and each
find with a sentence that says what it was."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from fuzzing import case_seeds, corpus, entries                 # noqa: E402

FOLDERS = sorted(path for path in (ROOT / "corpus").iterdir()
                 if path.is_dir())
MOST = 400                      # files of an entry
LARGEST = 3 * 1024 * 1024       # octets of them all

LINE = re.compile(r"(found-[0-9a-f]{8}): \S.*")


def test_all_of_it_is_small():
    paths = [path for path in (ROOT / "corpus").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in paths) <= LARGEST
    assert max(path.stat().st_size for path in paths) <= max(
        case_seeds.LONGEST, 64 * 1024)


def test_each_folder_is_of_an_entry():
    known = {entry.name for entry in entries.of_build(ROOT / "build/dev")}
    assert {folder.name for folder in FOLDERS} <= known


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_folder(folder):
    inputs = corpus.read(folder)
    assert 0 < len(inputs) <= MOST
    assert len(set(inputs.values())) == len(inputs)
    for name, octets in inputs.items():
        assert re.fullmatch(r"[A-Za-z0-9.+=_-]+", name), name
        if corpus.FIND.fullmatch(name):
            assert name == f"found-{corpus.digest(octets)}"
        elif corpus.OF_A_RUN.fullmatch(name):
            assert name == corpus.digest(octets)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_find_has_a_sentence(folder):
    path = folder / "found.txt"
    lines = path.read_text().splitlines() if path.exists() else []
    assert all(LINE.fullmatch(line) for line in lines)
    told = [line.split(":")[0] for line in lines]
    assert sorted(told) == sorted(
        name for name in corpus.read(folder) if corpus.FIND.fullmatch(name))
