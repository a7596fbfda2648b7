"""What browsers do with the site: pictures, listings, forms."""

import shutil

import pytest

from h1d_client import TIMEOUT


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    paths = [shutil.which(name, path="/usr/bin:/bin")
             for name in ("chromium", "chromedriver")]
    if None in paths:
        pytest.skip("Chromium is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = paths[0]
    for argument in ("--headless", "--no-sandbox", "--disable-gpu",
                     "--no-first-run", "--disable-background-networking",
                     "--disable-component-update", "--disable-sync",
                     "--disable-dev-shm-usage", "--no-proxy-server",
                     f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    one = webdriver.Chrome(options=options, service=Service(paths[1]))
    one.set_page_load_timeout(TIMEOUT)
    one.set_script_timeout(TIMEOUT)
    yield one
    one.quit()


def url(server, path):
    return "http://{}:{}{}".format(*server.address, path)


def waited(browser, selector):
    """The elements, when there are some: a click does not wait for its page."""
    from selenium.webdriver.support.ui import WebDriverWait
    return WebDriverWait(browser, TIMEOUT).until(
        lambda b: b.find_elements("css selector", selector))


def test_own_page_has_its_pictures(browser, start):
    browser.get(url(start(), "/static/"))
    assert browser.title == "h1d"
    assert browser.execute_script("""
        return [...document.images].map((i) => [i.complete, i.naturalWidth > 0]);
    """) == [[True, True]] * 2


def test_upload_by_form(browser, start, folder, tmp_path):
    content = bytes(range(256)) * 1000
    names = ["a b.bin", "\u00e4 <&\"'.txt"]
    for name in names:
        (tmp_path / name).write_bytes(content)
    server = start("--static", folder, "--writable", "--listing")
    browser.get(url(server, "/static/"))
    browser.find_element("css selector", "input[type=file]").send_keys(
        "\n".join(str(tmp_path / name) for name in names))
    browser.find_element("css selector", "input[type=submit]").click()
    shown = [a.text for a in waited(browser, "a")]
    assert browser.current_url == url(server, "/static/")
    assert sorted(shown) == sorted(names)
    for name in names:
        assert (folder / name).read_bytes() == content


def test_forms_of_other_sites_are_refused(browser, start, folder):
    server = start("--static", folder, "--writable", "--listing")
    browser.get("data:text/html,<form method=post enctype=multipart/form-data "
                f"action={url(server, '/static/')}>"
                "<input type=file name=f><input type=submit></form>")
    source = folder.parent / "upload"
    source.write_bytes(b"x")
    browser.find_element("css selector", "input[type=file]").send_keys(
        str(source))
    browser.find_element("css selector", "input[type=submit]").click()
    assert "403 Forbidden" in waited(browser, "pre")[0].text
    assert not list(folder.iterdir())


def test_listing_runs_no_script_of_a_name(browser, start, folder):
    (folder / "<img src=x onerror=\"document.title='caught'\">").touch()
    server = start("--static", folder, "--listing")
    browser.get(url(server, "/static/"))
    assert browser.title == "/" and not browser.find_elements(
        "css selector", "img")
