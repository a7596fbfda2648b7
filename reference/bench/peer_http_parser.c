/*
 * http-parser as packaged (loose). Its callbacks write straight into the
 * answer; of the method it gives a number only, whose length is looked up.
 */

#include "bench.h"

#include <http_parser.h>
#include <string.h>

static http_parser parser;
static http_parser_settings settings;
static uint32_t method_len[64];

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
on_url(http_parser *p, const char *at, size_t len)
{
	(void)p;
	extend(&answer->target, at, len);
	return 0;
}

static int
on_field(http_parser *p, const char *at, size_t len)
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
on_value(http_parser *p, const char *at, size_t len)
{
	(void)p;
	in_name = false;
	extend(&answer->fields[answer->n_fields - 1].value, at, len);
	return 0;
}

static int
on_body(http_parser *p, const char *at, size_t len)
{
	(void)p;
	(void)at;
	answer->content += len;
	return 0;
}

static int
on_complete(http_parser *p)
{
	(void)p;
	complete = true;
	return 0;
}

static void
start(const struct bench_workload *workload)
{
#define METHOD(number, name, string) method_len[number] = sizeof(#string) - 1;
	HTTP_METHOD_MAP(METHOD)
#undef METHOD
	http_parser_set_max_header_size(workload->unlimited
						? UINT32_MAX
						: HTTP_MAX_HEADER_SIZE);
	http_parser_settings_init(&settings);
	settings.on_url = on_url;
	settings.on_header_field = on_field;
	settings.on_header_value = on_value;
	settings.on_body = on_body;
	settings.on_message_complete = on_complete;
	http_parser_init(&parser,
		workload->kind == BENCH_REQUEST ? HTTP_REQUEST : HTTP_RESPONSE);
}

static void
begin(struct bench_answer *out, const struct bench_input *input)
{
	answer = out;
	base = (const char *)input->octets;
	in_name = false;
	complete = false;
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

		if (http_parser_execute(&parser, &settings, base + done, n) !=
			n)
			return false;
		done += n;
	}
	answer->method = (struct bench_part){0, method_len[parser.method & 63]};
	answer->status = parser.status_code;
	answer->minor = parser.http_minor;
	answer->consumed = done;
	return complete;
}

const struct bench_peer peer_http_parser = {
	.id = "http-parser",
	.name = "http-parser",
	.role = BENCH_PEER,
	.start = start,
	.read = read_message,
};
