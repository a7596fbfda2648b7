#include <string.h>

#include "report/actions.h"
#include "report/pieces.h"
#include "report/prose.h"
#include "report/reproducer.h"
#include "report/where.h"
#include "report/words.h"

/* reproducer.py, which stands behind what is written here. */
extern const unsigned char report_reproducer_py[];
extern const size_t report_reproducer_py_len;

#define INDENT "     "
#define LITERAL_WIDTH 64
#define ESCAPE_WIDTH 4

/* ---- literals ---- */

static void
put_literal_octet(struct octets *out, uint8_t octet)
{
	if (octet == '"')
		octets_text(out, "\\\"");
	else
		prose_octet(out, octet); /* Python's own escapes */
}

static void
put_quoted(struct octets *out, const uint8_t *at, size_t len)
{
	octets_text(out, "\"");
	for (size_t i = 0; i < len; i++)
		put_literal_octet(out, at[i]);
	octets_text(out, "\"");
}

static void
put_text(struct octets *out, const char *text)
{
	put_quoted(out, (const uint8_t *)text, strlen(text));
}

static void
put_assignment(struct octets *out, const char *name, const char *text)
{
	octets_format(out, "%s = ", name);
	if (text == NULL)
		octets_text(out, "None");
	else
		put_text(out, text);
	octets_text(out, "\n");
}

static void
put_octets_assignment(struct octets *out, const char *name,
	const struct octets *octets)
{
	octets_format(out, "%s = b", name);
	put_quoted(out, octets->at, octets->len);
	octets_text(out, "\n");
}

static bool
is_printable(uint8_t octet)
{
	return octet >= 0x20 && octet < 0x7f;
}

/* Literals that stand one behind the other are one. */
static void
put_literal(struct octets *out, const uint8_t *at, size_t len)
{
	while (len > 0) {
		size_t n = pieces_line(at, len, is_printable, ESCAPE_WIDTH,
			LITERAL_WIDTH);

		octets_text(out, "b");
		put_quoted(out, at, n);
		at += n;
		len -= n;
		if (len > 0)
			octets_text(out, "\n" INDENT);
	}
}

static void
put_bytes(struct octets *out, const uint8_t *at, size_t len)
{
	struct piece p;

	for (size_t pos = 0; pieces_next(at, len, &pos, &p);) {
		octets_text(out, p.off == 0 ? "\n" INDENT : "\n" INDENT "+ ");
		if (p.times == 1) {
			put_literal(out, at + p.off, p.len);
			continue;
		}
		octets_text(out, "b");
		put_quoted(out, at + p.off, p.len);
		octets_format(out, " * %zu", p.times);
	}
}

/* ---- what it is about ---- */

static void
put_requires(struct octets *out, const struct run *r, const struct test_case *c)
{
	octets_text(out, "REQUIRES = [\n");
	for (size_t i = 0; i < c->n_requires; i++) {
		struct octets text = {0};

		words_requirement(&text, r->requirements, c->requires[i]);
		octets_text(out, "    ");
		put_text(out, prose_string(&text));
		octets_text(out, ",\n");
		octets_free(&text);
	}
	octets_text(out, "]\n");
}

static void
put_expected(struct octets *out, const struct result *result)
{
	const struct step *step =
		case_expect(result->test_case, result->judgement.expect);

	octets_text(out, "EXPECTED = [\n");
	for (size_t i = 0; step != NULL && i < step->n_outcomes; i++) {
		struct octets text = {0};

		words_outcome(&text, &step->outcomes[i]);
		octets_text(out, "    ");
		put_text(out, prose_string(&text));
		octets_text(out, ",\n");
		octets_free(&text);
	}
	octets_format(out, "    \"otherwise: %s\",\n]\n",
		verdict_name(judge_unmatched(result->test_case->level)));
}

static void
put_happened(struct octets *out, const struct result *result)
{
	struct octets text = {0};

	judge_describe(result->trace, result->judgement.expect, &text);
	octets_format(&text, " (%s: %s)",
		verdict_name(result->judgement.verdict),
		result->judgement.reason);
	put_assignment(out, "HAPPENED", prose_string(&text));
	octets_free(&text);
}

static void
put_case(struct octets *out, const struct run *r, const struct result *result)
{
	put_assignment(out, "CASE", result->id);
	put_assignment(out, "TITLE", result->test_case->title);
	put_requires(out, r, result->test_case);
	put_expected(out, result);
	put_happened(out, result);
}

/* ---- the target ---- */

static void
put_alive(struct octets *out, const struct run *r)
{
	const char *ok = r->routes[ROUTE_OK];
	struct octets request = {0};

	octets_format(&request,
		"GET %s HTTP/1.1\r\nHost: ", ok == NULL ? "/" : ok);
	where_authority(r, &request);
	octets_text(&request, "\r\n");
	for (size_t i = 0; i < r->connection.n_headers; i++)
		octets_format(&request, "%s\r\n", r->connection.headers[i]);
	octets_text(&request, "\r\n");
	put_octets_assignment(out, "ALIVE", &request);
	octets_free(&request);
}

static void
put_target(struct octets *out, const struct run *r)
{
	const struct run_connection *c = &r->connection;
	struct octets header = {0};

	octets_text(out, "TARGET = ");
	if (c->unix_socket != NULL) {
		octets_text(out, "b");
		put_text(out, c->unix_socket);
		octets_text(out, "\n");
	} else {
		octets_text(out, "(");
		put_text(out, where_host(r));
		octets_format(out, ", %s)\n", r->port);
	}
	octets_format(out, "TLS = %s\n", r->connection.tls ? "True" : "False");
	put_assignment(out, "SERVER_NAME", c->server_name);
	where_proxy_header(r, &header);
	put_octets_assignment(out, "PROXY_HEADER", &header);
	octets_free(&header);
	put_alive(out, r);
}

/* ---- the play ---- */

static void
put_action(struct octets *out, const struct trace *t, const struct action *a)
{
	octets_format(out, "    (%u.%03u, %zu,",
		(unsigned)(a->pause_us / 1000000),
		(unsigned)(a->pause_us / 1000 % 1000), a->received);
	switch (a->kind) {
	case ACTION_SEND:
		put_bytes(out, t->out.at + a->off, a->len);
		break;
	case ACTION_FIN:
		octets_text(out, " FIN");
		break;
	case ACTION_RESET:
		octets_text(out, " RST");
		break;
	}
	octets_text(out, "),\n");
}

static void
put_play(struct octets *out, const struct run *r, const struct result *result)
{
	const struct trace *t = result->trace;
	unsigned patience_ms = (r->quiet_ms / 1000 + 1) * 1000;
	struct action a;

	octets_format(out,
		"PATIENCE = %u.%03u  # seconds in which something comes, or "
		"does not\n"
		"FIN, RST = \"FIN\", \"RST\"\n"
		"# A pause in seconds, how many octets come before it, and "
		"what is then sent.\n"
		"PLAY = [\n",
		patience_ms / 1000, patience_ms % 1000);
	for (size_t i = 0; actions_next(t, result->test_case, &i, &a);)
		put_action(out, t, &a);
	octets_text(out, "]\n\n");
}

void
report_reproducer_python(const struct run *r, const struct result *result,
	struct octets *out)
{
	if (result->trace == NULL)
		return;
	octets_text(out, "#!/usr/bin/env python3\n"
			 "# Plays a case of Assay again: "
			 "python3 FILE [HOST PORT | SOCKET]\n\n");
	put_case(out, r, result);
	put_target(out, r);
	put_play(out, r, result);
	octets_append(out, report_reproducer_py, report_reproducer_py_len);
}
