#include "report/sarif_rules.h"

#include <string.h>

#include "report/json_fill.h"
#include "report/prose.h"

#define NAMED(array) (sizeof(array) / sizeof((array)[0]))

const char *
sarif_rule_id(const struct test_case *c)
{
	return c->n_requires > 0 ? c->requires[0] : c->id;
}

json_t *
sarif_message(const char *text)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "text", json_fill_text(text));
	return json_fill_end(&f);
}

bool
sarif_rules_begin(struct sarif_rules *rules, const struct run *run)
{
	*rules = (struct sarif_rules){run, json_array(), json_object(), false};
	return rules->array != NULL && rules->indices != NULL;
}

void
sarif_rules_free(struct sarif_rules *rules)
{
	json_decref(rules->array);
	json_decref(rules->indices);
}

/* ---- one rule ---- */

/* The level of a result that nothing else is said about. */
static json_t *
configuration(enum level level)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "level",
		json_fill_text(level == LEVEL_MUST  ? "error"
			       : level == LEVEL_MAY ? "note"
						    : "warning"));
	return json_fill_end(&f);
}

static json_t *
tags(const char *const *texts, size_t n)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "tags", json_fill_texts(texts, n));
	return json_fill_end(&f);
}

/* "9112-7.1-3": the RFC is "rfc9112", the section "9112-7.1". */
static json_t *
requirement_tags(const struct requirement *row)
{
	char rfc[16];
	char section[32];
	size_t rfc_len = strcspn(row->id, "-");
	size_t len = rfc_len + 1 + strcspn(row->id + rfc_len + 1, "-");
	const char *const texts[] = {
		"http", rfc, section, level_name(row->level)};

	(void)snprintf(rfc, sizeof(rfc), "rfc%.*s", (int)rfc_len, row->id);
	(void)snprintf(section, sizeof(section), "%.*s", (int)len, row->id);
	return tags(texts, NAMED(texts));
}

static void
put_requirement(struct json_fill *f, const struct requirement *row)
{
	struct octets link = {0};
	struct octets help = {0};

	requirement_link(row, &link);
	octets_format(&help, "%s (%s, %s): %s. %s", row->id, row->keyword,
		row->section, row->summary, prose_string(&link));
	json_fill_put(f, "shortDescription", sarif_message(row->summary));
	json_fill_put(f, "fullDescription", sarif_message(prose_string(&help)));
	json_fill_put(f, "help", sarif_message(prose_string(&help)));
	json_fill_put(f, "helpUri", json_fill_text(prose_string(&link)));
	json_fill_put(f, "defaultConfiguration", configuration(row->level));
	json_fill_put(f, "properties", requirement_tags(row));
	octets_free(&link);
	octets_free(&help);
}

static void
put_words(struct json_fill *f, const char *summary, const char *help,
	enum level level)
{
	const char *const texts[] = {"http", level_name(level)};

	json_fill_put(f, "shortDescription", sarif_message(summary));
	json_fill_put(f, "fullDescription", sarif_message(help));
	json_fill_put(f, "help", sarif_message(help));
	json_fill_put(f, "defaultConfiguration", configuration(level));
	json_fill_put(f, "properties", tags(texts, NAMED(texts)));
}

static json_t *
rule(const struct sarif_rules *rules, const struct test_case *c, const char *id)
{
	struct json_fill f = {json_object(), false};
	const struct requirement *row =
		rules->run->requirements == NULL
			? NULL
			: requirements_find(rules->run->requirements, id);

	json_fill_put(&f, "id", json_fill_text(id));
	if (row != NULL)
		put_requirement(&f, row);
	else if (c != NULL)
		put_words(&f, c->title, c->why, c->level);
	else
		put_words(&f,
			"a message comes to the same in whatever segments it "
			"arrives",
			"TCP is a stream of octets: where it is cut into "
			"segments means nothing.",
			LEVEL_SHOULD);
	return json_fill_end(&f);
}

size_t
sarif_rules_index(struct sarif_rules *rules, const struct test_case *c)
{
	const char *id = c == NULL ? SARIF_RULE_VARIANCE : sarif_rule_id(c);
	const json_t *known = json_object_get(rules->indices, id);
	size_t index = json_array_size(rules->array);

	if (known != NULL)
		return (size_t)json_integer_value(known);
	if (!json_fill_append(rules->array, rule(rules, c, id)) ||
		json_object_set_new(rules->indices, id,
			json_integer((json_int_t)index)) != 0)
		rules->failed = true;
	return index;
}
