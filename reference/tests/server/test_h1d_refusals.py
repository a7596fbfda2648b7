"""What is refused, with which status; and that the connection ends there, in a
way that the client can read the answer."""

import pytest

from h1d_client import GET, request

HOST = b"Host: h\r\n"


def get(*lines):
    """GET / with these lines, as they are."""
    return b"GET / HTTP/1.1\r\n" + HOST + b"".join(lines) + b"\r\n"


def line(octets, rest=HOST):
    """A request-line as it is."""
    return octets + b"\r\n" + rest + b"\r\n"


def post(*lines, body=b""):
    return (b"POST /echo HTTP/1.1\r\n" + HOST + b"".join(lines) + b"\r\n" +
            body)


def chunks(body):
    return post(b"Transfer-Encoding: chunked\r\n", body=body)


REQUEST_LINES = {
    "two-sp": b"GET  / HTTP/1.1", "htab": b"GET\t/\tHTTP/1.1",
    "vt": b"GET\v/\vHTTP/1.1", "nul": b"GET\0/ HTTP/1.1",
    "leading-sp": b" GET / HTTP/1.1", "trailing-sp": b"GET / HTTP/1.1 ",
    "extra-token": b"GET / HTTP/1.1 X", "no-target": b"GET HTTP/1.1",
    "no-version": b"GET /", "no-version-sp": b"GET / ", "blank": b" ",
    "method-octet": b"G=T / HTTP/1.1", "method-8bit": b"G\xe9T / HTTP/1.1",
    "method-nul": b"\0 / HTTP/1.1", "version-1.10": b"GET / HTTP/1.10",
    "version-1": b"GET / HTTP/1", "preface": b"PRI * HTTP/2.0",
    "version-space": b"GET / HTTP/ 1.1", "version-lower": b"GET / http/1.1",
    "version-sign": b"GET / HTTP/+1.1", "name": b"GET / HTTQ/1.1",
    "asterisk": b"GET * HTTP/1.1", "authority": b"GET h:80 HTTP/1.1",
    "connect-origin": b"CONNECT / HTTP/1.1",
    "connect-no-port": b"CONNECT h HTTP/1.1",
    "connect-empty-port": b"CONNECT h: HTTP/1.1",
    "connect-bad-port": b"CONNECT h:x HTTP/1.1",
    "connect-65536": b"CONNECT h:65536 HTTP/1.1",
    "fragment": b"GET /x#y HTTP/1.1", "raw-sp": b"GET /a b HTTP/1.1",
    "no-slash": b"GET index.html HTTP/1.1", "ctl": b"GET /\x01 HTTP/1.1",
    "del": b"GET /\x7f HTTP/1.1", "8bit": b"GET /\xc3\xa9 HTTP/1.1",
    "pct": b"GET /%zz HTTP/1.1", "lone-pct": b"GET /% HTTP/1.1",
    "backslash": b"GET /\\ HTTP/1.1", "angle": b"GET /<> HTTP/1.1",
    "quote": b"GET /\" HTTP/1.1", "empty-host": b"GET http:///x HTTP/1.1",
    "userinfo": b"GET http://u@h/ HTTP/1.1",
    "port": b"GET http://h:99999/ HTTP/1.1",
}

