"""scripts/mutate without compiler and server: tokens, operators, sample, the
list of judged survivors, and what counts as noticed."""

import random
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts/mutation"))

import judged                                       # noqa: E402
import main                                         # noqa: E402
import play                                         # noqa: E402
import sample                                       # noqa: E402
import scope                                        # noqa: E402
from c_text import Source, tokens_of                # noqa: E402
from operators import mutations                     # noqa: E402

TEXT = r'''/* if (a == b) return 1; */
#define LESS(a, b) \
	((a) < (b))
static const int table[] = {
	[ONE] = 1,
	[TWO] = 2,
};

struct thing {
	int size : 3;
};

// a == b
static bool
check(struct thing *t, const uint8_t *at)
{
	int n = 5;

	if (*at == '\r' && t->size < n)
		return false;
	t->size = n;
	t->other = t->size;
	log("a == b", at);
	return !done(t);
}

enum h1_status
refuse_it(struct err *err)
{
	for (;;)
		if (err->n > 0xF)
			break;
	return h1_refuse(err, H1_E_X, 1);
}
'''


def source(text=TEXT, path="reference/x.c"):
    return Source(path, text)


def changes(text, operator, path="reference/x.c"):
    """What an operator makes of a text: {(before, after)}."""
    of = source(text, path)
    return {(of.text[m.start:m.end], m.text) for m in mutations(of)
            if m.operator == operator}


def body(statements, kind="void"):
    return f"static {kind}\nf(int a)\n{{\n{statements}\n}}\n"


# --- tokens ------------------------------------------------------------------

@pytest.mark.parametrize("text, expected", [
    ("a->b <<= 'c';", ["a", "->", "b", "<<=", "'c'", ";"]),
    ("x = 0x1Fu + 1e-3;", ["x", "=", "0x1Fu", "+", "1e-3", ";"]),
    ("s = \"/* \\\" */\"; // t", ["s", "=", '"/* \\" */"', ";"]),
    ("#if a == b \\\n && c\nd", ["d"]),
    ("#define A 1 /* over\n two lines */\ne", ["e"]),
    ("a /* == */ != '\\''", ["a", "!=", "'\\''"]),
])
def test_tokens(text, expected):
    assert [token.text for token in tokens_of(text)] == expected


def test_token_knows_its_place():
    for token in tokens_of(TEXT):
        assert TEXT[token.start:token.end] == token.text


def test_regions_are_functions_and_tables():
    assert [(r.kind, r.name) for r in source().regions] == [
        ("table", "table"), ("function", "check"), ("function", "refuse_it")]


def test_rows_and_rules_are_regions():
    rows = source('/* ROW(x) */\nROW(A, "b", 3)\nROW(B, "c", 4)\n',
                  "reference/x.def")
    assert [r.name for r in rows.regions] == ["A", "B"]
    rules = source("#define X(c) ((c) == 'x' || \\\n\t(c) == 'y')\n",
                   "reference/x_rules.h")
    assert [(r.kind, r.name) for r in rules.regions] == [("rule", "X")]


def test_line():
    of = source()
    assert of.line(TEXT.index("bool")) == 14


# --- operators ---------------------------------------------------------------

def test_comparison():
    assert changes(body("a = a <= 3;"), "comparison") == {
        ("<=", "<"), ("<=", ">")}


def test_constant():
    assert changes(body("a = g(7u, 'b', true, H1_SPAN(\"close\"), \"no\");"),
                   "constant") == {
        ("7u", "8u"), ("7u", "6u"), ("7u", "0u"), ("'b'", "'c'"),
        ("'b'", "'a'"), ("true", "false"), ('"close"', '"closf"')}


@pytest.mark.parametrize("before, after", [
    ("'\\r'", {"'\\x0e'", "'\\x0c'"}), ("'\\0'", {"'\\x01'"}),
    ("0x20", {"0x21", "0x1F", "0x0"}), ("0", {"1"}),
    ("0777", {"01000", "0776", "00"})])
def test_constants_of_all_kinds(before, after):
    found = changes(body(f"a = {before};"), "constant")
    assert found == {(before, other) for other in after}


def test_logic():
    assert changes(body("a = a && b || c;"), "logic") == {
        ("&&", "||"), ("||", "&&")}


def test_negation():
    assert changes(body("if (a > 1)\n g();\nwhile (!a)\n g();"),
                   "negation") == {("a > 1", "!(a > 1)"), ("!", "")}


def test_refusal():
    text = body("if (a)\n return h1_refuse(err, H1_E_X, 0);\n"
                "if (b)\n a = 1;\nreturn h1_refuse(err, H1_E_Y, 0);",
                "enum h1_status")
    assert changes(text, "refusal") == {
        ("a", "0"), ("return h1_refuse(err, H1_E_X, 0);", "return H1_OK;"),
        ("return h1_refuse(err, H1_E_Y, 0);", "return H1_OK;")}
    assert changes(body("return false;", "bool"), "refusal") == {
        ("return false;", "return true;")}


