#include "client/options_number.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "support/decimal.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static const struct row {
	const char *name;
	size_t at; /* of the number in struct client_settings */
	uint64_t least, most;
} rows[] = {
#define SETTING(name, option, standard, least, most, text) \
	{option, offsetof(struct client_settings, name), least, most},
#include "client/settings.def"
#undef SETTING
};

static const struct row *
find(const char *name)
{
	for (size_t i = 0; i < N(rows); i++)
		if (strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

bool
options_number_is(const char *name)
{
	return find(name) != NULL;
}

bool
options_number_set(struct client_settings *settings, const char *name,
	const char *value)
{
	const struct row *row = find(name);
	uint64_t number;

	assert(row);
	if (!decimal_read(&number, value, row->least, row->most)) {
		fprintf(stderr,
			"h1c: %s: not a number from %llu to %llu: '%s'\n",
			row->name, (unsigned long long)row->least,
			(unsigned long long)row->most, value);
		return false;
	}
	memcpy((char *)settings + row->at, &number, sizeof(number));
	return true;
}
