"""The page of `assay run --html`, in Chromium without a window."""

import json
import re
import shlex

import pytest

import chromium as chrome
from chromium import one, press, select, wait_for
from servers import kit

SPLIT_CASES = ["server/request-line/simple-request", "server/host/missing",
               "server/chunked/several-chunks"]
GLOBS = ["server/host/bad-*", "server/host/in*", "server/host/missing",
         "server/conditional/304-*", "server/chunked/size-o*",
         "server/connection/reset-*", "server/line-end/*"]
FAIL = "server/host/missing"
VARIANTS = "server/host/bad-ip-literal"
VARIANT = f"{VARIANTS}[empty]"
REQUIREMENT = "9112-3.2-6"
MANY = 4205
SOON_MS = 10000  # under load; alone it takes a twentieth of that


class Page:
    def __init__(self, folder, script, *arguments, **options):
        path = folder / "report.html"
        with kit.server(script) as url:
            self.done = kit.run(folder, "--html", path, url, *arguments,
                                **options)
        assert path.exists(), self.done.err
        self.path = path
        self.url = path.as_uri()
        self.size = path.stat().st_size


@pytest.fixture(scope="session")
def bad(tmp_path_factory):
    return Page(tmp_path_factory.mktemp("bad"), "lax", *GLOBS)


@pytest.fixture(scope="session")
def split(tmp_path_factory):
    return Page(tmp_path_factory.mktemp("split"), "line_end_apart", "--split",
                ids=SPLIT_CASES)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    return Page(tmp_path_factory.mktemp("hostile"), "markup", FAIL, VARIANTS)


BASELINE = f"""target: lax
deviations:
  - cases: ["{FAIL}", "{VARIANTS}*"]
    verdict: fail
    reason: "what is refused by others is served <b>here</b>"
  - cases: ["server/host/gone"]
    verdict: fail
    reason: "a case that is no more"
"""


@pytest.fixture(scope="session")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("known")
    file = folder / "known.yaml"
    file.write_text(BASELINE)
    return Page(folder, "lax", "--baseline", file, "server/host/*")


@pytest.fixture
def opened(browser, bad):
    browser.get(bad.url)
    return browser


def names(browser):
    """The cases that are listed, as the list has them."""
    return browser.execute_script("""
        return [...document.querySelectorAll(".case > h3 .name")].map(
            (name) => name.textContent);
    """)


def groups(browser):
    return browser.execute_script("""
        return [...document.querySelectorAll(".group > h2")].map(
            (title) => title.firstChild.textContent);
    """)


def row(browser, name):
    return browser.execute_script("""
        return [...document.querySelectorAll(".case .row")].find((row) =>
            row.querySelector(".name").textContent === arguments[0]);
    """, name)


def choose(browser, key, value):
    one(browser, f"[data-key={key}][data-value='{value}']").click()


def fragment(browser):
    return browser.execute_script("return location.hash;")


def active(browser):
    return browser.switch_to.active_element


def cases_of(page, **wanted):
    """How the list has the cases that have a result with these values."""
    return {r["case"].removeprefix("server/") for r in page.done.results
            if all(r[key] == value for key, value in wanted.items())}


# ---- what is there ----


def test_head(opened, bad):
    assert "conformance" in one(opened, "header").text
    assert bad.done.report["target"]["url"] in one(opened, "#facts").text
    for verdict, n in bad.done.report["summary"].items():
        cells = select(opened, f".whole [data-verdict={verdict}]")
        assert [cell.text for cell in cells] == ([str(n)] if n else [])
    assert not one(opened, ".about").is_displayed()
    one(opened, "#about > summary").click()
    about = one(opened, ".about").text
    assert "/echo" in about and "keep-alive" in about


