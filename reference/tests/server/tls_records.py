"""Records of TLS 1.3 written by ourselves, to say what no library says, and a
client that does so."""

import ctypes
import ctypes.util
import hashlib
import hmac
import re
import socket
import ssl

from h1d_client import TIMEOUT

HANDSHAKE = 22
APPLICATION_DATA = 23

TAG_LEN = 16
GET_TAG = 0x10  # EVP_CTRL_AEAD_GET_TAG

CRYPTO = ctypes.CDLL(ctypes.util.find_library("crypto"))
CRYPTO.EVP_CIPHER_CTX_new.restype = ctypes.c_void_p
CRYPTO.EVP_aes_256_gcm.restype = ctypes.c_void_p


def encrypt(key, nonce, head, text):
    """AES-256-GCM: text and tag."""
    context = ctypes.c_void_p(CRYPTO.EVP_CIPHER_CTX_new())
    cipher = ctypes.c_void_p(CRYPTO.EVP_aes_256_gcm())
    out = ctypes.create_string_buffer(len(text))
    tag = ctypes.create_string_buffer(TAG_LEN)
    n = ctypes.byref(ctypes.c_int())
    done = [
        CRYPTO.EVP_EncryptInit_ex(context, cipher, None, key, nonce),
        CRYPTO.EVP_EncryptUpdate(context, None, n, head, len(head)),
        CRYPTO.EVP_EncryptUpdate(context, out, n, text, len(text)),
        CRYPTO.EVP_EncryptFinal_ex(context, tag, n),
        CRYPTO.EVP_CIPHER_CTX_ctrl(context, GET_TAG, TAG_LEN, tag)]
    CRYPTO.EVP_CIPHER_CTX_free(context)
    assert done == [1] * len(done)
    return out.raw + tag.raw


def derive(secret, label, length):
    """HKDF-Expand-Label without context, of one block (RFC 8446, section
    7.1)."""
    label = b"tls13 " + label
    info = length.to_bytes(2, "big") + bytes([len(label)]) + label + b"\0\1"
    return hmac.new(secret, info, hashlib.sha384).digest()[:length]


class Writer:
    """What one side says: `label` is the name of its secret in the key log."""

    def __init__(self, key_log, label):
        secret = bytes.fromhex(re.search(
            rf"{label} \S+ (\S+)", key_log.read_text())[1])
        self.key = derive(secret, b"key", 32)
        self.nonce = int.from_bytes(derive(secret, b"iv", 12), "big")
        self.n_records = 0

    def record(self, kind, text):
        """RFC 8446, sections 5.2 and 5.3."""
        head = b"\x17\3\3" + (len(text) + 1 + TAG_LEN).to_bytes(2, "big")
        nonce = (self.nonce ^ self.n_records).to_bytes(12, "big")
        self.n_records += 1
        return head + encrypt(self.key, nonce, head, text + bytes([kind]))


class RecordClient:
    """One connection. Python shakes hands and reads; it does not write."""

    def __init__(self, address, context, key_log):
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.keylog_filename = str(key_log)
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(
            self.incoming, self.outgoing, server_hostname=address[0])
        self.socket = socket.create_connection(address, TIMEOUT)
        self.until_done(lambda: self.tls.do_handshake() or True)
        assert self.tls.cipher()[0] == "TLS_AES_256_GCM_SHA384"
        self.writer = Writer(key_log, "CLIENT_TRAFFIC_SECRET_0")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def until_done(self, step):
        """What `step` gives as soon as enough has come for it."""
        while True:
            try:
                return step()
            except ssl.SSLWantReadError:
                pass
            finally:
                self.socket.sendall(self.outgoing.read())
            octets = self.socket.recv(65536)
            if not octets:
                raise ConnectionResetError
            self.incoming.write(octets)

    def send(self, *records):
        """Each is a type and its octets."""
        self.socket.sendall(b"".join(
            self.writer.record(*record) for record in records))

    def read(self):
        """Some octets of content; b"" at the end."""
        return self.until_done(lambda: self.tls.read(65536))
