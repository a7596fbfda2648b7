/* Conditions of permitted.def about the fields that the other reader found. */

#include "duel/permitted_if.h"

#include "duel/grammar.h"
#include "duel/octets.h"

static bool
is_field(const struct duel_field *field, const char *name)
{
	return !field->trailer && span_is(field->name, name);
}

/* How many the other reader found in the header section. */
static size_t
count(const struct duel *duel, const char *name)
{
	size_t n = 0, i;

	for (i = 0; i < duel->theirs.n_fields && i < DUEL_FIELDS; i++)
		n += is_field(&duel->theirs.fields[i], name);
	return n;
}

bool
if_no_host(const struct duel *duel)
{
	return count(duel, "host") == 0 && duel->theirs.answer.minor > 0;
}

bool
if_hosts(const struct duel *duel)
{
	return count(duel, "host") > 1;
}

static bool
holds(struct h1_span span, const uint8_t *place)
{
	return span.at && place >= span.at && place <= span.at + span.len;
}

/* The place that we refuse is in an authority that is invalid. */
bool
if_authority_invalid(const struct duel *duel)
{
	const struct duel_theirs *theirs = &duel->theirs;
	const uint8_t *place = duel->rest.at + duel->walk.error.off;
	struct h1_span in;
	size_t i;

	in = grammar_target_authority(theirs->method, theirs->target);
	if (holds(in, place))
		return !grammar_authority(in);
	for (i = 0; i < theirs->n_fields && i < DUEL_FIELDS; i++) {
		in = theirs->fields[i].value;
		if (is_field(&theirs->fields[i], "host") && holds(in, place))
			return !grammar_authority(span_trimmed(in));
	}
	return false;
}

bool
if_fields_101(const struct duel *duel)
{
	return duel->theirs.n_fields > 100;
}

bool
if_values_but_for_blanks(const struct duel *duel)
{
	const struct duel_theirs *theirs = &duel->theirs;
	const struct h1_fields *fields = &duel->walk.head.fields;
	struct h1_span ours;
	size_t i, n = fields->n;

	if (theirs->scattered || theirs->n_fields > DUEL_FIELDS ||
		theirs->n_fields != n + duel->trailers.n)
		return false;
	for (i = 0; i < theirs->n_fields; i++) {
		ours = i < n ? h1_field_value(fields, i)
			     : h1_field_value(&duel->trailers, i - n);
		if (!h1_span_equal(span_trimmed(theirs->fields[i].value), ours))
			return false;
	}
	return true;
}

/* ---- framing ---- */

/* Transfer codings that the other reader's fields name, and how many of them
 * are chunked. */
static size_t
codings(const struct duel *duel, size_t *n_chunked)
{
	size_t n = 0, i, len;

	*n_chunked = 0;
	for (i = 0; i < duel->theirs.n_fields && i < DUEL_FIELDS; i++) {
		struct h1_span in = duel->theirs.fields[i].value, one;

		if (!is_field(&duel->theirs.fields[i], "transfer-encoding"))
			continue;
		for (; in.len > 0; in = span_from(in, len + 1)) {
			len = span_find(in, ',');
			one = span_trimmed((struct h1_span){in.at, len});
			while (one.len > 0 && is_blank(one.at[0]))
				one = span_from(one, 1);
			n += one.len > 0;
			*n_chunked += span_is(one, "chunked");
		}
	}
	return n;
}

bool
if_te_in_1_0(const struct duel *duel)
{
	return duel->theirs.answer.minor == 0 &&
	       count(duel, "transfer-encoding") > 0;
}

bool
if_te_empty(const struct duel *duel)
{
	size_t n_chunked;

	return count(duel, "transfer-encoding") > 0 &&
	       codings(duel, &n_chunked) == 0;
}

bool
if_te_other(const struct duel *duel)
{
	size_t n_chunked;

	return codings(duel, &n_chunked) > n_chunked;
}

bool
if_te_upgrade(const struct duel *duel)
{
	return (if_te_other(duel) || if_te_empty(duel)) &&
	       duel->theirs.answer.upgrade;
}

bool
if_te_chunks(const struct duel *duel)
{
	size_t n_chunked;

	(void)codings(duel, &n_chunked);
	return n_chunked > 1;
}
