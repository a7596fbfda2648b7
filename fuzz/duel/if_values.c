/* Conditions of permitted.def about our field lines, with the white space behind
 * their values. */

#include "duel/permitted_if.h"

#include "duel/octets.h"

/* Whether the value of a field line called `name` in our header section, with
 * the white space behind it, is such a one. */
static bool
some_value(const struct duel *duel, const char *name,
	bool (*such)(struct h1_span value))
{
	const struct h1_fields *fields = &duel->walk.head.fields;
	const uint8_t *end = duel->rest.at + duel->rest.len;
	struct h1_span value;
	size_t i;

	for (i = 0; i < fields->n; i++) {
		value = h1_field_value(fields, i);
		value.len = (size_t)(end - value.at);
		value.len = span_find(value, '\r');
		if (span_is(h1_field_name(fields, i), name) && such(value))
			return true;
	}
	return false;
}

/* A field line whose name begins with `begin`, in lower case, and has at least
 * `more` octets behind it. */
static bool
some_name(const struct h1_fields *fields, const char *begin, size_t more)
{
	size_t i, len = span_text(begin).len;

	for (i = 0; i < fields->n; i++) {
		struct h1_span name = h1_field_name(fields, i);

		if (name.len < len + more)
			continue;
		name.len = len;
		if (span_is(name, begin))
			return true;
	}
	return false;
}

bool
if_trailer_framing(const struct duel *duel)
{
	return some_name(&duel->trailers, "content-length", 0) ||
	       some_name(&duel->trailers, "transfer-encoding", 0);
}

bool
if_trailer_connection(const struct duel *duel)
{
	return some_name(&duel->trailers, "connection", 0);
}

bool
if_te_prefix(const struct duel *duel)
{
	return some_name(&duel->walk.head.fields, "transfer-encoding", 1);
}

static bool
anything(struct h1_span value)
{
	(void)value;
	return true;
}

/* A response that has no content, whatever its fields say. */
bool
if_framing_unused(const struct duel *duel)
{
	unsigned status = duel->walk.head.status;

	return (status < 200 || status == 204 || status == 304 ||
		       duel->walk.options.answers == H1_ANSWERS_HEAD) &&
	       (some_value(duel, "content-length", anything) ||
		       some_value(duel, "transfer-encoding", anything));
}

static bool
has_tab(struct h1_span value)
{
	return span_find(value, '\t') < value.len;
}

static bool
has_empty_element(struct h1_span value)
{
	struct h1_span in = value;
	size_t len;

	do {
		len = span_find(in, ',');
		if (span_trimmed((struct h1_span){in.at, len}).len == 0)
			return true;
		in = span_from(in, len + 1);
	} while (in.len > 0);
	value = span_trimmed(value);
	return value.at[value.len - 1] == ',';
}

bool
if_length_before_tab(const struct duel *duel)
{
	return some_value(duel, "content-length", has_tab);
}

bool
if_te_before_tab(const struct duel *duel)
{
	return some_value(duel, "transfer-encoding", has_tab);
}

bool
if_te_empty_element(const struct duel *duel)
{
	return some_value(duel, "transfer-encoding", has_empty_element);
}

bool
if_te_hidden_upgrade(const struct duel *duel)
{
	return duel->theirs.answer.upgrade &&
	       (if_te_before_tab(duel) || if_te_empty_element(duel));
}

static bool
has_close(struct h1_span value)
{
	return span_count(value, "close") > 0;
}

static bool
has_keep_alive(struct h1_span value)
{
	return span_count(value, "keep-alive") > 0;
}

bool
if_keep_alive_and_close(const struct duel *duel)
{
	return duel->walk.head.minor == 0 &&
	       some_value(duel, "connection", has_close) &&
	       some_value(duel, "connection", has_keep_alive);
}

/* An element that is the beginning of an option, and less than all of it. */
static bool
has_prefix(struct h1_span value)
{
	static const char *const options[] = {"close", "keep-alive", "upgrade"};
	struct h1_span one, option;
	size_t i, len;

	for (; value.len > 0; value = span_from(value, len + 1)) {
		len = span_find(value, ',');
		one = span_trimmed((struct h1_span){value.at, len});
		while (one.len > 0 && is_blank(one.at[0]))
			one = span_from(one, 1);
		for (i = 0; one.len > 0 && i < N(options); i++) {
			option = span_text(options[i]);
			if (one.len >= option.len)
				continue;
			option.len = one.len;
			if (h1_span_equal_nocase(one, option))
				return true;
		}
	}
	return false;
}

bool
if_connection_prefix(const struct duel *duel)
{
	return some_value(duel, "connection", has_prefix);
}

/* An element behind a comma begins with an octet that no token has, and behind
 * it is an option that decides. */
static bool
has_octet(struct h1_span value)
{
	while (value.len > 0) {
		value = span_from(value, span_find(value, ',') + 1);
		while (value.len > 0 && is_blank(value.at[0]))
			value = span_from(value, 1);
		if (value.len > 0 && value.at[0] != ',' &&
			!is_tchar(value.at[0]))
			return has_close(value) || has_keep_alive(value);
	}
	return false;
}

bool
if_connection_octet(const struct duel *duel)
{
	return some_value(duel, "connection", has_octet);
}

bool
if_connection_tab(const struct duel *duel)
{
	return some_value(duel, "connection", has_tab);
}

static bool
has_quote(struct h1_span value)
{
	return span_find(value, '"') < value.len;
}

bool
if_connection_quote(const struct duel *duel)
{
	return some_value(duel, "connection", has_quote);
}

bool
if_connection_empty(const struct duel *duel)
{
	return some_value(duel, "connection", has_empty_element);
}

/* ---- connections ---- */

bool
if_after_last(const struct duel *duel)
{
	return !duel->persists;
}