def test_order():
    assert changes(body("g(a);\nh(a);"), "order") == {
        ("g(a);\nh(a);", "h(a); g(a);")}
    assert changes(body("return a < 1 && p[a] == 2;"), "order") == {
        ("a < 1 && p[a] == 2", "p[a] == 2 && a < 1")}


def test_order_leaves_what_means_the_same():
    assert not changes(body("a = 1;\nb = 2;"), "order")
    assert changes(body("a = 1;\nb = a;"), "order")
    assert not changes(body("return a < 1 && b > 2;"), "order")


def test_statement():
    assert changes(body("int b = 1;\nfor (;;) {\n g();\n break;\n}\na++;"),
                   "statement") == {("g();", ";"), ("break;", ";"),
                                    ("a++;", ";")}


def test_labels_are_no_statements():
    text = body("switch (a) {\ncase ONE:\n g();\n break;\ndefault:\n h();\n}")
    assert changes(text, "statement") == {
        ("g();", ";"), ("break;", ";"), ("h();", ";")}


def test_tables():
    assert ("1,\n\t[TWO] = 2", "2,\n\t[TWO] = 1") in changes(TEXT, "table")


def test_rows():
    rows = ('ROW(A, "9112-2", "text of it", 400, X | Y)\n'
            'ROW(B, "host", "", 501, X)\n')
    assert changes(rows, "table", "reference/x.def") == {
        ("400", "501"), ("501", "400"), ('"host"', '"hosu"'), ("| Y", "")}


def test_rules():
    rules = "#define X(c) ((c) == 'x' || (c) >= 0x80)\n"
    assert changes(rules, "table", "reference/x_rules.h") == {
        ("'x'", "'y'"), ("'x'", "'w'"), ("0x80", "0x81"), ("0x80", "0x7F"),
        (">=", ">"), ("|| (c) >= 0x80", "")}


def test_no_change_in_comments_strings_and_directives():
    kept = {"/* if (a == b) return 1; */", "((a) < (b))", "// a == b",
            '"a == b"', "int size : 3;"}
    for mutant in sample.mutants(source()):
        text = sample.changed(mutant)
        missing = {piece for piece in kept if piece not in text}
        # a call may go, and take its text along
        assert missing <= {'"a == b"'}, mutant
        assert not missing or mutant.mutation.operator == "statement"


def test_deliberate_faults_are_not_switched_on():
    text = body("if (FAULTY(x) && a == 1)\n g();\n"
                "if (a > 1 && !FAULTY(y))\n return h1_refuse(e, H1_E_X, 1);",
                "enum h1_status")
    found = changes(text, "refusal") | changes(text, "negation") | \
        changes(text, "logic")
    assert found == {
        ("a > 1 && !FAULTY(y)", "0"),
        ("a > 1 && !FAULTY(y)", "!(a > 1 && !FAULTY(y))"), ("&&", "||"),
        ("return h1_refuse(e, H1_E_X, 1);", "return H1_OK;")}


# --- the sample --------------------------------------------------------------

def names(sources, seed=1):
    return [(m.source.path, m.mutation.region.name, m.name)
            for m in sample.ordered(sources, seed)]


def tree():
    return [source(TEXT, "reference/a.c"),
            source(TEXT.replace("check", "look"), "reference/b.c")]


def test_seed_decides():
    assert names(tree()) == names(tree())
    assert names(tree(), 1) != names(tree(), 2)
    assert sorted(names(tree(), 1)) == sorted(names(tree(), 2))


def test_operators_take_turns():
    turns = [m.mutation.operator for m in sample.ordered(tree(), 1)]
    first = turns[:len(set(turns))]
    assert len(set(first)) == len(first)


def test_what_comes_to_a_file_leaves_the_order_of_the_rest():
    more = TEXT.replace("\tint n = 5;", "\tint n = 5;\n\n\tnew(n);")
    old = names([source()])
    new = [name for name in names([source(more)]) if name in old]
    by_operator = {}
    for found in sample.ordered([source()], 1):
        by_operator.setdefault(found.mutation.operator, []).append(
            (found.source.path, found.mutation.region.name, found.name))
    for order in by_operator.values():
        assert [name for name in new if name in order] == \
            [name for name in order if name in new]


def test_name_survives_moves_and_faults():
    plain = names([source()])
    assert plain == names([source("\n\n/* moved */\n" + TEXT)])
    faulty = TEXT.replace("t->size < n)", "t->size < n && !FAULTY(x))")
    moved = {name for _, _, name in names([source(faulty)])}
    assert {name for _, _, name in plain} <= moved


def test_same_names_are_counted():
    twice = source(body("g();\nh(a == 1);\nh(a == 1);"))
    found = [m.name for m in sample.mutants(twice)
             if m.mutation.operator == "comparison"]
    assert len(set(found)) == 2 and found[1] == found[0] + "  #2"


def test_hunk_shows_whole_lines():
    mutant = next(m for m in sample.mutants(source())
                  if m.mutation.text == "<=")
    assert sample.hunk(mutant).split("\n") == [
        "reference/x.c:19: check: comparison",
        "-\tif (*at == '\\r' && t->size < n)",
        "+\tif (*at == '\\r' && t->size <= n)"]


