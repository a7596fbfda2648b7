#include "coverage/faults.h"

#include <stdio.h>
#include <string.h>

#define ID_MAX 512

#define ROW(name, requirement, cases, text) {name, requirement, cases, text},

static const struct fault_row rows[] = {
#define FAULT(id, name, requirement, cases, text) \
	ROW(name, requirement, cases, text)
#define UNENFORCED(code, name, requirement, cases, text) \
	ROW(name, requirement, cases, text)
#include "faults.def"
};

const struct fault_row *
faults_rows(size_t *n)
{
	*n = sizeof(rows) / sizeof(rows[0]);
	return rows;
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

/* What * took last is given back, one character at a time. */
static bool
matches(const char *glob, const char *id)
{
	const char *star = NULL;
	const char *taken = id;

	while (*id != '\0') {
		if (*glob == '*') {
			star = glob++;
			taken = id;
		} else if (*glob == *id) {
			glob++;
			id++;
		} else if (star != NULL) {
			glob = star + 1;
			id = ++taken;
		} else {
			return false;
		}
	}
	return glob[strspn(glob, "*")] == '\0';
}

static bool
matches_variant(const char *glob, const struct test_case *t,
	const struct variant *v)
{
	char id[ID_MAX];

	(void)snprintf(id, sizeof(id), "%s[%s]", t->id, v->name);
	return matches(glob, id);
}

bool
fault_glob_is(const char *glob, const struct test_case *t)
{
	if (matches(glob, t->id))
		return true;
	for (size_t i = 0; i < t->n_variants; i++)
		if (matches_variant(glob, t, &t->variants[i]))
			return true;
	return false;
}

bool
fault_names(const struct fault_row *fault, const struct test_case *t)
{
	const char *at = fault->cases;
	char glob[FAULT_GLOB_MAX];

	while (fault_glob(&at, glob))
		if (fault_glob_is(glob, t))
			return true;
	return false;
}
