"""`assay minimise` takes away what does not matter, and nothing else."""

import os
import signal
import subprocess
import time

import pytest

from servers import kit

HOST = b"Host: a\r\n"
GET = b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"
BAD_CHUNK = GET + b"POST /echo HTTP/1.1\r\n" + HOST + \
    b"User-Agent: me\r\nTransfer-Encoding: chunked\r\nAccept: */*\r\n\r\n" \
    b"5\r\nhello\r\n0x3\r\nabc\r\n0\r\n\r\n"
BAD_NAME = GET + b"GET / HTTP/1.1\r\n" + HOST + \
    b"X-One: 1\r\nX Two: 2\r\nX-Three: 3\r\n\r\n" + GET
NOWHERE = "http://127.0.0.1:9/"  # nothing listens there


def minimise(program, *words, octets=b"", timeout=120):
    return subprocess.run([program, "minimise", *words], input=octets,
                          timeout=timeout, capture_output=True, check=False)


def reading(program, octets):
    """What the reference makes of it, in the words of h1parse."""
    parse = program.parents[2] / "reference/tools/h1parse"
    done = subprocess.run([parse, "--stream"], input=octets, check=False,
                          capture_output=True)
    return done.returncode, b'"code":"CHUNK_SIZE"' in done.stdout


@pytest.mark.parametrize("octets, result, still", [
    (BAD_CHUNK, b"a / HTTP/1.1\r\nHost:\r\nTransfer-Encoding:chunked\r\n\r\n\r",
     "refused CHUNK_SIZE"),
    (GET * 3, b"a / HTTP/1.0\r\n\r\n", "accepted"),
    (GET + b"GET / HT", b"a", "more is missing"),
    (b"GET / HTTP/1.1\r\n" + HOST + b"A: \x00" + b"b" * 3000 + b"\r\n\r\n",
     b"a / HTTP/1.0\r\na:\x00", "refused VALUE_NUL"),
])
def test_reference(program, octets, result, still):
    done = minimise(program, "-", octets=octets)
    assert (done.returncode, done.stdout) == (0, result)
    err = done.stderr.decode()
    assert f"assay minimise: {len(octets)} octets before, {len(result)} " \
        "after, in " in err
    assert err.endswith(f"tries: nothing more can go\nassay minimise: still: "
                        f"{still}\n")
    assert reading(program, done.stdout) == reading(program, octets)


def test_reading(program):
    octets = GET + b"POST /a HTTP/1.1\r\n" + HOST + \
        b"Some-Field: value\r\nContent-Length: 5\r\n\r\nhello"
    done = minimise(program, "--reading", "-", octets=octets)
    assert done.stdout == (
        b"GET / HTTP/1.0\r\nHost:\r\n\r\n"
        b"POST /a HTTP/1.0\r\nHost:\r\nSome-Field:\r\nContent-Length:0\r\n\r\n")


def test_same_again(program, tmp_path):
    """Deterministic; and what is least is left as it is."""
    first = minimise(program, "-", octets=BAD_CHUNK)
    assert minimise(program, "-", octets=BAD_CHUNK).stdout == first.stdout
    out = tmp_path / "out"
    done = minimise(program, "-", "-o", out, octets=first.stdout)
    assert (done.returncode, done.stdout) == (0, b"")
    assert out.read_bytes() == first.stdout


def test_tries(program):
    done = minimise(program, "--tries", "5", "-", octets=BAD_CHUNK)
    assert done.returncode == 0
    assert b"in 5 tries: no more tries are allowed (--tries)" in done.stderr
    assert reading(program, done.stdout) == reading(program, BAD_CHUNK)


def test_great(program):
    """Sixteen MiB, of random octets in the content."""
    size = (16 << 20) - 200
    octets = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % size
    octets += os.urandom(size) + b"GET /\0"
    done = minimise(program, "--tries", "60", "-", octets=octets)
    assert done.returncode == 0
    assert len(done.stdout) < 100
    assert b"refused TARGET_OCTET" in done.stderr


# ---- targets ----

def test_target(program):
    with kit.server("lax") as url:
        done = minimise(program, "--target", url, "-", octets=BAD_NAME)
    assert done.returncode == 0
    assert b"still: 200, 200, open\n" in done.stderr
    assert len(done.stdout) < len(BAD_NAME) // 2


def test_differ(program):
    """The line that the two disagree about is what stays."""
    with kit.server("honest") as honest, kit.server("lax") as lax:
        done = minimise(program, "--differ", "-", honest, lax, octets=BAD_NAME)
    assert done.returncode == 0, done.stderr
    assert b"still: 200, 400, close / 200, 200, open\n" in done.stderr
    assert done.stdout.count(b"HTTP/1") >= 1
    assert len(done.stdout) < len(BAD_NAME) // 2


def test_unstable(program):
    with kit.server("flaky") as url:
        done = minimise(program, "--target", url, "-", octets=BAD_NAME)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(
        b"assay minimise: nothing to keep, for it is not the same each time: ")


def test_target_down(program):
    done = minimise(program, "--target", NOWHERE, "-", octets=GET)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(b"assay minimise: ")


def test_target_dies(program):
    with kit.server("mortal") as url:
        done = minimise(program, "--target", url, "-", octets=b"\0" + BAD_NAME)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr == \
        b"assay minimise: the target accepts no connection any more\n"


def test_interrupt(program, tmp_path):
    out = tmp_path / "out"
    with kit.server("honest") as url:
        with subprocess.Popen(
                [program, "minimise", "--target", url, "-o", out, "-"],
                stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdin.write(BAD_NAME)
            process.stdin.close()
            time.sleep(3)
            assert process.poll() is None
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 3
            err = process.stderr.read()
    assert err.endswith(b"assay minimise: interrupted\n")
    assert 0 < len(out.read_bytes()) <= len(BAD_NAME)


# ---- usage ----

@pytest.mark.parametrize("words, octets, message", [
    ([], b"", "arguments: expected one FILE"),
    (["-", NOWHERE], b"", "arguments: expected one FILE"),
    (["--differ", "-", NOWHERE], b"",
     "arguments: expected one FILE and two URLs"),
    (["--differ", "-", NOWHERE, NOWHERE, "--target", NOWHERE], b"",
     "--differ: expected no --target beside it, found both"),
    (["--reading", "--target", NOWHERE, "-"], b"",
     "--reading: expected no target beside it, found one"),
    (["--tries", "0", "-"], b"",
     "--tries: expected a number from 1 to 100000000, found: 0"),
    (["-"], b"", "-: expected octets, found none"),
    (["/nowhere"], b"", "/nowhere: No such file or directory"),
    pytest.param(["-"], b"a" * ((16 << 20) + 1),
                 "standard input: more than 16 MiB", id="huge"),
    (["--target", "ftp://127.0.0.1/", "-"], GET,
     "ftp://127.0.0.1/: expected a URL like http://127.0.0.1:8080/ or "
     "https://localhost:8443/"),
    (["--target", "https://127.0.0.1/", "--cacert", "/nowhere", "-"], GET,
     "--cacert: certificates to trust /nowhere: No such file or directory"),
    (["--target", "http://192.0.2.1/", "-"], GET,
     "192.0.2.1: not on this machine: if you may test it, say "
     "--i-am-authorised"),
])
def test_usage(program, words, octets, message):
    done = minimise(program, *words, octets=octets)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"assay minimise: {message}\n"


def test_lost_output(program, tmp_path):
    done = minimise(program, "-o", tmp_path / "none/out", "-", octets=GET)
    assert done.returncode == 3
    assert done.stderr.endswith(b"none/out: No such file or directory\n")
