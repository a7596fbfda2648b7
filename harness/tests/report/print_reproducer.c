/*
 * Prints the reproducer of a play: print_reproducer URL HOST PORT WORD...
 *
 *	send=FILE	the octets of the file were sent
 *	canary=FILE	the same, as the canary
 *	wait=MS		so much time passed
 *	answer		something was answered
 *	half-close	FIN was sent
 *	reset		RST was sent
 *	python		as a script, not for a shell
 *	unix=PATH	over a Unix socket
 *	name=NAME	with SNI
 *	proxy=VERSION	behind a header of the PROXY protocol
 */
#include <stdlib.h>
#include <string.h>

#include "case/source.h"
#include "report/reproducer.h"

struct scene {
	struct run run;
	struct trace *trace;
	uint64_t us;
	bool python;
};

static bool
send_file(struct trace *t, const char *path, bool is_canary, uint64_t us)
{
	struct diagnostics d = {0};
	struct octets text = {0};
	bool ok = source_read(path, OCTETS_MAX, &text, &d);

	if (ok && is_canary)
		ok = trace_canary(t, text.at, text.len, us);
	else if (ok)
		ok = trace_sent(t, text.at, text.len, true, us);
	octets_free(&text);
	diagnostics_free(&d);
	return ok;
}

/* What stands behind "KEY=", or NULL. */
static const char *
value_of(const char *word, const char *key)
{
	size_t len = strlen(key);

	return strncmp(word, key, len) == 0 && word[len] == '=' ? word + len + 1
								: NULL;
}

static bool
set_value(struct scene *s, const char *word)
{
	struct run_connection *c = &s->run.connection;
	const char *value;

	if ((value = value_of(word, "send")) != NULL)
		return send_file(s->trace, value, false, s->us);
	if ((value = value_of(word, "canary")) != NULL)
		return send_file(s->trace, value, true, s->us);
	if ((value = value_of(word, "wait")) != NULL)
		s->us += strtoul(value, NULL, 10) * 1000;
	else if ((value = value_of(word, "unix")) != NULL)
		c->unix_socket = value;
	else if ((value = value_of(word, "name")) != NULL)
		c->server_name = value;
	else if ((value = value_of(word, "proxy")) != NULL)
		c->proxy_protocol = (unsigned)strtoul(value, NULL, 10);
	return value != NULL;
}

static bool
act(struct scene *s, const char *word)
{
	if (strchr(word, '=') != NULL)
		return set_value(s, word);
	if (strcmp(word, "answer") == 0)
		return trace_received(s->trace,
			"HTTP/1.1 204 No Content\r\n\r\n", 27, s->us);
	if (strcmp(word, "half-close") == 0)
		s->trace->half_closed = true;
	else if (strcmp(word, "reset") == 0)
		s->trace->end = TRACE_ALIVE;
	else if (strcmp(word, "python") == 0)
		s->python = true;
	else
		return false;
	return true;
}

static bool
print(const struct scene *s)
{
	const struct test_case c = {.id = "server/a/b", .title = "A title"};
	const struct result result = {
		.test_case = &c,
		.id = (char *)(uintptr_t)c.id,
		.trace = s->trace,
	};
	struct octets text = {0};
	bool ok;

	if (s->python)
		report_reproducer_python(&s->run, &result, &text);
	else
		report_reproducer_shell(&s->run, &result, &text);
	ok = fwrite(text.at, 1, text.len, stdout) == text.len;
	octets_free(&text);
	return ok;
}

int
main(int argc, char **argv)
{
	struct scene s = {.trace = trace_new()};
	bool ok = s.trace != NULL && argc > 3;

	if (ok)
		s.run = (struct run){
			.url = argv[1],
			.host = argv[2],
			.port = argv[3],
			.connection.tls = strncmp(argv[1], "https:", 6) == 0,
			.quiet_ms = 100,
		};
	for (int i = 4; ok && i < argc; i++)
		ok = act(&s, argv[i]);
	ok = ok && print(&s);
	trace_free(s.trace);
	return ok ? 0 : 2;
}
