"""Refuses a line whose CR and LF come in different reads."""

from honest import Honest, Refused, main


class LineEndApart(Honest):
    def more(self):
        if self.input.endswith(b"\r"):
            raise Refused(400)
        super().more()


if __name__ == "__main__":
    main(LineEndApart)
