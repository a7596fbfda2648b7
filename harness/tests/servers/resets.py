"""Aborts the connection in the place of an answer to what it refuses; `resets.py
unread`: only if octets were left that it had not looked at, else it is silent."""

import sys

import frame
from honest import Honest, main


class Resets(Honest):
    def refuse(self, status):
        del status
        frame.reset(self.socket)
        return True


class ResetsUnread(Resets):
    def refuse(self, status):
        if self.input:
            return super().refuse(status)
        while self.socket.recv(4096):
            pass
        return False


if __name__ == "__main__":
    main(ResetsUnread if sys.argv[1:] == ["unread"] else Resets)
