"""Loses what it has of a chunk header if the rest comes in another read."""

from honest import Honest, main


class ChunkHeaderApart(Honest):
    in_chunks = False

    def read_chunks(self):
        self.in_chunks = True
        try:
            return super().read_chunks()
        finally:
            self.in_chunks = False

    def line(self):
        if self.in_chunks and b"\n" not in self.input:
            self.input = b""
        return super().line()


if __name__ == "__main__":
    main(ChunkHeaderApart)
