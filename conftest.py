"""Makes `pytest --assay-target URL` play the cases (harness/pytest)."""

import signal

pytest_plugins = ["assay_pytest"]

# Whoever runs tests in the background may have SIGINT ignored, and what the
# tests start would inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
