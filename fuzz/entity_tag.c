/*
 * An entity-tag is taken exactly if a slow reader finds one; two are compared
 * the same in both directions, strongly only if weakly too; and a list in a
 * condition matches exactly if one of its entity-tags does.
 */

#include "engine/entry.h"
#include "h1/cursor.h"
#include "http/precondition.h"
#include "http/validator.h"
#include "value/lines.h"

enum {
	STRONG,
	WEAK,
	NONE,
	EQUAL_STRONG,
	EQUAL_WEAK,
	IN_LIST,
	NOT_IN_LIST,
	STAR
};

static struct mark marks[] = {
	[STRONG] = {"a strong entity-tag is taken", 0},
	[WEAK] = {"a weak entity-tag is taken", 0},
	[NONE] = {"what is no entity-tag is left", 0},
	[EQUAL_STRONG] = {"two are equal strongly", 0},
	[EQUAL_WEAK] = {"two are equal weakly alone", 0},
	[IN_LIST] = {"one is in the list", 0},
	[NOT_IN_LIST] = {"one is not in the list", 0},
	[STAR] = {"the list is a star", 0},
};

/* Octets of the entity-tag that `in` begins with, 0 if there is none. */
static size_t
slow_len(struct h1_span in)
{
	size_t i = in.len >= 2 && in.at[0] == 'W' && in.at[1] == '/' ? 2 : 0;

	if (i >= in.len || in.at[i++] != '"')
		return 0;
	for (; i < in.len && in.at[i] != '"'; i++)
		if (in.at[i] < 0x21 || in.at[i] == 0x7F)
			return 0;
	return i < in.len ? i + 1 : 0;
}

static bool
check_tag(struct http_entity_tag *tag, struct h1_span in)
{
	struct h1_cur cur = h1_cur_over(in);
	size_t len = slow_len(in);

	*tag = (struct http_entity_tag){.weak = false};
	if (!http_entity_tag_take(&cur, tag)) {
		CHECK(len == 0 && cur.at == in.at && !tag->opaque.at);
		REACH(NONE);
		return false;
	}
	CHECK(len > 0 && cur.at == in.at + len);
	CHECK(tag->weak == (in.at[0] == 'W'));
	CHECK(tag->opaque.len == len - (tag->weak ? 4 : 2));
	CHECK(span_within(tag->opaque, in) && !span_has(tag->opaque, '"'));
	REACH(tag->weak ? WEAK : STRONG);
	return true;
}

static void
check_pair(const struct http_entity_tag *a, const struct http_entity_tag *b)
{
	bool strong = http_entity_tag_equal_strong(a, b);
	bool weak = http_entity_tag_equal_weak(a, b);

	CHECK(http_entity_tag_equal_strong(b, a) == strong);
	CHECK(http_entity_tag_equal_weak(b, a) == weak);
	CHECK(!strong || (weak && !a->weak && !b->weak));
	CHECK(!a->opaque.at || http_entity_tag_equal_weak(a, a));
	CHECK(weak == (a->opaque.at && b->opaque.at &&
			      h1_span_equal(a->opaque, b->opaque)));
	CHECK(strong || !weak || a->weak || b->weak);
	if (strong)
		REACH(EQUAL_STRONG);
	else if (weak)
		REACH(EQUAL_WEAK);
}

/*
 * *( [ entity-tag ] OWS "," OWS ), step by step; what does not fit is the end,
 * and what is before it counts.
 */
static bool
slow_contains(struct h1_span list, const struct http_entity_tag *tag,
	bool strong)
{
	bool found = false, behind_tag = false;

	while (list.len > 0) {
		size_t n = 1, len = slow_len(list);
		bool weak = list.at[0] == 'W';

		if (list.at[0] == ',') {
			behind_tag = false;
		} else if (len > 0 && !behind_tag) {
			struct h1_span opaque = {
				list.at + (weak ? 3 : 1), len - (weak ? 4 : 2)};

			found |= h1_span_equal(opaque, tag->opaque) &&
				 !(strong && (weak || tag->weak));
			behind_tag = true;
			n = len;
		} else if (list.at[0] != ' ' && list.at[0] != '\t') {
			break;
		}
		list = (struct h1_span){list.at + n, list.len - n};
	}
	return found;
}

static void
check_list(struct seen *seen, struct h1_span list,
	const struct http_entity_tag *tag)
{
	struct http_representation current = {.exists = true, .tag = *tag};
	struct http_precondition if_match, if_none_match;
	bool star = h1_span_equal(list, H1_SPAN("*"));
	bool strong = star || slow_contains(list, tag, true);
	bool weak = star || slow_contains(list, tag, false);

	http_precondition_init(&if_match, &current, 0);
	http_precondition_field(&if_match, H1_SPAN("if-match"), list);
	CHECK(http_precondition_result(&if_match, HTTP_METHOD_GET) ==
		(strong ? HTTP_CONDITION_PROCEED : HTTP_CONDITION_FAILED));
	http_precondition_init(&if_none_match, &current, 0);
	http_precondition_field(&if_none_match, H1_SPAN("If-None-Match"), list);
	CHECK(http_precondition_result(&if_none_match, HTTP_METHOD_HEAD) ==
		(weak ? HTTP_CONDITION_NOT_MODIFIED : HTTP_CONDITION_PROCEED));
	CHECK(http_precondition_result(&if_none_match, HTTP_METHOD_PUT) ==
		(weak ? HTTP_CONDITION_FAILED : HTTP_CONDITION_PROCEED));
	REACH(star ? STAR : weak ? IN_LIST : NOT_IN_LIST);
	seen_number(seen, strong);
	seen_number(seen, weak);
}

/* The first line is a list, each line behind it is looked for in it. */
static void
run(struct h1_span input, struct seen *seen)
{
	struct h1_span list = line_take(&input);
	struct http_entity_tag first, tag;

	if (list.len + input.len > VALUE_MAX)
		return;
	check_tag(&first, list);
	while (input.len > 0) {
		bool there = check_tag(&tag, line_take(&input));

		check_pair(&first, &tag);
		if (there)
			check_list(seen, list, &tag);
		seen_octets(seen, tag.opaque);
	}
}

const struct entry entry = {run, marks, N(marks)};
