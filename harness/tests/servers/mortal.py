"""Dies of a NUL in a request; with `--hangs`, it answers nobody any more."""

import os
import sys
import threading

from honest import Honest, main

alive = threading.Event()


class Mortal(Honest):
    def more(self):
        super().more()
        if b"\0" in self.input:
            if "--hangs" not in sys.argv:
                os._exit(1)
            alive.clear()
        alive.wait()


if __name__ == "__main__":
    alive.set()
    main(Mortal)
