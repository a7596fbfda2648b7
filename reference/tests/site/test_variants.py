"""Variants of a resource by name (RFC 9110, section 12)."""

import gzip
import os

import pytest

from site_client import OLD, ask, get, vary


@pytest.fixture
def server(start, folder, put):
    for name in ("page.de.html", "page.en.html", "page.pt-BR.html", "page.txt",
                 "photo.png", "photo.webp", "photo.tar.old.png", "solo.de.html",
                 "sub/index.fr.html", "sub/index.en.html", "exact.html",
                 "exact.de.html", "page.html.backup", ".page.de.html"):
        put(name, name.encode())
    return start("--static", folder, "--variants")


def ask_for(server, name, language=None, accept=None):
    lines = ([f"Accept-Language: {language}"] if language is not None else [])
    lines += [f"Accept: {accept}"] if accept is not None else []
    return get(server, "/static/" + name, *lines)


@pytest.mark.parametrize("name, language, accept, chosen", [
    ("page.html", "de", None, "page.de.html"),
    ("page.html", "en, de;q=0.5", None, "page.en.html"),
    ("page.html", "en;q=0.4, de;q=0.5", None, "page.de.html"),
    ("page.html", "de-CH", None, "page.de.html"),
    ("page.html", "pt", None, "page.pt-BR.html"),
    ("page.html", "fr", None, "page.de.html"),
    ("page.html", None, None, "page.de.html"),
    ("page.html", "*, de;q=0", None, "page.en.html"),
    ("page", "en", "text/html", "page.en.html"),
    ("page", "en", "text/plain", "page.txt"),
    ("page", "en", "text/plain;q=0.1, text/html;q=0.9", "page.en.html"),
    ("photo", None, "image/webp,image/png;q=0.8", "photo.webp"),
    ("photo", None, "image/png,*/*;q=0.8", "photo.png"),
    ("photo", None, "text/html", "photo.png"),
    ("photo", None, None, "photo.png"),
    ("solo.html", "en", None, "solo.de.html"),
    ("solo", None, None, "solo.de.html"),
    ("sub/", "fr", None, "sub/index.fr.html"),
    ("sub/", "de", None, "sub/index.en.html"),
])
def test_choice(server, name, language, accept, chosen):
    response = ask_for(server, name, language, accept)
    assert response.status == 200
    assert response.content == chosen.encode()
    assert response["Content-Location"] == chosen.rsplit("/", 1)[-1]
    assert vary(response) >= {"accept", "accept-language"}
    parts = chosen.rsplit("/", 1)[-1].split(".")
    assert response["Content-Language"] == (
        parts[1] if len(parts) == 3 else None)


def test_same_fields_in_304_and_206(server):
    whole = ask_for(server, "page.html", "de")
    for line, status in ((f"If-None-Match: {whole['ETag']}", 304),
                         ("Range: bytes=0-0", 206)):
        response = get(server, "/static/page.html", "Accept-Language: de", line)
        assert response.status == status
        for name in ("Content-Location", "Vary", "ETag", "Cache-Control"):
            assert response[name] == whole[name]


def test_variants_have_tags_of_their_own(server):
    """Even these, which have one size and one time."""
    german = ask_for(server, "page.html", "de")
    english = get(server, "/static/page.html", "Accept-Language: en",
                  f"If-None-Match: {german['ETag']}")
    assert english.status == 200
    assert english.content == b"page.en.html"


def test_exact_names_are_not_negotiated(server):
    response = ask_for(server, "exact.html", "de")
    assert response.content == b"exact.html"
    assert vary(response) == {"accept-encoding"}
    assert response["Content-Location"] is None


@pytest.mark.parametrize("name, lines", [
    ("page.html", ["Accept-Language: *;q=0"]),
    ("photo", ["Accept: image/*;q=0, text/html"])])
def test_what_is_forbidden_is_not_sent(server, name, lines):
    response = get(server, "/static/" + name, *lines)
    assert response.status == 406
    assert vary(response) >= {"accept", "accept-language"}
    listed = response.content.decode().splitlines()
    assert {"page.de.html", "page.en.html"} <= set(listed) or (
        {"photo.png", "photo.webp"} <= set(listed))


@pytest.mark.parametrize("name", [
    "pag", "pag.html", "page.htm", "page.fr", "photo.gif", "nothing", "solo.htm",
    ".page", "photo.tar", "page.html.back", "", "sub/none.html", "none/page"])
def test_what_is_not_there(server, name):
    assert ask_for(server, name, "de").status == 404


def test_only_if_asked_for(start, folder, put):
    put("page.de.html", b"x")
    server = start("--static", folder)
    assert get(server, "/static/page.html").status == 404
    assert get(server, "/static/page").status == 404


def test_with_codings(start, folder, put):
    text = b"text " * 1000
    put("page.de.html", text)
    put("page.de.html.gz", gzip.compress(text), OLD)
    put("page.en.html", text)
    server = start("--static", folder, "--variants")
    for language in ("de", "en"):
        response = get(server, "/static/page.html", "Accept-Encoding: gzip",
                       f"Accept-Language: {language}")
        assert gzip.decompress(response.content) == text
        assert response["Content-Language"] == language
        assert vary(response) == {
            "accept", "accept-encoding", "accept-language"}


def test_names_are_escaped(start, folder, put):
    put("a b%.de.html", b"x")
    server = start("--static", folder, "--variants")
    response = get(server, "/static/a%20b%25.html", "Accept-Language: de")
    assert response["Content-Location"] == "a%20b%25.de.html"
    assert get(server, "/static/" + response["Content-Location"]).content == b"x"


def test_no_link_leads_out(start, folder):
    os.symlink(folder.parent / "secret", folder / "page.de.html")
    server = start("--static", folder, "--variants")
    assert get(server, "/static/page.html").status == 404


def test_head(server):
    got = ask_for(server, "page.html", "de")
    head = ask(server, "HEAD", "/static/page.html", "Accept-Language: de")
    assert ([f for f in head.fields if f[0] != "Date"] ==
            [f for f in got.fields if f[0] != "Date"])
