#include "draft/draft.h"

#include <stdio.h>
#include <string.h>

#include "case/yaml_tree.h"
#include "draft/places.h"
#include "draft/wire_yaml.h"

/* The requirement that every refusal of a malformed message obeys. */
#define REFUSAL "9112-2.2-10"

/* Content that is longer is not told in `reads`. */
#define CONTENT_TOLD_MAX 1024

#define TITLE_MAX 100

struct draft {
	struct subject *subject;
	const struct octets *octets;
	struct reading reading;
	struct edits edits;
	struct octets rendered; /* with the placeholders' values */
	struct octets wire;	/* the wire list */
	bool is_plain;		/* no placeholder, for they change something */
	struct octets *yaml;
	bool ok;
};

static void
text(struct draft *d, const char *what)
{
	d->ok = d->ok && octets_text(d->yaml, what);
}

/* ---- what it is about ---- */

static bool
binds(const struct requirement *r)
{
	return r->level != LEVEL_MUST || requirement_binds(r, "server");
}

/* The first id gives the level; a must comes first only if it binds. */
static void
find_requires(struct subject *s)
{
	const char *id = h1_code_requirement(s->code);
	const struct requirement *r =
		id[0] != '\0' ? requirements_find(s->requirements, id) : NULL;
	const struct requirement *refusal =
		requirements_find(s->requirements, REFUSAL);

	s->level = LEVEL_HARDENING;
	s->n_requires = 0;
	if (r == NULL)
		return;
	if (binds(r) || refusal != NULL)
		s->level = binds(r) ? r->level : refusal->level;
	if (!binds(r) && refusal != NULL)
	s->requires[s->n_requires++] = refusal->id;
	if (binds(r) || refusal != NULL)
	s->requires[s->n_requires++] = r->id;
	if (binds(r) && refusal != NULL && refusal != r && s->status == 400)
	s->requires[s->n_requires++] = refusal->id;
}

static void
need_method(struct subject *s, const struct h1_head *head)
{
	static const struct {
		const char *method;
		enum capability need;
	} needs[] = {
		{"HEAD", CAPABILITY_HEAD},
		{"OPTIONS", CAPABILITY_OPTIONS},
		{"TRACE", CAPABILITY_TRACE},
	};
	struct h1_span method = h1_head_method(head);

	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++)
		if (method.len == strlen(needs[i].method) &&
			memcmp(method.at, needs[i].method, method.len) == 0)
			s->needs |= 1u << needs[i].need;
	if (head->minor == 0)
		s->needs |= 1u << CAPABILITY_HTTP10;
	s->tunnels = s->tunnels || head->form == H1_TARGET_AUTHORITY;
}

static void
find_needs(struct subject *s, const struct reading *r)
{
	if (r->n > 1)
		s->needs |= 1u << CAPABILITY_PIPELINING;
	for (size_t i = 0; i < r->n; i++)
		if (r->messages[i].has_head)
			need_method(s, &r->messages[i].head);
}

static bool
has_text(const struct octets *octets, size_t off, struct h1_span lower)
{
	for (; off + lower.len <= octets->len; off++)
		if (h1_span_equal_nocase(lower,
			    (struct h1_span){octets->at + off, lower.len}))
			return true;
	return false;
}

/* Nothing follows on the empty line behind the head of the last message, and
 * nothing in it says that something would. */
static bool
is_lone_head(const struct draft *d)
{
	const struct read_message *last = reading_last(&d->reading);
	size_t off = last != NULL ? last->octets.off : 0;
	size_t end = octets_find(d->octets, off, "\r\n\r\n", 4);

	return end != SIZE_MAX && end + 4 == d->octets->len &&
	       !has_text(d->octets, off, H1_SPAN("content-length")) &&
	       !has_text(d->octets, off, H1_SPAN("transfer-encoding"));
}

/* Whether every reader, the laxest too, sees the end of the last message. */
static bool
is_whole(struct draft *d)
{
	struct reading lax;
	bool whole;

	d->ok = reading_read(&lax, d->octets, H1_LENIENT_ALL) && d->ok;
	whole = lax.end == H1_OK;
	reading_free(&lax);
	return whole || is_lone_head(d);
}

static void
find_subject(struct draft *d)
{
	struct subject *s = d->subject;
	const struct reading *r = &d->reading;

	s->end = r->end;
	s->code = r->end == H1_ERROR ? r->error.code : H1_E_NONE;
	s->status = h1_code_status(s->code);
	s->n_before = r->n_complete;
	s->persists = r->n_complete > 0 &&
		      r->messages[r->n_complete - 1].head.persist;
	s->tunnels = false;
	s->needs = 0;
	find_needs(s, r);
	if (d->octets->len > 7 && memcmp(d->octets->at, "CONNECT", 7) == 0)
		s->tunnels = true;
	s->whole = r->end == H1_OK || is_whole(d);
	find_requires(s);
}

