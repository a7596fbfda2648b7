"""The folder corpus/ENTRY, and which of its files may go."""

import hashlib
import re
from pathlib import Path

# cases/ROLE/..., that is: written by scripts/seeds
OF_A_CASE = re.compile(r"(server|proxy|client)\..+")

# written by scripts/fuzz --keep
OF_A_RUN = re.compile(r"[0-9a-f]{8}")

FIND = re.compile(r"found-([0-9a-f]{8})")


def digest(octets):
    """The name of an input that nobody named."""
    return hashlib.sha1(octets).hexdigest()[:8]


def is_input(path):
    """The files that replay programs run."""
    return (path.is_file() and not path.name.startswith(".")
            and path.suffix != ".txt")


def read(folder):
    """{name: octets} of the inputs in a folder; of none if there is none."""
    folder = Path(folder)
    if not folder.is_dir():
        return {}
    return {path.name: path.read_bytes()
            for path in sorted(folder.iterdir()) if is_input(path)}


def may_go(name):
    """Whether a script wrote the file, so that it can write it again."""
    return bool(OF_A_CASE.fullmatch(name) or OF_A_RUN.fullmatch(name))


def replace(folder, wanted):
    """Makes the inputs of a folder those of `wanted` ({name: octets})."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in read(folder):
        if name not in wanted:
            folder.joinpath(name).unlink()
    for name, octets in wanted.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != octets:
            path.write_bytes(octets)
