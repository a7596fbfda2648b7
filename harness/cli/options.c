#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "cli/commands.h"

struct taker {
	int argc;
	char **argv;
	const struct option *options;
	size_t n;
	int next; /* to be read */
	int kept; /* arguments that are no options */
};

static int
refuse(const struct taker *t, const char *text, const char *option)
{
	(void)fprintf(stderr, "assay %s: %s: %s; `assay help %s` tells more\n",
		t->argv[0], option, text, t->argv[0]);
	return STATUS_USAGE;
}

/* Without "..." */
static size_t
name_length(const struct option *o)
{
	return strcspn(o->name, ".");
}

static const struct option *
find_option(const struct taker *t, const char *name, size_t len)
{
	for (size_t i = 0; i < t->n; i++)
		if (name_length(&t->options[i]) == len &&
			memcmp(t->options[i].name, name, len) == 0)
			return &t->options[i];
	return NULL;
}

/* Where its next value goes; NULL: it has been given too often. */
static const char **
place_of(const struct option *o)
{
	size_t i = 0;

	if (o->name[name_length(o)] == '\0')
		return o->value;
	while (i < OPTION_TIMES_MAX && o->value[i] != NULL)
		i++;
	return i < OPTION_TIMES_MAX ? &o->value[i] : NULL;
}

/* STATUS_OK, or why the option is refused. */
static int
take_option(struct taker *t, const char *text)
{
	const char *value = strchr(text, '=');
	size_t len = value != NULL ? (size_t)(value - text) : strlen(text);
	const struct option *o = find_option(t, text + 2, len - 2);
	const char **place;

	if (o == NULL)
		return refuse(t, "no such option", text);
	if (o->flag != NULL) {
		if (value != NULL)
			return refuse(t, "takes no value", text);
		*o->flag = true;
		return STATUS_OK;
	}
	place = place_of(o);
	if (place == NULL)
		return refuse(t, "given too often", text);
	if (value != NULL)
		*place = value + 1;
	else if (t->next < t->argc)
		*place = t->argv[t->next++];
	else
		return refuse(t, "a value is missing", text);
	return STATUS_OK;
}

static int
take_all(struct taker *t, int *status)
{
	bool options_end = false;

	while (t->next < t->argc) {
		char *text = t->argv[t->next++];

		if (options_end || text[0] != '-' || text[1] == '\0') {
			t->argv[t->kept++] = text;
		} else if (strcmp(text, "--") == 0) {
			options_end = true;
		} else if (strcmp(text, "--help") == 0) {
			command_print(command_find(t->argv[0]), stdout);
			*status = STATUS_OK;
			return -1;
		} else if (text[1] != '-') {
			*status = refuse(t, "no such option", text);
			return -1;
		} else if ((*status = take_option(t, text)) != STATUS_OK) {
			return -1;
		}
	}
	return t->kept;
}

int
options_take(int argc, char **argv, const struct option *options, size_t n,
	int *status)
{
	struct taker t = {
		.argc = argc,
		.argv = argv,
		.options = options,
		.n = n,
		.next = 1,
		.kept = 1,
	};

	*status = STATUS_OK;
	return take_all(&t, status);
}

bool
options_number(const char *text, size_t len, uint32_t min, uint32_t max,
	uint32_t *n)
{
	uint64_t value = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9' || value > max)
			return false;
		value = value * 10 + (uint64_t)(text[i] - '0');
	}
	*n = (uint32_t)value;
	return len > 0 && value >= min && value <= max;
}

bool
options_thousandths(const char *text, size_t len, uint64_t max, uint64_t *out)
{
	uint64_t value = 0;
	unsigned decimals = 0;
	bool point = false;

	for (const char *end = text + len; text < end; text++) {
		if (*text == '.' && !point) {
			point = true;
			continue;
		}
		if (*text < '0' || *text > '9' || decimals == 3 || value > max)
			return false;
		value = value * 10 + (unsigned)(*text - '0');
		decimals += point;
	}
	for (; decimals < 3; decimals++)
		value *= 10;
	*out = value;
	return value >= 1 && value <= max;
}
