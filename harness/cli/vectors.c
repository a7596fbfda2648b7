#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/rehearsal.h"
#include "cli/suite.h"
#include "report/json_fill.h"
#include "report/prose.h"

/* Messages with what a parser has to make of them (cases/FORMAT.md, 8). */

#define FORMAT 1

#define DUMP_FLAGS (JSON_INDENT(1) | JSON_ENSURE_ASCII)

/* A case with `reads`, or a variant of one. */
struct vector {
	const struct test_case *test_case;
	const struct variant *variant; /* NULL: the case has none */
	struct octets id;	       /* with a NUL */
	struct octets octets;	       /* all that the case sends */
	bool ends;		       /* and then it closes */
};

/* Called for each vector; false stops. */
typedef bool use_vector(const struct vector *v, void *context);

static const char *const verdict_names[] = {
	[READS_ACCEPT] = "accept",
	[READS_REFUSE] = "refuse",
	[READS_EITHER] = "either",
};

/* ---- vectors ---- */

static bool
send_all(struct vector *v)
{
	const struct wire_values values = rehearsal_values(v->variant);
	const struct test_case *c = v->test_case;

	for (size_t i = 0; i < c->n_steps; i++) {
		if (c->steps[i].kind == STEP_HALF_CLOSE)
			v->ends = true;
		if (c->steps[i].kind == STEP_SEND &&
			!wire_render(&c->steps[i].send, &values, &v->octets))
			return false;
	}
	return true;
}

static bool
is_asked(const char *id, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (suite_matches(argv[i], id))
			return true;
	return argc < 2;
}

struct selection {
	const struct suite *suite;
	int argc; /* globs from 1 on; none: all */
	char **argv;
};

static bool
use_one(const struct selection *s, struct vector *v, use_vector *use,
	void *context)
{
	const struct variant *variant = v->variant;
	bool ok =
		variant == NULL
			? octets_format(&v->id, "%s%c", v->test_case->id, '\0')
			: octets_format(&v->id, "%s[%s]%c", v->test_case->id,
				  variant->name, '\0');

	if (ok && is_asked((const char *)v->id.at, s->argc, s->argv))
		ok = send_all(v) && use(v, context);
	octets_free(&v->id);
	octets_free(&v->octets);
	return ok;
}

static bool
use_case(const struct selection *s, const struct test_case *c, use_vector *use,
	void *context)
{
	struct vector v = {.test_case = c};

	if (c->n_variants == 0)
		return use_one(s, &v, use, context);
	for (size_t i = 0; i < c->n_variants; i++) {
		v = (struct vector){.test_case = c, .variant = &c->variants[i]};
		if (!use_one(s, &v, use, context))
			return false;
	}
	return true;
}

/* False: out of memory, or `use` said so. */
static bool
use_all(const struct selection *s, use_vector *use, void *context)
{
	for (size_t i = 0; i < s->suite->set.n; i++)
		if (s->suite->set.cases[i]->has_reads &&
			!use_case(s, s->suite->set.cases[i], use, context))
			return false;
	return true;
}

/* ---- JSON ---- */

static json_t *
hex_json(const struct octets *octets)
{
	struct octets hex = {0};
	json_t *json = NULL;
	bool ok = true;

	for (size_t i = 0; i < octets->len && ok; i++)
		ok = octets_format(&hex, "%02x", octets->at[i]);
	if (ok)
		json = json_stringn(hex.len > 0 ? (const char *)hex.at : "",
			hex.len);
	octets_free(&hex);
	return json;
}

static json_t *
text_json(const struct octets *octets)
{
	struct octets text = {0};
	json_t *json;

	prose_octets(&text, octets->at, octets->len);
	json = json_string(prose_string(&text));
	octets_free(&text);
	return json;
}

static json_t *
octets_json(const struct octets *octets)
{
	return json_fill_octets(octets->at, octets->len);
}

