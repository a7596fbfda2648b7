"""`assay run` over TLS, IPv6, Unix sockets and the PROXY protocol: what is below
HTTP changes no verdict, and what is wrong there is told in a sentence."""

import contextlib
import re
import shutil
import socket
import subprocess
import threading
import time

import pytest

from servers import kit

# Of each kind of play one: plain, with content, in parts, with a canary, half
# closed, reset, refused.
CASES = [
    "server/request-target/absolute-form",
    "server/chunked/several-chunks",
    "server/chunked/no-last-chunk-fin",
    "server/connection/pipelined-order",
    "server/connection/half-close",
    "server/connection/reset-in-content",
    "server/content-length/exact",
    "server/content-length/short-then-fin",
    "server/field-name/no-colon",
    "server/host/missing",
    "server/request-line/simple-request",
    "server/response/date-in-200",
]

# What the lax server does wrong.
FAILING = "server/host/two-different"

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl program")


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    return kit.certificate(tmp_path_factory.mktemp("pem"))


def has_ipv6():
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


NEEDS_IPV6 = pytest.mark.skipif(not has_ipv6(), reason="no IPv6 here")


def honest(folder, *arguments, ids=CASES, **below):
    """A run against the strict server."""
    with kit.server("honest", **below) as url:
        return kit.run(folder, *arguments, url, ids=ids)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return honest(tmp_path_factory.mktemp("plain"))


# ---- one suite, one server, another way to it ----

def test_tls_is_as_tcp(tmp_path):
    """The certificate is for the hosts that the cases name, or a strict server
    would send them elsewhere (RFC 9110, section 7.4)."""
    hosts = ["localhost", "assay.invalid", "unknown.example"]
    pem = kit.certificate(tmp_path, hosts="IP:127.0.0.1," + ",".join(
        f"DNS:{host}" for host in hosts))
    with kit.h1d() as url:
        plain = kit.run(tmp_path, url, timeout=600)
    with kit.h1d("--tls-certificate", pem, "--tls-key", pem) as url:
        tls = kit.run(tmp_path, "--cacert", pem, url, timeout=600)
    assert plain.status == tls.status == 0, tls.err
    other = {r["id"]: (r["verdict"], r["reason"]) for r in tls.results
             if r["verdict"] != plain.verdicts()[r["id"]]}
    clear = ("skip", "the target lacks: cleartext")
    assert other == {
        f"server/request-target/{name}": clear for name in [
            "absolute-form-https", "absolute-form-scheme-case[upper]",
            "absolute-form-scheme-case[mixed]"]}
    assert tls.report["target"]["tls"] == {
        "version": "TLSv1.3", "server_name": None, "verified": True,
        "cacert": str(pem)}


@pytest.mark.parametrize("below", [
    pytest.param({"address": "::1"}, marks=NEEDS_IPV6, id="ipv6"),
    pytest.param({"proxy": "1"}, id="v1"),
    pytest.param({"proxy": "2"}, id="v2"),
    pytest.param({"address": "::1", "proxy": "1"}, marks=NEEDS_IPV6,
                 id="ipv6-v1"),
    pytest.param({"address": "::1", "proxy": "2"}, marks=NEEDS_IPV6,
                 id="ipv6-v2"),
    pytest.param({"unix": "socket"}, id="unix"),
    pytest.param({"unix": "socket", "proxy": "1"}, id="unix-v1"),
    pytest.param({"unix": "socket", "proxy": "2"}, id="unix-v2"),
    pytest.param({"tls": True}, id="tls"),
    pytest.param({"tls": True, "proxy": "2"}, id="tls-v2"),
    pytest.param({"tls": True, "unix": "socket"}, id="tls-unix"),
])
def test_same_verdicts(tmp_path, plain, pem, below):
    words = []
    if "unix" in below:
        below = dict(below, unix=tmp_path / "socket")
        words += ["--unix-socket", below["unix"]]
    if "tls" in below:
        below = dict(below, tls=pem)
        words += ["--cacert", pem]
    if "proxy" in below:
        words += ["--proxy-protocol", f"v{below['proxy']}"]
    done = honest(tmp_path, *words, **below)
    assert done.status == plain.status, done.err
    assert done.verdicts() == plain.verdicts()
    target = done.report["target"]
    assert target["unix_socket"] == (
        str(below["unix"]) if "unix" in below else None)
    assert target["address"] == (
        None if "unix" in below else below.get("address", "127.0.0.1"))
    assert target["proxy_protocol"] == (
        int(below["proxy"]) if "proxy" in below else None)
    assert (target["tls"] is not None) == ("tls" in below)


def test_header_of_proxy_is_needed(tmp_path):
    """The server of these tests does look at it."""
    for words in [], ["--proxy-protocol", "v1"]:
        done = honest(tmp_path, *words, proxy="2", ids=CASES[:1])
        assert done.status == 3
        assert "without answering a plain GET" in done.err


