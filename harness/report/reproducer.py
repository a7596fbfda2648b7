# ---- what follows is the same in each such script ----

import re
import select
import socket
import ssl
import struct
import sys
import time

MOST = 1 << 20  # octets; a target can send without end


def visible(octets):
    """Text in which each octet that does not print is an escape."""
    names = {9: "\\t", 10: "\\n", 13: "\\r", 92: "\\\\"}
    return "".join(
        names.get(o) or (chr(o) if 32 <= o < 127 else "\\x%02x" % o)
        for o in octets)


def show(when, mark, octets):
    """One line of text for each line of the wire."""
    lead = "%11.1f ms %s " % (when * 1000, mark)
    for line in re.findall(b"[^\n]*\n|[^\n]+", octets):
        print(lead + visible(line))
        lead = "%14s %s " % ("", mark)


class Tls:
    """TLS in memory, so that either side can end before the other."""

    def __init__(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False  # it is the target that is on trial
        context.verify_mode = ssl.CERT_NONE
        context.set_alpn_protocols(["http/1.1"])
        self.input, self.output = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(
            self.input, self.output, server_hostname=SERVER_NAME)

    def shake_hands(self, peer):
        while True:
            try:
                self.tls.do_handshake()
                peer.sendall(self.output.read())
                return
            except ssl.SSLWantReadError:
                peer.sendall(self.output.read())
            part = peer.recv(65536)
            if not part:
                raise OSError("it ended before TLS began")
            self.input.write(part)

    def encrypt(self, octets):
        self.tls.write(octets)
        return self.output.read()

    def finish(self):
        """The octets of close_notify."""
        try:
            self.tls.unwrap()
        except ssl.SSLError:
            pass  # it would wait for the peer's
        return self.output.read()

    def decrypt(self, part):
        """The octets, and how TLS ended, or None."""
        octets = b""
        if part:
            self.input.write(part)
        else:
            self.input.write_eof()
        try:
            while True:
                more = self.tls.read(65536)
                if not more:
                    return octets, "FIN"
                octets += more
        except ssl.SSLWantReadError:
            return octets, None
        except ssl.SSLZeroReturnError:
            return octets, "FIN"
        except ssl.SSLEOFError:
            return octets, "FIN without close_notify"
        except ssl.SSLError as error:
            return octets, "an error of TLS: %s" % error.reason


class Connection:
    """A connection: what came, when, and how it ended."""

    def __init__(self, target):
        if isinstance(target, tuple):
            self.socket = socket.create_connection(target, 10)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        else:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(10)
            self.socket.connect(target)
        self.socket.sendall(PROXY_HEADER)
        self.tls = Tls() if TLS else None
        if self.tls:
            self.tls.shake_hands(self.socket)
        self.began = self.last = time.monotonic()
        self.received = 0
        self.end = None

    def now(self):
        return time.monotonic() - self.began

    def is_over(self):
        return self.end is not None or self.received >= MOST

    def take(self, seconds):
        """Reads once, if something comes within that time."""
        if not select.select([self.socket], [], [], max(0, seconds))[0]:
            return
        try:
            part = self.socket.recv(65536)
        except OSError:
            self.end = "RST"
            return
        if self.tls:
            part, self.end = self.tls.decrypt(part)
        elif not part:
            self.end = "FIN"
        if part:
            show(self.now(), "<", part)
            self.last = time.monotonic()
        self.received += len(part)

    def wait(self, octets):
        """Reads until so many have come, or nothing more does."""
        self.last = time.monotonic()
        while self.received < octets and not self.is_over():
            left = self.last + PATIENCE - time.monotonic()
            if left <= 0:
                return
            self.take(left)

    def pause(self, seconds):
        until = time.monotonic() + seconds
        while not self.is_over() and time.monotonic() < until:
            self.take(until - time.monotonic())
        time.sleep(max(0, until - time.monotonic()))

    def send(self, octets):
        show(self.now(), ">", octets)
        try:
            self.socket.sendall(
                self.tls.encrypt(octets) if self.tls else octets)
        except OSError as error:
            print("%17s could not be sent: %s" % ("", error))

    def finish(self):
        """Ends our side: FIN, over TLS behind close_notify."""
        print("%11.1f ms > FIN" % (self.now() * 1000))
        try:
            if self.tls:
                self.socket.sendall(self.tls.finish())
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the peer is gone

    def reset(self):
        print("%11.1f ms > RST" % (self.now() * 1000))
        self.socket.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


def ask_anew(target):
    """Whether a new connection is answered."""
    answered = False
    try:
        connection = Connection(target)
        connection.send(ALIVE)
        connection.wait(1)
        answered = connection.received > 0
    except OSError:
        pass  # nobody is there
    print("%17s the new connection was %sanswered" % (
        "", "" if answered else "not "))


def play(target):
    connection = Connection(target)
    for pause, octets, action in PLAY:
        connection.wait(octets)
        connection.pause(pause)
        if action == FIN:
            connection.finish()
        elif action == RST:
            connection.reset()
            ask_anew(target)
            return
        else:
            connection.send(action)
    connection.wait(MOST)
    print("%11.1f ms < %s" % (
        connection.now() * 1000, connection.end or "the connection is open"))


def main(words):
    target = TARGET
    if len(words) == 2 and words[1].isdigit():
        target = (words[0], int(words[1]))
    elif len(words) == 1 and not words[0].startswith("-"):
        target = words[0]
    elif words:
        print("usage: python3 FILE [HOST PORT | SOCKET]", file=sys.stderr)
        return 2
    print("%s: %s" % (CASE, TITLE))
    for requirement in REQUIRES:
        print("  requires %s" % requirement)
    try:
        play(target)
    except OSError as error:
        print("no connection: %s" % error, file=sys.stderr)
        return 3
    for outcome in EXPECTED:
        print("  expected %s" % outcome)
    print("  happened %s" % HAPPENED)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
