#include "report/shell.h"

#include <string.h>

#include "report/actions.h"
#include "report/shell_octets.h"
#include "report/where.h"

/*
 * nc ends the sending side when its input ends, and some targets then answer
 * nothing: so the input is kept open by a last sleep, except where the play
 * itself sent FIN. Sends are told apart by sleeps, as in the play.
 */

#define PAUSE_MIN_MS 50 /* two writes arrive as two */
/* An answer is waited for, so many times as long as it took in the play; no
 * longer than that, since some defects show only within one second. */
#define ANSWER_TIMES 20
#define ANSWER_MIN_MS 100
#define ANSWER_MAX_MS 500

/* ---- times ---- */

static void
put_sleep(struct octets *out, uint64_t ms)
{
	if (ms == 0)
		return;
	octets_format(out, SHELL_INDENT "sleep %u", (unsigned)(ms / 1000));
	if (ms % 1000 != 0)
		octets_format(out, ".%03u", (unsigned)(ms % 1000));
	octets_text(out, "\n");
}

static uint64_t
answer_ms(uint64_t took_us)
{
	uint64_t ms = took_us * ANSWER_TIMES / 1000;

	if (ms < ANSWER_MIN_MS)
		return ANSWER_MIN_MS;
	return ms < ANSWER_MAX_MS ? ms : ANSWER_MAX_MS;
}

/* How long to wait before segment `i`: as long as the play did, and long
 * enough for what came in between; 0 for the first. */
static uint64_t
pause_before(const struct trace *t, size_t i)
{
	const struct trace_segment *answer = NULL;

	for (size_t k = i; k > 0; k--) {
		const struct trace_segment *s = &t->segments[k - 1];
		uint64_t min = PAUSE_MIN_MS, ms;

		if (!s->out) {
			if (answer == NULL)
				answer = s;
			continue;
		}
		if (answer != NULL)
			min = answer_ms(answer->at_us - s->at_us);
		ms = (t->segments[i].at_us - s->at_us) / 1000;
		return ms < min ? min : ms;
	}
	return 0;
}

/* How long to wait before FIN: as the case does, and long enough for an answer
 * that is due before it. */
static uint64_t
pause_before_fin(const struct trace *t, const struct test_case *c)
{
	size_t received = 0;
	struct action a;

	for (size_t i = 0; actions_next(t, c, &i, &a); received = a.received)
		if (a.kind == ACTION_FIN)
			return a.pause_us / 1000 +
			       (a.received > received
					       ? answer_ms(trace_latency_us(t))
					       : 0);
	return 0;
}

/* All sends; the longest pause between two. */
static uint64_t
put_sends(struct octets *out, const struct trace *t)
{
	uint64_t longest = 0;

	for (size_t i = 0; i < t->n_segments; i++) {
		const struct trace_segment *s = &t->segments[i];
		uint64_t ms;

		if (!s->out)
			continue;
		ms = pause_before(t, i);
		put_sleep(out, ms);
		if (ms > longest)
			longest = ms;
		shell_octets(out, t->out.at + s->off, s->len);
	}
	return longest;
}

/* ---- the command ---- */

static bool
is_plain_word(const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    ".,:%_+/-";

	return text[0] != '-' && text[0] != '\0' &&
	       text[strspn(text, plain)] == '\0';
}

/* A path is one word and no option, whatever is in it. */
static void
put_path(struct octets *out, const char *path)
{
	if (is_plain_word(path)) {
		octets_text(out, path);
		return;
	}
	octets_text(out, path[0] == '-' ? "./'" : "'");
	for (; *path != '\0'; path++)
		if (*path == '\'')
			octets_text(out, "'\\''");
		else
			octets_append(out, path, 1);
	octets_text(out, "'");
}

static void
put_name(struct octets *out, const char *name)
{
	octets_text(out, is_plain_word(name) ? name : "HOST");
}

static void
put_host(struct octets *out, const char *host)
{
	bool is_v6 = strchr(host, ':') != NULL;

	octets_text(out, is_v6 ? "[" : "");
	put_name(out, host);
	octets_text(out, is_v6 ? "]" : "");
}

static void
put_openssl(struct octets *out, const struct run *r, uint64_t seconds)
{
	const struct run_connection *c = &r->connection;

	octets_format(out, "timeout %u openssl s_client -quiet -alpn http/1.1 ",
		(unsigned)seconds);
	if (c->server_name != NULL) {
		octets_text(out, "-servername ");
		put_name(out, c->server_name);
	} else {
		octets_text(out, "-noservername");
	}
	octets_text(out, " \\\n        ");
	if (c->unix_socket != NULL) {
		octets_text(out, "-unix ");
		put_path(out, c->unix_socket);
		octets_text(out, "\n");
		return;
	}
	octets_text(out, "-connect ");
	put_host(out, where_host(r));
	octets_format(out, ":%s\n", r->port);
}

static void
put_nc(struct octets *out, const struct run *r, const struct trace *t,
	uint64_t seconds)
{
	const struct run_connection *c = &r->connection;

	octets_format(out, "nc %s-w %u ", t->half_closed ? "-N " : "",
		(unsigned)seconds);
	if (c->unix_socket != NULL) {
		octets_text(out, "-U ");
		put_path(out, c->unix_socket);
	} else {
		put_name(out, where_host(r));
		octets_format(out, " %s", r->port);
	}
	octets_text(out, "\n");
}

/* What the programs that it uses cannot do. */
static void
put_limits(struct octets *out, const struct run *r, const struct trace *t)
{
	static const char lead[] = "    # ";

	if (t->end == TRACE_ALIVE || t->end == TRACE_DEAD)
		octets_format(out, "%sthe play then sent RST, as nc cannot\n",
			lead);
	if (!r->connection.tls)
		return;
	if (t->half_closed)
		octets_format(out,
			"%sthe play then ended its side, as openssl cannot\n",
			lead);
	if (r->connection.proxy_protocol != 0)
		octets_format(out,
			"%sthe header of the PROXY protocol, which openssl "
			"cannot send, came first\n",
			lead);
}

/* So long nothing need come: the play's own quiet period, in full seconds. */
static uint64_t
patience(const struct run *r)
{
	return r->quiet_ms / 1000 + 1;
}

static void
put_proxy_header(struct octets *out, const struct run *r)
{
	struct octets header = {0};

	where_proxy_header(r, &header);
	shell_octets(out, header.at, header.len);
	octets_free(&header);
}

void
shell_reproducer(const struct run *r, const struct test_case *c,
	const struct trace *t, struct octets *out)
{
	bool is_tls = r->connection.tls;
	uint64_t longest;

	octets_text(out, "    {\n");
	if (!is_tls)
		put_proxy_header(out, r);
	longest = put_sends(out, t);
	put_sleep(out, !t->half_closed || is_tls ? patience(r) * 1000
						 : pause_before_fin(t, c));
	octets_text(out, "    } | ");
	if (is_tls)
		put_openssl(out, r, longest / 1000 + patience(r) + 2);
	else
		put_nc(out, r, t, longest / 1000 + patience(r) + 2);
	put_limits(out, r, t);
}