def test_deviations_come_first(opened, bad):
    verdicts = {r["verdict"] for r in bad.done.results}
    order = ["fail", "error", "inconclusive", "warn", "note", "pass", "skip"]
    shown = [group.lower() for group in groups(opened)]
    assert shown == [v for v in order if v in shown]
    assert {"fail", "pass", "skip"} <= set(shown) <= verdicts
    assert set(names(opened)) == cases_of(bad)
    assert len(names(opened)) == len(cases_of(bad))


def test_skips_stand_by_reason(opened, bad):
    titles = opened.execute_script("""
        return [...document.querySelectorAll(".reason > h3")].map(
            (title) => title.firstChild.textContent);
    """)
    reasons = {r["reason"] for r in bad.done.results
               if r["verdict"] == "skip"}
    assert titles and set(titles) <= reasons


# ---- the filter ----


def test_filters_are_combined(opened, bad):
    choose(opened, "verdict", "fail")
    assert set(names(opened)) == cases_of(bad, verdict="fail")
    choose(opened, "area", "host")
    assert set(names(opened)) == cases_of(bad, verdict="fail", area="host")
    choose(opened, "verdict", "warn")
    assert set(names(opened)) == \
        cases_of(bad, verdict="fail", area="host") | \
        cases_of(bad, verdict="warn", area="host")
    choose(opened, "level", "must")
    assert set(names(opened)) == cases_of(
        bad, verdict="fail", area="host", level="must") | cases_of(
        bad, verdict="warn", area="host", level="must")
    one(opened, "#clear").click()
    assert set(names(opened)) == cases_of(bad)


def test_filter_by_tag(opened, bad):
    choose(opened, "tag", "smuggling")
    assert set(names(opened)) == {
        r["case"].removeprefix("server/") for r in bad.done.results
        if "smuggling" in r["tags"]}


def test_counts_filter(opened, bad):
    one(opened, "[data-level=must][data-verdict=fail]").click()
    assert set(names(opened)) == cases_of(bad, verdict="fail", level="must")


def test_numbers_tell_what_a_choice_shows(opened, bad):
    choose(opened, "verdict", "fail")
    label = one(opened, "[data-key=area][data-value=host]").get_attribute(
        "aria-label")
    n = sum(r["verdict"] == "fail" and r["area"] == "host"
            for r in bad.done.results)
    assert label == f"host, {n} fail, 0 warn of {n}"


def test_text(opened):
    one(opened, "#text").send_keys("bad-ip HOST")
    wait_for(opened, lambda: names(opened) == ["host/bad-ip-literal"])
    one(opened, "#text").send_keys(" nowhere")
    wait_for(opened, lambda: names(opened) == [])
    assert one(opened, "#nothing").is_displayed()
    one(opened, "#all").click()
    assert len(names(opened)) > 1


@pytest.mark.parametrize("word", [REQUIREMENT, "smuggling", "tolerated"])
def test_text_finds(browser, bad, word):
    """Requirements, tags, and what was made of it."""
    browser.get(f"{bad.url}#?text={word}")
    found = {r["case"].removeprefix("server/") for r in bad.done.results
             if word in r["requires"] + r["tags"] or word in r["reason"]
             or word in (r["outcome"] or "")}
    assert found and set(names(browser)) >= found
    assert len(names(browser)) < len(cases_of(bad))


def test_text_leaves_variants(browser, bad):
    browser.get(f"{bad.url}#{VARIANT}?text=bad-ip+empty")
    shown = [v.text for v in select(browser, ".open .variant .name")
             if v.is_displayed()]
    assert "empty" in shown and all("empty" in name for name in shown)


def test_filter_stands_in_the_address(opened, bad):
    choose(opened, "verdict", "fail")
    choose(opened, "area", "host")
    one(opened, "#text").send_keys("host invalid")
    wait_for(opened, lambda: "text=" in fragment(opened))
    there, shown = fragment(opened), names(opened)
    assert there == "#?verdict=fail&area=host&text=host+invalid"
    opened.get("about:blank")
    opened.get(bad.url + there)
    assert names(opened) == shown
    assert one(opened, "#text").get_attribute("value") == "host invalid"
    assert one(opened, "[data-value=fail]").get_attribute(
        "aria-pressed") == "true"


