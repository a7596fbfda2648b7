"""wget talks to h1d."""

import os

import pytest

from h1d_origin import octets, write

PICTURES = range(1, 13)


def test_download(wget, origin, tmp_path):
    wget(origin.static("large.bin"), cwd=tmp_path)
    file = tmp_path / "large.bin"
    assert file.read_bytes() == origin.file("large.bin")
    # wget takes Last-Modified over.
    assert (os.stat(file).st_mtime ==
            os.stat(origin.folder / "large.bin").st_mtime)


@pytest.mark.parametrize("n", [1, 123_456, 4_999_999, 5_000_000])
def test_continue(wget, origin, tmp_path, n):
    whole = origin.file("large.bin")
    file = write(tmp_path / "large.bin", whole[:n])
    done = wget("-c", "-S", origin.static("large.bin"), cwd=tmp_path)
    assert file.read_bytes() == whole
    status = b"HTTP/1.1 206" if n < len(whole) else b"HTTP/1.1 416"
    assert status in done.stderr


def test_spider(wget, origin, tmp_path):
    wget("--spider", origin.static("large.bin"), cwd=tmp_path)
    wget("--spider", origin.static("nothing"), cwd=tmp_path, status=8)
    assert not list(tmp_path.iterdir())


def test_mirror_of_a_page(wget, origin, tmp_path):
    wget("-p", "-nH", "--cut-dirs=1", "-r", "-l", "1",
         origin.static("page.html"), cwd=tmp_path)
    names = ["page.html", "style.css", "text.txt",
             *(f"pictures/{i}.png" for i in PICTURES)]
    for name in names:
        assert (tmp_path / name).read_bytes() == origin.file(name)


def test_only_what_is_newer(wget, origin, tmp_path):
    """-N asks with If-Modified-Since."""
    url = origin.static("text.txt")
    wget("-N", url, cwd=tmp_path)
    again = wget("-N", "-S", url, cwd=tmp_path)
    assert b"HTTP/1.1 304 Not Modified" in again.stderr
    file = write(tmp_path / "text.txt", b"old", 1_600_000_000)
    wget("-N", url, cwd=tmp_path)
    assert file.read_bytes() == origin.file("text.txt")


def test_keep_alive(wget, origin, tmp_path):
    """wget says once to where it connects, unless it must do so again."""
    urls = [origin.static(f"parts/{i}") for i in range(20)]
    done = wget("--verbose", *urls, cwd=tmp_path)
    assert done.stderr.count(b"Connecting to") == 1
    assert done.stderr.count(b"Reusing existing connection") == 19
    for i in range(20):
        assert (tmp_path / str(i)).read_bytes() == b"part %d\n" % i


def test_upload(wget, origin, tmp_path):
    sent = octets("wget", 1_000_000)
    file = write(tmp_path / "sent", sent)
    done = wget("-O", "-", f"--post-file={file}", f"{origin.url}/echo")
    assert done.stdout == sent
