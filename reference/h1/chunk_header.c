#include "h1/chunk_header.h"

#include "fault/fault.h"
#include "h1/chunked.h"
#include "h1/octet.h"

enum state {
	START,
	SIZE,
	EXT, /* white space, before ";" */
	NAME_START,
	NAME,
	NAME_SPACE, /* before "=" or ";" */
	VALUE_START,
	TOKEN,
	QUOTED,
	QUOTED_PAIR,
	QUOTED_END,
	CR,
	REFUSED /* no state: what such an octet leads to */
};

/*
 * chunk-size = 1*HEXDIG; any number of leading zeros, then 64 bits, of which
 * the limit of the content leaves some.
 */
static const uint8_t *
size(struct h1_line *line, const uint8_t *at)
{
	struct h1_reader *reader = line->reader;
	uint64_t *n = &line->reader->left;

	if (FAULTY(split_chunk_size) && at == line->base + reader->seen)
		*n = 0;
	for (; at != line->stop && h1_octet_is(*at, H1_HEXDIG); at++) {
		if (FAULTY(chunk_size_upper_refused) && *at >= 'A' &&
			*at <= 'F')
			return h1_line_refuse(line, H1_E_CHUNK_SIZE, at);
		if (FAULTY(chunk_size_16_digits) &&
			h1_line_off(line, at) >= reader->line + 16)
			continue;
		if (*n >> 60 && !FAULTY(chunk_size_64_bits))
			return h1_line_refuse(line, H1_E_CHUNK_SIZE_OVERFLOW,
				at);
		*n = *n << 4 | h1_octet_hex(*at);
		if (FAULTY(chunk_size_32_bits))
			*n = (uint32_t)*n;
		if (*n > reader->limits.content - reader->n_content &&
			!FAULTY(chunk_size_64_bits) &&
			!FAULTY(chunk_size_32_bits))
			return h1_line_refuse(line, H1_E_CONTENT_TOO_LARGE, at);
	}
	reader->value = h1_line_off(line, at);
	if (at == line->stop)
		return at;
	if (*at == '\r')
		return h1_line_go(line, CR, at);
	if (FAULTY(chunk_ext_refused) && *at == ';')
		return h1_line_refuse(line, H1_E_CHUNK_EXT, at);
	if (FAULTY(chunk_size_line_lf) && *at == '\n')
		return reader->value--, h1_line_again(line, CR, at);
	if (FAULTY(chunk_size_hex_prefix) && *at == 'x')
		return at + 1;
	if (FAULTY(chunk_size_underscore) && *at == '_')
		return at + 1;
	if (*at == ';' || h1_octet_is(*at, H1_OWS) || FAULTY(chunk_size_prefix))
		return h1_line_again(line, EXT, at);
	return h1_line_refuse(line, H1_E_CHUNK_SIZE, at);
}

static const uint8_t *
start(struct h1_line *line, const uint8_t *at)
{
	line->reader->left = 0;
	if (FAULTY(chunk_size_sign) && (*at == '+' || *at == '-'))
		return at + 1;
	if (FAULTY(space_before_chunk_size) && h1_octet_is(*at, H1_OWS))
		return at + 1;
	if (FAULTY(chunk_size_empty) && *at == '\r')
		return h1_line_again(line, SIZE, at);
	if ((FAULTY(crlf_before_chunk_size) ||
		    FAULTY(chunk_data_end_skipped)) &&
		h1_octet_is(*at, H1_LINE_END))
		return at + 1;
	if (!h1_octet_is(*at, H1_HEXDIG))
		return h1_line_refuse(line, H1_E_CHUNK_SIZE, at);
	return h1_line_again(line, SIZE, at);
}

/* --- what an octet of chunk-ext leads to, in each state ----------------- */

static enum state
ext_begins(uint8_t octet)
{
	if (h1_octet_is(octet, H1_OWS))
		return EXT;
	return octet == ';' ? NAME_START : REFUSED;
}