# ---- a case ----


def test_case_opens(opened):
    button = row(opened, "host/missing")
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert fragment(opened) == f"#{FAIL}"
    panel = one(opened, ".case.open .panel")
    for text in ["Why", REQUIREMENT, "Expected", "this happened", "Reproduce",
                 "HTTP/1.1 200 OK"]:
        assert text in panel.text
    link = panel.find_element("css selector", ".source a")
    assert link.get_attribute("href").startswith(
        "https://httpwg.org/specs/rfc9112.html#")
    button.click()
    assert not panel.is_displayed()
    assert fragment(opened) == ""


def test_octets_stand_side_by_side(browser, bad):
    browser.get(f"{bad.url}#{FAIL}")
    sent, got = select(browser, ".open .wire")[:2]
    assert sent.location["y"] == got.location["y"]
    assert sent.location["x"] < got.location["x"]
    lines = [line.text for line in
             sent.find_elements("css selector", ".row-of-wire")]
    assert lines[0] == "GET / HTTP/1.1CRLF" and lines[-1] == "CRLF"
    assert select(browser, ".open .time svg[role=img] circle.sent")
    assert "ms" in one(browser, ".open .block-head").text


def test_variants_are_folded_below_their_case(opened, bad):
    row(opened, VARIANTS.removeprefix("server/")).click()
    variants = {r["variant"]: r["verdict"] for r in bad.done.results
                if r["case"] == VARIANTS}
    shown = {v.find_element("css selector", ".name").text: v for v in
             select(opened, ".open .variant")}
    assert set(shown) == set(variants)
    button = shown["empty"].find_element("css selector", ".row")
    button.click()
    assert fragment(opened) == f"#{VARIANT}"
    assert "Host: []" in shown["empty"].text
    button.click()
    assert fragment(opened) == f"#{VARIANTS}"


def mixed_case(page):
    """A case of which some variants fail, and some do not."""
    verdicts = {}
    for r in page.done.results:
        verdicts.setdefault(r["case"], set()).add(r["verdict"] == "fail")
    return min(case for case, some in verdicts.items() if len(some) == 2)


@pytest.mark.parametrize("opened_first", [True, False])
def test_filter_leaves_variants(opened, bad, opened_first):
    case = mixed_case(bad)
    button = row(opened, case.removeprefix("server/"))
    if opened_first:
        button.click()
    choose(opened, "verdict", "fail")
    if not opened_first:
        button.click()
    shown = [v.text for v in select(opened, ".open .variant .name")
             if v.is_displayed()]
    assert sorted(shown) == sorted(
        r["variant"] for r in bad.done.results
        if r["case"] == case and r["verdict"] == "fail")


@pytest.mark.parametrize("asked", ["", "?verdict=skip"])
def test_address_of_a_result(browser, bad, asked):
    browser.get(f"{bad.url}#{VARIANT}{asked}")
    variant = one(browser, ".variant.open")
    assert "Host: []" in variant.text
    assert active(browser) == variant.find_element("css selector", ".row")


def test_address_of_nothing(browser, bad):
    browser.get(f"{bad.url}#server/no/such%zz[x]?area=nowhere&verdict=")
    assert set(names(browser)) == cases_of(bad)


def test_address_changes(opened, bad):
    opened.execute_script("location.hash = arguments[0];", VARIANT)
    wait_for(opened, lambda: select(opened, ".variant.open"))
    opened.execute_script("location.hash = '?verdict=skip';")
    wait_for(opened, lambda: groups(opened) == ["Skip"])
    assert set(names(opened)) == cases_of(bad, verdict="skip")
    assert fragment(opened) == "#?verdict=skip"


def test_our_reset_is_told(browser, bad):
    browser.get(f"{bad.url}#server/connection/reset-after-request")
    assert "RST sent by the case" in one(browser, ".open .sent .cap.own").text


