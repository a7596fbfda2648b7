#include "draft/places.h"

#include <stdio.h>
#include <string.h>

#include "cli/rehearsal.h"

/* The most labels of a wire list (cases/FORMAT.md, section 3). */
#define LABELS_MAX 64

struct finder {
	struct edits *edits;
	unsigned *needs;
	const struct octets *octets;
	const struct reading *reading;
	struct wire_values values;
	const struct read_message *message;
	size_t number; /* of the message, from 1 */
	size_t n_labels;
	bool ok;
};

/* ---- edits ---- */

static void
add(struct finder *f, const struct edit *e)
{
	f->ok = f->ok && edits_add(f->edits, e);
}

static void
add_placeholder(struct finder *f, struct place place, const char *text,
	const char *value)
{
	struct edit e = {.kind = EDIT_PLACEHOLDER, .place = place};

	(void)snprintf(e.text, sizeof(e.text), "%s", text);
	(void)snprintf(e.value, sizeof(e.value), "%s", value);
	add(f, &e);
}

/* The number in front, and the list that it counts. */
static void
add_labelled(struct finder *f, struct place number, const char *kind,
	const char *name)
{
	char text[48];
	char value[40];

	(void)snprintf(text, sizeof(text), "{{%s:%s}}", kind, name);
	(void)snprintf(value, sizeof(value), "%.*s", (int)number.len,
		(const char *)f->octets->at + number.off);
	add_placeholder(f, number, text, value);
}

static void
add_label(struct finder *f, struct place list, const char *name)
{
	struct edit e = {.kind = EDIT_LABEL, .place = list};

	(void)snprintf(e.text, sizeof(e.text), "%s", name);
	add(f, &e);
	f->n_labels++;
}

/* ---- octets ---- */

static bool
is_text(const struct finder *f, struct place place, const char *text)
{
	return place.len == strlen(text) &&
	       memcmp(f->octets->at + place.off, text, place.len) == 0;
}

/* To the octet, or to `end`. */
static size_t
find_octet(const struct finder *f, size_t off, size_t end, uint8_t octet)
{
	const uint8_t *at = memchr(f->octets->at + off, octet, end - off);

	return at != NULL ? (size_t)(at - f->octets->at) : end;
}

static struct place
trim(const struct finder *f, size_t off, size_t end)
{
	const uint8_t *at = f->octets->at;

	while (off < end && (at[off] == ' ' || at[off] == '\t'))
		off++;
	while (off < end && (at[end - 1] == ' ' || at[end - 1] == '\t' ||
				    at[end - 1] == '\r'))
		end--;
	return (struct place){off, end - off};
}

/* ---- the request-target ---- */

static void
add_target(struct finder *f, struct place path)
{
	char text[40];

	for (int i = 0; i < N_ROUTES; i++) {
		enum route route = (enum route)i;
		enum capability need = route_need(route);

		if (route == ROUTE_STORE || route == ROUTE_MISSING ||
			!is_text(f, path, f->values.routes[i]))
			continue;
		(void)snprintf(text, sizeof(text), "{{target:%s}}",
			route_name(route));
		add_placeholder(f, path, text, f->values.routes[i]);
		if (need != N_CAPABILITIES)
			*f->needs |= 1u << need;
		return;
	}
}

/* The authority of an absolute-form, if it is that of Host as well. */
static bool
add_authority(struct finder *f)
{
	const struct h1_head *head = &f->message->head;
	struct h1_span authority, host;

	if (!f->message->has_head)
		return false;
	authority = h1_head_authority(head);
	host = h1_head_field(head, H1_SPAN("host"));
	if (authority.at == NULL || host.at == NULL ||
		!h1_span_equal(authority, host))
		return false;
	add_placeholder(f,
		(struct place){
			(size_t)(authority.at - f->octets->at), authority.len},
		"{{host}}", f->values.host);
	return true;
}

static void
find_target(struct finder *f, size_t off, size_t end)
{
	size_t from = find_octet(f, off, end, ' ');
	size_t to = from < end ? find_octet(f, from + 1, end, ' ') : end;
	struct h1_span path;

	if (to == end)
		return;
	if (f->octets->at[from + 1] == '/') {
		add_target(f, (struct place){from + 1, to - from - 1});
		return;
	}
	if (!add_authority(f))
		return;
	path = h1_head_path(&f->message->head);
	if (path.at != NULL && path.at + path.len == f->octets->at + to)
		add_target(f, (struct place){(size_t)(path.at - f->octets->at),
				      path.len});
}

/* ---- fields ---- */

