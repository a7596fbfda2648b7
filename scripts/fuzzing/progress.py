"""What a run tells while it goes on: on a terminal one line that is written
again and again, else a line now and then."""

import sys
import time
from dataclasses import dataclass

OFTEN, SELDOM = 0.5, 10.0       # seconds


@dataclass
class Progress:
    """How far an engine has come."""
    executions: int = 0
    edges: int = 0
    new: int = 0        # inputs that reached something new
    crashes: int = 0


class StatusLine:
    """Tells progress on standard error."""

    def __init__(self, stream=None):
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self.began = time.monotonic()
        self.next = self.began + (OFTEN if self.live else SELDOM)

    def tell(self, name, progress):
        """A line, if it is time for one."""
        now = time.monotonic()
        if now < self.next:
            return
        self.next = now + (OFTEN if self.live else SELDOM)
        seconds = now - self.began
        line = (f"{name}: {seconds:.0f} s"
                f"  {progress.executions / max(seconds, 0.1):,.0f} execs/s"
                f"  {progress.edges or '?'} edges  {progress.new} new"
                f"  {progress.crashes} crashes")
        self._write("\r\033[K" + line if self.live else line + "\n")

    def end(self):
        """Makes room for what comes next."""
        if self.live:
            self._write("\r\033[K")

    def _write(self, text):
        self.stream.write(text)
        self.stream.flush()
