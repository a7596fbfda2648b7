"""Upload by form (RFC 7578) into a writable folder."""

import os
import threading

import pytest

from h1d_client import request
from site_client import ask, get, response_of

B = "----WebKitFormBoundaryAbC"


def form(*files, end=True):
    """The content of a form, as browsers write it."""
    octets = b""
    for name, content in files:
        octets += (f"--{B}\r\nContent-Disposition: form-data; name=\"file\"; "
                   f"filename=\"{name}\"\r\n"
                   "Content-Type: application/octet-stream\r\n\r\n"
                   ).encode() + content + b"\r\n"
    return octets + (f"--{B}--\r\n".encode() if end else b"")


TYPE = f"Content-Type: multipart/form-data; boundary={B}"


@pytest.fixture
def server(start, folder):
    (folder / "sub").mkdir()
    return start("--static", folder, "--writable", "--listing")


def post(server, content, *lines, target="/static/"):
    return ask(server, "POST", target, TYPE, *lines, content=content)


def names(folder):
    return sorted(os.listdir(folder))


def test_one_file(server, folder):
    content = bytes(range(256)) * 100 + b"\r\n--" + B[:-1].encode()
    response = post(server, form(("a b.bin", content)))
    assert response.status == 201
    assert response["Location"] == "/static/a%20b.bin"
    assert get(server, response["Location"]).content == content
    assert names(folder) == ["a b.bin", "sub"]


def test_several_files(server, folder):
    response = post(server, form(("a", b"1"), ("b", b""), ("\u00e4", b"3")),
                    target="/static/sub/")
    assert response.status == 201 and response["Location"] == "/static/sub/"
    assert names(folder / "sub") == ["a", "b", "\u00e4"]
    assert (folder / "sub/\u00e4").read_bytes() == b"3"
    assert (folder / "sub/b").read_bytes() == b""


def test_browsers_are_shown_the_folder(server):
    page = get(server, "/static/")
    assert b'enctype="multipart/form-data"' in page.content
    response = post(server, form(("a", b"1")),
                    "Accept: text/html,application/xhtml+xml,*/*;q=0.8",
                    "Origin: http://h")
    assert response.status == 303 and response["Location"] == "/static/"


def test_fields_and_empty_files_are_passed_over(server, folder):
    field = (f"--{B}\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\n"
             "text\r\n").encode()
    response = post(server, field + form(("", b""), ("a", b"1")))
    assert response.status == 201 and names(folder) == ["a", "sub"]
    assert post(server, field + form(("", b""))).status == 400


@pytest.mark.parametrize("name, stored", [
    ("C:\\dir\\a.txt", "a.txt"), ("/etc/passwd", "passwd"),
    ("../../up", "up"), ("quote%22", 'quote"')])
def test_only_the_name_counts(server, folder, name, stored):
    assert post(server, form((name, b"x"))).status == 201
    assert names(folder) == sorted([stored, "sub"])
    assert names(folder.parent) == ["inside", "secret"]


@pytest.mark.parametrize("name", ["..", ".hidden", "a/..", "x" * 300, "a:b",
                                  "%0D%0Aa", "dir/"])
def test_names_that_are_refused(server, folder, name):
    assert post(server, form(("good", b"1"), (name, b"2"))).status == 400
    assert names(folder) == ["sub"]


def test_nothing_is_replaced(server, folder, put):
    put("b", b"old")
    response = post(server, form(("a", b"1"), ("b", b"2"), ("c", b"3")))
    assert response.status == 409
    assert names(folder) == ["b", "sub"]
    assert (folder / "b").read_bytes() == b"old"


@pytest.mark.parametrize("content", [
    b"", b"no form", form(("a", b"1"), end=False), form(("a", b"1"))[:-6],
    f"--{B}\r\n\r\nx\r\n--{B}--".encode(),
    f"--{B}x".encode(), form(("a", b"1")).replace(b"\r\n", b"\n"),
    form(*((f"{i}", b"") for i in range(17)))])
def test_broken_forms(server, folder, content):
    assert post(server, content).status in (400, 413)
    assert names(folder) == ["sub"]


@pytest.mark.parametrize("lines, status", [
    (["Content-Type: application/x-www-form-urlencoded"], 415),
    (["Content-Type: multipart/form-data"], 415),
    (["X: y"], 415),
    ([TYPE, "Content-Encoding: gzip"], 415),
    ([TYPE, "Origin: http://evil.example"], 403),
    ([TYPE, "Origin: https://h"], 403),
    ([TYPE, "Origin: null"], 403),
    ([TYPE, "If-Match: *"], 412)])
def test_refusals(server, folder, lines, status):
    response = ask(server, "POST", "/static/", *lines,
                   content=form(("a", b"1")))
    assert response.status == status and names(folder) == ["sub"]


@pytest.mark.parametrize("target, status", [
    ("/static/none/", 404), ("/static/sub", 405), ("/static/file", 405),
    ("/static/.x/", 404), ("/static/../", 404)])
def test_only_folders_take_forms(server, put, target, status):
    put("file", b"x")
    response = post(server, form(("a", b"1")), target=target)
    assert response.status == status


def test_octet_by_octet(server):
    content = form(("a", b"1\r\n--2"), ("b", b""))
    octets = request("POST", "/static/", TYPE, content=content)
    with server.connect() as client:
        for i in range(len(octets)):
            client.send(octets[i:i + 1])
        assert response_of(client).status == 201
    assert get(server, "/static/a").content == b"1\r\n--2"


def test_what_breaks_off_leaves_nothing(server, folder):
    content = form(("a", b"x" * 1000))
    with server.connect() as client:
        client.send(request("POST", "/static/", TYPE,
                            f"Content-Length: {len(content)}") + content[:500])
        end = threading.Event()
        for _ in range(1000):
            if len(names(folder)) == 2:
                break
            end.wait(0.01)
        client.half_close()
        assert response_of(client).status == 400
    for _ in range(1000):
        if names(folder) == ["sub"]:
            break
        end.wait(0.01)
    assert names(folder) == ["sub"]


def test_only_one_of_two_with_the_same_name(server, folder):
    results = []

    def upload(i):
        results.append(post(server, form(("same", b"%d" % i))).status)

    threads = [threading.Thread(target=upload, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [201] + [409] * 7
    assert names(folder) == ["same", "sub"]


def test_twice_the_same_name_in_a_form(server, folder):
    assert post(server, form(("a", b"1"), ("a", b"2"))).status == 409
    assert names(folder) == ["sub"]