/* Then the value is what the message is about. */
static bool
is_about_host(const struct finder *f)
{
	enum h1_code code = f->reading->error.code;

	if (f->reading->end != H1_ERROR || f->message->complete)
		return false;
	return code == H1_E_AUTHORITY_OCTET || code == H1_E_AUTHORITY_PCT ||
	       code == H1_E_AUTHORITY_LITERAL || code == H1_E_AUTHORITY_PORT ||
	       code == H1_E_HOST_REPEATED;
}

static void
find_host(struct finder *f, struct place value)
{
	if (value.len > 0 && !is_about_host(f))
		add_placeholder(f, value, "{{host}}", f->values.host);
}

static void
name_content(const struct finder *f, char *name, size_t room)
{
	if (f->reading->n == 1)
		(void)snprintf(name, room, "content");
	else
		(void)snprintf(name, room, "content-%zu", f->number);
}

static void
find_length(struct finder *f, struct place value)
{
	const struct read_message *m = f->message;
	char digits[24];
	char name[24];

	(void)snprintf(digits, sizeof(digits), "%zu", m->content.len);
	if (!m->complete || m->content.off == 0 || !is_text(f, value, digits) ||
		f->n_labels == LABELS_MAX)
		return;
	name_content(f, name, sizeof(name));
	add_labelled(f, value, "len", name);
}

static bool
is_named(const struct finder *f, size_t off, size_t len, const char *lower)
{
	const struct h1_span name = {f->octets->at + off, len};

	return h1_span_equal_nocase(name,
		(struct h1_span){(const uint8_t *)lower, strlen(lower)});
}

static void
find_field(struct finder *f, size_t off, size_t end)
{
	size_t colon = find_octet(f, off, end, ':');
	struct place value;

	if (colon == end)
		return;
	value = trim(f, colon + 1, end);
	if (is_named(f, off, colon - off, "host"))
		find_host(f, value);
	else if (is_named(f, off, colon - off, "content-length"))
		find_length(f, value);
}

/* ---- content ---- */

static void
find_chunk(struct finder *f, size_t i)
{
	const struct read_chunk *c = &f->message->chunks[i];
	char digits[24];
	char name[32];

	(void)snprintf(digits, sizeof(digits), "%zx", c->data.len);
	if (!is_text(f, c->size, digits) || f->n_labels == LABELS_MAX)
		return;
	if (f->reading->n > 1)
		(void)snprintf(name, sizeof(name), "chunk-%zu-%zu", f->number,
			i + 1);
	else if (f->message->n_chunks > 1)
		(void)snprintf(name, sizeof(name), "chunk-%zu", i + 1);
	else
		(void)snprintf(name, sizeof(name), "chunk");
	add_labelled(f, c->size, "chunk", name);
	add_label(f, c->data, name);
}

/* Whether the length of the content has been found, as the last edit. */
static bool
has_length(const struct finder *f)
{
	const struct edits *e = f->edits;

	return e->n > 0 && f->message->content.off > 0 &&
	       e->list[e->n - 1].place.off >= f->message->octets.off &&
	       strstr(e->list[e->n - 1].text, "{{len:") != NULL;
}

static void
find_content(struct finder *f)
{
	char name[24];

	for (size_t i = 0; i < f->message->n_chunks; i++)
		find_chunk(f, i);
	if (!has_length(f))
		return;
	name_content(f, name, sizeof(name));
	add_label(f, f->message->content, name);
}

/* ---- messages ---- */

static void
find_head(struct finder *f, size_t off, size_t end)
{
	const uint8_t *at = f->octets->at;
	bool first = true;

	while (off < end && (at[off] == '\r' || at[off] == '\n'))
		off++;
	while (off < end && at[off] != '\r' && at[off] != '\n') {
		size_t lf = find_octet(f, off, end, '\n');

		if (first)
			find_target(f, off, lf);
		else
			find_field(f, off, lf);
		first = false;
		off = lf + 1;
	}
}

bool
places_find(struct edits *edits, unsigned *needs, const struct octets *octets,
	const struct reading *reading)
{
	struct finder f = {
		.edits = edits,
		.needs = needs,
		.octets = octets,
		.reading = reading,
		.values = rehearsal_values(NULL),
		.ok = true,
	};

	for (size_t i = 0; i < reading->n && f.ok; i++) {
		const struct read_message *m = &reading->messages[i];

		f.message = m;
		f.number = i + 1;
		find_head(&f, m->octets.off,
			m->has_head ? m->octets.off + m->head.len
				    : octets->len);
		find_content(&f);
	}
	return f.ok;
}
