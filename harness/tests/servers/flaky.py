"""Accepts a malformed message at the first time, refuses it at the second, and
so on: whoever sends it is told two stories.
"""

import collections
import threading

from honest import Honest, main

seen = collections.Counter()
lock = threading.Lock()


class Flaky(Honest):
    received = b""

    def more(self):
        before = len(self.input)
        super().more()
        self.received += self.input[before:]

    def refuse(self, status):
        with lock:
            seen[self.received] += 1
            refused = seen[self.received] % 2 == 0
        if refused:
            return super().refuse(status)
        self.input = b""
        self.answer(200, b"ok\n")
        return False


if __name__ == "__main__":
    main(Flaky)
