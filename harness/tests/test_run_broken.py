"""Servers that break one rule each: just the cases about that rule tell."""

import pytest

from servers import kit

# What the honest server of servers/honest.py passes.
CASES = """\
chunked/bad-chunk-closes
chunked/empty-body[zero]
chunked/several-chunks
chunked/size-not-hex[word]
connection/close-announced
connection/close-ends-service
connection/close-honoured[plain]
connection/head-then-get
connection/http10-closes
connection/pipelined-content
connection/pipelined-order
connection/sequence
content-length/exact[request]
content-length/exact[text]
content-length/excess-is-next-request
content-length/letters[word]
content-length/lines-different[larger]
field-name/no-colon[word]
field-name/white-space-before-colon[sp]
field-value/fold[sp]
field-value/nul-inside
host/missing
host/two-different[other-name]
line-end/bare-cr-all-lines
line-end/bare-cr-field-line
line-end/bare-cr-transfer-encoding
line-end/cr-not-header-end[letter]
method/unknown[word]
request-line/method-alone[bare]
request-line/simple-request
response/date-form
response/date-in-200
response/date-in-404
response/date-on-head
response/date-once
response/head-no-content
response/head-no-content-in-404
response/syntax-of-200
trailer/valid[one]
transfer-encoding/chunked-not-last[gzip]
transfer-encoding/letter-case[upper]
transfer-encoding/on-get
transfer-encoding/on-post
transfer-encoding/unknown-then-chunked[nonsense]
transfer-encoding/with-longer-length
version/other-major[x9-9]
""".split()

# What is not `pass`, by verdict; everything else must pass.
BROKEN = {
    "swallows": {"fail": """
        chunked/several-chunks
        content-length/exact[request]
        content-length/exact[text]
        content-length/excess-is-next-request
        trailer/valid[one]
        transfer-encoding/letter-case[upper]
        transfer-encoding/on-get
        transfer-encoding/on-post
    """},
    "ignores_transfer_encoding": {"fail": """
        chunked/empty-body[zero]
        chunked/several-chunks
        connection/pipelined-content
        trailer/valid[one]
        transfer-encoding/chunked-not-last[gzip]
        transfer-encoding/letter-case[upper]
        transfer-encoding/on-get
        transfer-encoding/unknown-then-chunked[nonsense]
        transfer-encoding/with-longer-length
    """, "skip": """
        chunked/bad-chunk-closes
        chunked/size-not-hex[word]
        transfer-encoding/on-post
    """},
    "keeps_open": {"fail": """
        content-length/letters[word]
        content-length/lines-different[larger]
        transfer-encoding/chunked-not-last[gzip]
        transfer-encoding/with-longer-length
    """, "warn": """
        chunked/bad-chunk-closes
        chunked/size-not-hex[word]
        field-name/no-colon[word]
        field-name/white-space-before-colon[sp]
        field-value/nul-inside
        line-end/bare-cr-field-line
        line-end/bare-cr-transfer-encoding
        line-end/cr-not-header-end[letter]
        request-line/method-alone[bare]
    """},
    "dates missing": {"fail": "response/date-in-404"},
    "dates asctime": {"fail": "response/date-form"},
    "head_content": {"fail": """
        connection/head-then-get
        response/date-on-head
        response/head-no-content
        response/head-no-content-in-404
    """},
    "bare_cr": {"fail": """
        line-end/bare-cr-all-lines
        line-end/bare-cr-field-line
        line-end/cr-not-header-end[letter]
    """},
    # Without an echo or a 4xx nothing shows whether a connection is in step.
    "ok_to_all": {"fail": """
        chunked/empty-body[zero]
        connection/close-ends-service
        connection/close-honoured[plain]
        content-length/letters[word]
        content-length/lines-different[larger]
        field-name/white-space-before-colon[sp]
        host/missing
        host/two-different[other-name]
        transfer-encoding/chunked-not-last[gzip]
        transfer-encoding/letter-case[upper]
        transfer-encoding/on-get
        transfer-encoding/unknown-then-chunked[nonsense]
        transfer-encoding/with-longer-length
    """, "warn": """
        connection/http10-closes
        field-name/no-colon[word]
        method/unknown[word]
        request-line/method-alone[bare]
    """, "note": """
        connection/close-announced
        connection/head-then-get
        field-value/fold[sp]
        field-value/nul-inside
        line-end/bare-cr-field-line
        line-end/cr-not-header-end[letter]
        request-line/simple-request
        response/date-form
        response/date-in-200
        response/date-on-head
        response/date-once
        response/head-no-content
        response/syntax-of-200
        version/other-major[x9-9]
    """, "skip": """
        chunked/bad-chunk-closes
        chunked/several-chunks
        chunked/size-not-hex[word]
        connection/pipelined-content
        connection/pipelined-order
        connection/sequence
        content-length/exact[request]
        content-length/exact[text]
        content-length/excess-is-next-request
        line-end/bare-cr-transfer-encoding
        response/date-in-404
        response/head-no-content-in-404
        trailer/valid[one]
        transfer-encoding/on-post
    """},
}

# Each miss waits for what never comes, so there are fewer of them.
NEVER_CLOSES = {"fail": """
    connection/close-ends-service
    connection/close-honoured[plain]
    connection/http10-closes
    content-length/letters[word]
""", "warn": """
    field-name/no-colon[word]
    host/missing
    request-line/method-alone[bare]
"""}


def play(folder, cases, words):
    script, *arguments = words.split()
    with kit.server(script, *arguments) as url:
        return kit.run(folder, url, ids=[f"server/{case}" for case in cases])


def full(cases, deviations):
    """The verdict of each case, those that are not named being `pass`."""
    verdicts = {f"server/{case}": "pass" for case in cases}
    for verdict, ids in deviations.items():
        verdicts.update({f"server/{case}": verdict for case in ids.split()})
    return verdicts


def test_honest(tmp_path):
    done = play(tmp_path, CASES, "honest")
    assert done.verdicts() == full(CASES, {})
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("words", BROKEN)
def test_broken(words, tmp_path):
    done = play(tmp_path, CASES, words)
    assert done.verdicts() == full(CASES, BROKEN[words])
    assert (done.status, done.err) == (1, "")


def test_never_closes(tmp_path):
    cases = " ".join(NEVER_CLOSES.values()).split() + [
        case for case in CASES if case.startswith("response/")]
    done = play(tmp_path, cases, "never_closes")
    assert done.verdicts() == full(cases, NEVER_CLOSES)
    assert (done.status, done.err) == (1, "")
