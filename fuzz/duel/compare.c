#include "duel/compare.h"

static unsigned
differ(bool same, enum duel_difference where)
{
	return same ? 0 : (unsigned)where;
}

static unsigned
compare_field(const struct duel_field *theirs, const struct h1_fields *ours,
	size_t i)
{
	return differ(h1_span_equal(theirs->name, h1_field_name(ours, i)),
		       DUEL_NAME) |
	       differ(h1_span_equal(theirs->value, h1_field_value(ours, i)),
		       DUEL_VALUE);
}

static unsigned
compare_fields(const struct duel *duel)
{
	const struct h1_fields *fields = &duel->walk.head.fields;
	const struct duel_theirs *theirs = &duel->theirs;
	unsigned found = 0;
	size_t i, n = fields->n;

	if (theirs->n_fields != n + duel->trailers.n ||
		theirs->n_fields > DUEL_FIELDS)
		return DUEL_FIELD_COUNT;
	for (i = 0; i < theirs->n_fields; i++) {
		const struct duel_field *field = &theirs->fields[i];

		found |= differ(field->trailer == (i >= n), DUEL_FIELD_COUNT);
		found |= i < n ? compare_field(field, fields, i)
			       : compare_field(field, &duel->trailers, i - n);
	}
	return found;
}

static unsigned
compare_start_line(const struct duel *duel)
{
	const struct h1_head *head = &duel->walk.head;
	const struct duel_theirs *theirs = &duel->theirs;
	unsigned found = differ(theirs->answer.major == 1 &&
					theirs->answer.minor == head->minor,
		DUEL_VERSION);

	if (head->kind == H1_REQUEST)
		return found |
		       differ(h1_span_equal(theirs->method,
				      h1_head_method(head)),
			       DUEL_METHOD) |
		       differ(h1_span_equal(theirs->target,
				      h1_head_target(head)),
			       DUEL_TARGET);
	return found |
	       differ(theirs->answer.status == head->status, DUEL_STATUS) |
	       differ(h1_span_equal(theirs->reason, h1_head_reason(head)),
		       DUEL_REASON);
}

unsigned
duel_compare(const struct duel *duel, size_t len)
{
	const struct duel_theirs *theirs = &duel->theirs;

	return compare_start_line(duel) | compare_fields(duel) |
	       differ(!theirs->scattered, DUEL_VALUE) |
	       differ(theirs->n_content == duel->n_content &&
			       seen_equal(&theirs->content, &duel->content),
		       DUEL_CONTENT) |
	       differ(theirs->answer.consumed == len, DUEL_END) |
	       differ(theirs->answer.persists == duel->walk.head.persist,
		       DUEL_PERSIST);
}
