#include "client/transfer.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "client/exchange.h"
#include "client/transfer_state.h"

void
transfer_fail(struct transfer *t, enum client_failure failure,
	const char *format, ...)
{
	va_list arguments;

	if (t->failure != CLIENT_DONE)
		return;
	t->failure = failure;
	va_start(arguments, format);
	vsnprintf(t->why, sizeof(t->why), format, arguments);
	va_end(arguments);
}

void
transfer_fail_file(struct transfer *t, const char *name)
{
	if (errno == EINTR)
		transfer_fail(t, CLIENT_INTERRUPTED, "by a signal");
	else
		transfer_fail(t, CLIENT_FILE, "%s: %s",
			name ? name : "standard output", strerror(errno));
}

static bool
open_source(struct transfer *t)
{
	const struct options *options = t->options;
	struct runtime *runtime = &t->program->runtime;

	if (options->upload)
		t->source = source_file(runtime, options->upload);
	else if (options->data)
		t->source = source_text(runtime, options_span(options->data));
	else
		return true;
	if (!t->source)
		transfer_fail_file(t,
			options->upload ? options->upload : "--data");
	return t->source != NULL;
}

static bool
prepare(struct transfer *t, const char *url)
{
	const struct options *options = t->options;
	enum client_url_result result =
		client_url_read(&t->url, options_span(url));
	const char *path = options->output;

	if (result != CLIENT_URL_OK) {
		transfer_fail(t, CLIENT_USAGE, "%s", client_url_text(result));
		return false;
	}
	if (options->by_name) {
		client_file_name(t->name, &t->url);
		path = t->name;
	} else if (path && strcmp(path, "-") == 0) {
		path = NULL;
	}
	if (!output_init(&t->output, path)) {
		transfer_fail(t, CLIENT_FILE, "%s: too long", path);
		return false;
	}
	return open_source(t);
}

static void
drop_source(struct transfer *t)
{
	source_close(t->source);
	t->source = NULL;
}

/* Where the answer leads to. */
static void
hop(struct transfer *t)
{
	t->url = t->hop.url;
	t->n_hops++;
	if (t->hop.other_origin) {
		t->other_origin = true;
		t->no_expect = false;
		t->old_server = false;
	}
	wire_note(&t->program->wire, "on to %.*s", (int)t->url.len,
		(const char *)t->url.text);
	if (!t->hop.to_get)
		return;
	t->method = H1_SPAN("GET");
	drop_source(t);
}

/* Chunks are for servers of HTTP/1.1 (RFC 9112, section 6.1). That the first
 * one is such is what the user says who sends content of unknown length. */
static bool
needs_chunks(const struct transfer *t)
{
	uint64_t length;

	return t->options->chunked || !source_length(t->source, &length);
}

/* Gets ready for what comes next; false at the end. */
static bool
go_on(struct transfer *t)
{
	if (t->failure != CLIENT_DONE || t->next == NEXT_END)
		return false;
	if (t->next == NEXT_HOP)
		hop(t);
	if (t->source && !source_rewind(t->source))
		transfer_fail(t, CLIENT_RESEND,
			"it came from standard input, and is gone");
	if (t->source && t->old_server && needs_chunks(t))
		transfer_fail(t, CLIENT_UNSENT,
			"it speaks HTTP/1.0, and the length is not told");
	return t->failure == CLIENT_DONE;
}

static void
follow(struct transfer *t)
{
	do {
		t->ranged = false;
		if (t->options->resume && !t->whole_only) {
			resume_look(&t->resume, &t->output, &t->url);
			t->ranged = t->resume.have > 0;
		}
		exchange(t);
	} while (go_on(t));
}

static bool
is_malformed(enum client_failure failure)
{
	return client_failure_status(failure) ==
	       client_failure_status(CLIENT_MALFORMED);
}

/* What is left of an answer that is not whole. */
static void
clean_up(struct transfer *t)
{
	bool part = t->output.open && t->output.part[0] && t->output.len > 0;

	progress_end(&t->progress, runtime_now(&t->program->runtime));
	/* what stands in a malformed answer is no beginning of anything */
	if (t->output.open && (!part || is_malformed(t->failure)))
		resume_forget(&t->output);
	output_drop(&t->output);
	client_decode_free(t->decode);
	drop_source(t);
	if (part && !t->options->silent)
		fprintf(stderr, "h1c: %s keeps %llu octets\n", t->output.part,
			(unsigned long long)t->output.len);
}

static void
report(const struct transfer *t, const char *url)
{
	const char *clause = client_failure_clause(t->failure);
	uint8_t why[WHY_MAX * CLIENT_HARMLESS_GROWTH];
	size_t len = client_harmless_line(why, options_span(t->why));

	if (t->failure == CLIENT_DONE || t->options->silent)
		return;
	fprintf(stderr, "h1c: %s: %s", url, client_failure_text(t->failure));
	if (len > 0)
		fprintf(stderr, ": %.*s", (int)len, (const char *)why);
	if (clause[0])
		fprintf(stderr, " (RFC %.4s section %s)", clause, clause + 5);
	fputc('\n', stderr);
}

static uint64_t
until(struct program *program)
{
	uint64_t whole = program->options.settings.whole_ms;

	return whole > 0 ? runtime_now(&program->runtime) + whole : UINT64_MAX;
}

enum client_failure
transfer_run(struct program *program, const char *url, bool last)
{
	struct transfer t = {
		.program = program,
		.options = &program->options,
		.last = last,
		.until_ms = until(program),
		.method = options_method(&program->options),
	};

	if (prepare(&t, url)) {
		t.progress.shown =
			!program->options.silent && !program->options.verbose &&
			!t.output.terminal && isatty(STDERR_FILENO) == 1;
		follow(&t);
	}
	clean_up(&t);
	report(&t, url);
	return t.failure;
}
