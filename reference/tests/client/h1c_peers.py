"""What stands around h1c in its tests: a way to run it, and servers that do
octet for octet what a script says. Nothing waits for more than TIMEOUT."""

import os
import pty
import select
import socket
import ssl
import struct
import subprocess
import threading
import time

TIMEOUT = 60

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
CLOSING = (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n"
           b"\r\nhi")
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


class Client:
    """h1c."""

    def __init__(self, path, folder):
        self.path = path
        self.folder = folder

    def __call__(self, *arguments, input=b""):
        """Runs it to its end; gives status, stdout and stderr."""
        ended = subprocess.run(
            [self.path, *map(str, arguments)], input=input, cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT)
        check_sanitizers(ended.stderr)
        return ended.returncode, ended.stdout, ended.stderr.decode("latin-1")

    def start(self, *arguments, **options):
        return subprocess.Popen(
            [self.path, *map(str, arguments)], cwd=self.folder,
            **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
               "stderr": subprocess.PIPE, **options})

    def on_terminal(self, *arguments, stdout=None):
        """The same with a terminal at stderr, and at stdout unless that is
        given; gives status and what the terminal got."""
        master, slave = pty.openpty()
        process = self.start(
            *arguments, stdout=slave if stdout is None else stdout,
            stderr=slave)
        os.close(slave)
        shown = read_terminal(master)
        os.close(master)
        return process.wait(TIMEOUT), shown

    def file(self, name):
        return (self.folder / name).read_bytes()


def read_terminal(master):
    shown = b""
    while select.select([master], [], [], TIMEOUT)[0]:
        try:
            octets = os.read(master, 65536)
        except OSError:         # EIO: nobody has it open any more
            break
        if not octets:
            break
        shown += octets
    return shown


def check_sanitizers(text):
    assert b"Sanitizer" not in text and b"runtime error" not in text, text


class Gone(Exception):
    """The client went away."""


class Connection:
    """One connection, seen from the server."""

    def __init__(self, sock, heads):
        self.socket = sock
        self.heads = heads
        self.octets = b""

    def more(self):
        octets = self.socket.recv(65536)
        self.octets += octets
        return bool(octets)

    def take(self, n):
        octets, self.octets = self.octets[:n], self.octets[n:]
        return octets

    def head(self):
        """The head of a request, as it came."""
        while b"\r\n\r\n" not in self.octets:
            if not self.more():
                raise Gone(self.octets)
        head = self.take(self.octets.index(b"\r\n\r\n") + 4)
        self.heads.append(head)
        return head

    def read(self, n):
        while len(self.octets) < n:
            if not self.more():
                raise Gone(self.octets)
        return self.take(n)

    def line(self):
        while b"\r\n" not in self.octets:
            if not self.more():
                raise Gone(self.octets)
        return self.take(self.octets.index(b"\r\n") + 2)[:-2]

    def chunked(self):
        content = b""
        while True:
            size = int(self.line(), 16)
            content += self.read(size)
            assert self.read(2) == b"\r\n"
            if size == 0:
                return content

    def request(self):
        """A request with its content."""
        head = self.head()
        fields = fields_of(head)
        if fields.get("transfer-encoding") == "chunked":
            return head, self.chunked()
        return head, self.read(int(fields.get("content-length", 0)))

    def send(self, *octets):
        self.socket.sendall(b"".join(octets))

    def rest(self):
        """All that comes until the client closes."""
        while self.more():
            pass
        return self.take(len(self.octets))

    def reset(self):
        self.socket.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


def fields_of(head):
    lines = head.decode("latin-1").split("\r\n")[1:-2]
    pairs = [line.split(":", 1) for line in lines]
    return {name.lower(): value.strip() for name, value in pairs}


class Scripted:
    """Listens; the n-th connection is dealt with by the n-th script, a function
    of the connection, or octets that answer one request. Further connections
    are not expected."""

    def __init__(self, scripts, tls=None, host="127.0.0.1"):
        self.scripts = [as_script(script) for script in scripts]
        self.tls = tls
        self.errors = []
        self.heads = []         # of all requests, as they came
        self.n_connections = 0
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.listener = socket.create_server((host, 0), family=family)
        self.port = self.listener.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        scheme = "https" if tls else "http"
        self.origin = f"{scheme}://{shown}:{self.port}"
        self.threads = []
        self.acceptor = threading.Thread(target=self.accept, daemon=True)
        self.acceptor.start()

    def url(self, path="/"):
        return self.origin + path

    def accept(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:     # stop()
                return
            self.n_connections += 1
            if self.n_connections > len(self.scripts):
                self.errors.append("a connection too much")
                sock.close()
                continue
            script = self.scripts[self.n_connections - 1]
            thread = threading.Thread(
                target=self.play, args=(script, sock), daemon=True)
            self.threads.append(thread)
            thread.start()

    def play(self, script, sock):
        sock.settimeout(TIMEOUT)
        try:
            if self.tls:
                sock = self.tls.wrap_socket(sock, server_side=True,
                                            suppress_ragged_eofs=False)
            script(Connection(sock, self.heads))
        except (Gone, ConnectionError, BrokenPipeError, ssl.SSLError):
            pass                # what came of it is for the test to see
        except BaseException as error:      # for stop()
            self.errors.append(error)
        finally:
            sock.close()

    def stop(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.acceptor.join(TIMEOUT)
        for thread in self.threads:
            thread.join(TIMEOUT)
            assert not thread.is_alive()
        assert not self.errors, self.errors


def as_script(script):
    if callable(script):
        return script

    def answer(connection):
        connection.head()
        connection.send(script)

    return answer


def wait_until(condition):
    """Looks again and again, for at most TIMEOUT."""
    end = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
