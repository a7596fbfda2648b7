"""The page of `assay compare --matrix-html`, in Chromium without a window."""

import subprocess
import time

import pytest

import chromium as chrome
from chromium import one, press, wait_for_element
from reports import result, write
from servers import kit

NAME = "<img src=x onerror=alert(1)>"
MARKUP = f"{NAME}</script><script>alert(2)</script>"
FOLDED = "server/host/bad-ip-literal"
FAIL = f"{FOLDED}[empty]"
AGREED = "server/host/missing"
APART = "server/chunked/size-hex-prefix[upper]"
WIRE = [{"ms": 0.5, "out": True, "octets_total": 40,
         "octets": "GET / HTTP/1.1\r\nHost: 127.0.0.1:8080 \r\nX: \x00\r\n"},
        {"ms": 1.5, "out": False, "octets_total": 9000,
         "octets": f"HTTP/1.1 200 OK\r\nServer: {MARKUP}\r\n\r\n"}]
TEXT = "fail\n  reproduce\n    printf 'x' |\n      nc 127.0.0.1 8080\n"


def failed(name, **more):
    return result(name, "fail", trace=WIRE, trace_total=2, text=TEXT,
                  reason=f"200: {MARKUP}", events="200, open", **more)


def case(name, verdict, **more):
    requires = {"host": ["9112-3.2-6"], "chunked": [
        "9112-7.1-abnf-chunk-size"]}.get(name.split("/")[1], [])
    made = failed(name) if verdict == "fail" else result(name, verdict)
    return dict(made, requires=requires, **more)


