"""Answers 200 to everything that ends in an empty line."""

from honest import Honest, main


class OkToAll(Honest):
    def one(self):
        while b"\r\n\r\n" not in self.input:
            self.more()
        head, _, self.input = self.input.partition(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:") and line[15:].isdigit():
                self.take(int(line[15:]))
        self.head = head.startswith(b"HEAD ")
        self.answer(200, b"ok\n")


if __name__ == "__main__":
    main(OkToAll)