/* It does not end here. */
static enum state
name_start(uint8_t octet)
{
	if (h1_octet_is(octet, H1_OWS))
		return NAME_START;
	return h1_octet_is(octet, H1_TCHAR) ? NAME : REFUSED;
}

static enum state
name_space(uint8_t octet)
{
	if (octet == '=')
		return VALUE_START;
	if (h1_octet_is(octet, H1_OWS))
		return NAME_SPACE;
	return octet == ';' ? NAME_START : REFUSED;
}

static enum state
name(uint8_t octet)
{
	if (h1_octet_is(octet, H1_TCHAR))
		return NAME;
	return octet == '\r' ? CR : name_space(octet);
}

static enum state
value_start(uint8_t octet)
{
	if (h1_octet_is(octet, H1_OWS))
		return VALUE_START;
	if (octet == '"')
		return QUOTED;
	return h1_octet_is(octet, H1_TCHAR) ? TOKEN : REFUSED;
}

static enum state
quoted_end(uint8_t octet)
{
	return octet == '\r' ? CR : ext_begins(octet);
}

static enum state
token(uint8_t octet)
{
	return h1_octet_is(octet, H1_TCHAR) ? TOKEN : quoted_end(octet);
}

static enum state
quoted(uint8_t octet)
{
	if (h1_octet_is(octet, H1_QDTEXT))
		return QUOTED;
	if (octet == '"')
		return QUOTED_END;
	return octet == '\\' ? QUOTED_PAIR : REFUSED;
}

static enum state
quoted_pair(uint8_t octet)
{
	return h1_octet_is(octet, H1_QUOTED_PAIR) ? QUOTED : REFUSED;
}

static enum state (*const ext_states[])(uint8_t octet) = {
	[EXT] = ext_begins,
	[NAME_START] = name_start,
	[NAME] = name,
	[NAME_SPACE] = name_space,
	[VALUE_START] = value_start,
	[TOKEN] = token,
	[QUOTED] = quoted,
	[QUOTED_PAIR] = quoted_pair,
	[QUOTED_END] = quoted_end,
};

/* Behind the digits: what all extensions may have together is limited. */
static const uint8_t *
ext(struct h1_line *line, const uint8_t *at)
{
	const struct h1_reader *reader = line->reader;
	size_t room = reader->limits.chunk_exts - reader->n_chunk_exts;

	for (; at != line->stop; at++) {
		enum state next = ext_states[reader->part](*at);

		if (FAULTY(chunk_ext_line_lf) && *at == '\n')
			return h1_line_again(line, CR, at);
		if (FAULTY(chunk_ext_unread) || FAULTY(chunk_size_prefix))
			next = *at == '\r' ? CR : NAME;
		if (next == CR)
			return h1_line_go(line, CR, at);
		if (next == REFUSED)
			return h1_line_refuse(line, H1_E_CHUNK_EXT, at);
		if (h1_line_off(line, at) - reader->value >= room)
			return h1_line_refuse(line, H1_E_CHUNK_EXTS_TOO_LONG,
				at);
		line->reader->part = (uint8_t)next;
	}
	return at;
}

static const uint8_t *
cr(struct h1_line *line, const uint8_t *at)
{
	const struct h1_reader *reader = line->reader;

	if (*at != '\n' && !FAULTY(cr_x_ends_chunk_line))
		return h1_line_refuse_last(line, H1_E_BARE_CR, at);
	if (FAULTY(chunk_size_zero_first) && line->base[reader->line] == '0')
		line->reader->left = 0;
	*line->chunk = (struct h1_chunk){reader->left,
		h1_span_between(line->base + reader->value, at - 1)};
	return h1_line_go(line, H1_LINE_DONE, at);
}

const h1_line_state h1_chunk_header_states[] = {
	[START] = start,
	[SIZE] = size,
	[EXT] = ext,
	[NAME_START] = ext,
	[NAME] = ext,
	[NAME_SPACE] = ext,
	[VALUE_START] = ext,
	[TOKEN] = ext,
	[QUOTED] = ext,
	[QUOTED_PAIR] = ext,
	[QUOTED_END] = ext,
	[CR] = cr,
};
