"""Serves as a plain GET what it does not understand."""

from honest import Honest, main


class Lax(Honest):
    def refuse(self, status):
        del status
        self.input = b""
        self.answer(200, b"ok\n")
        return False


if __name__ == "__main__":
    main(Lax)
