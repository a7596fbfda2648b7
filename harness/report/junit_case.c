#include "report/junit_case.h"

#include <inttypes.h>
#include <string.h>

#include "report/escape.h"
#include "report/prose.h"

void
junit_put_attribute(const struct junit *x, const char *name, const char *value)
{
	(void)fprintf(x->out, " %s=\"", name);
	escape_xml(x->out, value, strlen(value));
	(void)fputc('"', x->out);
}

void
junit_put_seconds(const struct junit *x, uint64_t us)
{
	(void)fprintf(x->out, " time=\"%" PRIu64 ".%06u\"", us / 1000000,
		(unsigned)(us % 1000000));
}

/* "server/chunked/size-hex" becomes the class "server.chunked" and the name
 * "size-hex", with "[variant]" behind it. */
static void
put_names(const struct junit *x, const char *prefix, const struct result *r)
{
	const char *id = r->test_case->id;
	const char *slash = strrchr(id, '/');
	size_t class_len = slash == NULL ? 0 : (size_t)(slash - id);

	(void)fprintf(x->out, " classname=\"%s", prefix);
	for (size_t i = 0; i < class_len; i++)
		escape_xml(x->out, id[i] == '/' ? "." : &id[i], 1);
	(void)fputc('"', x->out);
	junit_put_attribute(x, "name",
		slash == NULL ? r->id : r->id + class_len + 1);
}

static void
put_outcome(const struct junit *x, const char *element, const char *type,
	const char *message, const struct octets *text)
{
	(void)fprintf(x->out, "   <%s", element);
	junit_put_attribute(x, "type", type);
	junit_put_attribute(x, "message", message);
	(void)fputc('>', x->out);
	escape_xml(x->out, text->at, text->len);
	(void)fprintf(x->out, "</%s>\n", element);
}

static void
put_system_out(const struct junit *x, const char *type, const char *message,
	const struct octets *text)
{
	(void)fprintf(x->out, "   <system-out>%s: ", type);
	escape_xml(x->out, message, strlen(message));
	(void)fputc('\n', x->out);
	escape_xml(x->out, text->at, text->len);
	(void)fputs("</system-out>\n", x->out);
}

static void
put_ruling(const struct junit *x, enum ruling s, const char *type,
	const char *message, const struct octets *text)
{
	static const struct octets nothing;

	switch (s) {
	case RULING_GOOD:
		return;
	case RULING_BELOW:
		put_system_out(x, type, message, text);
		return;
	case RULING_STOPPED:
		put_outcome(x, "failure", type, message, text);
		return;
	case RULING_SKIPPED:
		put_outcome(x, "skipped", type, message, &nothing);
		return;
	case RULING_UNTOLD:
		put_outcome(x, "skipped", type, message, &nothing);
		put_system_out(x, type, message, text);
		return;
	case RULING_ERROR:
		put_outcome(x, "error", type, message, text);
		return;
	}
}

void
junit_put_result(const struct junit *x, const struct result *r)
{
	const enum ruling s = ruling_of(x->run, x->gate, r);
	struct octets reason = {0};
	struct octets text = {0};
	char type[40];

	(void)snprintf(type, sizeof(type), "%s/%s",
		level_name(r->test_case->level),
		verdict_name(r->judgement.verdict));
	if (s != RULING_GOOD && s != RULING_SKIPPED)
		report_text(x->run, r, &text);
	(void)fputs("  <testcase", x->out);
	put_names(x, "", r);
	junit_put_seconds(x,
		r->trace == NULL ? 0 : trace_duration_us(r->trace));
	(void)fputs(">\n", x->out);
	ruling_reason(r, &reason);
	put_ruling(x, s, type, prose_string(&reason), &text);
	(void)fputs("  </testcase>\n", x->out);
	octets_free(&reason);
	octets_free(&text);
}

void
junit_put_variance(const struct junit *x, const struct split_variance *v)
{
	struct octets text = {0};

	report_variance(x->run, v, &text);
	(void)fputs("  <testcase", x->out);
	put_names(x, "split.", v->result);
	junit_put_seconds(x, trace_duration_us(v->trace));
	(void)fputs(">\n", x->out);
	put_ruling(x, ruling_of_variance(x->run, x->gate, v), "split-variance",
		v->flaky ? "it does not come to something else every time"
			 : "cut into segments it comes to something else",
		&text);
	(void)fputs("  </testcase>\n", x->out);
	octets_free(&text);
}
