"""Symbolic links: none is followed, or those that stay inside."""

import os
import threading

import pytest

from site_client import get


@pytest.fixture
def links(folder, put):
    put("file", b"inside")
    put("sub/file", b"below")
    put(".hidden/file", b"hidden")
    (folder.parent / "beside").mkdir()
    (folder.parent / "beside/file").write_bytes(b"secret")
    for name, target in (
            ("to-file", "file"), ("to-sub", "sub"), ("chain", "to-file"),
            ("sub/up", "../file"), ("sub/around", "../sub/../file"),
            ("out", "../secret"), ("out-folder", ".."),
            ("absolute", str(folder / "file")),
            ("out-absolute", str(folder.parent / "secret")),
            ("beside", "../beside"), ("loop", "loop"),
            ("proc", "/proc/self/root"), ("dangling", "nothing"),
            ("through", "../inside/file")):
        os.symlink(target, folder / name)
    return folder


INSIDE = {"to-file": b"inside", "chain": b"inside", "to-sub/file": b"below",
          "sub/up": b"inside", "sub/around": b"inside", "to-sub/up": b"inside"}
OUTSIDE = ["out", "out-folder/secret", "absolute", "out-absolute",
           "beside/file", "loop", "proc/etc/passwd", "dangling", "through",
           "out-folder/", "sub/../../secret", "to-sub/../../secret"]


def test_none_is_followed(start, links):
    server = start("--static", links)
    for name in [*INSIDE, *OUTSIDE]:
        assert get(server, "/static/" + name).status == 404, name
    assert get(server, "/static/file").content == b"inside"


def test_those_that_stay_inside_are_followed(start, links):
    server = start("--static", links, "--follow-links")
    for name, content in INSIDE.items():
        assert get(server, "/static/" + name).content == content, name
    for name in OUTSIDE:
        response = get(server, "/static/" + name)
        assert response.status == 404 and b"secret" not in response.content, name


@pytest.mark.parametrize("options", [[], ["--follow-links"]])
def test_a_folder_that_is_swapped_for_a_link(start, links, options):
    """While a name is a folder, and a link to the outside, in turn."""
    (links / "swap").mkdir()
    (links / "swap/file").write_bytes(b"inside")
    os.symlink("../beside", links / "link")
    server = start("--static", links, *options)
    stop = threading.Event()

    def swap():
        while not stop.is_set():
            os.rename(links / "swap", links / "away")
            os.rename(links / "link", links / "swap")
            os.rename(links / "swap", links / "link")
            os.rename(links / "away", links / "swap")

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        seen = {get(server, "/static/swap/file").content for _ in range(300)}
    finally:
        stop.set()
        thread.join()
    assert b"inside" in seen
    assert not [content for content in seen if b"secret" in content]
