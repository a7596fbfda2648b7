#include "client/validator.h"

#include "http/date.h"
#include "http/validator.h"

#define ABSENT ((struct h1_span){NULL, 0})

/* The one field line of that name; absent if there is none, or more. */
static struct h1_span
single(const struct h1_fields *fields, struct h1_span name)
{
	size_t i = h1_field_find(fields, name, 0);

	if (i == fields->n || h1_field_find(fields, name, i + 1) < fields->n)
		return ABSENT;
	return h1_field_value(fields, i);
}

static bool
strong_tag(struct h1_span value)
{
	struct h1_cur cur = h1_cur_over(value);
	struct http_entity_tag tag;

	return value.at && http_entity_tag_take(&cur, &tag) &&
	       h1_cur_at_end(&cur) && !tag.weak;
}

static bool
strong_date(struct h1_span modified, struct h1_span date, int64_t now)
{
	int64_t changed, sent;

	return modified.at && date.at &&
	       http_date_read(&changed, modified, now) &&
	       http_date_read(&sent, date, now) && changed < sent;
}

struct h1_span
client_validator_find(const struct h1_fields *fields, int64_t now)
{
	struct h1_span tag = single(fields, H1_SPAN("etag"));
	struct h1_span modified = single(fields, H1_SPAN("last-modified"));

	if (strong_tag(tag))
		return tag;
	if (h1_field_find(fields, H1_SPAN("etag"), 0) < fields->n)
		return ABSENT;
	if (modified.len == HTTP_DATE_LEN &&
		strong_date(modified, single(fields, H1_SPAN("date")), now))
		return modified;
	return ABSENT;
}

bool
client_validator_same(const struct h1_fields *fields, struct h1_span validator)
{
	struct h1_span modified = single(fields, H1_SPAN("last-modified"));

	if (strong_tag(validator))
		return h1_span_equal(single(fields, H1_SPAN("etag")),
			validator);
	return !modified.at || h1_span_equal(modified, validator);
}

bool
client_validator_usable(struct h1_span value)
{
	int64_t seconds;

	return strong_tag(value) || (value.len == HTTP_DATE_LEN &&
					    http_date_read(&seconds, value, 0));
}