# --- a run, without building anything ----------------------------------------

@pytest.mark.parametrize("words", [["-n", "0"], ["-j", "x"], ["--what"]])
def test_usage(words):
    with pytest.raises(SystemExit) as end:
        main.arguments(words)
    assert end.value.code == 2



class Quick(main.Run):
    """Every third mutant does not build; all take their time."""

    def one(self, number, mutant):
        time.sleep(random.random() / 500)
        outcome = "no change" if number % 3 == 0 else "killed"
        return main.Result(number, mutant, outcome, "", [], None, 0)


@pytest.mark.parametrize("jobs", [1, 4])
def test_run_tries_the_shortest_front(jobs):
    args = SimpleNamespace(n=20, j=jobs)
    run = Quick(args, None, None)
    results = run.all(range(1, 1000), lambda *_: None)
    assert [result.number for result in results] == list(range(1, 30))


def test_run_ends_when_there_are_no_more():
    run = Quick(SimpleNamespace(n=20, j=4), None, None)
    assert len(run.all(range(1, 7), lambda *_: None)) == 6


BASE = {"a": "pass", "b": "pass", "c": "note", "d": "warn"}


@pytest.mark.parametrize("verdicts, how, less", [
    (BASE, "", []),
    ({"a": "pass"}, "", []),                        # stopped early
    (BASE | {"b": "warn"}, "warn: b", []),
    (BASE | {"a": "warn", "b": "fail"}, "fail: b", []),
    (BASE | {"a": "inconclusive"}, "inconclusive: a", []),
    (BASE | {"a": "skip", "b": "note"}, "", ["a", "b"]),
    (BASE | {"c": "pass", "d": "pass"}, "", []),    # better is not worse
    (BASE | {"e": "fail"}, "", []),                 # was not stable
])
def test_judge(verdicts, how, less):
    found = play.judge(BASE, play.Played(verdicts, ""))
    assert (found.how, found.less) == (how, less)


def test_judge_ends_that_are_noticed():
    assert play.judge(BASE, play.Played({}, "h1d died")).how == "h1d died"


# --- the list ----------------------------------------------------------------

LIST = """# A remark.

reference/x.c check
\tt -> size < n )  =>  t -> size <= n )
\tequivalent: because

\t... 5  =>  ...
\tunseen: for that
reference/x.c *
\t...
\tmissing: no case
"""


def mutant_of(before, after):
    return next(m for m in sample.mutants(source()) if
                (m.source.text[m.mutation.start:m.mutation.end],
                 m.mutation.text) == (before, after))


def test_list_finds_the_nearest():
    entries = judged.read(LIST.replace(
        "t -> size < n )  =>  t -> size <= n )",
        mutant_of("<", "<=").name))
    assert judged.find(entries, mutant_of("<", "<=")).word == "equivalent"
    assert judged.find(entries, mutant_of("5", "6")).word == "unseen"
    assert judged.find(entries, mutant_of("<", ">=")).word == "missing"
    other = source(TEXT, "reference/y.c")
    assert judged.find(entries, sample.mutants(other)[0]) is None


def test_list_tells_what_is_stale():
    entries = judged.read(LIST)
    stale = judged.stale(entries, sample.mutants(source()))
    assert [entry.line for entry in stale] == [4]


@pytest.mark.parametrize("outcome, name, n", [
    ("killed", "a  =>  b", 1), ("survived", "a  =>  b", 0),
    ("killed", "...", 0)])
def test_list_is_belied_by_what_is_killed(outcome, name, n):
    entry = judged.Entry("reference/x.c", "f", name, "unseen", "so", 1)
    result = main.Result(1, None, outcome, "fail: x", [], entry, 0)
    assert len(main.belied([result])) == n


@pytest.mark.parametrize("text", [
    "\tx  =>  y\n\tequivalent: no place\n",
    "reference/x.c\n\tx  =>  y\n\tequivalent: no function\n",
    "reference/x.c f\n\tx  =>  y\n",
    "reference/x.c f\n\tx  =>  y\n\tharmless: no such word\n",
    "reference/x.c f\n\tx  =>  y\n\tequivalent\n"])
def test_list_is_refused(text):
    with pytest.raises(judged.Refused):
        judged.read(text)


def test_the_list_fits_the_tree():
    entries = judged.read((ROOT / "reference/mutants.txt").read_text())
    sources = sample.load(ROOT, scope.files(ROOT))
    all_ = [m for of in sources for m in sample.mutants(of)]
    assert not [f"line {entry.line}: {entry.name}"
                for entry in judged.stale(entries, all_)]


def test_scope_names_what_is_there():
    paths = {str(path.relative_to(ROOT)) for path in
             (ROOT / "reference").rglob("*")}
    for glob in scope.LEFT_OUT:
        assert any(scope.matches(path, [glob]) for path in paths), glob
    for path, parts in scope.PARTS_LEFT_OUT.items():
        regions = {region.name for region in
                   sample.load(ROOT, [path])[0].regions}
        for named in parts:
            assert named == "*" or set(named.split()) <= regions, named
