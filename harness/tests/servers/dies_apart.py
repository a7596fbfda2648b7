"""Dies of a line whose CR and LF come in different reads."""

import os

from honest import Honest, main


class DiesApart(Honest):
    def more(self):
        if self.input.endswith(b"\r"):
            os._exit(1)
        super().more()


if __name__ == "__main__":
    main(DiesApart)
