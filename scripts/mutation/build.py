"""Builds h1d once, and then again with one file changed: only what that file
is part of is compiled."""

import re
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROGRAM = "reference/server/h1d"

# Objects of kernels that are not run: compiled once, never again.
IDLE = re.compile(r"/scan_(sse42|avx2|avx512|neon)\.c\.o$")

# All machines run the plain kernel.
PLAIN = """\
#include "h1/scan.h"

__attribute__((constructor)) static void
use_plain(void)
{
	(void)h1_scan_use(H1_SCAN_PLAIN);
}
"""

WARNINGS = re.compile(r"-W(?!l,).*|-O\d|-M[DTF]|-g\d?")


class Failed(Exception):
    """The tree itself does not build."""


def run(command, cwd):
    return subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", check=False)


def lean(words):
    """A compile command without warnings and dependencies, with -O1 -w."""
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in ("-MT", "-MF", "-o", "-c"):
            skip = True
        elif not WARNINGS.fullmatch(word):
            kept.append(word)
    return kept + ["-O1", "-w"]


class Objects:
    """What h1d is made of, from the build of the release preset."""

    def __init__(self, root, folder):
        self.root = root
        self.release = root / "build/release"
        self.folder = folder
        self.commands = {}      # object: (command, source)
        self.link = None
        self.parts = {}         # file from the root: objects it is part of
        self.plain = folder / "plain_kernel.o"
        self._read_commands()
        self._read_parts()

    def _ninja(self, *tool):
        answer = run(["ninja", "-C", str(self.release), "-t", *tool],
                     self.root)
        if answer.returncode != 0:
            raise Failed(answer.stdout)
        return answer.stdout.splitlines()

    def _read_commands(self):
        for line in self._ninja("commands", PROGRAM):
            words = shlex.split(line)
            if "-c" in words:
                source = words[words.index("-c") + 1]
                object_ = words[words.index("-o") + 1]
                self.commands[object_] = (lean(words), source)
            elif PROGRAM in words:
                self.link = [word for word in words if word.endswith(".so") or
                             word.startswith("-l") or word == "-pthread" or
                             word.startswith("/") and word.endswith(".a")]

    def _read_parts(self):
        object_ = None
        for line in self._ninja("deps"):
            if line and not line[0].isspace():
                object_ = line.partition(":")[0]
            elif line.strip() and object_ in self.commands:
                path = Path(line.strip())
                if path.is_relative_to(self.root):
                    name = str(path.relative_to(self.root))
                    self.parts.setdefault(name, []).append(object_)

    def touched(self, path):
        """The objects to be compiled when a file changes. Headers take from
        a .def only its first column, which never changes; so of those the .c
        files alone count that name it."""
        objects = [o for o in self.parts.get(path, [])
                   if not IDLE.search(o)]
        if not path.endswith(".def"):
            return objects
        name = path.removeprefix("reference/")
        return [o for o in objects if f'#include "{name}"' in
                Path(self.commands[o][1]).read_text()]

    def compile(self, object_, out, options=(), overlay=None):
        """Gives the compiler's complaint, or None."""
        command, source = self.commands[object_]
        command = [*command, *options]
        if overlay:
            changed = overlay / Path(source).relative_to(self.root)
            source = changed if changed.exists() else source
            command[1:1] = ["-I", str(overlay / "reference")]
        out.parent.mkdir(parents=True, exist_ok=True)
        answer = run([*command, "-o", str(out), "-c", str(source)],
                     self.release)
        return answer.stdout if answer.returncode != 0 else None

    def compile_all(self, folder, jobs, options=()):
        def one(object_):
            return self.compile(object_, folder / object_, options)

        with ThreadPoolExecutor(jobs) as pool:
            for complaint in pool.map(one, self.commands):
                if complaint is not None:
                    raise Failed(complaint)

    def link_objects(self, folder, program, changed=(), options=()):
        """`changed`: the objects that are taken from another folder."""
        objects = [str(changed.get(o, folder / o) if changed else folder / o)
                   for o in self.commands]
        return run(["cc", *options, *objects, str(self.plain), *self.link,
                    "-o", str(program)], self.release)

    def base(self, jobs):
        """Builds all objects unchanged, and gives h1d made of them."""
        program = self.folder / "h1d"
        self.folder.mkdir(parents=True, exist_ok=True)
        source = self.folder / "plain_kernel.c"
        source.write_text(PLAIN)
        answer = run(["cc", "-O1", "-I", str(self.root / "reference"), "-c",
                      str(source), "-o", str(self.plain)], self.root)
        if answer.returncode != 0:
            raise Failed(answer.stdout)
        self.compile_all(self.folder / "objects", jobs)
        answer = self.link_objects(self.folder / "objects", program)
        if answer.returncode != 0:
            raise Failed(answer.stdout)
        return program

    def unused(self, jobs):
        """{file: functions} that h1d does not call: the linker drops them."""
        folder = self.folder / "sections"
        self.compile_all(folder, jobs, ["-fno-inline", "-ffunction-sections"])
        answer = self.link_objects(
            folder, self.folder / "h1d-sections",
            options=["-Wl,--gc-sections,--print-gc-sections"])
        if answer.returncode != 0:
            raise Failed(answer.stdout)
        found = {}
        for match in re.finditer(r"section '\.text\.([\w.]+)' in file "
                                 r"'([^']+)'", answer.stdout):
            name, object_ = match.groups()
            object_ = str(Path(object_).relative_to(folder)) \
                if Path(object_).is_relative_to(folder) else None
            if object_ in self.commands:
                source = Path(self.commands[object_][1])
                found.setdefault(str(source.relative_to(self.root)), set()
                                 ).add(name.partition(".")[0])
        return found

    def mutant(self, path, text, folder):
        """Builds h1d in `folder` with another text of one file. Gives the
        program, or "no change" or "does not compile"."""
        overlay = folder / "overlay"
        (overlay / path).parent.mkdir(parents=True, exist_ok=True)
        (overlay / path).write_text(text)
        changed = {}
        for object_ in self.touched(path):
            out = folder / Path(object_).name
            if self.compile(object_, out, overlay=overlay) is not None:
                return "does not compile"
            before = self.folder / "objects" / object_
            if out.read_bytes() != before.read_bytes():
                changed[object_] = out
        if not changed:
            return "no change"
        program = folder / "h1d"
        answer = self.link_objects(self.folder / "objects", program, changed)
        return program if answer.returncode == 0 else "does not compile"
