#include "coverage/faults.h"

#include <stdio.h>
#include <string.h>

#define ID_MAX 512

const struct fault_row *
faults_rows(size_t *n)
{
	*n = 0;
	return NULL;
}

bool
fault_glob(const char **at, char glob[FAULT_GLOB_MAX])
{
	const char *from = *at + strspn(*at, " ");
	size_t len = strcspn(from, " ");

	*at = from + len;
	if (len == 0 || len >= FAULT_GLOB_MAX)
		return false;
	memcpy(glob, from, len);
	glob[len] = '\0';
	return true;
}

static bool
matches_variant(const char *glob, const struct test_case *t,
	const struct variant *v, fault_matches *matches)
{
	char id[ID_MAX];

	(void)snprintf(id, sizeof(id), "%s[%s]", t->id, v->name);
	return matches(glob, id);
}

bool
fault_glob_is(const char *glob, const struct test_case *t,
	fault_matches *matches)
{
	if (matches(glob, t->id))
		return true;
	for (size_t i = 0; i < t->n_variants; i++)
		if (matches_variant(glob, t, &t->variants[i], matches))
			return true;
	return false;
}

bool
fault_names(const struct fault_row *fault, const struct test_case *t,
	fault_matches *matches)
{
	const char *at = fault->cases;
	char glob[FAULT_GLOB_MAX];

	while (fault_glob(&at, glob))
		if (fault_glob_is(glob, t, matches))
			return true;
	return false;
}
