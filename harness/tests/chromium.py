"""Chromium without a window, for the tests of pages."""

import json
import shutil

import pytest

TIMEOUT = 60
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync",
             "--disable-dev-shm-usage", "--no-proxy-server"]

# Text that can be seen and whose contrast is below 4.5: [ratio, text].
CONTRAST = """
    const canvas = document.createElement("canvas").getContext("2d",
        {willReadFrequently: true});
    const rgba = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const shade = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) =>
        c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
    const ground = (element) => {
        for (; element; element = element.parentElement) {
            const colour = rgba(getComputedStyle(element).backgroundColor);
            if (colour[3] === 255)
                return colour;
        }
        return [255, 255, 255];
    };
    const poor = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const element = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || !element.checkVisibility() ||
            element.closest("script, style"))
            continue;
        const style = getComputedStyle(element);
        const own = element.closest("svg") ? style.fill : style.color;
        const [a, b] = [shade(rgba(own)), shade(ground(element))]
            .sort((x, y) => y - x);
        const ratio = (a + .05) / (b + .05);
        if (ratio < 4.5)
            poor.push([ratio.toFixed(2), walk.currentNode.data.trim()]);
    }
    return poor;
"""


def start(profile):
    """A browser whose console and requests can be read (get_log)."""
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    options.set_capability("goog:loggingPrefs",
                           {"browser": "ALL", "performance": "ALL"})
    for argument in [*ARGUMENTS, f"--user-data-dir={profile}"]:
        options.add_argument(argument)
    browser = webdriver.Chrome(
        options=options, service=Service(shutil.which("chromedriver")))
    browser.set_page_load_timeout(TIMEOUT)
    browser.set_script_timeout(TIMEOUT)
    return browser


def forget(browser):
    """Leaves the page, and what was logged and pretended for it."""
    emulate(browser, media="", features=[])
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")


def requests(browser):
    """The addresses that were asked for since the last time."""
    messages = [json.loads(entry["message"])["message"]
                for entry in browser.get_log("performance")]
    return [m["params"]["request"]["url"] for m in messages
            if m["method"] == "Network.requestWillBeSent"]


def one(browser, selector):
    return browser.find_element("css selector", selector)


def select(browser, selector):
    return browser.find_elements("css selector", selector)


def press(browser, *keys):
    """Characters, or names of keys as selenium has them."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    ActionChains(browser).send_keys(
        *(getattr(Keys, key, key) for key in keys)).perform()


def wait_for(browser, condition):
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 20, poll_frequency=.02).until(
        lambda _: condition())


def wait_for_element(browser, selector):
    wait_for(browser, lambda: select(browser, selector))


def emulate(browser, **media):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)


def prefer(browser, scheme):
    emulate(browser, features=[
        {"name": "prefers-color-scheme", "value": scheme}])


def resize(browser, width, height=844):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1,
        "mobile": False})


def is_wider_than_screen(browser):
    return browser.execute_script("""
        const root = document.documentElement;
        return root.scrollWidth > root.clientWidth;
    """)


def ground(browser):
    return browser.execute_script("""
        return getComputedStyle(document.body).backgroundColor;
    """)


def poor_contrasts(browser):
    return browser.execute_script(CONTRAST)
