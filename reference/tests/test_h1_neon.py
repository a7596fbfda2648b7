"""The NEON kernel equals the plain one: the test of the kernels, built by a cross
compiler and run by an emulator where both are installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[1]
COMPILER = shutil.which("aarch64-linux-gnu-gcc")
EMULATOR = shutil.which("qemu-aarch64-static")


@pytest.mark.skipif(not COMPILER, reason="no aarch64-linux-gnu-gcc")
@pytest.mark.skipif(not EMULATOR, reason="no qemu-aarch64-static")
def test_kernels(tmp_path):
    program = tmp_path / "test_h1_kernels"
    subprocess.run(
        [COMPILER, "-std=c11", "-O1", "-static", "-Wall", "-Wextra",
         "-Wconversion", "-Werror", "-D_XOPEN_SOURCE=700", "-I", REFERENCE,
         "-o", program, REFERENCE / "tests/test_h1_kernels.c",
         *sorted((REFERENCE / "h1").glob("*.c"))], check=True, timeout=300)
    done = subprocess.run([EMULATOR, program], check=False, timeout=300,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "neon" in done.stdout
