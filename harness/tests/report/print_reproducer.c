/*
 * Prints the reproducer of a play: print_reproducer URL HOST PORT WORD...
 *
 *	send=FILE	the octets of the file were sent
 *	canary=FILE	the same, as the canary
 *	wait=MS		so much time passed
 *	answer		something was answered
 *	half-close	FIN was sent
 */
#include <stdlib.h>
#include <string.h>

#include "case/source.h"
#include "report/shell.h"

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

static bool
act(struct trace *t, const char *word, uint64_t *us)
{
	if (strncmp(word, "send=", 5) == 0)
		return send_file(t, word + 5, false, *us);
	if (strncmp(word, "canary=", 7) == 0)
		return send_file(t, word + 7, true, *us);
	if (strncmp(word, "wait=", 5) == 0) {
		*us += strtoul(word + 5, NULL, 10) * 1000;
		return true;
	}
	if (strcmp(word, "answer") == 0)
		return trace_received(t, "HTTP/1.1 204 No Content\r\n\r\n", 27,
			*us);
	t->half_closed = strcmp(word, "half-close") == 0;
	return t->half_closed;
}

int
main(int argc, char **argv)
{
	struct trace *t = trace_new();
	struct octets text = {0};
	bool ok = t != NULL && argc > 3;
	uint64_t us = 0;

	for (int i = 4; ok && i < argc; i++)
		ok = act(t, argv[i], &us);
	if (ok) {
		const struct run r = {
			.url = argv[1],
			.host = argv[2],
			.port = argv[3],
			.quiet_ms = 100,
		};

		shell_reproducer(&r, t, &text);
		ok = fwrite(text.at, 1, text.len, stdout) == text.len;
	}
	octets_free(&text);
	trace_free(t);
	return ok ? 0 : 2;
}
