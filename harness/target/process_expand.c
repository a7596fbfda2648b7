#include <stdio.h>
#include <string.h>

#include "target/places.h"
#include "target/process.h"

static bool
placeholder(const struct target_process *p, const char *at, size_t len,
	char out[TARGET_PLACE_MAX])
{
	const struct {
		const char *name;
		const char *value;
		void (*find)(char *out, size_t room); /* unless NULL */
	} known[] = {
		{"port", p->port, NULL},
		{"run", p->run, NULL},
		{"dir", p->file->directory, NULL},
		{"h1d", NULL, target_place_h1d},
		{"npm", NULL, target_place_npm},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strlen(known[i].name) != len ||
			memcmp(known[i].name, at, len) != 0)
			continue;
		if (known[i].find != NULL)
			known[i].find(out, TARGET_PLACE_MAX);
		else if (known[i].value != NULL)
			snprintf(out, TARGET_PLACE_MAX, "%s", known[i].value);
		return known[i].find != NULL || known[i].value != NULL;
	}
	return false;
}

char *
target_process_expand(const struct target_process *p, const char *text)
{
	struct octets out = {0};
	char value[TARGET_PLACE_MAX];
	const char *open;

	while ((open = strstr(text, "{{")) != NULL) {
		const char *close = strstr(open, "}}");

		if (close == NULL ||
			!placeholder(p, open + 2, (size_t)(close - open - 2),
				value) ||
			!octets_append(&out, text, (size_t)(open - text)) ||
			!octets_text(&out, value)) {
			octets_free(&out);
			return NULL;
		}
		text = close + 2;
	}
	if (!octets_append(&out, text, strlen(text) + 1)) {
		octets_free(&out);
		return NULL;
	}
	return (char *)out.at;
}
