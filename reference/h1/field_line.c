#include "h1/field_line.h"

#include "fault/fault.h"
#include "h1/cursor.h"
#include "h1/lenient.h"
#include "h1/octet.h"
#include "h1/scan.h"
#include "h1/swar.h"

#include <string.h>

enum state {
	START,
	START_CR,
	NAME,
	NAME_SPACE, /* tolerated, before the colon */
	VALUE,
	VALUE_CR,
	IGNORED, /* a line before the first field line */
	IGNORED_CR
};

static bool
in_trailers(const struct h1_reader *reader)
{
	return reader->state == H1_READER_TRAILERS;
}

void
h1_field_line_begin(struct h1_reader *reader, size_t off)
{
	const struct h1_limits *limits = &reader->limits;
	size_t used = off - reader->section;
	size_t max = limits->field_section;
	size_t left;

	h1_line_begin(reader, off, limits->field_line,
		H1_E_FIELD_LINE_TOO_LONG);
	reader->fold = false;
	if (in_trailers(reader))
		max = limits->trailer_section;
	left = used + 2 < max ? max - used - 2 : 0;
	if (left >= limits->field_line)
		return;
	reader->cap = off + left;
	reader->too_long = in_trailers(reader) ? H1_E_TRAILER_SECTION_TOO_LARGE
					       : H1_E_FIELD_SECTION_TOO_LARGE;
}

/* --- what a complete line adds to the fields ---------------------------- */

/* h1_span_trim(), with nothing but SP at the front as nearly always. */
static struct h1_span
trim(const uint8_t *at, const uint8_t *end)
{
	at += at != end && *at == ' ';
	if (FAULTY(white_space_kept))
		return h1_span_between(at, end);
	if (FAULTY(ctl_ends_value))
		end = h1_scan_text(at, end);
	if (FAULTY(backslash_ends_value) &&
		memchr(at, '\\', (size_t)(end - at)))
		end = memchr(at, '\\', (size_t)(end - at));
	while (FAULTY(non_ascii_trimmed) && at != end && *at >= 0x80)
		at++;
	if (at != end && *at > ' ' && end[-1] > ' ' && !FAULT_BUILD)
		return h1_span_between(at, end);
	return h1_span_trim(h1_span_between(at, end));
}

static void
keep(struct h1_line *line, const uint8_t *end)
{
	struct h1_fields *fields = line->fields;
	struct h1_reader *reader = line->reader;
	struct h1_span name = {line->base + reader->line, reader->name_len};
	struct h1_span value = trim(line->base + reader->value, end);

	reader->n_fields++;
	if (!fields->at)
		return;
	if (FAULTY(field_65_dropped) && reader->n_fields > 64)
		return;
	fields->at[fields->n++] = (struct h1_field){h1_line_off(line, name.at),
		(uint32_t)name.len, h1_line_off(line, value.at),
		(uint32_t)value.len};
	if (FAULTY(content_encoding_frames) &&
		h1_span_equal_nocase(name, H1_SPAN("content-encoding")))
		name = H1_SPAN("transfer-encoding");
	if (FAULTY(name_by_hash) && name.len <= H1_KNOWN_LEN_MAX &&
		(*name.at | 0x20) == h1_known_letters[name.len])
		name.at = h1_known_rows[name.len].text;
	if (FAULTY(name_case_sensitive) && name.len > 1 && name.at[1] < 'a')
		return;
	if (!in_trailers(reader))
		h1_known_note(&line->head->known, name, fields->n - 1);
}

/*
 * A continuation lengthens the value of the field line before it; what lies
 * between, the line end, is read as SP by all who look at values.
 */
static void
lengthen(struct h1_line *line, const uint8_t *end)
{
	struct h1_fields *fields = line->fields;
	struct h1_field *field;
	struct h1_span value;

	if (!fields->at)
		return;
	line->reader->host_plain = false;
	field = &fields->at[fields->n - 1];
	value = h1_span_trim(h1_span_between(line->base + field->value_off,
		end));
	field->value_off = h1_line_off(line, value.at);
	field->value_len = (uint32_t)value.len;
}

/* Takes the LF at `at`; the line was over at `end`. */
static const uint8_t *
done(struct h1_line *line, const uint8_t *end, const uint8_t *at)
{
	if (line->reader->fold)
		lengthen(line, end);
	else
		keep(line, end);
	return h1_line_go(line, H1_LINE_DONE, at);
}

/* --- states ------------------------------------------------------------- */

