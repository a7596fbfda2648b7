"""Folders: index.html, redirects, and pages that list what is there."""

import html
import os
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

import pytest

from site_client import ask, get

NASTY = "<img src=x onerror=alert(1)>&\"'.txt"


class Links(HTMLParser):
    """Links of a page, with their texts; other elements are counted."""

    def __init__(self, page):
        super().__init__()
        self.found, self.open, self.tags = [], None, set()
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "a":
            self.open = [dict(attrs)["href"], ""]

    def handle_endtag(self, tag):
        if tag == "a":
            self.found.append(tuple(self.open))
            self.open = None

    def handle_data(self, data):
        if self.open:
            self.open[1] += data


@pytest.fixture
def server(start, folder, put):
    for name in ("b.txt", "a b.html", "sub/x", "sub/sub/y", "100%", NASTY,
                 "javascript:alert(1)", "Z", "with/index.html",
                 "\u00e4.txt", ".hidden", "sub/.git/config", "q?u=e#r"):
        put(name, b"content")
    os.mkfifo(folder / "fifo")
    os.symlink("b.txt", folder / "link")
    return start("--static", folder, "--listing")


def test_listing(server):
    response = get(server, "/static/")
    assert response.status == 200
    assert response["Content-Type"] == "text/html; charset=utf-8"
    links = Links(response.content)
    names = [text for _, text in links.found]
    folders, files = ["sub/", "with/"], [
        "100%", NASTY, "Z", "a b.html", "b.txt", "javascript:alert(1)",
        "q?u=e#r", "\u00e4.txt"]
    assert names == folders + sorted(files, key=lambda n: n.encode())
    assert "img" not in links.tags and "form" not in links.tags
    assert b"<td>7<td>Sun, 09 Sep 2001 01:46:40 GMT\n" in response.content


def test_every_link_leads_to_what_it_says(server):
    for href, text in Links(get(server, "/static/").content).found:
        assert re.fullmatch("[0-9A-Za-z%._~-]+/?", href)
        assert unquote(href) == text
        target = urljoin("/static/", "./" + href)
        assert get(server, target).status == 200


def test_listing_of_a_folder_below(server):
    links = Links(get(server, "/static/sub/").content)
    assert links.found == [("../", "../"), ("sub/", "sub/"), ("x", "x")]
    assert html.escape("/sub/") in get(server, "/static/sub/").content.decode()


def test_listing_is_html_whatever_is_preferred(server):
    response = get(server, "/static/", "Accept: application/json")
    assert response.status == 200
    assert response["Content-Type"].startswith("text/html")
    assert response["Cache-Control"] == "no-store"


def test_index_is_shown_instead(server):
    response = get(server, "/static/with/")
    assert response.content == b"content"
    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_head(server):
    for target in ("/static/", "/static/with/", "/static/sub"):
        got, head = get(server, target), ask(server, "HEAD", target)
        assert head.status == got.status
        assert ([f for f in head.fields if f[0] != "Date"] ==
                [f for f in got.fields if f[0] != "Date"])


@pytest.mark.parametrize("target, location", [
    ("/static", "/static/"), ("/static?x", "/static/?x"),
    ("/static/sub", "/static/sub/"), ("/static/s%75b/sub?a=/b", "/static/sub/sub/?a=/b"),
    ("/static/with", "/static/with/")])
def test_redirect_to_the_name_of_a_folder(server, target, location):
    response = get(server, target)
    assert response.status == 301 and response["Location"] == location


@pytest.mark.parametrize("target", ["/static//", "/static//evil.example/",
                                    "//evil.example/static", "/static/sub//",
                                    "/static/%2e%2e/", "/static/.git/",
                                    "/static/sub/.git/", "/static/fifo/",
                                    "/static/b.txt/", "/static/none/",
                                    "/static/link/", "/static/../static/"])
def test_no_folder(server, target):
    response = get(server, target)
    assert response.status == 404 and response["Location"] is None


def test_no_listing_unless_asked_for(start, folder, put):
    put("with/index.html", b"index")
    server = start("--static", folder)
    assert get(server, "/static/").status == 404
    assert get(server, "/static").status == 301
    assert get(server, "/static/with/").content == b"index"


def test_links_are_listed_if_they_are_followed(start, folder, put):
    put("file", b"x")
    os.symlink("file", folder / "inside")
    os.symlink("../secret", folder / "outside")
    os.symlink("nowhere", folder / "dangling")
    names = []
    for options in ([], ["--follow-links"]):
        server = start("--static", folder, "--listing", *options)
        links = Links(get(server, "/static/").content)
        names.append([text for _, text in links.found])
    assert names == [["file"], ["file", "inside"]]


def test_many_entries(start, folder):
    for i in range(1200):
        (folder / f"{i:04}").touch()
    response = get(start("--static", folder, "--listing"), "/static/")
    assert len(Links(response.content).found) == 1200


def test_conditions(server):
    response = get(server, "/static/", "If-None-Match: *")
    assert response.status == 304
    assert response["Cache-Control"] == "no-store"
    assert get(server, "/static/", 'If-Match: "x"').status == 412