def test_bare_cr_stands_out(browser, bad):
    browser.get(f"{bad.url}#server/line-end/bare-cr-all-lines")
    odd = {o.text for o in select(browser, ".open .sent .octet.odd")}
    assert odd == {"CR"}


def test_bare_lf_stands_out(browser, bad):
    bare = re.compile(r"^(HTTP|GET|POST)[^\r]*\n")
    id = next(r["id"] for r in bad.done.results if any(
        e["out"] and bare.search(e["octets"]) for e in r["trace"] or []))
    browser.get(f"{bad.url}#{id}")
    bare = one(browser, ".open .sent .bare > .octet")
    plain = one(browser, ".open .got .end")
    assert bare.text == plain.text.replace("CR", "LF") == "LF"
    assert bare.value_of_css_property("background-color") != \
        plain.value_of_css_property("background-color")


# ---- copying ----


def copied(browser, button):
    browser.execute_cdp_cmd("Browser.setPermission", {
        "permission": {"name": "clipboard-read"}, "setting": "granted"})
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'});",
                           button)
    button.click()
    wait_for(browser, lambda: button.text == "Copied")
    return browser.execute_async_script(
        "navigator.clipboard.readText().then(arguments[0]);")


@pytest.mark.parametrize("permission", ["granted", "denied"])
def test_copy(browser, bad, permission):
    browser.get(f"{bad.url}#{FAIL}")
    browser.execute_cdp_cmd("Browser.setPermission", {
        "permission": {"name": "clipboard-write"}, "setting": permission})
    shown = one(browser, ".open pre.command").text
    text = copied(browser, select(browser, ".part-head .copy")[0])
    assert text.strip() == shown.strip()
    assert text.startswith("{\n") and shlex.split(text.split("|")[-1])[0] == "nc"
    link = copied(browser, one(browser, ".tags .copy"))
    assert link == f"{bad.url}#{FAIL}"


# ---- keys ----


def test_keys(opened):
    from selenium.webdriver.common.keys import Keys

    listed = names(opened)
    press(opened, "j")
    assert active(opened) == row(opened, listed[0])
    press(opened, "j", "j", "k")
    assert active(opened) == row(opened, listed[1])
    press(opened, Keys.ENTER)
    assert active(opened).get_attribute("aria-expanded") == "true"
    press(opened, Keys.ESCAPE)
    assert active(opened).get_attribute("aria-expanded") == "false"
    press(opened, "/")
    assert active(opened) == one(opened, "#text")
    press(opened, "bad-ip j")
    wait_for(opened, lambda: len(names(opened)) < len(listed))
    press(opened, Keys.ESCAPE)
    assert names(opened) == listed


def test_help(opened):
    from selenium.webdriver.common.keys import Keys

    press(opened, "?")
    assert one(opened, "#help").is_displayed()
    press(opened, "j")
    assert one(opened, "#help").is_displayed()
    press(opened, Keys.ESCAPE)
    assert not one(opened, "#help").is_displayed()
    one(opened, "#keys").click()
    assert one(opened, "#help").is_displayed()


def test_list_can_be_reached_at_once(opened):
    from selenium.webdriver.common.keys import Keys

    press(opened, Keys.TAB)
    assert active(opened) == one(opened, "#jump")
    press(opened, Keys.ENTER)
    assert active(opened) == one(opened, "#cases")
    assert set(names(opened)) and fragment(opened) == ""


def test_focus_can_be_seen(opened):
    press(opened, "j")
    style = opened.execute_script(
        "return getComputedStyle(document.activeElement).outlineStyle;")
    assert style == "solid"


# ---- how it looks ----


