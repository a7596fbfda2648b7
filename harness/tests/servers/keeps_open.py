"""Refuses what is malformed, and then reads on as if nothing had been."""

from honest import Honest, main


class KeepsOpen(Honest):
    def refuse(self, status):
        self.input = b""
        self.answer(status, b"no\n")
        return False


if __name__ == "__main__":
    main(KeepsOpen)
