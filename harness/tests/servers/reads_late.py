"""Refuses as line_end_apart.py does, but has other things to do before it reads:
segments that do not wait for it come in one read."""

import time

from honest import main
from line_end_apart import LineEndApart


class ReadsLate(LineEndApart):
    def more(self):
        time.sleep(0.03)
        super().more()


if __name__ == "__main__":
    main(ReadsLate)
