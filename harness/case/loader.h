/*
 * What the parts of the loader share: refusals with a place, and maps read by
 * a table of their keys.
 */
#ifndef ASSAY_CASE_LOADER_H
#define ASSAY_CASE_LOADER_H

#include "case/arena.h"
#include "case/case.h"
#include "case/diagnostics.h"
#include "case/requirements.h"
#include "case/yaml_tree.h"

struct loader {
	const char *file;
	struct arena *arena;
	const struct requirements *requirements;
	struct diagnostics *diagnostics;
	struct test_case *c;
	size_t n_refused;
	bool variant_used;
	/* while the steps are read */
	bool has_reset;
	bool has_half_closed;
	bool is_last; /* the expect being read is the last */
};

/* The most refusals that are told of one file. */
#define LOADER_TOLD_MAX 20

/* "file:line:column: text" at the node. */
void loader_refuse(struct loader *l, const struct tree_node *at,
	const char *format, ...) __attribute__((format(printf, 3, 4)));

/* "expected WHAT, found ..." with a description of the node. */
void
loader_expected(struct loader *l, const struct tree_node *at, const char *what);

/* As arena_alloc(); memory that ran out is refused at the node. */
void *loader_alloc(struct loader *l, const struct tree_node *at, size_t n,
	size_t size);

/* ---- maps ---- */

/* Reads one value into `into`, or refuses it. */
typedef void
loader_read(struct loader *l, const struct tree_node *value, void *into);

struct loader_key {
	const char *name;
	bool required;
	loader_read *read;
};

struct loader_keys {
	const char *what; /* "a step" */
	const struct loader_key *list;
	size_t n;
	bool ordered; /* the keys stand in the order of the list */
};

#define LOADER_KEYS(what, list, ordered)                              \
	{                                                             \
		what, list, sizeof(list) / sizeof((list)[0]), ordered \
	}

/* Reads a mapping: unknown, misplaced and missing keys are refused, the others
 * are read. */
void loader_map(struct loader *l, const struct tree_node *map,
	const struct loader_keys *keys, void *into);

/* ---- scalars ---- */

/* Whether the node is a collection of that kind with `min` entries or more. */
bool loader_is_list(struct loader *l, const struct tree_node *node, size_t min,
	const char *what);
bool loader_is_map(struct loader *l, const struct tree_node *node, size_t min,
	const char *what);

/* A scalar of printable text that is not empty; NULL: refused. */
const char *
loader_text(struct loader *l, const struct tree_node *node, const char *what);

/* The same on one line of the file. */
const char *
loader_line(struct loader *l, const struct tree_node *node, const char *what);

/* A name of [a-z0-9-]; NULL: refused. */
const char *
loader_name(struct loader *l, const struct tree_node *node, const char *what);

/* Decimal digits, from `min` to `max`. */
bool loader_number(struct loader *l, const struct tree_node *node, size_t min,
	size_t max, size_t *n);

/* One of `n` words; gives its index, or n: refused. */
size_t loader_word(struct loader *l, const struct tree_node *node,
	const char *const *words, size_t n);

/* ---- wire strings and lists ---- */

/* A double-quoted string without placeholders. */
bool loader_octets(struct loader *l, const struct tree_node *node,
	struct octets *out);

/* The same, or {{variant}} alone. */
bool loader_octets_or_variant(struct loader *l, const struct tree_node *node,
	struct octets *out, bool *is_variant);

/* Whether it is double-quoted; its octets and placeholders, behind the parts
 * that `out` has room for. */
bool loader_is_wire_string(struct loader *l, const struct tree_node *node);
bool loader_wire_string(struct loader *l, const struct tree_node *node,
	struct wire *out);

/* The items of a wire list up to the item `end` (NULL: all),
 * and whether its labels fit together. */
bool loader_wire(struct loader *l, const struct tree_node *list,
	const struct tree_node *end, struct wire *out);

/* ---- the parts of a case ---- */

/* A list of outcomes, into a struct step. */
loader_read loader_outcomes;

/* A list of events, into a struct outcome. */
loader_read loader_events;

/* A response map, into a struct event. */
void loader_response(struct loader *l, const struct tree_node *map,
	struct event *out);

/* "400", "4xx", "final"; false: none of these, nothing is refused. */
bool loader_status(const struct tree_node *node, struct status_range *out);

/* What section 5 demands of the outcomes of one expect as a whole. */
void loader_check_expect(struct loader *l, const struct tree_node *at,
	const struct step *s);

/* Into a struct test_case. */
loader_read loader_steps;
loader_read loader_reads;
loader_read loader_answers;

#endif
