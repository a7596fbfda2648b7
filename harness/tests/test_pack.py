"""The tool that builds files into the program: harness/bundle/pack.c."""

import subprocess
from pathlib import Path

import pytest

from servers import kit

HARNESS = Path(__file__).resolve().parents[1]

# Prints each file: name, number of octets, octets.
MAIN = """\
#include <stdio.h>
#include "bundle/bundle.h"

int main(void)
{
	for (size_t i = 0; i < bundle_n_cases; i++) {
		printf("%s %zu\\n", bundle_cases[i].name, bundle_cases[i].len);
		fwrite(bundle_cases[i].at, 1, bundle_cases[i].len, stdout);
	}
	return 0;
}
"""


@pytest.fixture
def pack(tmp_path):
    def run(*names):
        (tmp_path / "list").write_text("".join(f"{name}\n" for name in names))
        return subprocess.run(
            [kit.find("harness/bundle/pack"), tmp_path, tmp_path / "list",
             tmp_path / "out.c"], capture_output=True, text=True, check=False)

    return run


def test_all_octets_survive(pack, tmp_path):
    contents = {
        "a": b"",
        "b/c": bytes(range(256)) * 2,
        "d": b'??/ ??= "\\" \\n 1\x001 \x019 \xff0\n\n\r\n no newline at the end',
    }
    (tmp_path / "b").mkdir()
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    done = pack(*contents)
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "main.c").write_text(MAIN)
    subprocess.run(["cc", "-std=c11", "-I", HARNESS, "main.c", "out.c"],
                   cwd=tmp_path, check=True)
    printed = subprocess.run([tmp_path / "a.out"], capture_output=True,
                             check=True).stdout
    assert printed == b"".join(
        b"%s %d\n%s" % (name.encode(), len(content), content)
        for name, content in contents.items())


@pytest.mark.parametrize("names, told", [
    (["a", "nowhere"], "pack: {}/nowhere: No such file or directory\n"),
    (["b", "a"], "pack: a: expected it before b\n"),
    (["a", "a"], "pack: a: expected it before a\n"),
])
def test_refusals_leave_nothing(pack, tmp_path, names, told):
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    done = pack(*names)
    assert (done.returncode, done.stderr) == (1, told.format(tmp_path))
    assert not (tmp_path / "out.c").exists()
