"""What the tests of the `assay` program share."""

import pytest

import chromium as chromium_without_window
from servers import kit


@pytest.fixture(scope="session")
def program():
    return kit.find(kit.ASSAY)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    browser = chromium_without_window.start(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()
