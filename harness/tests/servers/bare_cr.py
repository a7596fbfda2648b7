"""Takes CR for a line end, whether LF follows or not (RFC 9112, 2.2)."""

from honest import Honest, main


class BareCr(Honest):
    lf_may_follow = False

    def line(self):
        while not self.input:
            self.more()
        if self.lf_may_follow:
            self.input = self.input.removeprefix(b"\n")
        while b"\r" not in self.input:
            self.more()
        line, _, self.input = self.input.partition(b"\r")
        self.lf_may_follow = True
        return line

    def take(self, n):
        if n > 0 and self.lf_may_follow:
            while not self.input:
                self.more()
            self.input = self.input.removeprefix(b"\n")
            self.lf_may_follow = False
        return super().take(n)


if __name__ == "__main__":
    main(BareCr)
