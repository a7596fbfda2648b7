"""Servers that reflect nothing, and read fields where there are none."""

import pytest

from servers import kit

# What acts as a field, by how the server reads; everything else does not.
ACTS = {
    "names": {"fail": """
        white-space-before-colon[htab]
        white-space-before-colon[sp]
        white-space-before-colon[sp-htab]
        white-space-before-colon[two-sp]
        white-space-before-first-line[htab]
        white-space-before-first-line[sp]
        white-space-before-first-line[sp-htab]
        white-space-before-first-line[two-sp]
        fold-before-field[htab]
        fold-before-field[sp]
        fold-before-field[sp-before]
        fold-before-field[several-sp]
        fold-of-nothing[htab]
        fold-of-nothing[sp]
    """, "warn": """
        control-octet-before-colon[ff]
        control-octet-before-colon[vt]
        control-octet-before-name[ff]
        control-octet-before-name[vt]
    """},
    "nul": {"fail": """
        nul-for-value[nul]
        nul-for-value[sp-nul]
        nul-in-value[nul]
        nul-in-value[sp-nul]
    """},
    "cr": {"fail": """
        bare-cr-for-value[cr]
        bare-cr-for-value[sp-cr]
        bare-cr-in-value[cr]
        bare-cr-in-value[sp-cr]
    """},
    "trailers": {"fail": """
        trailer
        trailer-announced
    """},
}
SHOWN = "206, "  # how the reason begins then


def play(folder, manner):
    with kit.server("hides", manner) as url:
        return kit.run(folder, url, "server/hidden-field")


@pytest.mark.parametrize("manner", ACTS)
def test_acts(manner, tmp_path):
    done = play(tmp_path, manner)
    assert done.report["calibration"]["effect"] == {
        "name": "Range", "value": "bytes=0-0", "shown": 206, "absent": 200}
    assert {"echo", "fields"}.isdisjoint(
        done.report["calibration"]["capabilities"])
    acts = {verdict: {r["id"] for r in done.results
                      if r["verdict"] == verdict
                      and r["reason"].startswith(SHOWN)}
            for verdict in ("fail", "warn")}
    for verdict, ids in acts.items():
        assert ids == {f"server/hidden-field/{case}" for case in
                       ACTS[manner].get(verdict, "").split()}
    assert not done.ids("inconclusive", "error")


def test_honest(tmp_path):
    done = play(tmp_path, "none")
    assert not done.ids("warn", "fail", "note")
    assert len(done.ids("pass")) > 200
    # Range has no hyphen to play with
    assert {r["reason"] for r in done.results if r["verdict"] == "skip"} == {
        "the target lacks: effect-hyphen"}
    assert done.status == 0


def test_needs_an_effect(tmp_path):
    """A server on which no field shows is not judged, and told so."""
    with kit.server("shows_nothing") as url:
        done = kit.run(tmp_path, url, "server/hidden-field")
    assert done.report["calibration"]["effect"] is None
    assert {r["reason"] for r in done.results} == {"the target lacks: effect"}
