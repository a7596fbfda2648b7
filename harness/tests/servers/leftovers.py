"""`leftovers.py FILE PROGRAM ...` runs it, and writes the names of the processes
that it left behind, and ends them.

A process of its own, which what is left behind becomes a child of.
"""

import ctypes
import os
import pathlib
import signal
import sys

PR_SET_CHILD_SUBREAPER = 36
SECONDS = 5  # for what was told to end


def children():
    """Process id -> name."""
    found = {}
    for file in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = file.read_text().split(" (", 1)
        except OSError:
            continue
        name, fields = rest.rsplit(") ", 1)
        if int(fields.split()[1]) == os.getpid():
            found[int(pid)] = name
    return found


def end(_signal, _frame):
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        for pid, name in children().items():
            file.write(f"{name}\n")
            os.kill(pid, signal.SIGKILL)


def main():
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    program = os.fork()
    if program == 0:
        os.execv(sys.argv[2], sys.argv[2:])
    signal.signal(signal.SIGALRM, end)
    result = None
    while True:
        try:
            pid, status = os.wait()
        except ChildProcessError:
            break
        if pid == program:
            result = os.waitstatus_to_exitcode(status)
            signal.alarm(SECONDS)
    sys.exit(result)


main()