NGINX = """
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    server {{
        listen 127.0.0.1:@PORT@ {ssl} proxy_protocol;
        ssl_certificate {pem};
        ssl_certificate_key {pem};
        location / {{ return 200 ok; }}
    }}
}}
"""


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("version", ["v1", "v2"])
@pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx")
def test_proxy_protocol_of_nginx(tmp_path, pem, version, tls):
    """Somebody else's reader of the header, and a target file with all that."""
    conf = tmp_path / "in.conf"
    conf.write_text(NGINX.format(ssl="ssl" if tls else "", pem=pem))
    target = tmp_path / "target.yaml"
    target.write_text(
        "name: nginx\n"
        f'start: "sed s/@PORT@/{{{{port}}}}/ {conf} >{{{{run}}}}/conf; '
        'exec nginx -p {{run}} -c {{run}}/conf"\n'
        f'url: "http{"s" if tls else ""}://127.0.0.1:{{{{port}}}}/"\n'
        f'proxy-protocol: {version}\ncacert: "{pem}"\nvia: nobody\n')
    done = kit.run(tmp_path, "--target", target, ids=[
        "server/response/date-in-200", "server/host/missing"])
    assert done.status == 0, done.err
    assert done.ids("pass", "note") == set(done.verdicts())
    assert done.report["target"]["via"] == "nobody"
    assert f", PROXY {version}, via nobody:" in re.sub(r"\s+", " ", done.out)


# ---- which address ----

def addresses_of_localhost():
    return {entry[4][0] for entry in socket.getaddrinfo("localhost", 80)}


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_addresses_of_a_name(tmp_path, address):
    """Where localhost is both, the one that nobody listens at is passed over."""
    if address not in addresses_of_localhost():
        pytest.skip("localhost is not that here")
    with kit.server("honest", address=address) as url:
        port = url.rpartition(":")[2]
        done = kit.run(tmp_path, f"http://localhost:{port}/", ids=CASES[-1:])
    assert done.status == 0, done.err
    assert done.report["target"]["address"] == address
    assert done.ids("pass") == {CASES[-1]}


def test_resolve(tmp_path):
    """Host and SNI are those of the URL."""
    pem = kit.certificate(tmp_path, hosts="DNS:a.invalid")
    with kit.server("lax", tls=pem) as url:
        port = url.rpartition(":")[2]
        done = kit.run(
            tmp_path, "--cacert", pem, "--resolve", "b.invalid:1:127.0.0.1",
            "--resolve", f"a.invalid:{port}:127.0.0.1",
            f"https://a.invalid:{port}/", ids=[FAILING])
    assert done.status == 1, done.err
    assert done.report["target"]["address"] == "127.0.0.1"
    assert done.report["target"]["tls"]["server_name"] == "a.invalid"
    sent = done.results[0]["trace"][0]
    assert f"Host: a.invalid:{port}\r\n" in sent["octets"]


def test_no_socket_there(tmp_path):
    done = kit.run(tmp_path, "--unix-socket", tmp_path / "none",
                   "http://localhost/", ids=CASES[:1])
    assert (done.status, done.err) == (
        3, "assay run: nothing accepts connections at localhost: no such file "
           "or directory\n")


# ---- whom to trust ----

def test_verification(tmp_path, pem):
    other = kit.certificate(tmp_path, "other")

    def run(*words):
        with kit.server("honest", tls=pem) as url:
            done = kit.run(tmp_path, *words, url, ids=CASES[-1:])
        return done.status, re.sub(r":\d{4,}", ":PORT", done.err)

    no_tls = "assay run: no TLS with 127.0.0.1:PORT: "
    assert run("--cacert", pem) == run("--insecure") == (0, "")
    assert run("--cacert", pem, "--sni", "localhost") == (0, "")
    for words in [], ["--cacert", other]:
        assert run(*words) == (
            3, f"{no_tls}self-signed certificate, which is not trusted: own\n")
    assert run("--cacert", pem, "--sni", "a.invalid") == (
        3, f"{no_tls}hostname mismatch: the certificate is not for a.invalid, "
           "but for localhost, 127.0.0.1, ::1\n")


def test_not_tls(tmp_path):
    with kit.server("honest") as url:
        done = kit.run(tmp_path, url.replace("http", "https"), ids=CASES[:1])
    assert done.status == 3
    assert re.fullmatch(r"assay run: no TLS with 127\.0\.0\.1:\d+: the peer "
                        r"(does not speak TLS|speaks HTTP without TLS).*\n",
                        done.err)


# ---- peers that do harm before HTTP begins ----

def endless(connection):
    """Handshake records of which each is a warning of nothing, for ever."""
    record = b"\x16\x03\x03\x00\x04\x00\x00\x00\x00"  # HelloRequest
    with contextlib.suppress(OSError):
        while True:
            connection.sendall(record * 100)


