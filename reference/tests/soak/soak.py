"""Soaks h1d: random clients, most of them rude, ask it many requests; each
answer must be the right one, and h1d must live through it and end well.

Every client is made from the seed and its own number alone, so that --client
repeats one. Times are not repeated: what depends on them may need a few tries.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from soak_answers import Torn
from soak_asks import Asks, File, octets_of
from soak_clients import KINDS, Client, Closed, Wrong
from soak_wire import Cut, TlsWire, Wire

ROOT = Path(__file__).resolve().parents[3]
FINDINGS_MAX = 10
LONG_AGO = 1600000000           # of files: a validator of now would be weak

# Clients are slow because they are told to, or the machine is busy.
OPTIONS = ("--header-timeout", "60000", "--body-timeout", "60000",
           "--body-rate", "1", "--write-timeout", "60000")

SANITIZERS = {"ASAN_OPTIONS": "detect_leaks=1:exitcode=99",
              "UBSAN_OPTIONS": "print_stacktrace=1:exitcode=99"}

FAILURES = (Wrong, Closed, Torn, Cut, OSError, asyncio.TimeoutError)


class Server:
    """h1d with a folder of files, its complaints kept in a file."""

    def __init__(self, program, tls, folder):
        self.tls = tls
        self.folder = Path(folder)
        self.static = self.folder / "static"
        self.static.mkdir()
        self.complaints = self.folder / "stderr"
        self.told = False       # to stop
        self.process = subprocess.Popen(
            [program, "--port", "0", "--static", self.static, *OPTIONS,
             *self.chosen(program)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=self.complaints.open("wb"), env=os.environ | SANITIZERS)
        line = self.process.stdout.readline().decode()
        match = re.fullmatch(r"listening https?://([0-9.]+):([0-9]+)\n", line)
        if not match:
            self.process.kill()
            raise SystemExit(f"soak: h1d does not start: {line!r} "
                             f"{self.complaints.read_text()}")
        self.address = (match[1], int(match[2]))

    def chosen(self, program):
        """Options that depend on what this h1d can do, and what is asked."""
        told = subprocess.run([program, "--help"], stdout=subprocess.PIPE,
                              text=True, check=True).stdout
        self.writable = "--writable" in told
        options = []
        if "--threads" in told:
            options += ["--threads", str(max(2, os.cpu_count()))]
        if self.writable:
            options += ["--writable"]
        if self.tls:
            options += ["--tls-self-signed"]
        return options

    def peak(self):
        """Peak memory in MiB, as the system has counted it."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s*([0-9]+) kB", status)[1]) // 1024

    def tell_to_stop(self):
        """Once: a second time it would abort what is under way."""
        if self.process.poll() is None and not self.told:
            self.process.send_signal(signal.SIGTERM)
        self.told = True

    def stop(self):
        """What is wrong with its end; or None."""
        self.tell_to_stop()
        try:
            status = self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = "none within 60 s of SIGTERM"
        complaints = self.complaints.read_text(errors="replace")
        if status == 0 and not complaints:
            return None
        return f"h1d ended with status {status}\n{complaints}"


