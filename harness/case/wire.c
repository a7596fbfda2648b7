#include <string.h>

#include "case/case.h"
#include "case/wire_added.h"

/*
 * A wire list is rendered in two passes: first the length of each labelled
 * list, once, then the octets. So the cost grows with the size of the list,
 * however its labels refer to each other.
 */

/* The most labels of one wire list; the loader refuses more. */
#define LABELS_MAX 64

enum label_state {
	LABEL_NEW,
	LABEL_ENTERED,
	LABEL_DONE
};

struct label {
	const struct wire_part *part;
	enum label_state state;
	size_t len;
};

struct renderer {
	const struct wire_values *values;
	struct label labels[LABELS_MAX];
	size_t n_labels;
};

static bool list_length(struct renderer *r, const struct wire *w, size_t *len);

static bool
collect_labels(struct renderer *r, const struct wire *w)
{
	for (size_t i = 0; i < w->n_parts; i++) {
		const struct wire_part *part = &w->parts[i];

		if (part->kind != WIRE_LABEL)
			continue;
		if (r->n_labels == LABELS_MAX)
			return false;
		r->labels[r->n_labels++].part = part;
		if (!collect_labels(r, &part->of))
			return false;
	}
	return true;
}

/* False: no such label, or a list that contains its own length. */
static bool
label_length(struct renderer *r, const char *name, size_t *len)
{
	for (size_t i = 0; i < r->n_labels; i++) {
		struct label *label = &r->labels[i];

		if (strcmp(label->part->label, name) != 0)
			continue;
		if (label->state == LABEL_ENTERED)
			return false;
		if (label->state == LABEL_NEW) {
			label->state = LABEL_ENTERED;
			if (!list_length(r, &label->part->of, &label->len))
				return false;
			label->state = LABEL_DONE;
		}
		*len = label->len;
		return true;
	}
	return false;
}

static bool
append_length(struct renderer *r, const struct wire_part *part,
	struct octets *out)
{
	size_t len;

	return label_length(r, part->label, &len) &&
	       octets_format(out, part->kind == WIRE_LEN ? "%zu" : "%zx", len);
}

static bool
append_value(const char *value, struct octets *out)
{
	return value != NULL && octets_text(out, value);
}

/* Below the store each play has a name of its own. */
static bool
append_route(const struct wire_values *v, enum route route, struct octets *out)
{
	return append_value(v->routes[route], out) &&
	       (route != ROUTE_STORE || append_value(v->fresh, out));
}

static bool
append_effect(const struct wire_values *v, enum effect_text text,
	struct octets *out)
{
	return v->effect != NULL && v->effect->texts[text][0] != '\0' &&
	       octets_text(out, v->effect->texts[text]);
}

static bool
append_list(struct renderer *r, const struct wire *w, struct octets *out);

static bool
append_part(struct renderer *r, const struct wire_part *part,
	struct octets *out)
{
	const struct wire_values *v = r->values;

	switch (part->kind) {
	case WIRE_OCTETS:
		return octets_repeat(out, part->octets.at, part->octets.len,
			part->times);
	case WIRE_HOST:
		return octets_text(out, v->host);
	case WIRE_PORT:
		return octets_text(out, v->port);
	case WIRE_SCHEME:
		return append_value(v->scheme, out);
	case WIRE_TARGET:
		return append_route(v, part->route, out);
	case WIRE_EFFECT:
		return append_effect(v, part->effect, out);
	case WIRE_KNOWN:
		return append_value(v->known[part->known], out);
	case WIRE_LEN:
	case WIRE_CHUNK:
		return append_length(r, part, out);
	case WIRE_VARIANT:
		return v->variant != NULL &&
		       octets_append(out, v->variant->at, v->variant->len);
	case WIRE_LABEL:
		return append_list(r, &part->of, out);
	}
	return false;
}

static bool
append_list(struct renderer *r, const struct wire *w, struct octets *out)
{
	for (size_t i = 0; i < w->n_parts; i++)
		if (!append_part(r, &w->parts[i], out))
			return false;
	return true;
}

/* Long runs are counted, not rendered. */
static bool
part_length(struct renderer *r, const struct wire_part *part, size_t *len)
{
	struct octets scratch = {0};
	bool ok;

	if (part->kind == WIRE_LABEL)
		return label_length(r, part->label, len);
	if (part->kind == WIRE_OCTETS) {
		*len = part->octets.len * part->times;
		return true;
	}
	ok = append_part(r, part, &scratch);
	*len = scratch.len;
	octets_free(&scratch);
	return ok;
}

static bool
list_length(struct renderer *r, const struct wire *w, size_t *len)
{
	*len = 0;
	for (size_t i = 0; i < w->n_parts; i++) {
		size_t more = 0;

		if (!part_length(r, &w->parts[i], &more) ||
			more > OCTETS_MAX - *len)
			return false;
		*len += more;
	}
	return true;
}

/* The same, with what is added; `line` is where its last Host line ends. */
static bool
append_all(struct renderer *r, const struct wire *w, struct octets *out)
{
	size_t line = SIZE_MAX;

	for (size_t i = 0; i < w->n_parts; i++) {
		const struct octets *part = &w->parts[i].octets;

		if (r->values->n_added == 0 || !wire_added_fits(w, i) ||
			(line != SIZE_MAX && octets_find(out, line, "\r\n\r\n",
						     4) == SIZE_MAX)) {
			if (!append_part(r, &w->parts[i], out))
				return false;
			continue;
		}
		line = out->len;
		if (!octets_text(out, "\r\n") ||
			!wire_added_append(w, r->values, out) ||
			!octets_append(out, part->at + 2, part->len - 2))
			return false;
	}
	return true;
}

static bool
rendered_length(const struct wire *w, const struct wire_values *values,
	size_t *len)
{
	struct octets scratch = {0};
	bool rendered = wire_render(w, values, &scratch);

	*len = scratch.len;
	octets_free(&scratch);
	return rendered;
}

bool
wire_length(const struct wire *w, const struct wire_values *values, size_t *len)
{
	struct renderer r = {.values = values};

	if (values->n_added > 0)
		return rendered_length(w, values, len);
	return collect_labels(&r, w) && list_length(&r, w, len);
}

bool
wire_render(const struct wire *w, const struct wire_values *values,
	struct octets *out)
{
	struct renderer r = {.values = values};
	size_t before = out->len;

	if (collect_labels(&r, w) && append_all(&r, w, out))
		return true;
	out->len = before;
	return false;
}
