"""Chromium, without a window, talks to h1d."""

import pytest

from h1d_origin import TIMEOUT, octets, png, write, write_wav

PICTURES = 12
PARTS = 200
SECONDS = 300
# Chromium opens six connections to a host; so many hosts make 200.
HOSTS = 34

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync",
             "--disable-dev-shm-usage", "--no-proxy-server",
             "--autoplay-policy=no-user-gesture-required",
             "--host-resolver-rules=MAP *.test 127.0.0.1"]


@pytest.fixture(scope="module")
def new_browser(program, tmp_path_factory):
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    browsers = []

    def one(*arguments):
        options = webdriver.ChromeOptions()
        options.binary_location = program("chromium")
        profile = tmp_path_factory.mktemp("profile")
        for argument in [*ARGUMENTS, f"--user-data-dir={profile}", *arguments]:
            options.add_argument(argument)
        browsers.append(webdriver.Chrome(
            options=options, service=Service(program("chromedriver"))))
        browsers[-1].set_page_load_timeout(TIMEOUT)
        browsers[-1].set_script_timeout(TIMEOUT)
        return browsers[-1]

    yield one
    for browser in browsers:
        browser.quit()


@pytest.fixture(scope="module")
def browser(new_browser):
    return new_browser()


def promised(browser, code, *arguments):
    """What the promise gives that `code` makes of `arguments`."""
    value, error = browser.execute_async_script("""
        const done = arguments[arguments.length - 1];
        (async (...arguments) => { %s })(...arguments).then(
            (value) => done([value, null]),
            (error) => done([null, String(error)]));
    """ % code, *arguments)
    assert error is None, error
    return value


def pictures(browser):
    return browser.execute_script("""
        return [...document.images].map((i) => [i.complete, i.naturalWidth]);
    """)


def test_page_with_pictures(browser, origin):
    browser.get(origin.static("page.html"))
    assert browser.title == "Pictures"
    assert pictures(browser) == [[True, i + 1] for i in range(PICTURES)]
    assert browser.execute_script("""
        return getComputedStyle(document.querySelector('p')).color;
    """) == "rgb(1, 2, 3)"


def test_not_modified_on_reload(browser, origin):
    """Little is transferred, and the content is there again."""
    browser.get(origin.static("page.html"))
    browser.refresh()
    sizes = browser.execute_script("""
        return ['navigation', 'resource'].flatMap(
            (type) => performance.getEntriesByType(type)).map(
            (e) => [e.name, e.transferSize, e.decodedBodySize]);
    """)
    page = len(origin.file("page.html"))
    name, transferred, size = sizes[0]
    assert (name, size) == (origin.static("page.html"), page)
    assert 0 < transferred < page
    assert pictures(browser) == [[True, i + 1] for i in range(PICTURES)]


def test_changed_on_reload(browser, start):
    server = start()
    write(server.folder / "page.html", b"<title>one</title>")
    browser.get(server.static("page.html"))
    assert browser.title == "one"
    write(server.folder / "page.html", b"<title>two</title>", 1_700_000_001)
    browser.refresh()
    assert browser.title == "two"


def test_fetch_of_ranges(browser, origin):
    browser.get(origin.static("text.txt"))
    text = origin.file("text.txt").decode()
    got = promised(browser, """
        const answers = [];
        for (const range of ['0-3', '100-199', '-5', '99999-']) {
            const response = await fetch('text.txt',
                {cache: 'no-store', headers: {Range: 'bytes=' + range}});
            answers.push([response.status,
                response.headers.get('Content-Range'), await response.text()]);
        }
        return answers;
    """)
    size = len(text)
    assert got[:3] == [[206, f"bytes 0-3/{size}", text[:4]],
                       [206, f"bytes 100-199/{size}", text[100:200]],
                       [206, f"bytes {size - 5}-{size - 1}/{size}", text[-5:]]]
    assert got[3][:2] == [416, f"bytes */{size}"]


def listen(browser):
    """Plays the end of sound.wav; what the player knows then."""
    return promised(browser, """
        const until = (event) => new Promise((done, failed) => {
            audio.addEventListener(event, done, {once: true});
            audio.addEventListener('error',
                () => failed(audio.error.message), {once: true});
        });
        const audio = new Audio();
        audio.preload = 'metadata';
        audio.src = 'sound.wav';
        await until('loadedmetadata');
        audio.currentTime = arguments[0] - 1;
        await until('seeked');
        await audio.play();
        await until('ended');
        return [audio.duration, audio.seekable.end(0), audio.currentTime];
    """, SECONDS)


def test_sound_is_sought_in(browser, origin):
    """The end is played without what lies before it."""
    browser.get(origin.static("text.txt"))
    assert listen(browser) == [SECONDS] * 3


def test_two_hundred_fetches_at_once(browser, origin):
    browser.get(origin.static("text.txt"))
    assert promised(browser, """
        const get = async (i) => (await fetch('parts/' + i)).text();
        return Promise.all([...Array(arguments[0]).keys()].map(get));
    """, PARTS) == [f"part {i}\n" for i in range(PARTS)]


