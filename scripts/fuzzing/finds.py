"""An input that breaks a property, told so that it can be mended."""

import shlex
import subprocess
from pathlib import Path

from fuzzing import corpus
from fuzzing.entries import ROOT
from fuzzing.libfuzzer import environment

SHOWN = 512         # octets of an input
LINES = 40          # of what the replay program says


def hexdump(octets):
    """Offset, octets, and the same as text, 16 a line."""
    lines = []
    for at in range(0, min(len(octets), SHOWN), 16):
        part = octets[at:at + 16]
        text = "".join(chr(o) if 32 <= o < 127 else "." for o in part)
        lines.append(f"{at:04x}  {part.hex(' '):<47}  {text}")
    if len(octets) > SHOWN:
        lines.append(f"... {len(octets) - SHOWN} octets more")
    return "\n".join(lines)


def shortened(engine, entry, octets, folder):
    """The same find, as short as the engine can make it."""
    find = Path(folder, "find")
    shorter = Path(folder, "shorter")
    find.write_bytes(octets)
    shorter.unlink(missing_ok=True)
    engine.shrink(entry, find, shorter)
    if shorter.exists() and breaks(entry.replay, shorter):
        return shorter.read_bytes()
    return octets


def replayed(replay, path):
    """(whether the property held, what the replay program said)."""
    try:
        answer = subprocess.run(
            [replay, path], stdin=subprocess.DEVNULL, env=environment(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
            check=False)
    except subprocess.TimeoutExpired:
        return False, "it did not come to an end within 60 s"
    return answer.returncode == 0, answer.stdout.decode(errors="replace")


def breaks(replay, path):
    """Whether the property does not hold for a file."""
    return not replayed(replay, path)[0]


def said(text):
    """The part of what was said that people want."""
    lines = [line for line in text.splitlines()
             if line and not line.startswith("====")]
    end = next((i for i, line in enumerate(lines)
                if line.startswith(("SUMMARY", "Shadow bytes"))), len(lines))
    return "\n".join(lines[:min(end + 1, LINES)])


def variables(names=("ASSAY_FAULT", "ASAN_OPTIONS", "UBSAN_OPTIONS")):
    """What of our environment the replay needs, as a shell writes it."""
    env = environment()
    return "".join(f"{name}={shlex.quote(env[name])} "
                   for name in names if name in env)


def shown(path):
    """A path as a shell in the project's folder takes it."""
    path = Path(path)
    if path.is_relative_to(ROOT):
        path = path.relative_to(ROOT)
    return shlex.quote(str(path))


def tell(entry, work, octets, before):
    """Saves a find and describes it; its path."""
    path = work.folder / f"found-{corpus.digest(octets)}"
    path.write_bytes(octets)
    held, text = replayed(entry.replay, path)
    if held:
        text = "The replay program sees nothing wrong: it depends on the time" \
               " it takes, on memory, or on what ran before."
    print(f"""{entry.name}: the property does not hold
{shown(path)}: {len(octets)} octets, {before} as it was found
{hexdump(octets)}

{said(text)}

replay:  {variables()}{shown(entry.replay)} {shown(path)}
keep:    cp {shown(path)} corpus/{entry.name}/
         echo '{path.name}: what was wrong' >>corpus/{entry.name}/found.txt
""", flush=True)
    return path
