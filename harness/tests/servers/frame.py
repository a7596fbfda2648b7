"""What the servers of the tests share: a port of their own, and an end.

A server prints `listening http://127.0.0.1:PORT` once it listens. It serves
each connection in a thread and dies with its test, or by SIGALRM after
LIFETIME seconds if the test could not stop it; ASSAY_TEST_LIFETIME gives it
more.

What is below HTTP is told by the environment: ASSAY_TEST_ADDRESS, where it
listens if not at 127.0.0.1; ASSAY_TEST_UNIX, or there; ASSAY_TEST_PROXY, the
version of the PROXY protocol whose header has to come first and be right;
ASSAY_TEST_TLS, a PEM file with certificate and key.
"""

import contextlib
import os
import signal
import socket
import ssl
import struct
import sys
import threading

LIFETIME = int(os.environ.get("ASSAY_TEST_LIFETIME", "80"))
ADDRESS = os.environ.get("ASSAY_TEST_ADDRESS", "127.0.0.1")
UNIX = os.environ.get("ASSAY_TEST_UNIX")
PROXY = os.environ.get("ASSAY_TEST_PROXY")
TLS = os.environ.get("ASSAY_TEST_TLS")
SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"


def listen(port=0, backlog=256):
    signal.alarm(LIFETIME)
    if UNIX:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(UNIX)
        listener.listen(backlog)
        where = "localhost"
    else:
        listener = socket.create_server(
            (ADDRESS, port), backlog=backlog,
            family=socket.AF_INET6 if ":" in ADDRESS else socket.AF_INET)
        host = f"[{ADDRESS}]" if ":" in ADDRESS else ADDRESS
        where = f"{host}:{listener.getsockname()[1]}"
    print(f"listening http{'s' if TLS else ''}://{where}", flush=True)
    return listener


def _exactly(connection, n):
    octets = b""
    while len(octets) < n:
        part = connection.recv(n - len(octets))
        if not part:
            raise ConnectionError
        octets += part
    return octets


def _proxy_header(connection):
    """What has to come, for this connection."""
    family = connection.family
    if family == socket.AF_UNIX:
        return b"PROXY UNKNOWN\r\n" if PROXY == "1" else SIGNATURE + b"\x20\0\0\0"
    ends = [connection.getpeername()[:2], connection.getsockname()[:2]]
    hosts, ports = zip(*ends)
    if PROXY == "1":
        name = "TCP6" if family == socket.AF_INET6 else "TCP4"
        return f"PROXY {name} {' '.join(hosts)} {ports[0]} {ports[1]}\r\n".encode()
    addresses = b"".join(socket.inet_pton(family, host) for host in hosts)
    return SIGNATURE + b"\x21" + struct.pack(
        ">BH", 0x21 if family == socket.AF_INET6 else 0x11,
        len(addresses) + 4) + addresses + struct.pack(">HH", *ports)


def _prepare(connection):
    """The connection as HTTP is to see it."""
    if connection.family != socket.AF_UNIX:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if PROXY:
        wanted = _proxy_header(connection)
        if _exactly(connection, len(wanted)) != wanted:
            raise ConnectionError
    if TLS:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TLS)
        context.set_alpn_protocols(["http/1.1"])
        connection = context.wrap_socket(connection, server_side=True)
        if connection.selected_alpn_protocol() != "http/1.1":
            raise ConnectionError
    return connection


def serve(handle, port=0):
    """Calls handle(connection) for each connection, all at once."""
    listener = listen(port)
    while True:
        connection, _ = listener.accept()
        threading.Thread(
            target=_guard, args=(handle, connection), daemon=True).start()


def _guard(handle, connection):
    with contextlib.suppress(OSError):  # the peer is gone
        with connection, _prepare(connection) as ready:
            handle(ready)


def reset(connection):
    """Closes with RST."""
    connection.setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def port_argument():
    """The port, last on the command line of a start command; else any."""
    last = sys.argv[-1]
    return int(last) if last.isdigit() else 0