static json_t *
fields_json(const struct reads *r)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < r->n_fields; i++)
		ok &= json_fill_append(array,
			json_pack("[oo]", octets_json(&r->fields[i].name),
				octets_json(&r->fields[i].value)));
	return json_fill_array(array, ok);
}

static void
put_reads(struct json_fill *f, const struct reads *r)
{
	json_fill_put(f, "verdict", json_fill_text(verdict_names[r->verdict]));
	if (r->has_method)
		json_fill_put(f, "method", octets_json(&r->method));
	if (r->has_target)
		json_fill_put(f, "target", octets_json(&r->target));
	if (r->has_fields)
		json_fill_put(f, "fields", fields_json(r));
	if (r->has_content)
		json_fill_put(f, "content", octets_json(&r->content));
	if (r->has_consumed)
		json_fill_put(f, "consumed",
			json_integer((json_int_t)r->consumed));
}

static bool
add_json(const struct vector *v, void *context)
{
	const struct test_case *c = v->test_case;
	struct json_fill f = {json_object(), false};
	json_t *array = context;

	json_fill_put(&f, "id", json_fill_text((const char *)v->id.at));
	json_fill_put(&f, "title", json_fill_text(c->title));
	json_fill_put(&f, "requires",
		json_fill_texts(c->requires, c->n_requires));
	json_fill_put(&f, "level", json_fill_text(level_name(c->level)));
	json_fill_put(&f, "tags", json_fill_texts(c->tags, c->n_tags));
	json_fill_put(&f, "octets", hex_json(&v->octets));
	json_fill_put(&f, "text", text_json(&v->octets));
	json_fill_put(&f, "ends", json_boolean(v->ends));
	put_reads(&f, &c->reads);
	return json_fill_append(array, json_fill_end(&f));
}

static bool
print_json(const struct selection *s)
{
	json_t *array = json_array();
	bool ok = use_all(s, add_json, array);
	json_t *root = json_pack("{si so}", "format", FORMAT, "vectors",
		json_fill_array(array, ok));

	ok = root != NULL && json_dumpf(root, stdout, DUMP_FLAGS) == 0;
	json_decref(root);
	(void)printf("\n");
	return ok;
}

/* ---- the command ---- */

static bool
print_line(const struct vector *v, void *context)
{
	(void)context;
	(void)printf("%-7s%7zu  %s\n",
		verdict_names[v->test_case->reads.verdict], v->octets.len,
		(const char *)v->id.at);
	return true;
}

struct search {
	const char *glob;
	bool found;
};

static bool
find_one(const struct vector *v, void *context)
{
	struct search *search = context;

	search->found |= suite_matches(search->glob, (const char *)v->id.at);
	return true;
}

static bool
matches_any(const struct suite *suite, const char *glob)
{
	const struct selection all = {.suite = suite};
	struct search search = {.glob = glob};

	return use_all(&all, find_one, &search) && search.found;
}

static int
vectors(const struct suite *suite, bool json, int argc, char **argv)
{
	const struct selection s = {.suite = suite, .argc = argc, .argv = argv};

	for (int i = 1; i < argc; i++)
		if (!matches_any(suite, argv[i]))
			return suite_refuse(suite, "vectors", argv[i]);
	if (json ? print_json(&s) : use_all(&s, print_line, NULL))
		return STATUS_OK;
	(void)fprintf(stderr, "assay vectors: out of memory\n");
	return STATUS_HARNESS;
}

int
command_vectors(int argc, char **argv)
{
	const char *folder = NULL;
	bool json = false;
	const struct option options[] = {
		{"cases", NULL, &folder},
		{"json", &json, NULL},
	};
	struct suite suite = {0};
	int status;

	argc = options_take(argc, argv, options, 2, &status);
	if (argc < 0)
		return status;
	status = STATUS_USAGE;
	if (suite_read(&suite, folder))
		status = vectors(&suite, json, argc, argv);
	suite_close(&suite);
	return status;
}
