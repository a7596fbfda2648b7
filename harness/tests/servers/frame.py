"""What the servers of the tests share: a port of their own, and an end.

A server prints `listening http://127.0.0.1:PORT` once it listens. It serves
each connection in a thread and dies with its test, or by SIGALRM after
LIFETIME seconds if the test could not stop it.
"""

import signal
import socket
import struct
import sys
import threading

LIFETIME = 80


def listen(port=0, backlog=256):
    signal.alarm(LIFETIME)
    listener = socket.create_server(("127.0.0.1", port), backlog=backlog)
    print(f"listening http://127.0.0.1:{listener.getsockname()[1]}",
          flush=True)
    return listener


def serve(handle, port=0):
    """Calls handle(connection) for each connection, all at once."""
    listener = listen(port)
    while True:
        connection, _ = listener.accept()
        threading.Thread(
            target=_guard, args=(handle, connection), daemon=True).start()


def _guard(handle, connection):
    with connection:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            handle(connection)
        except OSError:
            pass  # the peer is gone


def reset(connection):
    """Closes with RST."""
    connection.setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def port_argument():
    """The port, last on the command line of a start command; else any."""
    last = sys.argv[-1]
    return int(last) if last.isdigit() else 0
