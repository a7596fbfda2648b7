"""What clang's coverage knows: counts by folder, and lines that nothing ran."""

import json
import os
import subprocess
from collections import defaultdict
from pathlib import Path

from fuzzing import branches
from fuzzing.cover import Failed

WHAT = ("lines", "branches", "regions")


def tool(name, *words):
    """What a tool of LLVM prints."""
    answer = subprocess.run(
        [f"llvm-{name}", *words], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if answer.returncode != 0:
        raise Failed(f"llvm-{name}: {answer.stderr.decode(errors='replace')}")
    return answer.stdout


def run(command, profiles, cwd):
    """Runs a program whose counts go into a folder; gives its status and what
    it said."""
    profiles.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "LLVM_PROFILE_FILE": f"{profiles}/%4m.profraw"}
    answer = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, env=env, cwd=cwd, check=False)
    return answer.returncode, answer.stdout.decode(errors="replace")


class Coverage:
    """The counts of some programs, together."""

    def __init__(self, root, programs, folders, output):
        raw = [path for folder in folders for path in folder.glob("*.profraw")]
        if not raw:
            raise Failed("no program has left counts")
        self.root = root
        self.profile = output
        first, *more = map(str, programs)
        self.objects = [first] + [w for path in more for w in ("-object", path)]
        tool("profdata", "merge", "-sparse", "-o", output, *sorted(raw))

    def _cov(self, *words):
        return tool("cov", *words, "-instr-profile", self.profile,
                    *self.objects)

    def html(self, folder):
        """Writes a report to be looked at."""
        self._cov("show", "-format=html", f"-output-dir={folder}",
                  "-show-branches=count", "-show-line-counts-or-regions",
                  "-ignore-filename-regex=/(tests|usr)/")

    def folders(self):
        """{folder: {what: [covered, all]}} of the sources below reference and
        harness."""
        told = json.loads(self._cov("export", "-summary-only"))
        sums = defaultdict(lambda: {what: [0, 0] for what in WHAT})
        for each in told["data"][0]["files"]:
            folder = self._folder(each["filename"])
            if folder:
                for what in WHAT:
                    counts = each["summary"][what]
                    sums[folder][what][0] += counts["covered"]
                    sums[folder][what][1] += counts["count"]
        return dict(sums)

    def _folder(self, name):
        if not Path(name).is_relative_to(self.root):
            return None
        parts = Path(name).relative_to(self.root).parts
        if parts[0] not in ("reference", "harness") or "tests" in parts:
            return None
        return "/".join(parts[:2])

    def unreached(self, folder):
        """{path from the root: numbers of lines that nothing ran}."""
        text = self._cov("export", "-format=lcov").decode()
        return unreached_of(text, self.root, folder)

    def branches(self, folder):
        """What conditions came to: see branches.py."""
        return branches.of_report(self._cov("export"), self.root, folder)


def unreached_of(text, root, folder):
    """The same out of a report in the form of lcov."""
    lines, path = {}, None
    for record in text.splitlines():
        kind, _, value = record.partition(":")
        if kind == "SF":
            path = os.path.relpath(value, root)
        elif kind == "DA" and path.startswith(folder + "/"):
            number, count = value.split(",")[:2]
            if count == "0":
                lines.setdefault(path, []).append(int(number))
    return lines
