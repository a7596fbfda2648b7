"""Reports of runs that never were, for the tests of those that read them."""

import json

VERDICTS = ["pass", "warn", "fail", "note", "skip", "inconclusive", "error"]


def result(name, verdict, **more):
    """A result of a report; its id says area and case: "chunked/a[b]"."""
    case, _, variant = name.partition("[")
    return {"id": name, "case": case, "variant": variant.rstrip("]") or None,
            "verdict": verdict, "level": "must", "area": case.split("/")[1],
            "tags": [], "requires": [], "title": "a title", "expect": 0,
            "outcome": None, "reason": "a reason", "events": "400, close",
            "flaky": False, "plays": 1, "rounds": None, "ms": 1.0,
            "trace": None, "trace_total": 0, "text": None, **more}


def report(*results, name="server", version="1.0", **more):
    """A report; results are [name, verdict] or what result() gives."""
    results = [r if isinstance(r, dict) else result(*r) for r in results]
    counts = [r["verdict"] for r in results]
    return {
        "format": 1, "suite": {"name": "assay", "version": "0.1.0"},
        "target": {"name": name, "url": "http://127.0.0.1:8080/",
                   "server": "", "version": version},
        "started": "2026-01-01T00:00:00Z", "seconds": 1.0,
        "options": {"jobs": 1, "repeat": 1}, "calibration": {
            "capabilities": [], "routes": {}, "effect": None,
            "median_us": 1},
        "interrupted": False, "not_played": 0,
        "summary": {v: counts.count(v) for v in VERDICTS},
        "results": results, "splits": None, **more}


def write(path, *results, **more):
    path.write_text(json.dumps(report(*results, **more)))
    return path
