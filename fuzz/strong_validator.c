/*
 * What a client sends as If-Range is a strong validator of the answer: its
 * entity-tag, or without any its date, a second older than the answer; and the
 * same answer again is taken for one of the same representation.
 */

#include "client/validator.h"
#include "engine/entry.h"
#include "h1/cursor.h"
#include "http/date.h"
#include "http/validator.h"
#include "value/lines.h"

enum {
	TAG,
	DATE,
	WEAK,
	TWO_TAGS,
	SAME_SECOND,
	NONE
};

static struct mark marks[] = {
	[TAG] = {"an entity-tag is a strong validator", 0},
	[DATE] = {"a date is a strong validator", 0},
	[WEAK] = {"a weak entity-tag is none", 0},
	[TWO_TAGS] = {"two entity-tags are none", 0},
	[SAME_SECOND] = {"a date of the same second is none", 0},
	[NONE] = {"there is no validator", 0},
};

#define NOW INT64_C(1796000000)

static bool
is_strong_tag(struct h1_span value)
{
	struct h1_cur cur = h1_cur_over(value);
	struct http_entity_tag tag;

	if (!value.at || !http_entity_tag_take(&cur, &tag) ||
		!h1_cur_at_end(&cur))
		return false;
	if (tag.weak)
		REACH(WEAK);
	return !tag.weak;
}

/* The only one of that name, if it is a date. */
static bool
only_date(int64_t *seconds, struct h1_span *value, const struct lines *lines,
	struct h1_span name)
{
	*value = lines_value(lines, name);
	return lines_count(lines, name) == 1 &&
	       http_date_read(seconds, *value, NOW);
}

static struct h1_span
slow_find(const struct lines *lines)
{
	struct h1_span tag = lines_value(lines, H1_SPAN("ETag")), value, sent;
	size_t n_tags = lines_count(lines, H1_SPAN("ETag"));
	int64_t changed, now;

	if (n_tags > 1)
		REACH(TWO_TAGS);
	if (n_tags == 1 && is_strong_tag(tag))
		return tag;
	if (n_tags == 0 &&
		only_date(&changed, &value, lines, H1_SPAN("Last-Modified")) &&
		value.len == HTTP_DATE_LEN &&
		only_date(&now, &sent, lines, H1_SPAN("Date"))) {
		if (now > changed)
			return value;
		REACH(SAME_SECOND);
	}
	return (struct h1_span){NULL, 0};
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct h1_span found, slow;
	struct lines lines;

	if (input.len > VALUE_MAX)
		return;
	lines_read(&lines, input);
	found = client_validator_find(&lines.fields, NOW);
	slow = slow_find(&lines);
	CHECK(found.at == slow.at && found.len == slow.len);
	if (!found.at) {
		REACH(NONE);
		return;
	}
	CHECK(client_validator_usable(found));
	CHECK(client_validator_same(&lines.fields, found));
	/* without it, or with another one, nothing is put together */
	lines.fields.n = 0;
	CHECK(client_validator_same(&lines.fields, found) ==
		(found.at[0] != '"'));
	REACH(found.at[0] == '"' ? TAG : DATE);
	seen_octets(seen, found);
}

const struct entry entry = {run, marks, N(marks)};
