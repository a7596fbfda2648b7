"""Announces the end of a connection, and never closes one."""

from honest import Honest, main


class NeverCloses(Honest):
    def linger(self):
        self.socket.settimeout(None)
        while self.socket.recv(65536):
            pass


if __name__ == "__main__":
    main(NeverCloses)
