"""What the tests of the `assay` program share."""

import pytest

from servers import kit


@pytest.fixture(scope="session")
def program():
    return kit.find(kit.ASSAY)
