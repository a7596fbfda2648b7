"""Says 200 to all, and that the content ends with the connection; which it ends
without close_notify, where there is TLS."""

from honest import Honest, main


class Truncates(Honest):
    def one(self):
        while b"\r\n\r\n" not in self.input:
            self.more()
        self.socket.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok")
        return True


if __name__ == "__main__":
    main(Truncates)
