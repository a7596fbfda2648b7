"""Answers HEAD as it answers GET, content and all (RFC 9110, 9.3.2)."""

from honest import Honest, main


class HeadContent(Honest):
    def answer(self, status, content, *, close=False):
        self.head = False
        super().answer(status, content, close=close)


if __name__ == "__main__":
    main(HeadContent)
