"""Real clients talk to h1d over TLS, by a certificate that it makes itself."""

import http.client
import json
import socket
import ssl

import pytest

from h1d_origin import TIMEOUT, octets, run, write

PARTS = 200


@pytest.fixture
def server(start, tmp_path):
    """It writes its certificate where `server.certificate` says."""
    certificate = tmp_path / "certificate.pem"
    one = start("--tls-self-signed", "--tls-certificate-out", certificate)
    one.certificate = certificate
    write(one.folder / "file", octets("tls", 3_000_000))
    return one


@pytest.fixture
def trusting(curl, server):
    """A curl that trusts that certificate."""
    def one(*arguments, **how):
        return curl("--cacert", server.certificate, *arguments, **how)
    return one


def test_curl_downloads(trusting, server):
    assert server.url.startswith("https://")
    done = trusting("-v", server.static("file"))
    assert done.stdout == server.file("file")
    assert b"SSL certificate verify ok" in done.stderr
    assert b"ALPN: server accepted http/1.1" in done.stderr


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_versions(trusting, server, version):
    done = trusting(f"--tlsv{version}", "--tls-max", version, "-r", "5-9", "-v",
                    server.static("file"))
    assert done.stdout == server.file("file")[5:10]
    assert b"SSL connection using TLSv" + version.encode() in done.stderr


def test_old_versions_are_refused(trusting, server):
    trusting("--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0",
             server.url, status=35)


def test_whom_the_certificate_is_for(trusting, server):
    port = server.address[1]
    done = trusting("-o", "/dev/null", "-w", "%{http_code}",
                    f"https://localhost:{port}/")
    assert done.stdout == b"200"
    trusting("--resolve", f"other.test:{port}:127.0.0.1",
             f"https://other.test:{port}/", status=60)


def test_other_hosts_are_not_served(curl, server):
    """Whoever does not verify is told that this is not the server."""
    port = server.address[1]
    done = curl("-k", "--resolve", f"other.test:{port}:127.0.0.1",
                "-o", "/dev/null", "-w", "%{http_code}",
                f"https://other.test:{port}/")
    assert done.stdout == b"421"


def test_curl_uploads(trusting, server):
    sent = octets("upload", 2_000_000)
    done = trusting("-H", "Expect: 100-continue", "--expect100-timeout", "100",
                    "--data-binary", "@-", f"{server.url}/echo", stdin=sent)
    assert done.stdout == sent


def test_curl_keeps_the_connection(trusting, server):
    done = trusting("-w", "%{num_connects}",
                    *["-o", "/dev/null", server.url] * 5)
    assert done.stdout == b"10000"


def test_two_hundred_at_once(trusting, server, tmp_path):
    for i in range(PARTS):
        write(server.folder / f"{i}", b"part %d\n" % i)
    trusting("-Z", "--parallel-immediate", "--parallel-max", PARTS,
             "-o", tmp_path / "part#1", server.static(f"[0-{PARTS - 1}]"))
    for i in range(PARTS):
        assert (tmp_path / f"part{i}").read_bytes() == b"part %d\n" % i


def test_http_to_the_wrong_port(curl, trusting, server):
    """Whatever it says, it is there for the next one."""
    host, port = server.address
    curl("-o", "/dev/null", f"http://{host}:{port}/", status=None)
    trusting("-o", "/dev/null", server.url)


def test_wget(wget, server, tmp_path):
    wget(f"--ca-certificate={server.certificate}", server.static("file"),
         cwd=tmp_path)
    assert (tmp_path / "file").read_bytes() == server.file("file")


def test_python(server):
    context = ssl.create_default_context(cafile=str(server.certificate))
    context.set_alpn_protocols(["h2", "http/1.1"])
    connection = http.client.HTTPSConnection(
        *server.address, timeout=TIMEOUT, context=context)
    for _ in range(3):
        connection.request("GET", "/static/file")
        assert connection.getresponse().read() == server.file("file")
    assert connection.sock.selected_alpn_protocol() == "http/1.1"
    connection.close()


def test_the_end_is_told(server):
    """A close_notify comes before the end of the connection."""
    context = ssl.create_default_context(cafile=str(server.certificate))
    with context.wrap_socket(
            socket.create_connection(server.address, TIMEOUT),
            server_hostname=server.address[0],
            suppress_ragged_eofs=False) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        answer = b""
        while part := connection.recv(4096):    # a cut would raise
            answer += part
    assert answer.startswith(b"HTTP/1.1 200")


def test_node(program, server, tmp_path):
    script = write(tmp_path / "script.js", b"""
        const origin = process.argv[2];
        (async () => {
            const parts = await Promise.all([...Array(50)].map(async () =>
                (await (await fetch(origin + '/static/file')).arrayBuffer())
                    .byteLength));
            const sent = Buffer.alloc(1000000, 'x');
            const response = await fetch(origin + '/echo',
                {method: 'POST', body: sent});
            const same = sent.equals(Buffer.from(await response.arrayBuffer()));
            console.log(JSON.stringify([parts.every((n) => n === 3000000),
                same]));
        })();
    """)
    done = run(program("node"), script, server.url,
               env={"NODE_EXTRA_CA_CERTS": str(server.certificate)})
    assert json.loads(done.stdout) == [True, True]
