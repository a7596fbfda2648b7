"""Aborts the connection in the place of an answer to what it refuses."""

import frame
from honest import Honest, main


class Resets(Honest):
    def refuse(self, status):
        del status
        frame.reset(self.socket)
        return True


if __name__ == "__main__":
    main(Resets)
