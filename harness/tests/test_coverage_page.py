"""The page of `assay coverage --html`, in Chromium without a window."""

import subprocess

import pytest

import chromium as chrome

ID = "9112-7.1-abnf-chunk-size"


@pytest.fixture(scope="module")
def page(tmp_path_factory, program):
    """The address of the page for the real cases."""
    path = tmp_path_factory.mktemp("page") / "coverage.html"
    subprocess.run([program, "coverage", "--html", path],
                   stdout=subprocess.DEVNULL, check=True)
    return path.as_uri()


@pytest.fixture
def browser(chromium, page):
    """The page, as it is when it is opened; it may not complain."""
    chrome.forget(chromium)
    chromium.get(page)
    yield chromium
    assert chromium.get_log("browser") == []


def shown(browser):
    """The ids of the statements that the filter leaves, folded or not."""
    return set(browser.execute_script("""
        return [...document.querySelectorAll('.statement')].filter(
            (s) => !s.closest('[hidden]')).map((s) => s.id);
    """))


def is_visible(browser, name):
    """Selenium takes what is folded for displayed."""
    return browser.execute_script("""
        return document.getElementById(arguments[0]).checkVisibility();
    """, name)


def states(browser):
    return set(browser.execute_script("""
        return [...document.querySelectorAll('.statement')].filter(
            (s) => !s.closest('[hidden]')).map((s) => s.classList[1]);
    """))


def toggle(browser, value):
    browser.find_element("css selector", f"input[value={value}]").click()


def test_what_is_visible_is_shown_folded(browser):
    assert states(browser) <= {"covered", "argued", "missing"}
    assert ID in shown(browser)
    assert not is_visible(browser, ID)
    output = browser.find_element("id", "shown").text
    assert output == f"{len(shown(browser))} shown"


def test_unfold(browser):
    browser.find_element("id", "unfold").click()
    assert is_visible(browser, ID)
    browser.find_element("id", "fold").click()
    assert not is_visible(browser, ID)


def test_filter_by_state_and_level(browser):
    before = shown(browser)
    toggle(browser, "covered")
    assert "covered" not in states(browser)
    toggle(browser, "covered")
    assert shown(browser) == before
    toggle(browser, "ABNF")
    assert shown(browser) == {i for i in before if "-abnf-" not in i}
    toggle(browser, "elsewhere")
    assert "elsewhere" in states(browser)


def test_filter_by_words_from_the_keyboard(browser):
    from selenium.webdriver.common.keys import Keys

    before = shown(browser)
    browser.find_element("css selector", "body").send_keys("/")
    field = browser.switch_to.active_element
    field.send_keys("size-hex-prefix chunk-size")
    assert ID in shown(browser) and len(shown(browser)) < 10
    assert is_visible(browser, ID)
    field.send_keys(" no such words")
    assert shown(browser) == set()
    assert is_visible(browser, "nothing")
    field.send_keys(Keys.ESCAPE)
    assert shown(browser) == before


def test_sections_open_from_the_keyboard(browser):
    from selenium.webdriver.common.keys import Keys

    section = browser.find_element("id", "9112-7.1")
    section.find_element("css selector", "summary").send_keys(Keys.ENTER)
    assert section.get_attribute("open")


def test_address_of_a_statement(browser, page):
    browser.get(f"{page}#{ID}")
    statement = browser.find_element("id", ID)
    assert is_visible(browser, ID)
    link = statement.find_element("css selector", "a.rfc").get_attribute("href")
    assert link.startswith("https://httpwg.org/specs/rfc9112.html#")
    statement.find_element("css selector", "details > summary").click()
    assert "server/chunked/size-hex-prefix" in statement.text


def test_dark(browser):
    chrome.prefer(browser, "light")
    assert chrome.ground(browser) == "rgb(255, 255, 255)"
    chrome.prefer(browser, "dark")
    assert chrome.ground(browser) == "rgb(15, 19, 24)"


def test_paper(browser):
    """On paper there is no filter, and nothing is folded."""
    browser.execute_script("dispatchEvent(new Event('beforeprint'));")
    chrome.emulate(browser, media="print")
    assert is_visible(browser, ID)
    assert not is_visible(browser, "filter")
    chrome.emulate(browser, media="")
    browser.execute_script("dispatchEvent(new Event('afterprint'));")
    assert not is_visible(browser, ID)


@pytest.mark.parametrize("width", [320, 400, 1200])
def test_nothing_is_wider_than_the_screen(browser, width):
    chrome.resize(browser, width)
    browser.execute_script("""
        for (const d of document.querySelectorAll('details')) d.open = true;
    """)
    assert not chrome.is_wider_than_screen(browser)
