/*
 * The fast pass over the lines of a head, for each kernel anew. To be included
 * by a kernel's file, which has defined before
 *
 *	struct source	what is read, its `end` behind it
 *	source_init(source, at, end)
 *	next_lf(source)	the next LF, with only field-content and CR between
 *			it and the one before; or NULL
 *	skip(source, at, class)	first octet that is not in a class; there is one
 *	CLASS TOKEN HOST PATH QUERY	their type, and such classes
 *	PASS_SHORT	if it has: octets below which the plain kernel is better
 *
 * A line that is looked at has CR LF behind it, and CR is in no class: so no
 * bound need be checked in it.
 */

#include "h1/octet.h"
#include "h1/pass.h"
#include "h1/swar.h"

#include <string.h>

/* HTTP-version "HTTP/1." DIGIT */
static inline bool
version(const uint8_t *at, uint8_t *minor)
{
	static const uint8_t text[8] = "HTTP/1.";
	static const uint8_t rest[8] = {0, 0, 0, 0, 0, 0, 0, 0xFF};
	uint8_t digit = (uint8_t)(at[7] - '0');

	*minor = digit;
	return (h1_swar_load(at) & ~h1_swar_load(rest)) == h1_swar_load(text) &&
	       digit <= 9;
}

/* Skips a class of octets and pct-encoded. */
static inline const uint8_t *
skip_uri(const struct source *source, const uint8_t *at, CLASS class)
{
	for (;;) {
		at = skip(source, at, class);
		if (*at != '%' || !h1_octet_is(at[1], H1_HEXDIG) ||
			!h1_octet_is(at[2], H1_HEXDIG))
			return at;
		at += 3;
	}
}

/* Writes an offset and, behind it, a length by one store. */
static inline void
set_part(void *part, const struct h1_pass *pass, const uint8_t *at,
	const uint8_t *end)
{
	uint32_t both[2] = {(uint32_t)(at - pass->base), (uint32_t)(end - at)};

	memcpy(part, both, sizeof(both));
}

/* method SP origin-form SP HTTP-version; nothing else is taken. */
static inline bool
request_line(const struct h1_pass *pass, const struct source *source,
	const uint8_t *at, const uint8_t *cr)
{
	struct h1_head *head = pass->head;
	const uint8_t *method_end, *target, *path_end, *rest, *end = cr - 9;

	if (cr - at < 12 || *end != ' ' || !version(cr - 8, &head->minor))
		return false;
	target = at + 3;
	if (memcmp(at, "GET ", 4) != 0) {
		target = skip(source, at, TOKEN);
		if (target == at || target[0] != ' ' ||
			memcmp(at, "CONNECT ", 8) == 0)
			return false;
	}
	if (target[1] != '/')
		return false;
	method_end = target++;
	path_end = rest = skip_uri(source, target, PATH);
	if (*rest == '?')
		rest = skip_uri(source, rest, QUERY);
	if (rest != end)
		return false;
	head->form = H1_TARGET_ORIGIN;
	set_part(&head->method, pass, at, method_end);
	set_part(&head->target, pass, target, end);
	set_part(&head->path, pass, target, path_end);
	if (path_end != end)
		set_part(&head->query, pass, path_end + 1, end);
	return true;
}

/* HTTP-version SP status-code SP reason-phrase */
static inline bool
status_line(const struct h1_pass *pass, const uint8_t *at, const uint8_t *cr)
{
	struct h1_head *head = pass->head;
	unsigned a, b, c;

	if (cr - at < 13 || !version(at, &head->minor) || at[8] != ' ' ||
		at[12] != ' ')
		return false;
	a = at[9] - (unsigned)'0';
	b = at[10] - (unsigned)'0';
	c = at[11] - (unsigned)'0';
	if (a > 9 || b > 9 || c > 9)
		return false;
	head->status = (uint16_t)(100 * a + 10 * b + c);
	set_part(&head->reason, pass, at + 13, cr);
	return true;
}

/* reg-name [ ":" up to four digits ] */
static inline bool
plain_host(const struct source *source, const uint8_t *at, const uint8_t *end)
{
	const uint8_t *colon = skip(source, at, HOST);

	if (colon == end)
		return true;
	if (*colon != ':' || end - colon > 5)
		return false;
	for (at = colon + 1; at != end; at++)
		if (!h1_octet_is(*at, H1_DIGIT))
			return false;
	return true;
}

