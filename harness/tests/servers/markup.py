"""Serves as a plain GET what it does not understand, with fields and content
that are to run in whatever shows them: markup, controls, a field of 1 MiB.
"""

import random

from honest import main
from lax import Lax

MARKUP = "</script><script>document.title='run'</script><!--" \
    "<img src=x onerror=\"document.title='run'\"><style>*{display:none}"
LENGTH = 1 << 20


def long_value():
    draw = random.Random(9)
    return "".join(draw.choices("<>&'\"/ab", k=LENGTH))


class Markup(Lax):
    long = long_value()
    times = 0

    def fields(self, status):
        return [("Server", MARKUP), *super().fields(status)]

    def refuse(self, status):
        del status
        self.input = b""
        Markup.times += 1
        if Markup.times % 4 == 0:
            self.socket.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
            self.socket.sendall(self.long.encode() + b"\r\n\r\n")
            return True
        self.answer(200, MARKUP.encode() + b"\0\x1b[31m\xff\xc3\xa9\r\n\n\tx")
        return False


if __name__ == "__main__":
    main(Markup)