class Soak:
    """One run."""

    def __init__(self, server, options):
        self.server = server
        self.options = options
        self.files = []
        self.started = self.asked = self.checked = 0
        self.kinds = Counter()
        self.by_kind = Counter()
        self.findings = []
        self.peak = 0
        self.stopping = False   # it has been told to stop
        self.until = time.monotonic() + options.seconds

    async def connect(self, n, **options):
        source = f"127.0.{n // 250 % 250}.{1 + n % 250}"
        kind = TlsWire if self.server.tls else Wire
        return await kind.open(self.server.address, source, **options)

    def client(self, n):
        """Client n, and its kind."""
        numbers = random.Random(f"{self.options.seed}:{n}")
        kind, = numbers.choices(tuple(KINDS), tuple(KINDS.values()))
        asks = Asks(numbers, str(n), self.files, self.server.writable,
                    self.server.tls)
        return kind, Client(
            numbers, asks, lambda **options: self.connect(n, **options))

    async def run_client(self, n):
        kind, client = self.client(n)
        try:
            await asyncio.wait_for(
                getattr(client, kind)(), self.options.patience)
        except FAILURES as why:
            if not (self.stopping and is_harmless(why, client)):
                self.found(n, kind, why)
        finally:
            client.close()
        self.kinds[kind] += 1
        self.by_kind[kind] += client.checked
        self.asked += client.asked
        self.checked += client.checked

    def found(self, n, kind, why):
        if isinstance(why, asyncio.TimeoutError):
            text = f"no end within {self.options.patience} s"
        else:
            text = f"{type(why).__name__}: {why}"
        self.findings.append(f"client {n}, {kind}: {text}")
        print(f"soak: client {n}, {kind}: {text}", file=sys.stderr, flush=True)

    def may_go_on(self):
        """Whether one more client begins."""
        return (self.asked < self.options.requests
                and time.monotonic() < self.until
                and len(self.findings) < FINDINGS_MAX
                and self.server.process.poll() is None)

    async def worker(self):
        while self.may_go_on():
            self.started += 1
            await self.run_client(self.started)

    async def learn(self):
        """Writes the files, and asks for their validators."""
        numbers = random.Random(f"{self.options.seed}:files")
        for name, length in (("small", 100), ("page.txt", 6000),
                             ("big", 300000), ("video", 1000000)):
            octets = octets_of(numbers, length)
            file = File(name, octets.hex().encode()[:length]
                        if name == "page.txt" else octets)
            path = self.server.static / name
            path.write_bytes(file.content)
            os.utime(path, (LONG_AGO, LONG_AGO))
            self.files.append(file)
        wires = [await self.connect(0) for _ in self.files]
        for file, wire in zip(self.files, wires):
            await wire.send(f"HEAD /static/{file.name} HTTP/1.1\r\nHost: localhost\r\n"
                            "Connection: close\r\n\r\n".encode())
            head = await wire.receive()
            file.etag = re.search(rb"(?i)\r\netag: ([^\r]*)", head)[1].decode()
            file.modified = re.search(
                rb"(?i)\r\nlast-modified: ([^\r]*)", head)[1].decode()
            wire.close()

    async def run(self):
        await self.learn()
        if self.options.client is not None:
            self.started = 1
            await self.run_client(self.options.client)
            return
        await asyncio.gather(
            *(self.worker() for _ in range(self.options.connections)))
        if self.server.process.poll() is None:
            await self.run_last()
            await self.run_finale()

    async def run_last(self):
        """It must still answer, and well."""
        _, client = self.client(0)
        try:
            await asyncio.wait_for(client.steady(), self.options.patience)
        except FAILURES as why:
            self.found(0, "the last", why)
        finally:
            client.close()

    async def run_finale(self):
        """It is told to stop amid a crowd: what it answers is still whole and
        right, but it need not answer all."""
        self.peak = self.server.peak()
        first = self.started + 1
        self.started += self.options.connections
        crowd = asyncio.gather(*(
            self.run_client(n) for n in range(first, self.started + 1)))
        await asyncio.sleep(random.Random(self.options.seed).uniform(0, .5))
        self.stopping = True
        self.server.tell_to_stop()
        await crowd


def is_harmless(why, client):
    """Whether it is no wonder with a server that stops: it answers what has
    been asked or closes, and has not seen all that is under way to it."""
    if isinstance(why, Closed):
        return not why.torn
    if isinstance(why, Cut):
        return not client.has_heard()
    return isinstance(why, OSError)


def read_options():
    parser = argparse.ArgumentParser(
        prog="scripts/soak", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--requests", type=int, default=100000, help="about so many (100000)")
    add("--seed", type=int, help="to repeat a run (a new one)")
    add("--seconds", type=float, default=900, help="no longer (900)")
    add("--connections", type=int, default=64, help="at a time (64)")
    add("--patience", type=float, default=120,
        help="seconds for one client, longer than any needs (120)")
    add("--client", type=int, help="this one client only")
    add("--tls", action="store_true", help="over TLS")
    add("--program", default=ROOT / os.environ.get("ASSAY_BUILD", "build/dev")
        / "reference/server/h1d", help="the h1d to soak")
    options = parser.parse_args()
    if not os.access(options.program, os.X_OK):
        parser.error(f"{options.program} is not there")
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1 << 32)
    return options


def report(soak, seconds):
    for kind in KINDS:
        print(f"{soak.kinds[kind]:8} {kind.replace('_', '-'):14}"
              f"{soak.by_kind[kind]:8} answers checked")
    print(f"soak: seed {soak.options.seed}: {soak.started} clients asked "
          f"{soak.asked} requests, {soak.checked} answers checked, "
          f"{len(soak.findings)} wrong; {seconds:.0f} s, "
          f"h1d took at most {soak.peak} MiB")


def main():
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        server = Server(options.program, options.tls, folder)
        soak = Soak(server, options)
        began = time.monotonic()
        try:
            asyncio.run(soak.run())
        finally:
            end = server.stop()
        report(soak, time.monotonic() - began)
        if end:
            print(f"soak: {end}", file=sys.stderr)
        return 1 if end or soak.findings or not soak.checked else 0


if __name__ == "__main__":
    sys.exit(main())
