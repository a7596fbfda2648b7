#include "compare/wires.h"

#include <stdio.h>
#include <string.h>

#include "case/octets.h"
#include "report/json_fill.h"

#define SEGMENTS_MAX 16
#define OCTETS_MAX_SHOWN 2048
#define COMMAND_MAX 8192

/* ---- the address ---- */

void
wires_target(const struct compare_report *r, struct wires_target *out)
{
	const char *at = strstr(r->url, "://");
	size_t len;
	char *colon;

	*out = (struct wires_target){{0}, {0}};
	at = at != NULL ? at + 3 : r->url;
	len = strcspn(at, "/?#");
	if (len == 0 || len >= sizeof(out->authority))
		return;
	memcpy(out->authority, at, len);
	memcpy(out->host_port, at, len);
	colon = strrchr(out->host_port, ':');
	if (colon != NULL)
		*colon = ' ';
}

/* Appends the octets, each `name` in them replaced. */
static void
put_replaced(struct octets *out, const struct octets *in, const char *name,
	const char *by)
{
	size_t from = 0;
	size_t hit;

	while (name[0] != '\0' &&
		(hit = octets_find(in, from, name, strlen(name))) != SIZE_MAX) {
		octets_append(out, in->at + from, hit - from);
		octets_text(out, by);
		from = hit + strlen(name);
	}
	octets_append(out, in->at + from, in->len - from);
}

static json_t *
put_text(struct strings *s, const struct wires_target *t,
	const struct octets *text)
{
	struct octets first = {0};
	struct octets both = {0};
	json_t *place;

	put_replaced(&first, text, t->authority, WIRES_AUTHORITY);
	put_replaced(&both, &first, t->host_port, WIRES_HOST_PORT);
	place = strings_put(s, both.at != NULL ? (const char *)both.at : "",
		both.len);
	octets_free(&first);
	octets_free(&both);
	return place;
}

/* ---- traces ---- */

static bool
is_inside(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* How much of the segment is kept: no character is cut in two. */
static size_t
kept(const struct compare_segment *segment)
{
	size_t len = 0;
	size_t n = 0;

	while (len < segment->len && n < OCTETS_MAX_SHOWN) {
		len++;
		while (len < segment->len && is_inside(segment->octets[len]))
			len++;
		n++;
	}
	return len;
}

static json_t *
segment_json(struct strings *s, const struct wires_target *t,
	const struct compare_segment *segment)
{
	json_t *array = json_array();
	size_t len = kept(segment);
	bool ok = true;

	ok &= json_fill_append(array, json_real(segment->ms));
	ok &= json_fill_append(array, json_integer(segment->out ? 1 : 0));
	ok &= json_fill_append(array, json_integer((json_int_t)segment->total));
	for (size_t from = 0; from < len;) {
		const char *at = segment->octets + from;
		const char *end = memchr(at, '\n', len - from);
		const struct octets line = {
			.at = (uint8_t *)(uintptr_t)at,
			.len = end != NULL ? (size_t)(end - at) + 1
					   : len - from,
		};

		ok &= json_fill_append(array, put_text(s, t, &line));
		from += line.len;
	}
	return json_fill_array(array, ok);
}

json_t *
wires_trace(struct strings *s, const struct wires_target *t,
	const struct compare_result *r)
{
	json_t *trace;
	json_t *segments;
	bool ok = true;

	if (r->n_segments == 0 || s->len > WIRES_MAX)
		return NULL;
	segments = json_array();
	for (size_t i = 0; i < r->n_segments && i < SEGMENTS_MAX; i++)
		ok &= json_fill_append(segments,
			segment_json(s, t, &r->segments[i]));
	trace = json_array();
	ok &= json_fill_append(trace, json_integer((json_int_t)r->trace_total));
	ok &= json_fill_append(trace, segments);
	s->failed |= !ok;
	return trace;
}

/* ---- the command ---- */

#define HEADING "\n  reproduce\n"
#define INDENT 4

json_t *
wires_command(struct strings *s, const struct wires_target *t,
	const struct compare_result *r)
{
	const char *at = strstr(r->text, HEADING);
	struct octets command = {0};
	json_t *place = NULL;

	if (at == NULL || s->len > WIRES_MAX)
		return NULL;
	at += strlen(HEADING);
	while (strncmp(at, "    ", INDENT) == 0) {
		size_t len = strcspn(at, "\n");

		octets_append(&command, at + INDENT, len - INDENT);
		octets_text(&command, "\n");
		at += len + (at[len] == '\n');
	}
	if (command.len > 0 && command.len <= COMMAND_MAX)
		place = put_text(s, t, &command);
	octets_free(&command);
	return place;
}