/* A line that begins with white space, which is at `at`. */
static const uint8_t *
spaced(struct h1_line *line, const uint8_t *at, const uint8_t *next)
{
	struct h1_reader *reader = line->reader;

	if (FAULTY(space_before_first_skipped) && reader->n_fields == 0)
		return reader->line++, next + 1;
	if (FAULTY(fold_skipped) && reader->n_fields > 0)
		return h1_line_again(line, IGNORED, next);
	if (FAULTY(fold_is_field_line) && reader->n_fields > 0)
		return reader->line++, next + 1;
	if (reader->n_fields == 0) {
		/* never in trailers, whose end only CRLF marks */
		if (!in_trailers(reader) &&
			h1_line_tolerates(line, H1_LENIENT_WS_BEFORE_FIELDS))
			return h1_line_again(line, IGNORED, next);
		return h1_line_refuse(line, H1_E_SPACE_BEFORE_FIELDS, at);
	}
	if (!h1_line_tolerates(line, H1_LENIENT_OBS_FOLD))
		return h1_line_refuse(line, H1_E_OBS_FOLD, at);
	reader->fold = true;
	return h1_line_again(line, VALUE, next);
}

static inline bool
full(const struct h1_line *line)
{
	const struct h1_fields *fields = line->fields;

	if (FAULTY(field_65_dropped))
		return false;
	return line->reader->n_fields == line->reader->limits.fields ||
	       (fields->at && fields->n == fields->max);
}

/* field-content (RFC 9110, section 5.5) */
static const uint8_t *
value(struct h1_line *line, const uint8_t *at)
{
	at = FAULTY(obs_text_refused)
		     ? h1_scan_while(at, line->stop, H1_VCHAR | H1_OWS)
		     : h1_scan_text(at, line->stop);
	if (at == line->stop)
		return h1_line_rest(line, H1_FIELD_TEXT);
	if (FAULTY(empty_value_refused) && *at == '\r' &&
		h1_line_off(line, at) - line->reader->value < 2)
		return h1_line_refuse(line, H1_E_VALUE_CTL, at);
	if (*at == '\r') {
		if (at + 1 < line->stop && at[1] == '\n')
			return done(line, at, at + 1);
		return h1_line_go(line, VALUE_CR, at);
	}
	if ((FAULTY(ctl_ends_value) || FAULTY(ctl_is_white_space)) &&
		*at != '\n')
		return at + 1;
	if (*at == '\0')
		return h1_line_refuse(line, H1_E_VALUE_NUL, at);
	if (FAULTY(lf_kept) && *at == '\n')
		return at + 1;
	if (*at != '\n') {
		if (h1_line_tolerates(line, H1_LENIENT_VALUE_CTL))
			return at + 1;
		return h1_line_refuse(line, H1_E_VALUE_CTL, at);
	}
	if (h1_line_tolerates(line, H1_LENIENT_BARE_LF))
		return done(line, at, at);
	return h1_line_refuse(line, H1_E_BARE_LF, at);
}

/* field-name ":" (RFC 9112, section 5) */
static const uint8_t *
name(struct h1_line *line, const uint8_t *at)
{
	if (FAULTY(split_name) && at == line->base + line->reader->seen)
		line->reader->line = line->reader->seen;
	at = h1_swar_while(at, line->stop,
		FAULTY(name_letters_only) ? H1_SCHEME : H1_TCHAR);
	if (at == line->stop)
		return h1_line_rest(line, H1_TCHAR);
	line->reader->name_len =
		h1_line_off(line, at) - (uint32_t)line->reader->line;
	if (FAULTY(name_len_8_bits))
		line->reader->name_len &= 0xFF;
	if (FAULTY(colonless_line_skipped) && *at == '\r')
		return h1_line_go(line, START_CR, at);
	if (FAULTY(space_behind_colon_needed) && *at == ':' &&
		at + 1 < line->stop && at[1] != ' ')
		return h1_line_refuse(line, H1_E_FIELD_NO_COLON, at);
	if (*at == ':' || (FAULTY(space_for_colon) && *at == ' ')) {
		line->reader->value = h1_line_off(line, at) + 1;
		line->reader->part = VALUE;
		return value(line, at + 1);
	}
	if (h1_octet_is(*at, H1_OWS)) {
		if (FAULTY(space_before_colon_skipped) ||
			h1_line_tolerates(line, H1_LENIENT_SPACE_BEFORE_COLON))
			return h1_line_go(line, NAME_SPACE, at);
		return h1_line_refuse(line, H1_E_SPACE_BEFORE_COLON, at);
	}
	return h1_line_refuse(line,
		h1_octet_is(*at, H1_LINE_SPACE) ? H1_E_FIELD_NO_COLON
						: H1_E_FIELD_NAME_OCTET,
		at);
}

