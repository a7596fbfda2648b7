#include "baseline/pattern.h"

#include <stdio.h>
#include <string.h>

#define ID_MAX 512

/* Where a * was found, the rest is tried ever further behind it: only the last
 * one can have to give more. */
bool
pattern_matches(const char *pattern, const char *text)
{
	const char *star = NULL;
	const char *behind = text;

	while (*text != '\0') {
		if (*pattern == '*') {
			star = ++pattern;
			behind = text;
		} else if (*pattern != '\0' &&
			   (*pattern == '?' || *pattern == *text)) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star;
			text = ++behind;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

/* Most patterns are of another area or case, which is seen at once. */
static bool
begins_alike(const char *pattern, const char *id)
{
	size_t len = strcspn(pattern, "*?");

	for (size_t i = 0; i < len && id[i] != '\0'; i++)
		if (pattern[i] != id[i])
			return false;
	return true;
}

bool
pattern_claims(const char *pattern, const struct test_case *c,
	const struct variant *variant)
{
	char id[ID_MAX];

	if (!begins_alike(pattern, c->id))
		return false;
	if (pattern_matches(pattern, c->id))
		return true;
	if (variant == NULL)
		return false;
	(void)snprintf(id, sizeof(id), "%s[%s]", c->id, variant->name);
	return pattern_matches(pattern, id);
}

size_t
pattern_plays(const struct test_case *c)
{
	return c->n_variants == 0 ? 1 : c->n_variants;
}

const struct variant *
pattern_variant(const struct test_case *c, size_t k)
{
	return c->n_variants == 0 ? NULL : &c->variants[k];
}
