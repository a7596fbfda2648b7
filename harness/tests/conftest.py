"""What the tests of the `assay` program share."""

import pytest

import chromium as chromium_without_window
from servers import kit


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "spread: takes long, and is to be given to any worker")


def pytest_collection_modifyitems(items):
    """Puts long items far apart: xdist gives whole stretches to a worker."""
    spread = [item for item in items if item.get_closest_marker("spread")]
    others = [item for item in items if not item.get_closest_marker("spread")]
    step = len(others) // len(spread) if spread else 0
    for i, item in enumerate(spread):
        others.insert(i * (step + 1), item)
    items[:] = others


@pytest.fixture(scope="session")
def program():
    return kit.find(kit.ASSAY)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    browser = chromium_without_window.start(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()


@pytest.fixture
def browser(chromium):
    """It may not complain, nor ask for anything but the page."""
    chromium_without_window.forget(chromium)
    chromium_without_window.resize(chromium, 1440, 900)
    yield chromium
    assert chromium.get_log("browser") == []
    assert [url for url in chromium_without_window.requests(chromium)
            if not url.startswith(("file:", "data:"))] == []