/* ---- the wire list ---- */

static bool
is_same(const struct reading *a, const struct reading *b)
{
	return a->end == b->end && a->n == b->n &&
	       a->n_complete == b->n_complete &&
	       (a->end != H1_ERROR || a->error.code == b->error.code);
}

static void
write_wire(struct draft *d)
{
	octets_clear(&d->wire);
	octets_clear(&d->rendered);
	d->ok = d->ok && wire_yaml_list(&d->wire, &d->rendered, "      ",
				 d->octets, &d->edits);
}

/* Placeholders are left out if the reference reads the result otherwise. */
static void
find_wire(struct draft *d)
{
	struct reading again = {.n = 0};
	unsigned needs = d->subject->needs;

	d->ok = d->ok && places_find(&d->edits, &needs, d->octets, &d->reading);
	write_wire(d);
	d->ok = d->ok && reading_read(&again, &d->rendered, H1_STRICT);
	d->is_plain = d->ok && !is_same(&d->reading, &again);
	reading_free(&again);
	if (!d->is_plain) {
		d->subject->needs = needs;
		return;
	}
	edits_free(&d->edits);
	write_wire(d);
}

/* ---- the keys ---- */

/* As a scalar that needs no thought. */
static void
quoted(struct draft *d, const char *what)
{
	d->ok = d->ok && wire_yaml_string(d->yaml, what, strlen(what));
}

static void
write_title(struct draft *d)
{
	const struct subject *s = d->subject;
	char title[TITLE_MAX + 1];

	if (s->title != NULL)
		(void)snprintf(title, sizeof(title), "%s", s->title);
	else if (s->end == H1_ERROR)
		(void)snprintf(title, sizeof(title), "%s, which is refused",
			h1_code_text(s->code));
	else
		(void)snprintf(title, sizeof(title), "A request that is %s",
			s->end == H1_OK ? "accepted" : "not complete");
	if (title[0] >= 'a' && title[0] <= 'z')
		title[0] = (char)(title[0] - 'a' + 'A');
	text(d, "title: ");
	quoted(d, title);
	text(d, s->title != NULL ? "\n" : "    # FILL IN\n");
}

static void
write_requires(struct draft *d)
{
	const struct subject *s = d->subject;

	if (s->level == LEVEL_HARDENING && s->n_requires == 0) {
		text(d, "# requires: FILL IN if a sentence decides, and take "
			"`level` away\n");
		return;
	}
	d->ok = d->ok &&
		octets_format(d->yaml, "requires: [%s%s%s]", s->requires[0],
			s -> n_requires > 1 ? ", " : "",
			s->n_requires > 1 ? s->requires[1] : "");
	d->ok = d->ok && octets_format(d->yaml,
				 "    # what the reference refuses with %s\n",
				 h1_code_name(s->code));
}

static void
write_needs(struct draft *d)
{
	const char *separator = "needs: [";

	for (int i = 0; i < N_CAPABILITIES; i++) {
		if ((d->subject->needs & 1u << i) == 0)
			continue;
		text(d, separator);
		text(d, capability_name((enum capability)i));
		separator = ", ";
	}
	if (d->subject->needs != 0)
		text(d, "]\n");
}

static void
write_head(struct draft *d, const char *id)
{
	d->ok = d->ok && octets_format(d->yaml, "# cases/%s.yaml\n", id);
	write_title(d);
	write_requires(d);
	text(d, "why: FILL IN what is demanded, in your own words, and what "
		"goes wrong otherwise\n");
	if (d->subject->n_requires == 0)
		text(d, "level: hardening\n");
	write_needs(d);
}

static void
write_steps(struct draft *d)
{
	text(d, "steps:\n");
	if (d->is_plain)
		text(d, "  # no placeholders: with them the reference reads "
			"something else\n");
	text(d, "  - send:\n");
	d->ok = d->ok && octets_append(d->yaml, d->wire.at, d->wire.len) &&
		draft_expect(d->subject, d->yaml);
}

/* ---- how it is read ---- */

/* A key is left out if its string would have "{{". */
static void
write_string(struct draft *d, const char *key, const void *at, size_t len)
{
	size_t before = d->yaml->len;

	text(d, key);
	if (!d->ok)
		return;
	if (wire_yaml_string(d->yaml, at, len))
		text(d, "\n");
	else
		d->yaml->len = before;
}

