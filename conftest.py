"""Makes `pytest --assay-target URL` play the cases (harness/pytest)."""

pytest_plugins = ["assay_pytest"]
