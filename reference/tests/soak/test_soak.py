"""A short soak of h1d, and proof that a soak finds what it looks for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from soak_answers import Reader, Torn

HERE = Path(__file__).resolve().parent
H1D = (HERE.parents[2] / os.environ.get("ASSAY_BUILD", "build/dev") /
       "reference/server/h1d")


@pytest.fixture(scope="module", autouse=True)
def help_of_h1d():
    if not H1D.exists():
        pytest.skip(f"{H1D} is not built")
    return subprocess.run([H1D, "--help"], stdout=subprocess.PIPE, text=True,
                          check=True).stdout


def soak(*options, **environment):
    return subprocess.run(
        [sys.executable, HERE / "soak.py", *map(str, options)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=os.environ | environment, timeout=300, check=False)


@pytest.mark.parametrize("options", [(), ("--tls",)], ids=["plain", "tls"])
def test_h1d(options, help_of_h1d):
    if options and "--tls-self-signed" not in help_of_h1d:
        pytest.skip("this h1d speaks no TLS")
    run = soak("--requests", 3000, "--connections", 32, *options)
    assert run.returncode == 0, run.stdout
    assert " 0 wrong" in run.stdout


def soak_faulty(fault):
    return soak("--program", HERE / "faulty_h1d.py", "--requests", 200,
                "--connections", 8, "--patience", 2, FAULT=fault, H1D=str(H1D))


@pytest.mark.parametrize("fault", ["flip", "swap", "double", "lose", "tear"])
def test_wrong_answers_are_found(fault):
    run = soak_faulty(fault)
    assert run.returncode == 1, run.stdout
    assert "soak: client " in run.stdout
    assert " 0 wrong" not in run.stdout


@pytest.mark.parametrize("fault, said", [
    ("none", ""), ("status", "ended with status 3"),
    ("report", "ERROR: LeakSanitizer")])
def test_a_bad_end_is_found(fault, said):
    run = soak_faulty(fault)
    assert run.returncode == (fault != "none"), run.stdout
    assert " 0 wrong" in run.stdout
    assert said in run.stdout


DATE = b"Date: Sat, 21 Nov 2026 10:00:00 GMT\r\n"


@pytest.mark.parametrize("octets", [
    b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.0 200 OK\r\n" + DATE + b"Content-Length: 0\r\n\r\n",
    b"xHTTP/1.1 200 OK\r\n" + DATE + b"Content-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n" + DATE + b"\r\n",
    b"HTTP/1.1 200 OK\r\n" + DATE + DATE + b"Content-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n" + DATE + b"Content-Length: 1\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n" + DATE + b"Transfer-Encoding: chunked\r\n\r\n"
    b"x\r\n",
    b"HTTP/1.1 200 OK\r\n" + DATE + b"Transfer-Encoding: chunked\r\n\r\n"
    b"1\r\nabc\r\n0\r\n\r\n",
], ids=str)
def test_torn_answers_are_refused(octets):
    reader = Reader()
    reader.octets += octets
    with pytest.raises(Torn):
        reader.next("GET")


def test_answers_come_in_any_pieces():
    octets = (b"HTTP/1.1 100 Continue\r\n\r\n"
              b"HTTP/1.1 200 OK\r\n" + DATE + b"Content-Length: 3\r\n\r\nabc"
              b"HTTP/1.1 200 OK\r\n" + DATE +
              b"Transfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n"
              b"0\r\n\r\n"
              b"HTTP/1.1 404 Not Found\r\n" + DATE +
              b"Content-Length: 99\r\n\r\n")
    reader, answers = Reader(), []
    for octet in octets:
        reader.octets.append(octet)
        answer = reader.next("HEAD" if len(answers) == 2 else "GET")
        if answer:
            answers.append((answer.status, answer.content, reader.interim))
    assert answers == [(200, b"abc", 1), (200, b"def", 1), (404, b"", 1)]
    assert not reader.octets