static bool
add_field(struct draft *d, const struct h1_fields *fields, size_t i)
{
	struct h1_span name = h1_field_name(fields, i);
	struct h1_span value = h1_field_value(fields, i);

	return octets_text(d->yaml, i == 0 ? "[" : ", [") &&
	       wire_yaml_string(d->yaml, name.at, name.len) &&
	       octets_text(d->yaml, ", ") &&
	       wire_yaml_string(d->yaml, value.at, value.len) &&
	       octets_text(d->yaml, "]");
}

static void
write_fields(struct draft *d, const struct h1_fields *fields)
{
	size_t before = d->yaml->len;
	bool ok = true;

	text(d, "  fields: [");
	for (size_t i = 0; i < fields->n && ok; i++)
		ok = add_field(d, fields, i);
	text(d, "]\n");
	if (!ok)
		d->yaml->len = before;
}

static void
write_accepted(struct draft *d, const struct read_message *m)
{
	struct h1_span method = h1_head_method(&m->head);
	struct h1_span target = h1_head_target(&m->head);

	text(d, "reads:    # by the reference: check it against the RFC\n"
		"  verdict: accept\n");
	write_string(d, "  method: ", method.at, method.len);
	write_string(d, "  target: ", target.at, target.len);
	write_fields(d, &m->head.fields);
	if (m->decoded.len <= CONTENT_TOLD_MAX)
		write_string(d, "  content: ", m->decoded.at, m->decoded.len);
	d->ok = d->ok &&
		octets_format(d->yaml, "  consumed: %zu\n", m->octets.len);
}

/* Only one message is a vector for parsers. */
static void
write_reads(struct draft *d)
{
	struct reading r = {.n = 0};

	d->ok = d->ok && reading_read(&r, &d->rendered, H1_STRICT);
	if (d->ok && r.n == 1 && r.end == H1_ERROR)
		text(d, "reads: {verdict: refuse}    # by the reference: check "
			"it against the RFC\n");
	else if (d->ok && r.n == 1 && r.end == H1_OK)
		write_accepted(d, &r.messages[0]);
	reading_free(&r);
}

/* ---- the draft ---- */

/* The name of a code as part of an id: "CHUNK_SIZE" is chunk-size. */
static bool
add_code(struct octets *id, const char *name)
{
	static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	static const char lower[] = "abcdefghijklmnopqrstuvwxyz-";
	bool ok = true;

	for (; *name != '\0' && ok; name++) {
		const char *at = strchr(upper, *name);

		ok = octets_append(id, at != NULL ? &lower[at - upper] : name,
			1);
	}
	return ok;
}

static void
write_id(struct draft *d, struct octets *id)
{
	const struct subject *s = d->subject;

	if (s->id != NULL)
		d->ok = d->ok && octets_text(id, s->id);
	else if (s->end == H1_ERROR)
		d->ok = d->ok && octets_text(id, "server/found/") &&
			add_code(id, h1_code_name(s->code));
	else
		d->ok = d->ok &&
			octets_text(id, s->end == H1_OK
						? "server/found/accepted"
						: "server/found/incomplete");
	d->ok = d->ok && octets_append(id, "", 1);
}

static void
write_all(struct draft *d, struct octets *id)
{
	write_id(d, id);
	if (!d->ok)
		return;
	write_head(d, (const char *)id->at);
	write_steps(d);
	write_reads(d);
	d->ok = d->ok && draft_answers(d->subject, d->yaml);
}

static enum draft_result
make(struct draft *d, struct octets *id)
{
	d->ok = reading_read(&d->reading, d->octets, H1_STRICT);
	if (d->ok && d->reading.too_many)
		return DRAFT_MANY;
	find_subject(d);
	find_wire(d);
	if (d->wire.len > YAML_TREE_FILE_MAX)
		return DRAFT_LARGE;
	write_all(d, id);
	if (!d->ok)
		return DRAFT_NO_MEMORY;
	return d->yaml->len > YAML_TREE_FILE_MAX ? DRAFT_LARGE : DRAFT_DONE;
}

enum draft_result
draft_write(struct subject *subject, struct octets *yaml, struct octets *id,
	const struct octets *octets)
{
	struct draft d = {
		.subject = subject,
		.octets = octets,
		.yaml = yaml,
	};
	enum draft_result result;

	if (octets->len == 0)
		return DRAFT_EMPTY;
	result = make(&d, id);
	reading_free(&d.reading);
	edits_free(&d.edits);
	octets_free(&d.rendered);
	octets_free(&d.wire);
	return result;
}