def drip(connection):
    """A ServerHello that never ends, an octet at a time."""
    with contextlib.suppress(OSError):
        connection.sendall(b"\x16\x03\x03\x3f\xff\x02\x00\xff\xff")
        while True:
            connection.sendall(b"\0")
            time.sleep(0.02)


HARMFUL = {
    "close": (lambda c: None, "the peer (closes|resets) the connection"),
    "garbage": (lambda c: c.sendall(b"garbage" * 100),
                "the peer does not speak TLS"),
    "alert": (lambda c: c.sendall(b"\x15\x03\x03\x00\x02\x02\x28"),
              "the peer refused: handshake failure"),
    "silent": (lambda c: c.recv(65536) and time.sleep(10),
               "the peer does not finish it in time"),
    "drip": (drip, "the peer does not finish it in time"),
    "endless": (endless, ""),
}


@contextlib.contextmanager
def listening(handle):
    """Does that to each connection, behind its ClientHello; gives the port."""
    def serve():
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=one, args=(connection,),
                                 daemon=True).start()

    def one(connection):
        with contextlib.suppress(OSError), connection:
            connection.recv(65536)
            handle(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("way", HARMFUL)
def test_harmful_handshake(tmp_path, way):
    handle, sentence = HARMFUL[way]
    with listening(handle) as port:
        done = kit.run(tmp_path, "--insecure", "--connect-timeout", "0.5",
                       f"https://127.0.0.1:{port}/", ids=CASES[:1])
    assert done.status == 3
    assert re.match(f"assay run: no TLS with 127.0.0.1:{port}: {sentence}",
                    done.err), done.err
    assert done.seconds < 10


# ---- behind the handshake ----

def test_truncation_is_told(tmp_path, pem):
    """An end without close_notify is a close, and the trace tells of it."""
    for below, note in ({}, ""), ({"tls": pem}, " without close_notify before it"):
        words = ["--cacert", pem] if below else []
        with kit.server("truncates", **below) as url:
            done = kit.run(tmp_path, *words, url, ids=["server/host/missing"])
        assert done.status == 1, done.err
        (result,) = done.results
        assert (result["verdict"], result["events"]) == ("fail", "200, fin")
        (line,) = re.findall("ms FIN(.*)", result["text"])
        assert line.startswith(note) and bool(line) == bool(note)


@pytest.mark.parametrize("way", ["tls", "unix"])
def test_split(tmp_path, pem, way):
    """Segments arrive one by one there as well."""
    below = {"tls": pem} if way == "tls" else {"unix": tmp_path / "socket"}
    words = ["--cacert", pem] if way == "tls" else [
        "--unix-socket", tmp_path / "socket"]
    for script, found in ("honest", 0), ("line_end_apart", 2):
        (tmp_path / "socket").unlink(missing_ok=True)
        with kit.server(script, **below) as url:
            done = kit.run(tmp_path, "--split", *words, url, timeout=120, ids=[
                "server/response/date-in-200", "server/chunked/several-chunks"])
        assert done.report["splits"]["steady"] == found, done.out
        assert done.report["splits"]["plays"] > 10


# ---- what is added to requests ----

def test_header(tmp_path, plain):
    """A server that wants credentials of each request."""
    line = "Authorization: Basic YTpi"
    with kit.server("guarded") as url:
        without = kit.run(tmp_path, url, ids=CASES)
        done = kit.run(tmp_path, "--header", line, url, ids=CASES)
    assert without.status == 3
    assert "GET / is answered with 401" in without.err
    assert done.status == plain.status
    assert done.verdicts() == plain.verdicts()
    (header,) = done.report["options"]["headers"]
    assert header["line"] == line
    assert 0 < header["results"] < len(done.results)
    assert (f'added to requests: "{line}", in {header["results"]} of '
            f"{len(done.results)}") in re.sub(r"\s+", " ", done.out)


def test_target_file(tmp_path, plain):
    """The keys, with placeholders; what the command line says counts."""
    file = kit.target_file(tmp_path, "guarded")
    text = file.read_text().replace(
        "exec ", "ASSAY_TEST_UNIX={{run}}/socket exec ").replace(
        "127.0.0.1:{{port}}", "localhost")
    text += ('unix-socket: "{{run}}/socket"\nvia: file\n'
             'headers: ["Authorization: Basic YTpi"]\n')
    file.write_text(text)
    done = kit.run(tmp_path, "--target", file, "--via", "words", ids=CASES)
    assert done.status == plain.status, done.err
    assert done.verdicts() == plain.verdicts()
    target = done.report["target"]
    assert re.fullmatch(r"/.*/assay-target-\w+/socket", target["unix_socket"])
    assert target["via"] == "words"
    file.write_text(text + 'cacert: "{{what}}"\n')
    done = kit.run(tmp_path, "--target", file, ids=CASES[:1])
    assert (done.status, done.err) == (
        2, "assay run: cacert: unknown placeholder, or too many\n")
