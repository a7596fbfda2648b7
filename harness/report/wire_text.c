#include "report/wire_text.h"

#include <string.h>

#include "report/pieces.h"
#include "report/prose.h"

/* Of a longer line the beginning and the end are shown. */
#define LONG_LINE 240
#define SHOWN_HEAD 160
#define SHOWN_TAIL 40

/* Of what is no repetition not more is looked at; a target can send much. */
#define LITERALS_MAX 16384

struct view {
	struct octets *out;
	const char *lead;
	size_t lines_left;
	size_t literals; /* octets so far */
};

/* Something that is not to be broken: an octet's escape, or a remark. */
static void
put(struct view *v, const void *token, size_t len)
{
	size_t column = prose_column(v->out);

	if (column == 0) {
		octets_text(v->out, v->lead);
	} else if (column + len > PROSE_WIDTH - 1) {
		octets_text(v->out, "\\\n");
		octets_text(v->out, v->lead);
		octets_text(v->out, "  ");
	}
	octets_append(v->out, token, len);
}

static void
put_text(struct view *v, const char *text)
{
	put(v, text, strlen(text));
}

static void
end_line(struct view *v)
{
	octets_text(v->out, "\n");
	v->lines_left--;
}

static void
put_octets(struct view *v, const uint8_t *at, size_t len)
{
	struct octets token = {0};

	for (size_t i = 0; i < len; i++) {
		octets_clear(&token);
		prose_octet(&token, at[i]);
		put(v, token.at, token.len);
	}
	octets_free(&token);
}

static void
put_omitted(struct view *v, size_t n)
{
	struct octets token = {0};

	octets_format(&token, "{%zu more octets}", n);
	put(v, token.at, token.len);
	octets_free(&token);
}

static void
put_line(struct view *v, const uint8_t *at, size_t len)
{
	if (len > LONG_LINE) {
		put_octets(v, at, SHOWN_HEAD);
		put_omitted(v, len - SHOWN_HEAD - SHOWN_TAIL);
		put_octets(v, at + len - SHOWN_TAIL, SHOWN_TAIL);
	} else {
		put_octets(v, at, len);
	}
	if (at[len - 1] == '\n')
		end_line(v);
}

/* How many octets of the literal were put before the lines ran out. */
static size_t
put_literal(struct view *v, const uint8_t *at, size_t len)
{
	size_t done = 0;

	while (done < len && v->lines_left > 0) {
		size_t n = octets_line(at + done, len - done);

		put_line(v, at + done, n);
		done += n;
	}
	return done;
}

/* As the case format writes it, so that the case is recognised. */
static void
put_repetition(struct view *v, const uint8_t *at, const struct piece *p)
{
	struct octets times = {0};

	put_text(v, "{repeat: \"");
	put_octets(v, at, p->len);
	octets_format(&times, "\", times: %zu}", p->times);
	put(v, times.at, times.len);
	octets_free(&times);
	if (at[p->len - 1] == '\n')
		end_line(v);
}

/* A blank at the very end would not be seen. */
static size_t
without_last_blank(const uint8_t *at, size_t len)
{
	return len > 0 && at[len - 1] == ' ' ? len - 1 : len;
}

static size_t
put_piece(struct view *v, const uint8_t *at, const struct piece *p)
{
	if (p->times == 1) {
		v->literals += p->len;
		return p->off + put_literal(v, at + p->off, p->len);
	}
	put_repetition(v, at + p->off, p);
	return p->off + p->len * p->times;
}

void
wire_text(struct octets *out, const char *lead, size_t max, const void *at,
	size_t len)
{
	struct view v = {.out = out, .lead = lead, .lines_left = max};
	size_t visible = without_last_blank(at, len);
	size_t pos = 0;
	size_t done = 0;
	struct piece p;

	while (v.lines_left > 0 && v.literals < LITERALS_MAX &&
		pieces_next(at, visible, &pos, &p))
		done = put_piece(&v, at, &p);
	if (done < visible)
		put_omitted(&v, len - done);
	else if (visible < len)
		put_text(&v, "\\x20");
	if (prose_column(out) > 0)
		octets_text(out, "\n");
}