def test_two_hundred_connections(browser, start):
    """Pictures of many hosts; the width tells which picture came."""
    server = start()
    for i in range(PARTS):
        write(server.folder / f"{i}.png", png(i + 1))
    port = server.address[1]
    write(server.folder / "page.html", "".join(
        f'<img src="http://h{i % HOSTS}.test:{port}/static/{i}.png">'
        for i in range(PARTS)).encode())
    browser.get(server.static("page.html"))
    assert pictures(browser) == [[True, i + 1] for i in range(PARTS)]


def test_echo_of_a_large_blob(browser, origin):
    browser.get(origin.static("text.txt"))
    assert promised(browser, """
        const sent = new Uint8Array(3000000).map((_, i) => i * 7 % 251);
        const response = await fetch('/echo', {method: 'POST', body: sent});
        const got = new Uint8Array(await response.arrayBuffer());
        return [response.status, got.length === sent.length &&
            got.every((octet, i) => octet === sent[i])];
    """) == [200, True]


def test_what_is_not_there(browser, origin):
    browser.get(origin.static("nothing.html"))
    assert "404 Not Found" in browser.page_source
    assert browser.execute_script("""
        return performance.getEntriesByType('navigation')[0].responseStatus;
    """) == 404


@pytest.fixture
def logged(start, tmp_path):
    """A server that keeps a log; stopped, it gives (request-line, status)."""
    log = tmp_path / "access.log"
    server = start("--log", log)

    def lines():
        server.stop()
        return [(part[1], int(part[2].split()[0])) for part in
                (line.split('"') for line in log.read_text().splitlines())]
    server.lines = lines
    return server


def test_log_of_a_reload(browser, logged):
    write(logged.folder / "page.html", b'<img src="picture.png">')
    write(logged.folder / "picture.png", png(7))
    browser.get(logged.static("page.html"))
    browser.refresh()
    assert pictures(browser) == [[True, 7]]
    assert [status for line, status in logged.lines()
            if "page.html" in line] == [200, 304]


def test_sound_is_asked_for_in_ranges(browser, logged):
    write_wav(logged.folder / "sound.wav", SECONDS)
    write(logged.folder / "page.html", b"<audio></audio>")
    browser.get(logged.static("page.html"))
    listen(browser)
    assert [206, 206] <= [status for line, status in logged.lines()
                         if "sound.wav" in line]


def test_form_with_files(browser, start, tmp_path):
    """A person chooses files and presses the button."""
    server = start("--writable")
    write(server.folder / "into/form.html", b"""
        <form method="post" action="./" enctype="multipart/form-data">
        <input type="file" name="file" multiple><button>Send</button></form>
    """)
    files = [write(tmp_path / "a b.txt", b"text"),
             write(tmp_path / "\u00e4.bin", octets("form", 1_000_000))]
    browser.get(server.static("into/form.html"))
    browser.find_element("name", "file").send_keys(
        "\n".join(map(str, files)))
    browser.find_element("tag name", "button").click()
    wait = pytest.importorskip("selenium.webdriver.support.ui").WebDriverWait
    wait(browser, TIMEOUT).until(
        lambda one: not one.current_url.endswith("form.html"))
    assert "a%20b.txt" in browser.page_source
    for file in files:
        assert server.file(f"into/{file.name}") == file.read_bytes()


def test_fetch_that_puts(browser, start):
    server = start("--writable")
    write(server.folder / "page.html", b"<p>")
    browser.get(server.static("page.html"))
    assert promised(browser, """
        const status = async (path, method, body) =>
            (await fetch(path, {method, body})).status;
        return [await status('new', 'PUT', 'one'),
            await status('new', 'PUT', new Blob([new Uint8Array(500000)])),
            (await (await fetch('new')).arrayBuffer()).byteLength,
            await status('new', 'DELETE'), await status('new', 'GET')];
    """) == [201, 204, 500_000, 204, 404]


def test_listing_is_clicked_through(browser, start):
    server = start("--listing")
    write(server.folder / "folder/a picture.png", png(9))
    browser.get(server.static(""))
    browser.find_element("partial link text", "folder").click()
    browser.find_element("partial link text", "a picture").click()
    assert pictures(browser) == [[True, 9]]


def test_tls(new_browser, start):
    server = start("--tls-self-signed")
    write(server.folder / "page.html", b"".join(
        b'<img src="%d.png">' % i for i in range(PICTURES)))
    for i in range(PICTURES):
        write(server.folder / f"{i}.png", png(i + 1))
    browser = new_browser("--ignore-certificate-errors")
    browser.get(server.static("page.html"))
    assert pictures(browser) == [[True, i + 1] for i in range(PICTURES)]
    assert promised(browser, """
        const get = async () => {
            const response = await fetch('/echo',
                {method: 'POST', body: 'x'.repeat(10000)});
            return (await response.text()).length;
        };
        return Promise.all([...Array(arguments[0])].map(get));
    """, PARTS) == [10_000] * PARTS
