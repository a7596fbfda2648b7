"""Connections of the soak test: plain or TLS, on asyncio, with all that a rude
client can do to one."""

import asyncio
import socket
import ssl
import struct

IP_BIND_ADDRESS_NO_PORT = 24    # of Linux; Python has no name for it yet


class Cut(Exception):
    """A TLS connection ended without close_notify."""


def tls_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False      # the certificate is not the subject
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["http/1.1"])
    return context


class Wire:
    def __init__(self, sock):
        self.loop = asyncio.get_running_loop()
        self.socket = sock

    @classmethod
    async def open(cls, address, source, receive_buffer=None):
        """Connects from a loopback address of its own, so that there are
        ports enough."""
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
        if receive_buffer:
            sock.setsockopt(
                socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            sock.bind((source, 0))
            await asyncio.get_running_loop().sock_connect(sock, address)
        except BaseException:
            sock.close()
            raise
        return cls(sock)

    async def send(self, octets):
        await self.loop.sock_sendall(self.socket, octets)

    async def receive(self, most=65536):
        """b"" at the end."""
        return await self.loop.sock_recv(self.socket, most)

    async def finish(self):
        """Says that nothing more comes."""
        self.socket.shutdown(socket.SHUT_WR)

    def reset(self):
        self.socket.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def close(self):
        self.socket.close()


class TlsWire(Wire):
    context = None

    def __init__(self, sock):
        super().__init__(sock)
        self.incoming = ssl.MemoryBIO()
        self.outgoing = ssl.MemoryBIO()
        if TlsWire.context is None:
            TlsWire.context = tls_context()
        self.tls = TlsWire.context.wrap_bio(
            self.incoming, self.outgoing, server_hostname="localhost")
        self.sending = asyncio.Lock()

    @classmethod
    async def open(cls, address, source, receive_buffer=None):
        wire = await super().open(address, source, receive_buffer)
        try:
            await wire.shake_hands()
        except BaseException:
            wire.close()
            raise
        return wire

    async def flush(self):
        """Records go out in the order in which they were made."""
        async with self.sending:
            octets = self.outgoing.read()
            if octets:
                await super().send(octets)

    async def more(self):
        octets = await super().receive()
        if not octets:
            raise Cut("the connection was cut")
        self.incoming.write(octets)

    async def shake_hands(self):
        while True:
            try:
                self.tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                await self.flush()
                try:
                    await self.more()
                except Cut as cut:
                    raise ConnectionResetError("in the handshake") from cut
        await self.flush()

    async def send(self, octets):
        for at in range(0, len(octets), 65536):
            self.tls.write(octets[at:at + 65536])
            await self.flush()

    async def receive(self, most=65536):
        while True:
            try:
                return self.tls.read(most)
            except ssl.SSLWantReadError:
                await self.flush()
                await self.more()
            except ssl.SSLZeroReturnError:
                return b""

    async def finish(self):
        """Says close_notify; the connection itself stays."""
        try:
            self.tls.unwrap()
        except ssl.SSLWantReadError:
            pass
        await self.flush()
