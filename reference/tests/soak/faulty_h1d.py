#!/usr/bin/python3
"""h1d behind a relay with one defect, which FAULT names: a soak of it must find
something. Takes the options of h1d; H1D is its path."""

import asyncio
import os
import re
import signal
import subprocess
import sys

SPARED = 8                  # connections before the first with the defect

FAULT = os.environ["FAULT"]
H1D = os.environ["H1D"]

last = b""                  # what came to another connection


def spoil(octets):
    """What the client gets instead of the first octets of an answer."""
    global last
    if FAULT == "flip":
        return octets[:-1] + bytes((octets[-1] ^ 1,))
    if FAULT == "swap":
        octets, last = last, octets
        return octets
    if FAULT == "double":
        return octets * 2
    if FAULT == "lose":
        return b""
    if FAULT == "tear":
        return octets[:len(octets) // 2] + octets[len(octets) // 2 + 1:]
    return octets


async def relay(reader, writer, spoiling=False):
    try:
        while octets := await reader.read(65536):
            writer.write(spoil(octets) if spoiling else octets)
            spoiling = False
            await writer.drain()
        writer.write_eof()
    except OSError:
        writer.transport.abort()


async def serve(h1d, address):
    """Until it is told to stop, and what h1d still says then is passed on."""
    numbers = iter(range(1 << 30))
    under_way = set()

    async def on_connection(reader, writer):
        under_way.add(asyncio.current_task())
        spoiling = next(numbers) >= SPARED
        try:
            above, below = await asyncio.open_connection(*address)
            await asyncio.gather(
                relay(reader, below), relay(above, writer, spoiling))
            below.close()
        except OSError:
            pass
        writer.close()
        under_way.discard(asyncio.current_task())

    server = await asyncio.start_server(on_connection, "127.0.0.1", 0)
    print("listening http://127.0.0.1:%d"
          % server.sockets[0].getsockname()[1], flush=True)
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(
        signal.SIGTERM, stopped.set)
    await stopped.wait()
    server.close()
    h1d.terminate()
    if under_way:
        await asyncio.wait(under_way, timeout=20)


def main():
    if "--help" in sys.argv:
        os.execv(H1D, [H1D, "--help"])
    with subprocess.Popen([H1D, *sys.argv[1:]], stdout=subprocess.PIPE) as h1d:
        line = h1d.stdout.readline().decode()
        host, port = re.search(r"//(.*):([0-9]+)", line).groups()
        try:
            asyncio.run(serve(h1d, (host, int(port))))
        except BaseException:
            h1d.kill()
            raise
    if FAULT == "report":
        print("ERROR: LeakSanitizer", file=sys.stderr)
    return 3 if FAULT == "status" else h1d.returncode


if __name__ == "__main__":
    sys.exit(main())
