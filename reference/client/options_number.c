#include "client/options_number.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

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

/* 1*DIGIT of at most `most`. */
static bool
read_number(uint64_t *number, const char *text, uint64_t least, uint64_t most)
{
	uint64_t n = 0;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		uint64_t digit = (uint64_t)(*text - '0');

		if (*text < '0' || *text > '9' || digit > most ||
			n > (most - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*number = n;
	return n >= least && n <= most;
}

bool
options_number_set(struct client_settings *settings, const char *name,
	const char *value)
{
	const struct row *row = find(name);
	uint64_t number;

	assert(row);
	if (!read_number(&number, value, row->least, row->most)) {
		fprintf(stderr,
			"h1c: %s: not a number from %llu to %llu: '%s'\n",
			row->name, (unsigned long long)row->least,
			(unsigned long long)row->most, value);
		return false;
	}
	memcpy((char *)settings + row->at, &number, sizeof(number));
	return true;
}
