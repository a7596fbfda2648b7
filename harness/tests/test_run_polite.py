"""How much `assay run` asks of a target at most: --rate, --max-connections."""

import contextlib
import sys

import pytest

from servers import kit

CASES = [
    "server/chunked/several-chunks",
    "server/connection/close-honoured",
    "server/content-length/excess-is-next-request",
    "server/content-length/letters",
    "server/field-name/no-colon",
    "server/host/missing",
    "server/method/unknown",
    "server/response/date-form",
]


class Counted:
    """What the server noted: times, and how many were open at each."""

    def __init__(self, path):
        rows = [line.split() for line in path.read_text().splitlines()]
        self.times = [float(time) for time, _ in rows]
        self.most_open = max(int(n) for _, n in rows)

    @property
    def per_second(self):
        return (len(self.times) - 1) / (self.times[-1] - self.times[0])


@contextlib.contextmanager
def counting(folder):
    notes = folder / "notes"
    with kit.server("counts", str(notes)) as url:
        yield url, notes


def play(folder, *arguments):
    with counting(folder) as (url, notes):
        done = kit.run(folder, url, *arguments, *CASES)
        assert done.status == 0, done.err
        return done, Counted(notes)


def test_rate(tmp_path):
    """Of all connections: those of calibration are most of them."""
    slow, slowly = play(tmp_path, "--rate", "20/s")
    fast, fastly = play(tmp_path)
    assert slowly.per_second < 20 * 1.1
    assert fastly.per_second > slowly.per_second
    assert slow.verdicts() == fast.verdicts()
    assert slow.report["options"]["rate"] == 20
    assert slow.report["options"]["jobs"] <= 20
    assert fast.report["options"]["rate"] is None


def test_rate_of_replays(tmp_path):
    """Misses are played again, alone: at that rate too, to the same verdict."""
    ids = ["server/content-length/letters[word]",
           "server/request-line/method-alone[bare]"]
    verdicts = {}
    for words in [], ["--rate", "25"]:
        with kit.server("lax") as url:
            done = kit.run(tmp_path, url, *words, ids=ids)
        verdicts[len(words)] = done.verdicts()
    assert verdicts[2] == verdicts[0]
    assert set(verdicts[0].values()) == {"fail", "warn"}
    assert done.seconds > sum(r["plays"] for r in done.results) / 25


def test_max_connections(tmp_path):
    few, counted = play(tmp_path, "--max-connections", "3")
    many, crowded = play(tmp_path)
    assert counted.most_open <= 3
    assert crowded.most_open > 3
    assert few.verdicts() == many.verdicts()
    assert few.report["options"]["max_connections"] == 3
    assert few.report["options"]["jobs"] == 3
    assert many.report["options"]["max_connections"] is None


def test_max_connections_of_splits(tmp_path):
    with counting(tmp_path) as (url, notes):
        done = kit.run(tmp_path, url, "--split", "--max-connections", "2",
                       "server/host/missing", "server/method/unknown")
        assert done.status == 0, done.err
        assert done.report["splits"]["plays"] > 20
        assert Counted(notes).most_open <= 2


def test_both(tmp_path):
    """A connection at a time, few a second, and given up by then."""
    with counting(tmp_path) as (url, notes):
        done = kit.run(tmp_path, url, "--rate", "60/s", "--max-connections",
                       "1", "server/host/missing")
        assert done.status == 0, done.err
        counted = Counted(notes)
    assert counted.most_open == 1
    assert counted.per_second < 60 * 1.1
    assert done.report["options"]["jobs"] == 1


RATE = "--rate: expected 0.001/s to 100000/s, found "
MOST = "--max-connections: expected a number from 1 to 1024, found "


@pytest.mark.parametrize("words, message", [
    (["--rate", "0"], f"{RATE}0"),
    (["--rate", ""], f"{RATE}"),
    (["--rate", "/s"], f"{RATE}/s"),
    (["--rate", "20/m"], f"{RATE}20/m"),
    (["--rate", "-1"], f"{RATE}-1"),
    (["--rate", "1/s/s"], f"{RATE}1/s/s"),
    (["--rate", "100001"], f"{RATE}100001"),
    (["--rate", "0.0001/s"], f"{RATE}0.0001/s"),
    (["--rate", "99999999999999999999"], f"{RATE}99999999999999999999"),
    (["--max-connections", "0"], f"{MOST}0"),
    (["--max-connections", "1025"], f"{MOST}1025"),
    (["--max-connections", "3/s"], f"{MOST}3/s"),
])
def test_usage(words, message, tmp_path):
    done = kit.run(tmp_path, "http://127.0.0.1:9/", *words)
    assert (done.status, done.err) == (2, f"assay run: {message}\n")


def test_rate_is_told(tmp_path):
    with kit.server("honest") as url:
        done = kit.run(tmp_path, url, "--rate", "199.5", "server/host/missing")
    assert done.report["options"]["rate"] == pytest.approx(199.5)


# ---- the marker ----

MARKER = "assay; ask ops@example.org"
PLAIN = "server/response/date-form"

NOTING = """
import sys
sys.path.insert(0, {servers!r})
import honest

class Noting(honest.Honest):
    def respond(self, request):
        with open({notes!r}, "ab") as notes:
            notes.write(b",".join(request.values(b"user-agent")) + b"\\n")
        return super().respond(request)

honest.main(Noting)
"""


def play_noted(folder, *words):
    """The User-Agent fields of all requests, those of calibration first."""
    script = folder / "noting.py"
    notes = folder / "notes"
    notes.unlink(missing_ok=True)
    script.write_text(NOTING.format(servers=str(kit.HERE), notes=str(notes)))
    with kit.started(sys.executable, script) as url:
        done = kit.run(folder, url, *words)
    assert done.status == 0, done.err
    return notes.read_text().splitlines()


def test_marker(tmp_path):
    """Only if asked for, and then in all that the harness asks."""
    assert set(play_noted(tmp_path, PLAIN)) == {""}
    asked = play_noted(tmp_path, "--marker", MARKER, PLAIN)
    assert len(asked) > 10
    assert set(asked) == {MARKER}


def test_marker_in_cases(tmp_path):
    """Behind the Host line; what is sent is otherwise the same."""
    case = "server/content-length/letters[word]"
    sent = []
    for words in [], ["--marker", MARKER]:
        with kit.server("lax") as url:
            done = kit.run(tmp_path, url, *words, case)
        host = f"Host: {url.partition('//')[2]}\r\n"
        first = done.results[0]["trace"][0]["octets"]
        assert host in first
        sent.append(first.replace(host, "", 1))
    assert sent[1].replace(f"User-Agent: {MARKER}\r\n", "", 1) == sent[0]
    assert sent[1] != sent[0]


@pytest.mark.parametrize("words, message", [
    (["--marker", ""], "--marker: expected a value without control characters, "
                       'and without white space at its end, found ""'),
    (["--marker", "a\r\nb: c"],
     "--marker: expected a value without control characters, and without white "
     'space at its end, found "a\r\nb: c"'),
    (["--marker", "x", "--header", "user-agent: y"],
     '--marker: expected no --header User-Agent beside it, found "x"'),
])
def test_marker_usage(words, message, tmp_path):
    done = kit.run(tmp_path, "http://127.0.0.1:9/", *words)
    assert (done.status, done.err.replace("\r\n", "\n")) == (
        2, f"assay run: {message}\n".replace("\r\n", "\n"))