HEADS = {
    "bare-lf": b"GET / HTTP/1.1\nHost: h\n\n",
    "bare-cr": get(b"A: b\rC: d\r\n"),
    "cr-crlf": get(b"A: b\r\r\n"),
    "no-host": line(b"GET / HTTP/1.1", b""),
    "two-hosts": get(HOST), "two-other-hosts": get(b"Host: i\r\n"),
    "host-list": line(b"GET / HTTP/1.1", b"Host: a, b\r\n"),
    "host-userinfo": line(b"GET / HTTP/1.1", b"Host: u@h\r\n"),
    "host-path": line(b"GET / HTTP/1.1", b"Host: h/x\r\n"),
    "host-sp": line(b"GET / HTTP/1.1", b"Host: a b\r\n"),
    "host-nul": line(b"GET / HTTP/1.1", b"Host: a\0b\r\n"),
    "host-8bit": line(b"GET / HTTP/1.1", b"Host: \xff\r\n"),
    "host-port": line(b"GET / HTTP/1.1", b"Host: h:x\r\n"),
    "host-brackets": line(b"GET / HTTP/1.1", b"Host: [::1\r\n"),
    "sp-before-fields": b"GET / HTTP/1.1\r\n " + HOST + b"\r\n",
    "sp-before-colon": get(b"A : b\r\n"), "htab-before-colon": get(b"A\t: b\r\n"),
    "nul-before-colon": get(b"A\0: b\r\n"), "empty-name": get(b": b\r\n"),
    "no-colon": get(b"A\r\n"), "name-octet": get(b"A(b): c\r\n"),
    "name-8bit": get(b"\xe9: c\r\n"), "obs-fold": get(b"A: b\r\n c\r\n"),
    "obs-fold-htab": get(b"A: b\r\n\tc\r\n"), "nul": get(b"A: \0\r\n"),
    "ctl": get(b"A: \x01\r\n"), "del": get(b"A: \x7f\r\n"),
    "te-1.0": b"POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
}

LENGTHS = [b"abc", b"1Z", b"5 6", b"+5", b"-5", b"1_0", b"0x5", b"5.0", b"",
           b"5, 6", b"5\v", b"5\xa0", b"5, 5", b"5;x"]

CODINGS = [b"chunked, identity", b"", b"chunked;q=1", b"chunked, chunked",
           b"chunked, gzip", b"identity", b"\"chunked\"", b"chunked\v",
           b"nonsense", b"xchunked"]

CHUNKS = {
    "not-hex": b"Z\r\n", "junk": b"5 x\r\nhello\r\n", "0x": b"0x5\r\nhello\r\n",
    "plus": b"+5\r\nhello\r\n", "minus": b"-1\r\n", "empty": b"\r\n",
    "sp-before": b" 5\r\nhello\r\n", "sp-behind": b"5 \r\nhello\r\n",
    "semicolon": b"5;\r\nhello\r\n", "ext-nul": b"5;a=\0\r\nhello\r\n",
    "ext-quote": b"5;a=\"\r\nhello\r\n", "lf": b"5\nhello\r\n",
    "cr": b"5\rhello\r\n", "cr-x": b"5\rX\nhello\r\n",
    "cr-cr": b"5\r\r\nhello\r\n", "data-lf": b"5\r\nhello\n0\r\n\r\n",
    "data-none": b"5\r\nhello0\r\n\r\n", "data-xx": b"5\r\nhelloXX0\r\n\r\n",
    "spill": b"5\r\nhello!\r\n0\r\n\r\n",
    "trailer-no-colon": b"0\r\nA\r\n\r\n", "trailer-sp": b"0\r\nA : b\r\n\r\n",
    "trailer-fold": b"0\r\nA: b\r\n c\r\n\r\n", "end-lf": b"0\r\n\n",
    "crlf-between": b"5\r\nhello\r\n\r\n0\r\n\r\n",
    "ext-long": b"5;" + b"a" * 5000 + b"\r\nhello\r\n",
    "exts-long": b"".join(b"1;%s\r\nx\r\n" % (b"a" * 4000) for _ in range(9)),
}

BAD_REQUEST = {
    **{f"line-{name}": line(octets) for name, octets in REQUEST_LINES.items()},
    **{f"head-{name}": octets for name, octets in HEADS.items()},
    **{f"length-{value!r}": post(b"Content-Length: " + value + b"\r\n",
                                 body=b"hello") for value in LENGTHS},
    **{f"chunks-{name}": chunks(octets) for name, octets in CHUNKS.items()},
    "length-twice": post(b"Content-Length: 5\r\n" * 2, body=b"hello"),
    "length-and-te": post(b"Content-Length: 5\r\n",
                          b"Transfer-Encoding: chunked\r\n", body=b"0\r\n\r\n"),
    "binary": bytes(range(256)),
    "tls": b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03\r\n",
}