def test_colours(opened):
    chrome.prefer(opened, "light")
    light = chrome.ground(opened)
    chrome.prefer(opened, "dark")
    dark = chrome.ground(opened)
    assert light != dark
    switch = one(opened, "#theme")
    seen = []
    for _ in range(3):
        switch.click()
        seen.append((switch.text, chrome.ground(opened)))
    assert seen == [("Colours: light", light), ("Colours: dark", dark),
                    ("Colours: auto", dark)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(browser, bad, scheme):
    chrome.prefer(browser, scheme)
    browser.get(f"{bad.url}#{VARIANT}")
    one(browser, "#about > summary").click()
    assert chrome.poor_contrasts(browser) == []


@pytest.mark.parametrize("width", [320, 390, 800, 1440])
def test_nothing_is_wider_than_the_screen(browser, bad, hostile, width):
    chrome.resize(browser, width)
    for page, id in [(bad, VARIANT), (bad, FAIL), (hostile, FAIL)]:
        browser.get("about:blank")
        browser.get(f"{page.url}#{id}")
        assert not chrome.is_wider_than_screen(browser)
        browser.execute_script("""
            for (const d of document.querySelectorAll("details"))
                d.open = true;
        """)
        assert not chrome.is_wider_than_screen(browser)


def test_phone_shows_received_below_sent(browser, bad):
    chrome.resize(browser, 390)
    browser.get(f"{bad.url}#{FAIL}")
    sent, got = select(browser, ".open .wire")[:2]
    assert sent.location["x"] == got.location["x"]
    assert sent.location["y"] < got.location["y"]
    assert not one(browser, "#facets fieldset").is_displayed()
    one(browser, "#facets > summary").click()
    assert one(browser, "#facets fieldset").is_displayed()


def test_paper(browser, bad):
    browser.get(f"{bad.url}#{FAIL}?verdict=fail")
    chrome.emulate(browser, media="print")
    assert not one(browser, "aside").is_displayed()
    assert not one(browser, "#search").is_displayed()
    assert one(browser, "#chosen").text == "Only fail."
    assert one(browser, ".open .wire").is_displayed()


def test_names_and_roles(browser, bad):
    """Each control has a name; ids are there once; headings skip no level."""
    browser.get(f"{bad.url}#{VARIANT}")
    assert browser.execute_script("""
        const nodes = [...document.querySelectorAll("*")];
        const ids = nodes.map((n) => n.id).filter(Boolean);
        const levels = [...document.querySelectorAll("h1, h2, h3, h4")]
            .filter((h) => h.checkVisibility())
            .map((h) => Number(h.tagName[1]));
        return [
            nodes.filter((n) => n.matches("button, input, summary") &&
                n.checkVisibility() && !n.textContent.trim() &&
                !n.getAttribute("aria-label")).map((n) => n.outerHTML),
            ids.filter((id, i) => ids.indexOf(id) !== i),
            levels.filter((l, i) => i > 0 && l > levels[i - 1] + 1),
            ["header", "main", "aside", "[role=search]"].filter((s) =>
                document.querySelectorAll(s).length !== 1),
        ];
    """) == [[], [], [], []]


# ---- splits, hostile peers, size ----


def test_split_variance(browser, split):
    found = split.done.report["splits"]["variances"]
    assert found
    browser.get(f"{split.url}#{found[0]['id']}?tag=split-variance")
    part = one(browser, ".open .split")
    part.find_element("css selector", "summary").click()
    assert "ways to cut it came to something else" in part.text
    assert part.find_elements("css selector", ".knife") or \
        found[0]["cut"]["kind"] != "place"
    assert part.find_elements("css selector", ".exchange .wire")


def test_baseline(browser, known):
    browser.get(f"{known.url}#{FAIL}")
    told = known.done.report["baseline"]
    assert told["new"] > 0
    remark = one(browser, "#remarks").text
    assert f"{told['known']} known, {told['new']} new" in remark
    assert "1 stale" in remark
    assert "known as fail: what is refused by others is served <b>here</b>" \
        in one(browser, ".open").text
    choose(browser, "baseline", "new")
    new = {r["case"].removeprefix("server/") for r in known.done.results
           if r["baseline"] and r["baseline"]["standing"] == "new"}
    assert set(names(browser)) == new
    assert len(select(browser, ".case.new")) == len(new)


def test_markup_is_text(browser, hostile):
    browser.get(hostile.url)
    elements = browser.execute_script(
        "return document.querySelectorAll('img, style').length;")
    assert elements == 1
    title = browser.title
    assert "<script>document.title=" in title
    assert "<script>document.title=" in one(browser, "h1").text
    for id in sorted(hostile.done.ids("fail"))[:12]:
        browser.execute_script("location.hash = arguments[0];", id)
        wait_for(browser, lambda: select(browser, ".open .wire"))
        assert browser.title == title
    assert "<img src=x" in browser.execute_script(
        "return document.querySelector('#list').textContent;")
    assert browser.execute_script(
        "return document.querySelectorAll('img, style').length;") == 1


def test_controls_have_names(browser, hostile):
    """NUL, ESC, TAB and what is not ASCII."""
    ids = [r["id"] for r in hostile.done.results
           if r["verdict"] == "fail" and any(
               "\x1b[31m" in e["octets"] for e in r["trace"])]
    browser.get(f"{hostile.url}#{ids[0]}")
    shown = {o.text for o in select(browser, ".open .got .octet")}
    assert {"NUL", "ESC", "\\xFF", "\\xC3", "HTAB", "CR", "LF"} <= shown


def test_long_field_is_cut(browser, hostile):
    ids = [r["id"] for r in hostile.done.results
           if any(e["octets"].startswith("HTTP/1.1 200 OK\r\nX-Long")
                  or e["octets_total"] > 20000
                  for e in r["trace"] or [] if not e["out"])]
    assert ids
    browser.get(f"{hostile.url}#{ids[0]}")
    text = one(browser, ".open").text
    assert re.search(r"\d+ octets more|more came than is kept", text)
    assert hostile.size < 14 << 20


def test_page_is_small(bad):
    """The largest part of a page is what its cases say."""
    assert bad.size < 4000 * len(bad.done.results) + (200 << 10)


def test_flaky_and_rounds_are_told(browser, tmp_path):
    case = "server/field-name/no-colon[word]"
    page = Page(tmp_path, "flaky", "--repeat", "4", "--jobs", "1", ids=[case])
    result = page.done.results[0]
    assert result["flaky"]
    browser.get(f"{page.url}#{case}?tag=flaky")
    text = one(browser, ".open").text
    assert "plays gave more than one verdict" in text
    for verdict, n in result["rounds"].items():
        assert f"{n} {verdict}" in text


def test_results_that_are_missing_are_told(browser, tmp_path):
    page = Page(tmp_path, "lax", "--max-fail", "1", "--jobs", "1",
                "server/host/*")
    n = page.done.report["not_played"]
    assert n > 0
    browser.get(page.url)
    assert f"{n} results not played" in one(browser, "#remarks").text


def test_full_suite_opens_soon(browser, bad, tmp_path):
    """So many results as the suite has, made of those of a few areas."""
    before, data, after = re.split(
        r'(?<=id="data">)(.*?)(?=</script>)', bad.path.read_text(),
        maxsplit=1, flags=re.DOTALL)
    data = json.loads(data)
    cases, results = data["cases"], data["results"]
    for i in range(1, MANY // len(results) + 1):
        data["cases"] = data["cases"] + [
            {**c, "id": f"{c['id']}-{i}"} for c in cases]
        data["results"] = data["results"] + [
            {**r, "case": r["case"] + i * len(cases)} for r in results]
    path = tmp_path / "many.html"
    path.write_text(before + json.dumps(data).replace("<", "\\u003c") + after)
    browser.get(path.as_uri())
    assert len(data["results"]) >= MANY
    assert len(names(browser)) == len(data["cases"])
    assert browser.execute_script("""
        return performance.getEntriesByType("navigation")[0].loadEventEnd;
    """) < SOON_MS