def server(path, name, verdicts, **more):
    return write(path / f"{name}.json", *(
        case(*v) if isinstance(v, tuple) else v for v in verdicts),
        name=more.pop("told", name), **more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Three servers: two that are alike, and one that is hostile."""
    path = tmp_path_factory.mktemp("matrix")
    small = {"level": "should", "tags": ["smuggling"]}
    rows = [(AGREED, "fail", "fail", "fail"), (FAIL, "fail", "pass", "pass"),
            (f"{FOLDED}[text]", "fail", "pass", "pass"),
            (f"{FOLDED}[open]", "pass", "pass", "pass"),
            ("server/method/get", "pass", "pass", "skip")]
    reports = []
    for at, name in enumerate(["markup", "alpha", "beta"]):
        verdicts = [(row[0], row[at + 1]) for row in rows]
        verdicts.append(case(APART, ["pass", "warn", "warn"][at], **small))
        reports.append(server(
            path, name, verdicts, told=NAME if name == "markup" else name,
            version=f"{name}/1.{at}.0 {MARKUP}"))
    (path / "alpha.html").write_text("<title>alpha</title>")
    subprocess.run(
        [kit.find(kit.ASSAY), "compare", "--quiet", "--matrix-html",
         path / "matrix.html", *reports], check=True)
    return path


@pytest.fixture
def page(browser, folder):
    browser.get((folder / "matrix.html").as_uri())
    return browser


def texts(browser, selector):
    return browser.execute_script("""
        return [...document.querySelectorAll(arguments[0])].filter(
            (e) => e.checkVisibility()).map((e) => e.textContent);
    """, selector)


def cases(browser):
    """Those that are listed; lines are drawn when they come into sight."""
    wait_for_element(browser, "#nothing:not([hidden]), tr.case, "
                              "#matrix:not(:has(.gap))")
    return texts(browser, "tr.case code")


def columns(browser):
    return texts(browser, ".server b")


def cells(browser, name):
    """The letters of a case or a variant, one per server."""
    return browser.execute_script("""
        const line = [...document.querySelectorAll("#matrix code")].find(
            (code) => code.textContent === arguments[0]);
        return [...line.closest("tr").querySelectorAll("td")].map(
            (td) => td.textContent);
    """, name)


def click(browser, name, at=None):
    """On the head of a line, or on its cell."""
    browser.execute_script("""
        const line = [...document.querySelectorAll("#matrix code")].find(
            (code) => code.textContent === arguments[0]);
        line.closest("tr").cells[arguments[1] + 1].click();
    """, name, -1 if at is None else at)


def panel(browser):
    return one(browser, "#panel")


# ---- the table ----

def test_sections_hold_their_cases(page):
    heads = texts(page, ".section th")
    assert heads[0].startswith("9112-3.2 Host and :authority") or \
        heads[0].startswith("9112-3.2 ")
    assert heads[1].startswith("9112-7.1 Chunked Transfer Coding")
    assert heads[2].startswith("No requirement")
    link = one(page, ".section a").get_attribute("href")
    assert link == "https://httpwg.org/specs/rfc9112.html#rfc.section.3.2"
    assert cases(page) == ["host/bad-ip-literal", "host/missing",
                           "chunked/size-hex-prefix", "method/get"]


def test_what_is_alike_stands_together(page):
    assert columns(page) == [NAME, "alpha", "beta"]
    assert texts(page, ".server small") == ["1.0.0", "1.1.0", "1.2.0"]
    titles = page.execute_script("""
        return [...document.querySelectorAll(".tree title")].map(
            (title) => title.textContent);
    """)
    assert titles[0].startswith("0.0 % of the results differ between alpha")
    assert texts(page, ".total.last td") == ["0", "0", "1"]


def test_variants_are_folded_with_the_worst_verdict(page):
    assert cells(page, "host/bad-ip-literal") == ["F2", "·", "·"]
    click(page, "host/bad-ip-literal")
    assert texts(page, "tr.variant code") == ["empty", "open", "text"]
    assert cells(page, "empty") == ["F", "·", "·"]
    click(page, "host/bad-ip-literal")
    assert texts(page, "tr.variant code") == []


def test_unfold_all(page):
    one(page, "#unfold").click()
    wait_for_element(page, "tr.variant")
    assert texts(page, "tr.variant code") == ["empty", "open", "text"]
    one(page, "#unfold").click()
    assert texts(page, "tr.variant code") == []


# ---- the filter ----

def test_only_disagreements(page):
    one(page, "#apart").click()
    assert cases(page) == ["host/bad-ip-literal", "chunked/size-hex-prefix"]
    assert one(page, "#apart").get_attribute("aria-pressed") == "true"
    click(page, "host/bad-ip-literal")
    assert texts(page, "tr.variant code") == ["empty", "text"]
    press(page, "d")
    assert len(cases(page)) == 4


@pytest.mark.parametrize("control, value, left", [
    ("level", "should", ["chunked/size-hex-prefix"]),
    ("area", "method", ["method/get"]),
    ("tag", "smuggling", ["chunked/size-hex-prefix"]),
])
def test_filter_by_choice(page, control, value, left):
    one(page, f"#{control} option[value={value}]").click()
    assert cases(page) == left
    assert f"{control}={value}" in page.current_url
    page.refresh()
    assert cases(page) == left


def test_filter_by_verdict(page):
    one(page, "#verdicts button[value=skip]").click()
    assert cases(page) == ["method/get"]
    one(page, "#verdicts button[value=warn]").click()
    assert cases(page) == ["chunked/size-hex-prefix", "method/get"]
    assert one(page, "#shown").text == "2 cases shown, 2 results each"
    one(page, "#verdicts button[value=skip]").click()
    one(page, "#verdicts button[value=warn]").click()
    assert len(cases(page)) == 4


def test_filter_by_words_from_the_keyboard(page):
    press(page, "/", *"9112-3.2-6 EMPTY")
    assert cases(page) == ["host/bad-ip-literal"]
    assert cells(page, "host/bad-ip-literal") == ["F", "·", "·"]
    press(page, *" no such words")
    assert cases(page) == []
    one(page, "#clear").click()
    assert len(cases(page)) == 4


# ---- one cell ----

def test_panel(page):
    click(page, "host/bad-ip-literal", 0)
    text = panel(page).text
    assert FAIL in text and "200, open" in text and "9112-3.2-6" in text
    assert "Host: 127.0.0.1:8080SPCRLF" in text
    assert "X: NULCRLF" in text
    assert f"Server: {MARKUP}CRLF" in text
    assert "octets more" in text
    assert "printf 'x' |\n  nc 127.0.0.1 8080" in text
    assert texts(page, ".alike button") == [NAME, "alpha", "beta"]
    link = one(page, "#panel .rule a").get_attribute("href")
    assert link.startswith("https://httpwg.org/specs/rfc9112.html#")
    one(page, "#panel .close").click()
    assert not panel(page).is_displayed()


def test_panel_of_another_server(page, folder):
    click(page, "host/missing", 0)
    one(page, ".alike button:nth-of-type(2)").click()
    link = one(page, "#panel > p > a")
    assert link.get_attribute("href") == \
        f"{(folder / 'alpha.html').as_uri()}#{AGREED}"
    one(page, ".alike button:nth-of-type(3)").click()
    assert not page.find_elements("css selector", "#panel > p > a")


def test_address_of_a_cell(page):
    click(page, "host/bad-ip-literal", 0)
    url = page.current_url
    page.get("about:blank")
    page.get(url)
    assert FAIL in panel(page).text
    assert one(page, "td.cell.open").text == "F"


def test_command_can_be_copied(page):
    click(page, "host/missing", 0)
    page.execute_script("""
        Object.defineProperty(navigator, "clipboard", {value: {
            writeText: (text) => { window.copied = text; }}});
    """)
    one(page, ".command-bar button").click()
    assert page.execute_script("return copied;") == \
        "printf 'x' |\n  nc 127.0.0.1 8080\n"


def test_keyboard(page):
    one(page, "#unfold").send_keys("")
    press(page, "TAB", "ARROW_DOWN", "ARROW_RIGHT")
    focus = page.switch_to.active_element
    assert focus.get_attribute("aria-label") == f"{NAME}: fail"
    press(page, "ENTER")
    assert AGREED in panel(page).text
    press(page, "ESCAPE")
    assert not panel(page).is_displayed()
    press(page, "ARROW_UP", "ARROW_LEFT", "ENTER")
    assert texts(page, "tr.variant code") == ["empty", "open", "text"]
    # Over the end of a section into the next one.
    press(page, *["ARROW_DOWN"] * 5, "ARROW_RIGHT")
    focus = page.switch_to.active_element
    assert focus.get_attribute("aria-label") == f"{NAME}: pass"
    press(page, "?")
    assert one(page, "#keys").is_displayed()


def test_matrix_is_one_stop_of_tab(page):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    one(page, "#unfold").send_keys("")
    press(page, "TAB")
    assert page.switch_to.active_element.tag_name == "th"
    press(page, "TAB")
    assert page.switch_to.active_element.tag_name == "a"
    back = ActionChains(page).key_down(Keys.SHIFT).send_keys(Keys.TAB)
    back.key_up(Keys.SHIFT).perform()
    assert page.switch_to.active_element.tag_name == "th"
    back = ActionChains(page).key_down(Keys.SHIFT).send_keys(Keys.TAB)
    back.key_up(Keys.SHIFT).perform()
    assert page.switch_to.active_element.tag_name == "a"


# ---- how it looks ----

def test_colours(page):
    chrome.prefer(page, "light")
    assert chrome.ground(page) == "rgb(255, 255, 255)"
    chrome.prefer(page, "dark")
    assert chrome.ground(page) == "rgb(15, 19, 24)"
    one(page, "#theme").click()
    assert chrome.ground(page) == "rgb(255, 255, 255)"
    one(page, "#theme").click()
    chrome.prefer(page, "light")
    assert chrome.ground(page) == "rgb(15, 19, 24)"
    one(page, "#theme").click()
    assert one(page, "#theme").text == "Colours: auto"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(page, scheme):
    chrome.prefer(page, scheme)
    page.refresh()
    assert chrome.poor_contrasts(page) == []
    click(page, "host/bad-ip-literal", 0)
    assert chrome.poor_contrasts(page) == []


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_nothing_is_wider_than_the_screen(page, width):
    chrome.resize(page, width)
    assert not chrome.is_wider_than_screen(page)
    click(page, "host/bad-ip-literal", 0)
    assert not chrome.is_wider_than_screen(page)


def test_first_column_stays(page):
    chrome.resize(page, 320)
    left = page.execute_script("""
        document.querySelector("#box").scrollLeft = 60;
        return document.querySelector("tr.case th")
            .getBoundingClientRect().left;
    """)
    assert left == 0


def test_paper(page):
    page.execute_script("dispatchEvent(new Event('beforeprint'));")
    chrome.emulate(page, media="print")
    assert not one(page, "#filter").is_displayed()
    assert len(cases(page)) == 4
    sign, line = (one(page, s).rect["height"] for s in (
        "tr.case .fail i", "tr.case"))
    assert 0 < sign < line


# ---- many ----

N_SERVERS, N_CASES, N_VARIANTS = 30, 70, 30


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """30 servers, 2100 results each, every tenth with its octets."""
    path = tmp_path_factory.mktemp("large")
    reports = []
    for at in range(N_SERVERS):
        rows = [case(f"server/host/c{c}[v{v}]",
                     "fail" if (c * 7 + v + at % 5) % 10 == 0 else "pass")
                for c in range(N_CASES) for v in range(N_VARIANTS)]
        reports.append(server(path, f"s{at}", rows))
    page = path / "matrix.html"
    subprocess.run([kit.find(kit.ASSAY), "compare", "--quiet",
                    "--matrix-html", page, *reports], check=True)
    return page


def test_many_servers_open_fast(browser, large):
    assert large.stat().st_size < 15 << 20
    began = time.monotonic()
    browser.get(large.as_uri())
    assert len(columns(browser)) == N_SERVERS
    assert time.monotonic() - began < 10
    # Only what is near the eye is drawn.
    one(browser, "#unfold").click()
    wait_for_element(browser, "tr.variant")
    assert 0 < len(texts(browser, "tr.variant code")) < 1000
    # What is far away is drawn when it comes near.
    browser.execute_script("""
        const box = document.querySelector("#box");
        box.scrollTop = box.scrollHeight;
    """)
    wait_for_element(browser, "#matrix > tbody:last-child .variant")
