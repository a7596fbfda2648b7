#include "compare/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Both are copied. */
static void
add_fact(struct json_take *t, struct compare_report *r, const char *prefix,
	const char *key, const char *value)
{
	struct compare_fact *fact = &r->facts[r->n_facts];
	size_t len = strlen(prefix) + strlen(key) + 1;
	char *name = arena_alloc(t->arena, len, 1);

	if (name != NULL)
		(void)snprintf(name, len, "%s%s", prefix, key);
	fact->name = name;
	fact->value = arena_text(t->arena, value);
	if (fact->name == NULL || fact->value == NULL)
		t->failed = true;
	else
		r->n_facts++;
}

static void
add_json(struct json_take *t, struct compare_report *r, const char *prefix,
	const char *key, const json_t *value)
{
	char *text;

	if (value == NULL || json_is_null(value) ||
		(json_is_array(value) && json_array_size(value) == 0))
		return;
	text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
	if (text != NULL)
		add_fact(t, r, prefix, key, text);
	else
		t->failed = true;
	free(text);
}

/* They follow from the target's speed, and differ from run to run. */
static bool
is_measured(const char *key)
{
	return strcmp(key, "quiet_ms") == 0 || strcmp(key, "jobs") == 0;
}

/* Ports and addresses are others in each run. */
static const char *const ways[] = {"tls", "proxy_protocol", "via"};
#define N_WAYS (sizeof(ways) / sizeof(ways[0]))

void
facts_take(struct json_take *t, const json_t *root, struct compare_report *r)
{
	const json_t *target = json_object_get(root, "target");
	const json_t *options =
		json_take_object(t, root, "options", JSON_OPTIONAL);
	const json_t *calibration =
		json_take_object(t, root, "calibration", JSON_OPTIONAL);
	size_t n;
	const char **capabilities =
		json_take_texts(t, calibration, "capabilities", &n);
	const char *key;
	const json_t *value;

	r->facts = arena_alloc(t->arena, json_object_size(options) + N_WAYS + n,
		sizeof(*r->facts));
	if (r->facts == NULL) {
		t->failed = true;
		return;
	}
	/* The iterator changes nothing, but does not say so. */
	json_object_foreach((json_t *)(uintptr_t)options, key, value)
	{
		if (!is_measured(key))
			add_json(t, r, "options.", key, value);
	}
	for (size_t i = 0; i < N_WAYS; i++)
		add_json(t, r, "target.", ways[i],
			json_object_get(target, ways[i]));
	for (size_t i = 0; i < n; i++)
		add_fact(t, r, "capability ", capabilities[i], "yes");
}
