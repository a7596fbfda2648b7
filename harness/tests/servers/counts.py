"""Notes each connection in a file: when it came, and how many were open then.

Usage: counts.py FILE. A connection that the client has closed is not open, even
if it has not been read to its end yet.
"""

import select
import sys
import threading
import time

import frame
from honest import Honest


def is_open(connection):
    poll = select.poll()
    try:
        poll.register(connection, select.POLLRDHUP)
        return not poll.poll(0)
    except (OSError, ValueError):
        return False  # our side has closed it


def serve(connection):
    with connection:
        try:
            Honest(connection).serve()
        except OSError:
            pass


def main():
    listener = frame.listen(backlog=1024)
    connections = []
    with open(sys.argv[1], "w", encoding="ascii", buffering=1) as notes:
        while True:
            connection, _ = listener.accept()
            connections = [c for c in connections if is_open(c)] + [connection]
            notes.write(f"{time.monotonic()} {len(connections)}\n")
            threading.Thread(
                target=serve, args=(connection,), daemon=True).start()


if __name__ == "__main__":
    main()
