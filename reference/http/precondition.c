#include "http/precondition.h"

#include <string.h>

#include "fault/fault.h"
#include "http/date.h"

void
http_precondition_init(struct http_precondition *p,
	const struct http_representation *representation, int64_t now)
{
	memset(p, 0, sizeof(*p));
	p->representation = representation;
	p->now = now;
}

typedef bool
equal_fn(const struct http_entity_tag *, const struct http_entity_tag *);

/*
 * Whether "*" / #entity-tag names the current representation. What is no
 * entity-tag ends the list: it cannot match, and what follows it cannot be
 * told from its inside.
 */
static bool
list_matches(const struct http_representation *representation,
	struct h1_span value, equal_fn *equal)
{
	struct h1_cur cur = h1_cur_over(value);
	struct http_entity_tag tag;
	bool match = false;

	if (h1_span_equal(value, H1_SPAN("*")) && !FAULTY(star_ignored))
		return representation->exists;
	for (;;) {
		h1_cur_ows(&cur);
		if (http_entity_tag_take(&cur, &tag)) {
			match |= equal(&tag, &representation->tag);
			h1_cur_ows(&cur);
		}
		if (!h1_cur_octet(&cur, ',') || FAULTY(first_tag_alone))
			break;
	}
	return match && representation->exists;
}

static void
add_tags(struct http_tag_condition *condition,
	const struct http_representation *representation, struct h1_span value,
	equal_fn *equal)
{
	condition->present = !FAULTY(tag_conditions_ignored);
	condition->match |= list_matches(representation, value, equal);
}

static void
add_date(struct http_date_condition *condition, struct h1_span value,
	int64_t now)
{
	condition->valid = http_date_read(&condition->seconds, value, now) &&
			   condition->n_lines == 0;
	condition->n_lines++;
}

static void
add_if_range(struct http_precondition *p, struct h1_span value)
{
	struct h1_cur cur = h1_cur_over(value);
	struct http_entity_tag tag;

	p->n_if_range++;
	if (http_entity_tag_take(&cur, &tag) && h1_cur_at_end(&cur))
		p->if_range_tag = tag;
	else
		add_date(&p->if_range_date, value, p->now);
}

void
http_precondition_field(struct http_precondition *p, struct h1_span name,
	struct h1_span value)
{
	if (h1_span_equal_nocase(name, H1_SPAN("If-Match")))
		add_tags(&p->if_match, p->representation, value,
			FAULTY(if_match_weak) ? http_entity_tag_equal_weak
					      : http_entity_tag_equal_strong);
	else if (h1_span_equal_nocase(name, H1_SPAN("If-None-Match")))
		add_tags(&p->if_none_match, p->representation, value,
			FAULTY(if_none_match_strong)
				? http_entity_tag_equal_strong
				: http_entity_tag_equal_weak);
	else if (h1_span_equal_nocase(name, H1_SPAN("If-Modified-Since")))
		add_date(&p->if_modified_since, value, p->now);
	else if (h1_span_equal_nocase(name, H1_SPAN("If-Unmodified-Since")))
		add_date(&p->if_unmodified_since, value, p->now);
	else if (h1_span_equal_nocase(name, H1_SPAN("If-Range")))
		add_if_range(p, value);
}

/* A date that is none, or a resource without a date, has no say: sections
 * 13.1.3 and 13.1.4. */
static bool
date_counts(const struct http_precondition *p,
	const struct http_date_condition *condition)
{
	return (condition->valid ||
		       (FAULTY(invalid_date_counts) && condition->n_lines)) &&
	       p->representation->exists && p->representation->dated;
}

static bool
modified_after(const struct http_precondition *p,
	const struct http_date_condition *condition)
{
	if (FAULTY(equal_date_is_modified))
		return p->representation->last_modified >= condition->seconds;
	return p->representation->last_modified > condition->seconds;
}

enum http_condition
http_precondition_result(const struct http_precondition *p,
	enum http_method method)
{
	bool reads = method == HTTP_METHOD_GET || method == HTTP_METHOD_HEAD ||
		     FAULTY(any_method_reads);

	if (FAULTY(modified_since_first) &&
		date_counts(p, &p->if_modified_since) &&
		!modified_after(p, &p->if_modified_since))
		return HTTP_CONDITION_NOT_MODIFIED;
	if (p->if_match.present && !FAULTY(unmodified_since_alone)) {
		if (!p->if_match.match)
			return HTTP_CONDITION_FAILED;
	} else if (date_counts(p, &p->if_unmodified_since) &&
		   modified_after(p, &p->if_unmodified_since)) {
		return HTTP_CONDITION_FAILED;
	}
	if (p->if_none_match.present) {
		if (p->if_none_match.match)
			return reads ? HTTP_CONDITION_NOT_MODIFIED
				     : HTTP_CONDITION_FAILED;
	} else if (reads && date_counts(p, &p->if_modified_since) &&
		   !modified_after(p, &p->if_modified_since)) {
		return HTTP_CONDITION_NOT_MODIFIED;
	}
	return HTTP_CONDITION_PROCEED;
}

/* A date is strong only if no second change can fall into the same second:
 * the second is over (RFC 9110, section 8.8.2.2). */
static bool
date_is_exact(const struct http_precondition *p)
{
	return date_counts(p, &p->if_range_date) &&
	       p->if_range_date.seconds == p->representation->last_modified &&
	       p->representation->last_modified < p->now;
}

bool
http_precondition_range(const struct http_precondition *p)
{
	if (p->n_if_range == 0 || FAULTY(if_range_ignored))
		return true;
	if (p->n_if_range > 1 || !p->representation->exists)
		return false;
	if (p->if_range_tag.opaque.at != NULL && FAULTY(if_range_weak))
		return http_entity_tag_equal_weak(&p->if_range_tag,
			&p->representation->tag);
	if (p->if_range_tag.opaque.at != NULL)
		return http_entity_tag_equal_strong(&p->if_range_tag,
			&p->representation->tag);
	return date_is_exact(p) || FAULTY(if_range_date_later);
}
