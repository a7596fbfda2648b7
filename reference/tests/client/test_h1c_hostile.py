"""Servers that mean no good: each row of family O, at the program."""

import socket
import threading

import pytest

from h1c_peers import CHUNKED, CLOSING, OK, fields_of

MALFORMED, INCOMPLETE, TIMED_OUT, TOO_LARGE = 6, 7, 8, 9


def then(octets, end):
    """Reads a request, sends these octets, and ends so."""
    def script(connection):
        connection.head()
        connection.send(octets)
        end(connection)
    return script


def fin(connection):
    connection.socket.shutdown(socket.SHUT_WR)
    connection.rest()


def reset(connection):
    connection.reset()


def stall(connection):
    connection.rest()


REFUSED = {
    # O01
    "no reason and no SP": (b"HTTP/1.1 200\r\n\r\n", "STATUS_LINE_SPACE"),
    "two digits": (b"HTTP/1.1 20 OK\r\n\r\n", "STATUS_CODE"),
    "four digits": (b"HTTP/1.1 2000 OK\r\n\r\n", "STATUS_CODE"),
    "HTTP/2": (b"HTTP/2.0 200 OK\r\n\r\n", "VERSION_MAJOR"),
    "lower case": (b"http/1.1 200 OK\r\n\r\n", "VERSION_SYNTAX"),
    "bare LF": (b"HTTP/1.1 200 OK\nContent-Length: 0\n\n", "BARE_LF"),
    "CRLF before": (b"\r\nHTTP/1.1 200 OK\r\n\r\n", "VERSION_SYNTAX"),
    "HTTP/0.9": (b"<html>hello</html>\r\n", "VERSION_SYNTAX"),
    "another protocol": (b"220 smtp.example ESMTP\r\n", "VERSION_SYNTAX"),
    "NUL": (b"HTTP/1.1 200 \0\r\n\r\n", "REASON_OCTET"),
    "garbage": (bytes(range(1, 256)) + b"\r\n\r\n", "VERSION_SYNTAX"),
    # O02
    "two lengths": (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n"
                    b"Content-Length: 2\r\n\r\nab", "LENGTH_CONFLICT"),
    "the same length twice": (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
                              b"Content-Length: 2\r\n\r\nab",
                              "LENGTH_REPEATED"),
    "negative length": (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                        "LENGTH_SYNTAX"),
    "hexadecimal length": (b"HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\n",
                           "LENGTH_SYNTAX"),
    "huge length": (b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551616"
                    b"\r\n\r\n", "LENGTH_OVERFLOW"),
    "length and coding": (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"
                          b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                          "LENGTH_WITH_TE"),
    "coding in HTTP/1.0": (b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n"
                           b"\r\n0\r\n\r\n", "TE_VERSION"),
    "chunked twice": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                      b"Transfer-Encoding: chunked\r\n\r\n", "CHUNKED_TWICE"),
    # O03
    "size of no digits": (CHUNKED + b"\r\n", "CHUNK_SIZE"),
    "size with 0x": (CHUNKED + b"0x2\r\nhi\r\n0\r\n\r\n", "CHUNK_SIZE"),
    "size with sign": (CHUNKED + b"+2\r\nhi\r\n0\r\n\r\n", "CHUNK_SIZE"),
    "size with LF": (CHUNKED + b"2\nhi\r\n0\r\n\r\n", "BARE_LF"),
    "size over 64 bits": (CHUNKED + b"10000000000000002\r\nhi\r\n",
                          "CHUNK_SIZE_OVERFLOW"),
    "data too long": (CHUNKED + b"2\r\nhiX\r\n0\r\n\r\n", "CHUNK_DATA_END"),
    "data ends in LF": (CHUNKED + b"2\r\nhi\n0\r\n\r\n", "CHUNK_DATA_END"),
    "bad extension": (CHUNKED + b"2;[\r\nhi\r\n0\r\n\r\n", "CHUNK_EXT"),
    "bad trailer": (CHUNKED + b"0\r\nnocolon\r\n\r\n", "FIELD_NO_COLON"),
    # O04
    "SP before colon": (b"HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
                        "SPACE_BEFORE_COLON"),
    "no colon": (b"HTTP/1.1 200 OK\r\nA\r\n\r\n", "FIELD_NO_COLON"),
    "NUL in a value": (b"HTTP/1.1 200 OK\r\nA: \0\r\n\r\n", "VALUE_NUL"),
    "CR in a value": (b"HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n", "BARE_CR"),
    "LF in a head": (b"HTTP/1.1 200 OK\r\nA: b\nSet-Cookie: c=d\r\n\r\n",
                     "BARE_LF"),
    "SP before the first field": (b"HTTP/1.1 200 OK\r\n A: b\r\n\r\n",
                                  "SPACE_BEFORE_FIELDS"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_malformed_answers_are_refused(h1c, scripted, name):
    octets, code = REFUSED[name]
    server = scripted(then(octets, stall))
    status, out, err = h1c("-o", "file", server.url())
    assert status == MALFORMED
    assert f"({code}, RFC " in err and "at octet" in err
    assert out == b"" and not (h1c.folder / "file").exists()


@pytest.mark.parametrize("field", [
    "gzip", "gzip, chunked", "chunked, gzip", "xchunked", "identity"])
def test_transfer_codings_nobody_asked_for_are_refused(h1c, scripted, field):
    server = scripted(then(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: " + field.encode() +
        b"\r\n\r\nhi", fin))
    status, out, err = h1c(server.url())
    assert (status, out) == (MALFORMED, b"") and "transfer coding" in err


@pytest.mark.parametrize("flag, octets", [
    ("lax-status-line", b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi"),
    ("bare-lf", b"HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"),
    ("same-lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
                     b"Content-Length: 2\r\n\r\nhi"),
    ("length-with-te", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"
                       b"Transfer-Encoding: chunked\r\n\r\n"
                       b"2\r\nhi\r\n0\r\n\r\n"),
])
def test_defects_are_tolerated_by_name(h1c, scripted, flag, octets):
    server = scripted(then(octets, stall), then(octets, stall))
    assert h1c(server.url())[:2] == (MALFORMED, b"")
    assert h1c("--tolerate", flag, server.url())[:2] == (0, b"hi")


def test_a_101_nobody_asked_for_is_refused(h1c, scripted):
    server = scripted(then(
        b"HTTP/1.1 101 Up\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", stall))
    status, out, err = h1c(server.url())
    assert (status, out) == (MALFORMED, b"") and "101" in err


CUT = {
    "nothing": (b"", b""),
    "in the status-line": (b"HTTP/1.1 20", b""),
    "in the head": (b"HTTP/1.1 200 OK\r\nContent-Le", b""),
    "behind 100": (b"HTTP/1.1 100 Continue\r\n\r\n", b""),
    "before content": (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", b""),
    "in content": (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", b"hel"),
    "in a chunk-size": (CHUNKED + b"1", b""),
    "in a chunk": (CHUNKED + b"5\r\nhel", b"hel"),
    "behind a chunk": (CHUNKED + b"5\r\nhello\r\n", b"hello"),
    "in the last chunk": (CHUNKED + b"5\r\nhello\r\n0\r\n", b"hello"),
    "in the trailers": (CHUNKED + b"0\r\nA: b\r\n", b""),
}


@pytest.mark.parametrize("end", [fin, reset])
@pytest.mark.parametrize("name", CUT)
def test_cut_answers_are_incomplete(h1c, scripted, name, end):
    octets, content = CUT[name]
    server = scripted(then(octets, end))
    status, out, err = h1c("-o", "file", server.url())
    assert status == INCOMPLETE
    assert "closed before" in err or "broke" in err
    assert out == b"" and not (h1c.folder / "file").exists()
    # a RST may overtake what came before it
    if end is fin and content:
        assert h1c.file("file.part") == content


def test_content_until_the_close_ends_with_fin_only(h1c, scripted):
    octets = b"HTTP/1.1 200 OK\r\n\r\nhello"
    server = scripted(then(octets, fin), then(octets, reset))
    assert h1c(server.url())[:2] == (0, b"hello")
    status, _, err = h1c("-o", "file", server.url())
    assert status == INCOMPLETE and not (h1c.folder / "file").exists()


def flood(head, unit):
    """Sends one unit over and over, until the client has enough."""
    def script(connection):
        connection.head()
        connection.send(head)
        for _ in range(100000):
            connection.send(unit)
        raise AssertionError("the client took all of it")
    return script


FLOODS = {
    "status-line": (b"HTTP/1.1 200 ", b"a" * 1000),
    "field line": (b"HTTP/1.1 200 OK\r\nA: ", b"a" * 1000),
    "field lines": (b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 100),
    "folded line": (b"HTTP/1.1 200 OK\r\nA: b\r\n", b" b\r\n" * 100),
    "interim responses": (b"", b"HTTP/1.1 103 x\r\n\r\n" * 10),
    "chunk-size": (CHUNKED, b"0" * 1000),
    "chunk extension": (CHUNKED + b"1;", b"a" * 1000),
    "chunk extensions": (CHUNKED, b"1;" + b"a" * 1000 + b"\r\nx\r\n"),
    "trailers": (CHUNKED + b"0\r\n", b"A: b\r\n" * 100),
}


@pytest.mark.parametrize("name", FLOODS)
def test_nothing_is_without_end(h1c, scripted, name):
    server = scripted(flood(*FLOODS[name]))
    status, _, err = h1c(server.url())
    assert status == TOO_LARGE and "limit" in err


@pytest.mark.parametrize("head, unit", [
    (b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 1000),
    (CHUNKED, b"3e8\r\n" + b"a" * 1000 + b"\r\n"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n", b"a" * 1000),
])
def test_content_has_a_limit(h1c, scripted, head, unit):
    server = scripted(flood(head, unit))
    status, out, err = h1c("--max-size", 5000, server.url())
    assert status == TOO_LARGE and "limit" in err and len(out) <= 5000


def test_content_as_large_as_the_limit_is_taken(h1c, scripted):
    server = scripted(OK)
    assert h1c("--max-size", 2, server.url())[:2] == (0, b"hi")


STALLS = {
    "connecting": b"",
    "head": b"HTTP/1.1 200 OK\r\n",
    "content": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
    "chunk": CHUNKED + b"5\r\nhel",
    "behind 100": b"HTTP/1.1 100 Continue\r\n\r\n",
}


@pytest.mark.parametrize("name", STALLS)
def test_stalls_are_ended(h1c, scripted, name):
    server = scripted(then(STALLS[name], stall))
    status, _, err = h1c("--idle-timeout", 200, server.url())
    assert status == TIMED_OUT and "time is up" in err


def drip(head, unit):
    """An octet every few ms, until the client has enough."""
    def script(connection):
        connection.head()
        connection.send(head)
        gone = threading.Event()
        while not gone.wait(0.01):
            connection.send(unit)
            connection.socket.setblocking(False)
            try:
                if connection.socket.recv(1) == b"":
                    return
            except BlockingIOError:
                pass
            finally:
                connection.socket.settimeout(60)
    return script


def test_a_slow_drip_is_ended(h1c, scripted):
    content = b"HTTP/1.1 200 OK\r\n\r\n"
    server = scripted(drip(b"HTTP/1.1 200 OK\r\nA: ", b"a"),
                      drip(content, b"a"), drip(content, b"a"))
    assert h1c("--head-timeout", 300, server.url())[0] == TIMED_OUT
    assert h1c("--idle-timeout", 300, "--min-rate", 100000,
               server.url())[0] == TIMED_OUT
    assert h1c("--timeout", 300, server.url())[0] == TIMED_OUT


def test_a_greeting_is_no_answer(h1c, scripted):
    def script(connection):
        connection.send(b"220 ready\r\n")
        connection.rest()

    server = scripted(script)
    assert h1c(server.url())[:2] == (MALFORMED, b"")


@pytest.mark.parametrize("octets", [
    OK + b"X",
    OK + b"\r\n",
    OK + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
    OK + b"HTTP/1.1 100 Continue\r\n\r\n",
    b"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"4\r\nevil\r\n0\r\n\r\n",
    b"HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nevil",
    b"HTTP/1.1 304 Not Modified\r\n\r\nevil",
])
def test_octets_behind_an_answer_are_no_answer(h1c, scripted, octets):
    server = scripted(octets, b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"
                              b"good")
    status, out, _ = h1c("-H", 'If-None-Match: "a"', server.url("/1"),
                         server.url("/2"))
    content = b"hi" if octets.startswith(OK) else b""
    assert (status, out) == (0, content + b"good")
    assert server.n_connections == 2


def test_a_head_answer_with_content_ends_the_connection(h1c, scripted):
    server = scripted(OK, b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
    status, out, _ = h1c("-I", server.url("/1"), server.url("/2"))
    assert status == 0 and b"hi" not in out and out.count(b"200 OK") == 2
    assert server.n_connections == 2


def test_octets_between_answers_end_the_connection(h1c, scripted):
    """A late 408 of the server is not the answer to the next request."""
    late = threading.Event()

    def first(connection):
        connection.head()
        connection.send(OK)
        connection.send(b"HTTP/1.1 408 Late\r\nContent-Length: 0\r\n\r\n")
        late.set()
        connection.rest()

    def second(connection):
        late.wait(60)
        connection.head()
        connection.send(OK)

    server = scripted(first, second)
    status, out, _ = h1c("-i", server.url(), server.url())
    assert status == 0
    if b"408" not in out:       # seen in time: a connection of its own
        assert out.count(b"200 OK") == 2


def test_a_folded_line_is_read_as_one(h1c, scripted):
    """RFC 9112, section 5.2: a user agent replaces the fold."""
    server = scripted(b"HTTP/1.1 302 Found\r\nLocation:\r\n /there\r\n"
                      b"Content-Length: 0\r\nConnection: close\r\n\r\n", OK)
    status, out, _ = h1c("-L", server.url())
    assert (status, out) == (0, b"hi")
    assert server.heads[1].startswith(b"GET /there HTTP/1.1\r\n")


@pytest.mark.parametrize("name", ["FIN", "RST"])
def test_a_server_that_closes_at_once(h1c, scripted, name):
    def script(connection):
        if name == "RST":
            connection.reset()

    server = scripted(script)
    status, _, err = h1c(server.url())
    if name == "RST" and status == 4:
        return                  # it came before connect() returned
    assert status == INCOMPLETE and "closed before any answer" in err


def test_a_reused_connection_that_is_closed_is_replaced_once(h1c, scripted):
    """RFC 9112, section 9.3.1: closed without any answer, GET goes again."""
    def closes_on_second(connection):
        connection.head()
        connection.send(OK)
        connection.head()

    def closes_at_once(connection):
        connection.head()

    server = scripted(closes_on_second, CLOSING)
    assert h1c(server.url("/1"), server.url("/2"))[:2] == (0, b"hihi")
    server = scripted(closes_on_second, closes_at_once)
    status, out, _ = h1c(server.url("/1"), server.url("/2"))
    assert (status, out) == (INCOMPLETE, b"hi")


def test_a_post_is_not_repeated(h1c, scripted):
    def closes_on_second(connection):
        connection.request()
        connection.send(OK)
        connection.request()

    server = scripted(closes_on_second)
    status, out, _ = h1c("-d", "x", server.url("/1"), server.url("/2"))
    assert (status, out) == (INCOMPLETE, b"hi")


@pytest.mark.parametrize("how", [[], ["--chunked"]])
def test_a_post_of_nothing_is_not_repeated(h1c, scripted, how):
    """RFC 9110, section 9.2.2: all of it was sent."""
    def closes_on_second(connection):
        connection.request()
        connection.send(OK)
        connection.request()

    server = scripted(closes_on_second)
    status, out, _ = h1c("-d", "", "--no-expect", *how, server.url("/1"),
                         server.url("/2"))
    assert (status, out) == (INCOMPLETE, b"hi")


def test_a_post_whose_content_was_kept_back_is_repeated(h1c, scripted):
    def closes_on_second(connection):
        connection.head()
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        assert connection.read(1) == b"x"
        connection.send(OK)
        connection.head()

    def waits(connection):
        connection.head()
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        assert connection.read(1) == b"x"
        connection.send(CLOSING)

    server = scripted(closes_on_second, waits)
    status, out, _ = h1c("-d", "x", "--expect", server.url("/1"),
                         server.url("/2"))
    assert (status, out) == (0, b"hihi")


def test_a_second_answer_that_is_cut_is_not_asked_again(h1c, scripted):
    def cut(connection):
        connection.head()
        connection.send(OK)
        connection.head()
        connection.send(b"HTTP/1.1 2")

    server = scripted(cut)
    status, out, _ = h1c(server.url("/1"), server.url("/2"))
    assert (status, out) == (INCOMPLETE, b"hi")


def test_several_urls_use_one_connection(h1c, scripted):
    heads = []

    def serve(connection):
        for i in range(3):
            heads.append(connection.head())
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n%d"
                            % i)
        assert connection.rest() == b""

    server = scripted(serve)
    status, out, _ = h1c(*(server.url(f"/{i}") for i in range(3)))
    assert (status, out) == (0, b"012")
    closes = [fields_of(head).get("connection") for head in heads]
    assert closes == [None, None, "close"]


def test_the_last_request_of_an_origin_says_so(h1c, scripted):
    one, other = scripted(CLOSING), scripted(CLOSING)
    assert h1c(one.url(), other.url())[:2] == (0, b"hihi")
    for server in one, other:
        assert fields_of(server.heads[0])["connection"] == "close"


def test_an_http_1_0_answer_closes(h1c, scripted):
    old = b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi"
    kept = b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" \
           b"Content-Length: 2\r\n\r\nhi"

    def keeps(connection):
        connection.head()
        connection.send(kept)
        connection.head()
        connection.send(old)

    server = scripted(old, keeps)
    assert h1c(*[server.url()] * 3)[:2] == (0, b"hihihi")


@pytest.mark.parametrize("status_code", [b"000", b"042", b"600", b"999"])
def test_a_status_that_is_none_is_an_error(h1c, scripted, status_code):
    """RFC 9110, section 15: as 5xx."""
    answer = (b"HTTP/1.1 " + status_code + b" ?\r\nConnection: close\r\n"
              b"Content-Length: 0\r\n\r\n")
    server = scripted(answer)
    assert h1c("--fail", server.url())[0] == 11


@pytest.mark.parametrize("field", ["Content-Length: 99",
                                   "Transfer-Encoding: chunked"])
def test_interim_responses_have_no_content(h1c, scripted, field):
    server = scripted(f"HTTP/1.1 103 x\r\n{field}\r\n\r\n".encode() + OK)
    assert h1c(server.url())[:2] == (0, b"hi")


def test_interim_responses_are_read(h1c, scripted):
    server = scripted(b"HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\n"
                      b"HTTP/1.1 100 Continue\r\n\r\n" + OK)
    status, out, err = h1c("-v", server.url())
    assert (status, out) == (0, b"hi")
    assert "< HTTP/1.1 103 Early\n< Link: </x>\n" in err


def test_a_server_that_reads_nothing(h1c, scripted, tmp_path):
    """It neither takes the content nor answers."""
    (tmp_path / "big").write_bytes(bytes(30_000_000))

    done = threading.Event()

    def deaf(connection):
        assert done.wait(60)

    server = scripted(deaf)
    try:
        status, _, err = h1c("--idle-timeout", 500, "-T", "big",
                             "--no-expect", server.url())
    finally:
        done.set()
    assert status == TIMED_OUT


def test_connecting_has_a_limit(h1c):
    """A listener whose queue is full answers nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        waiting = []
        for _ in range(8):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(address)
            waiting.append(one)
        status, _, err = h1c("--connect-timeout", 300,
                             f"http://127.0.0.1:{address[1]}/")
        for one in waiting:
            one.close()
    assert status in (4, TIMED_OUT), err


def test_no_listener(h1c):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        status, _, err = h1c(f"http://127.0.0.1:{port}/")
    assert status == 4 and "refused" in err


def test_no_name(h1c):
    # a label of more than 63 octets: nobody outside is asked
    status, _, err = h1c("http://" + "a" * 64 + ".invalid/")
    assert status == 3 and "resolved" in err
