/*
 * llhttp in strict mode. Its callbacks write straight into the answer.
 * Compiled twice, without and with SSE4.2; PEER, PEER_ID and PEER_NAME tell
 * the copies apart.
 */

#include "bench.h"

#include <llhttp.h>

static llhttp_t parser;
static llhttp_settings_t settings;

static struct bench_answer *answer;
static const char *base;
static bool in_name; /* the last callback was for a field name */
static bool complete;

static void
extend(struct bench_part *part, const char *at, size_t len)
{
	if (part->len == 0)
		part->off = (uint32_t)(at - base);
	part->len += (uint32_t)len;
}

static int
on_method(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	extend(&answer->method, at, len);
	return 0;
}

static int
on_url(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	extend(&answer->target, at, len);
	return 0;
}

static int
on_field(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	if (!in_name) {
		if (answer->n_fields == BENCH_FIELDS_MAX)
			return -1;
		answer->fields[answer->n_fields++] = (struct bench_field){0};
		in_name = true;
	}
	extend(&answer->fields[answer->n_fields - 1].name, at, len);
	return 0;
}

static int
on_value(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	in_name = false;
	extend(&answer->fields[answer->n_fields - 1].value, at, len);
	return 0;
}

static int
on_body(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	(void)at;
	answer->content += len;
	return 0;
}

static int
on_complete(llhttp_t *p)
{
	(void)p;
	complete = true;
	return 0;
}

static bool
available(void)
{
#ifdef __SSE4_2__
	return __builtin_cpu_supports("sse4.2");
#else
	return true;
#endif
}

static void
start(const struct bench_workload *workload)
{
	llhttp_settings_init(&settings);
	settings.on_method = on_method;
	settings.on_url = on_url;
	settings.on_header_field = on_field;
	settings.on_header_value = on_value;
	settings.on_body = on_body;
	settings.on_message_complete = on_complete;
	llhttp_init(&parser,
		workload->kind == BENCH_REQUEST ? HTTP_REQUEST : HTTP_RESPONSE,
		&settings);
}

static void
begin(struct bench_answer *out, const struct bench_input *input)
{
	answer = out;
	base = (const char *)input->octets;
	in_name = false;
	complete = false;
	answer->method.len = 0;
	answer->target.len = 0;
	answer->n_fields = 0;
	answer->content = 0;
}

static bool
read_message(struct bench_answer *out, const struct bench_input *input,
	const struct bench_workload *workload)
{
	size_t done = 0;

	begin(out, input);
	while (done < input->len) {
		size_t left = input->len - done;
		size_t n = left < workload->piece ? left : workload->piece;

		if (llhttp_execute(&parser, base + done, n) != HPE_OK)
			return false;
		done += n;
	}
	answer->status = parser.status_code;
	answer->minor = parser.http_minor;
	answer->consumed = done;
	return complete;
}

const struct bench_peer PEER = {
	.id = PEER_ID,
	.name = PEER_NAME,
	.role = BENCH_PEER,
	.available = available,
	.start = start,
	.read = read_message,
};
