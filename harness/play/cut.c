#include "play/cut.h"

#include <stdlib.h>
#include <string.h>

/* A line that is longer is no chunk header. */
#define CHUNK_LINE_MAX 256

void
cut_list_free(struct cut_list *list)
{
	free(list->at);
	*list = (struct cut_list){0};
}

/* An array that doubles. */
static bool
add(struct cut_list *list, size_t at)
{
	if ((list->n & (list->n - 1)) == 0) {
		size_t room = list->n == 0 ? 1 : 2 * list->n;
		size_t *all = realloc(list->at, room * sizeof(*all));

		if (all == NULL)
			return false;
		list->at = all;
	}
	list->at[list->n++] = at;
	return true;
}

/* ---- delimiters ---- */

static bool
is_delimiter(uint8_t octet)
{
	return octet == '\r' || octet == '\n' || octet == ':' || octet == ',' ||
	       octet == ';';
}

static bool
add_delimiters(const struct octets *wire, struct cut_list *out)
{
	for (size_t i = 1; i < wire->len; i++)
		if ((is_delimiter(wire->at[i - 1]) ||
			    is_delimiter(wire->at[i])) &&
			!add(out, i))
			return false;
	return true;
}

/* ---- chunks ---- */

static unsigned
hex_digit(uint8_t octet)
{
	if (octet >= '0' && octet <= '9')
		return octet - '0';
	octet |= 0x20;
	return octet >= 'a' && octet <= 'f' ? octet - 'a' + 10u : 16;
}

/* The chunk header at *pos: moves *pos to the first octet of its data; any size
 * beyond the wire is as good as another. False: there is none. */
static bool
chunk_header(const struct octets *wire, size_t *pos, size_t *size)
{
	size_t at = *pos;
	size_t most = wire->len - at < CHUNK_LINE_MAX ? wire->len - at
						      : CHUNK_LINE_MAX;
	const uint8_t *lf = memchr(wire->at + at, '\n', most);

	*size = 0;
	for (; at < wire->len && hex_digit(wire->at[at]) < 16; at++)
		if (*size <= wire->len)
			*size = *size * 16 + hex_digit(wire->at[at]);
	if (lf == NULL || at == *pos)
		return false;
	*pos = (size_t)(lf - wire->at) + 1;
	return true;
}

static size_t
behind_line_end(const struct octets *wire, size_t at)
{
	if (at < wire->len && wire->at[at] == '\r')
		at++;
	return at < wire->len && wire->at[at] == '\n' ? at + 1 : at;
}

/* What follows a header section, as far as it reads like chunks. */
static bool
add_chunks(const struct octets *wire, size_t at, struct cut_list *out)
{
	size_t header = at;
	size_t size;

	while (chunk_header(wire, &at, &size)) {
		if (hex_digit(wire->at[header + 1]) < 16 &&
			!add(out, header + 1))
			return false;
		if (!add(out, header) || !add(out, at))
			return false;
		if (size == 0 || size >= wire->len - at)
			return true;
		at += size;
		if (!add(out, at))
			return false;
		header = at = behind_line_end(wire, at);
	}
	return true;
}

static bool
add_all_chunks(const struct octets *wire, struct cut_list *out)
{
	size_t at = 0;

	while ((at = octets_find(wire, at, "\r\n\r\n", 4)) != SIZE_MAX) {
		at += 4;
		if (!add_chunks(wire, at, out))
			return false;
	}
	return true;
}

/* ---- the list ---- */

static int
compare(const void *a, const void *b)
{
	const size_t *x = a;
	const size_t *y = b;

	return (*x > *y) - (*x < *y);
}

/* Sorts; each place once, none at an end. */
static void
tidy(struct cut_list *list, size_t len, const size_t *ends, size_t n_ends)
{
	size_t last = 0;
	size_t n = 0;
	size_t k = 0;

	if (list->n > 0)
		qsort(list->at, list->n, sizeof(*list->at), compare);
	for (size_t i = 0; i < list->n; i++) {
		size_t at = list->at[i];

		while (k < n_ends && ends[k] < at)
			k++;
		if (at == last || at == len || (k < n_ends && ends[k] == at))
			continue;
		list->at[n++] = last = at;
	}
	list->n = n;
}

/* Message heads come first, and are kept. */
static void
thin_out(struct cut_list *list, size_t most)
{
	size_t half = most / 2;

	if (list->n <= most)
		return;
	for (size_t k = 0; k < half; k++)
		list->at[half + k] =
			list->at[half + k * (list->n - 1 - half) / (half - 1)];
	list->n = most;
}

bool
cut_find(const struct octets *wire, const size_t *ends, size_t n_ends,
	struct cut_list *out)
{
	*out = (struct cut_list){0};
	if (!add_delimiters(wire, out) || !add_all_chunks(wire, out)) {
		cut_list_free(out);
		return false;
	}
	tidy(out, wire->len, ends, n_ends);
	thin_out(out,
		wire->len > CUT_HUGE ? CUT_HUGE_PLACES_MAX : CUT_PLACES_MAX);
	return true;
}