OTHER = {
    "version-2.0": (505, line(b"GET / HTTP/2.0")),
    "version-9.9": (505, line(b"GET / HTTP/9.9")),
    # refused at the octet that no continuation can mend
    "version-01.1": (505, line(b"GET / HTTP/01.1")),
    "target": (414, line(b"GET /" + b"x" * 9000 + b" HTTP/1.1")),
    "target-endless": (414, b"GET /" + b"x" * 9000),
    "method-endless": (501, b"M" * 100000),
    "field-line": (431, get(b"A: " + b"b" * 20000 + b"\r\n")),
    "field-endless": (431, b"GET / HTTP/1.1\r\nA: " + b"b" * 20000),
    "section": (431, get(*(b"A: " + b"b" * 10000 + b"\r\n" for _ in range(7)))),
    "fields": (431, get(*(b"A: b\r\n" for _ in range(10000)))),
    "trailers": (431, chunks(b"0\r\n" + b"A: b\r\n" * 10000)),
    "length": (413, post(b"Content-Length: 1000000000\r\n")),
    "length-2^64": (413, post(b"Content-Length: 18446744073709551616\r\n")),
    "chunk": (413, chunks(b"3B9ACA00\r\n")),
    "chunk-2^64": (413, chunks(b"10000000000000000\r\n")),
    "te-unknown": (501, post(b"Transfer-Encoding: gzip, chunked\r\n")),
}

REFUSED = {**{name: (400, octets) for name, octets in BAD_REQUEST.items()},
           **OTHER}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(client, name):
    status, octets = REFUSED[name]
    response = client.ask(octets)
    assert response.status == status and response.closes
    assert response.content.startswith(str(status).encode())
    client.at_end()


@pytest.mark.parametrize("name", REFUSED)
def test_good_request_before_it_is_answered(client, name):
    status, octets = REFUSED[name]
    client.send(request("POST", "/echo", content=b"first") + GET + octets)
    assert client.response().content == b"first"
    good = client.response()
    assert good.status == 200 and not good.closes
    assert client.response().status == status
    client.at_end()


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_behind_it_is_answered(client, name):
    status, octets = REFUSED[name]
    assert client.ask(octets + GET * 3).status == status
    client.at_end()


@pytest.mark.parametrize("value", CODINGS)
def test_codings_that_cannot_be_framed(client, value):
    response = client.ask(post(
        b"Transfer-Encoding: " + value + b"\r\n", body=b"0\r\n\r\n"))
    assert response.status in (400, 501) and response.closes
    client.at_end()


@pytest.mark.parametrize("octets", [
    b"HEAD / HTTP/1.1\r\n\r\n", b"\r\nHEAD / HTTP/1.1\r\nHost: h\r\nA\r\n\r\n",
    b"HEAD / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n"])
def test_head_gets_no_content_with_a_refusal(client, octets):
    response = client.ask(octets, "HEAD")
    assert response.status == 400 and response["Content-Length"] != "0"
    client.at_end()


def test_client_that_writes_on_can_read_the_answer(client):
    """The server must read on, or what it reset could take the answer along."""
    client.send(post(b"Content-Length: 1000000000\r\n"))
    for _ in range(50):
        client.send(b"x" * 100000)
    assert client.response().status == 413
    client.half_close()
    client.at_end()


@pytest.mark.parametrize("octets", [
    b"GET", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: h\r\n",
    post(b"Content-Length: 5\r\n", body=b"hell"),
    chunks(b"5\r\nhello\r\n"), chunks(b"0\r\n")])
def test_incomplete_requests(client, octets):
    """The end of the input is not the end of a message."""
    client.send(GET + octets)
    client.half_close()
    assert client.response().status == 200
    response = client.response()
    assert response.status == 400 and response.closes
    client.at_end()
