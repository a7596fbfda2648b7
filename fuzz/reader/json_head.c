#include "reader/json_head.h"

#include <stdlib.h>

#include "engine/entry.h"

void
says_fields(struct says_met *met, const json_t *array,
	const struct h1_fields *fields)
{
	CHECK(json_array_size(array) == fields->n);
	for (size_t i = 0; i < fields->n; i++) {
		const json_t *field = json_array_get(array, i);
		struct h1_span value = h1_field_value(fields, i);
		uint8_t *copy = malloc(value.len + 1);

		CHECK(copy != NULL);
		h1_field_copy(copy, value);
		says_string(met, json_array_get(field, 0),
			h1_field_name(fields, i));
		says_string(met, json_array_get(field, 1),
			(struct h1_span){copy, value.len});
		free(copy);
	}
}

/* What a request-target looks like is its form. */
static const char *
form(struct h1_span method, struct h1_span target)
{
	if (h1_span_equal(method, H1_SPAN("CONNECT")))
		return "authority";
	if (h1_span_equal(target, H1_SPAN("*")))
		return "asterisk";
	return target.at[0] == '/' ? "origin" : "absolute";
}

static const char *
expectation(enum h1_expect expect)
{
	switch (expect) {
	case H1_EXPECT_NONE:
		break;
	case H1_EXPECT_CONTINUE:
		return "100-continue";
	case H1_EXPECT_UNKNOWN:
		return "unknown";
	}
	return NULL;
}

static void
check_request(struct says_met *met, const json_t *m, const struct h1_head *head)
{
	says_text(json_object_get(m, "kind"), "request");
	says_text(json_object_get(m, "form"),
		form(h1_head_method(head), h1_head_target(head)));
	says_text(json_object_get(m, "expect"), expectation(head->expect));
	says_string(met, json_object_get(m, "scheme"), h1_head_scheme(head));
	says_string(met, json_object_get(m, "method"), h1_head_method(head));
	says_string(met, json_object_get(m, "target"), h1_head_target(head));
	says_string(met, json_object_get(m, "authority"),
		h1_head_authority(head));
	says_string(met, json_object_get(m, "path"), h1_head_path(head));
	says_string(met, json_object_get(m, "query"), h1_head_query(head));
	says_string(met, json_object_get(m, "host"), h1_head_host(head));
}

static void
check_response(struct says_met *met, const json_t *m,
	const struct h1_head *head)
{
	says_text(json_object_get(m, "kind"), "response");
	says_number(met, json_object_get(m, "status"), head->status);
	says_string(met, json_object_get(m, "reason"), h1_head_reason(head));
}

static void
check_framing(struct says_met *met, const json_t *m,
	const struct h1_framing *framing)
{
	const json_t *length = json_object_get(m, "length");

	says_text(json_object_get(m, "framing"),
		h1_framing_name(framing->kind));
	CHECK(json_is_true(json_object_get(m, "coded")) == framing->coded);
	if (framing->kind == H1_FRAMING_LENGTH)
		says_number(met, length, framing->length);
	else
		CHECK(length == NULL);
}

void
says_head(struct says_met *met, const json_t *m, const struct h1_head *head)
{
	const char version[] = {'1', '.', (char)('0' + head->minor), '\0'};
	const json_t *persist = json_object_get(m, "persist");

	says_text(json_object_get(m, "version"), version);
	says_fields(met, json_object_get(m, "fields"), &head->fields);
	check_framing(met, m, &head->framing);
	CHECK(json_is_boolean(persist));
	CHECK(json_is_true(persist) == head->persist);
	if (head->kind == H1_REQUEST)
		check_request(met, m, head);
	else
		check_response(met, m, head);
}
