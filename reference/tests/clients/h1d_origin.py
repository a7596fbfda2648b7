"""An h1d for the tests with real clients, the files it serves, and how other
programs are run: with a time-out, without the settings of whoever runs them."""

import os
import random
import re
import signal
import struct
import subprocess
import threading
import zlib

TIMEOUT = 60
LONG_AGO = 1_700_000_000    # a file of that age has a strong entity-tag

LISTENING = re.compile(r"listening ((https?)://(?:\[([0-9a-f:]+)\]|([0-9.]+))"
                       r":([0-9]+))\n")


def octets(seed, n):
    return random.Random(seed).randbytes(n)


def png(width, height=1):
    """A valid picture, black and white, of that size."""
    def chunk(kind, content):
        return (struct.pack(">I", len(content)) + kind + content +
                struct.pack(">I", zlib.crc32(kind + content)))

    line = b"\0" + b"\xaa" * ((width + 7) // 8)
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0,
                                       0)) +
            chunk(b"IDAT", zlib.compress(line * height)) + chunk(b"IEND", b""))


def write_wav(path, seconds, rate=44100):
    """Silence: one channel of 16 bits. The disk is not asked to keep it."""
    size = 2 * rate * seconds
    write(path, b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt " +
          struct.pack("<IHHIIHH", 16, 1, 1, rate, 2 * rate, 2, 16) +
          b"data" + struct.pack("<I", size))
    os.truncate(path, 44 + size)
    os.utime(path, (LONG_AGO, LONG_AGO))


def write(path, content, modified=LONG_AGO):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (modified, modified))
    return path


class Origin:
    """An h1d that serves `folder` until stop()."""

    def __init__(self, program, folder, *options):
        self.folder = folder
        # To a file: a pipe that nobody empties would stop the server.
        self.errors = open(f"{folder}.errors", "w+b")
        self.process = subprocess.Popen(
            [program, "--port", "0", "--static", folder, *map(str, options)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=self.errors)
        # Without a line, the end of the process ends the waiting.
        watchdog = threading.Timer(TIMEOUT, self.process.kill)
        watchdog.start()
        line = self.process.stdout.readline().decode()
        watchdog.cancel()
        match = LISTENING.fullmatch(line)
        if not match:
            self.process.kill()
            self.process.wait()
            raise AssertionError((line, self.complaints()))
        self.url = match[1]
        self.address = (match[3] or match[4], int(match[5]))

    def static(self, name):
        return f"{self.url}/static/{name}"

    def file(self, name):
        return (self.folder / name).read_bytes()

    def complaints(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    def stop(self):
        """Tells it to end; it must do so without complaint. A second time does
        nothing."""
        if self.errors.closed:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self.process.stdout.close()
        complaints = self.complaints()
        self.errors.close()
        assert (status, complaints) == (0, "")


def run(*command, stdin=b"", status=0, cwd=None, env=None):
    """Runs a client; gives what it printed."""
    inherited = {name: value for name, value in os.environ.items()
                 if not name.lower().endswith("_proxy")}
    done = subprocess.run(
        list(map(str, command)), input=stdin, cwd=cwd, timeout=TIMEOUT,
        capture_output=True,
        env={**inherited, "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
             **(env or {})})
    if status is not None:
        assert done.returncode == status, (done.returncode, done.stdout[-2000:],
                                           done.stderr[-4000:].decode())
    return done