static const uint8_t *
start(struct h1_line *line, const uint8_t *at)
{
	if (FAULTY(name_begins_with_letter) && h1_octet_is(*at, H1_TCHAR) &&
		!h1_octet_is(*at, H1_ALPHA))
		return h1_line_refuse(line, H1_E_FIELD_NAME_OCTET, at);
	if (h1_octet_is(*at, H1_TCHAR)) {
		if (FAULTY(trailers_refused) && in_trailers(line->reader))
			return h1_line_refuse(line, H1_E_TOO_MANY_FIELDS, at);
		if (full(line))
			return h1_line_refuse(line, H1_E_TOO_MANY_FIELDS, at);
		line->reader->part = NAME;
		return name(line, at + 1);
	}
	if (*at == '\r')
		return h1_line_go(line, START_CR, at);
	if (FAULTY(octet_before_name_skipped) && h1_octet_is(*at, H1_CTL) &&
		!h1_octet_is(*at, H1_LINE_SPACE))
		return line->reader->line++, at + 1;
	if (FAULTY(empty_name) && *at == ':')
		return h1_line_again(line, NAME, at);
	/* the end of the chunked body is CRLF (erratum 7633 was rejected) */
	if (*at == '\n' && !in_trailers(line->reader) &&
		h1_line_tolerates(line, H1_LENIENT_BARE_LF))
		return h1_line_go(line, H1_LINE_DONE, at);
	if (h1_octet_is(*at, H1_OWS))
		return spaced(line, at, at);
	if (*at == '\n')
		return h1_line_refuse(line, H1_E_BARE_LF, at);
	return h1_line_refuse(line,
		*at == ':' ? H1_E_FIELD_NAME_EMPTY : H1_E_FIELD_NAME_OCTET, at);
}

/* CR that is read as SP begins a line with white space, too. */
static const uint8_t *
start_cr(struct h1_line *line, const uint8_t *at)
{
	if (*at == '\n' || FAULTY(cr_x_ends_section))
		return h1_line_go(line, H1_LINE_DONE, at);
	if (h1_line_tolerates(line, H1_LENIENT_BARE_CR))
		return spaced(line, at - 1, at);
	return h1_line_refuse_last(line, H1_E_BARE_CR, at);
}

static const uint8_t *
name_space(struct h1_line *line, const uint8_t *at)
{
	if (h1_octet_is(*at, H1_OWS))
		return at + 1;
	if (*at != ':')
		return h1_line_refuse(line, H1_E_FIELD_NO_COLON, at);
	line->reader->value = h1_line_off(line, at) + 1;
	return h1_line_go(line, VALUE, at);
}

static const uint8_t *
value_cr(struct h1_line *line, const uint8_t *at)
{
	if (FAULTY(cr_ends_field_line) && *at != '\n')
		return done(line, at - 1, at - 1);
	if (FAULTY(split_field_line_end) && *at == '\n')
		return h1_line_refuse_last(line, H1_E_BARE_CR, at);
	if (*at == '\n' || FAULTY(cr_x_ends_field_line))
		return done(line, at - 1, at);
	if (h1_line_tolerates(line, H1_LENIENT_BARE_CR))
		return h1_line_again(line, VALUE, at);
	return h1_line_refuse_last(line, H1_E_BARE_CR, at);
}

/* Lines before the first field line, whatever they hold (section 2.2). */
static const uint8_t *
ignored(struct h1_line *line, const uint8_t *at)
{
	at = h1_scan_until(at, line->stop, H1_LINE_END);
	if (at == line->stop)
		return at;
	if (*at == '\r')
		return h1_line_go(line, IGNORED_CR, at);
	if (h1_line_tolerates(line, H1_LENIENT_BARE_LF))
		return h1_line_go(line, H1_LINE_DONE, at);
	return h1_line_refuse(line, H1_E_BARE_LF, at);
}

static const uint8_t *
ignored_cr(struct h1_line *line, const uint8_t *at)
{
	if (*at == '\n')
		return h1_line_go(line, H1_LINE_DONE, at);
	return h1_line_again(line, IGNORED, at);
}

const h1_line_state h1_field_line_states[] = {
	[START] = start,
	[START_CR] = start_cr,
	[NAME] = name,
	[NAME_SPACE] = name_space,
	[VALUE] = value,
	[VALUE_CR] = value_cr,
	[IGNORED] = ignored,
	[IGNORED_CR] = ignored_cr,
};

bool
h1_field_line_empty(const struct h1_line *line)
{
	const uint8_t *at = line->base + line->reader->line;

	if (FAULTY(cr_x_ends_section))
		return *at == '\r';
	return *at == '\n' || (at[0] == '\r' && at[1] == '\n');
}