static inline void
note_known(const struct h1_pass *pass, const struct source *source,
	struct h1_span name, const struct h1_field *field)
{
	const struct h1_known_row *row = &h1_known_rows[name.len];
	struct h1_named *named = &pass->head->known.at[row->id];
	const uint8_t *value = pass->base + field->value_off;

	if (!h1_known_is(row, name) || named->n++ > 0)
		return;
	named->first = (uint32_t)(field - pass->head->fields.at);
	if (row->id == H1_KNOWN_HOST)
		pass->reader->host_plain =
			plain_host(source, value, value + field->value_len);
}

static inline bool
is_ows(uint8_t octet)
{
	return octet == ' ' || octet == '\t';
}

/*
 * field-name ":" OWS field-value OWS (RFC 9112, section 5); of the value no
 * octet is left to be looked at.
 */
static inline bool
field_line(const struct h1_pass *pass, const struct source *source,
	struct h1_field *field, const uint8_t *at, const uint8_t *cr)
{
	const uint8_t *colon = skip(source, at, TOKEN);
	const uint8_t *value = colon + 1;
	size_t name_len = (size_t)(colon - at);

	if (UNLIKELY(*colon != ':'))
		return false;
	value += *value == ' ';
	/* below SP there are only HTAB, and CR at the end */
	while (UNLIKELY(*value <= ' ') && is_ows(*value))
		value++;
	while (UNLIKELY(cr[-1] <= ' ') && cr > value && is_ows(cr[-1]))
		cr--;
	set_part(&field->name_off, pass, at, colon);
	set_part(&field->value_off, pass, value, cr);
	if (name_len <= H1_KNOWN_LEN_MAX &&
		h1_known_letters[name_len] == (*at | 0x20)) {
		if (name_len == 0)
			return false;
		note_known(pass, source, (struct h1_span){at, name_len}, field);
	}
	return true;
}

static inline bool
start_line(const struct h1_pass *pass, const struct source *source,
	const uint8_t *at, const uint8_t *cr)
{
	if (UNLIKELY((size_t)(cr - at) > pass->reader->limits.start_line))
		return false;
	if (pass->reader->kind == H1_RESPONSE)
		return status_line(pass, at, cr);
	return request_line(pass, source, at, cr);
}

/* Takes the field lines from pass->at on, as long as there is room. */
static inline void
field_lines(struct h1_pass *pass, struct source *source)
{
	struct h1_fields *fields = &pass->head->fields;
	struct h1_field *field = fields->at + fields->n;
	struct h1_field *last = fields->at + fields->max;
	const uint8_t *at = pass->at;
	const uint8_t *lf;

	if (pass->reader->limits.fields < fields->max)
		last = fields->at + pass->reader->limits.fields;
	while ((lf = next_lf(source))) {
		const uint8_t *cr = lf - 1;

		/* an LF before the line stands for CR missing */
		if (UNLIKELY(*cr != '\r'))
			break;
		if (cr == at) {
			pass->ended = true;
			at = lf + 1;
			break;
		}
		if (UNLIKELY(field == last) ||
			!field_line(pass, source, field, at, cr))
			break;
		field++;
		at = lf + 1;
	}
	pass->at = at;
	fields->n = (size_t)(field - fields->at);
}

static void
pass_lines(struct h1_pass *pass)
{
	struct h1_reader *reader = pass->reader;
	struct source source;

#ifdef PASS_SHORT
	if (pass->end - pass->at < PASS_SHORT) {
		h1_kernel_plain.pass(pass);
		return;
	}
#endif
	source_init(&source, pass->at, pass->end);
	if (reader->state == H1_READER_START) {
		const uint8_t *lf = next_lf(&source);

		if (!lf || lf == pass->at || lf[-1] != '\r' ||
			!start_line(pass, &source, pass->at, lf - 1))
			return;
		pass->at = lf + 1;
		reader->state = H1_READER_FIELDS;
		reader->section = (size_t)(pass->at - pass->base);
	}
	field_lines(pass, &source);
}
