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
	CR
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

/* The state that an octet of chunk-ext leads to; NAME_START does not end. */
static int
ext_next(enum state state, uint8_t octet)
{
	bool space = h1_octet_is(octet, H1_OWS);
	bool tchar = h1_octet_is(octet, H1_TCHAR);

	switch (state) {
	case EXT:
		return space ? EXT : octet == ';' ? NAME_START : -1;
	case NAME_START:
		return space ? NAME_START : tchar ? NAME : -1;
	case NAME:
		if (tchar)
			return NAME;
		if (octet == '\r')
			return CR;
		/* fall through */
	case NAME_SPACE:
		if (octet == '=')
			return VALUE_START;
		return space ? NAME_SPACE : octet == ';' ? NAME_START : -1;
	case VALUE_START:
		return space	      ? VALUE_START
		       : octet == '"' ? QUOTED
		       : tchar	      ? TOKEN
				      : -1;
	case TOKEN:
		if (tchar)
			return TOKEN;
		/* fall through */
	case QUOTED_END:
		if (octet == '\r')
			return CR;
		return space ? EXT : octet == ';' ? NAME_START : -1;
	case QUOTED:
		if (h1_octet_is(octet, H1_QDTEXT))
			return QUOTED;
		return octet == '"'    ? QUOTED_END
		       : octet == '\\' ? QUOTED_PAIR
				       : -1;
	case QUOTED_PAIR:
		return h1_octet_is(octet, H1_QUOTED_PAIR) ? QUOTED : -1;
	case START:
	case SIZE:
	case CR:
		break;
	}
	return -1;
}

/* Behind the digits: what all extensions may have together is limited. */
static const uint8_t *
ext(struct h1_line *line, const uint8_t *at)
{
	const struct h1_reader *reader = line->reader;
	size_t room = reader->limits.chunk_exts - reader->n_chunk_exts;

	for (; at != line->stop; at++) {
		int next = ext_next((enum state)reader->part, *at);

		if (FAULTY(chunk_ext_line_lf) && *at == '\n')
			return h1_line_again(line, CR, at);
		if (FAULTY(chunk_ext_unread) || FAULTY(chunk_size_prefix))
			next = *at == '\r' ? CR : NAME;
		if (next == CR)
			return h1_line_go(line, CR, at);
		if (next < 0)
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
