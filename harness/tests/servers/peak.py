"""`peak.py FILE PROGRAM ...` runs it, and writes its peak memory, in KiB.

A process of its own, since a child begins with the peak of its parent.
"""

import os
import sys

child = os.fork()
if child == 0:
    os.execv(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w", encoding="ascii") as file:
    file.write(str(usage.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
