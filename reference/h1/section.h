#ifndef H1_SECTION_H
#define H1_SECTION_H

#include "h1/base.h"
#include "h1/field.h"

/*
 * Reads a field section, header or trailers, line by line:
 *
 *	*( field-line CRLF ) CRLF		(RFC 9112, sections 2.1, 7.1.2)
 */

/* How far the section has been read; offsets from the base of the section's
 * fields. Start with `start` and `line` at its first octet and the rest 0. */
struct h1_section {
	size_t start; /* its first octet */
	size_t line;  /* the current line; in the end the empty one */
	size_t seen;  /* octets of that line known to hold no LF */
	size_t end;   /* behind the empty line, when all is read */
	size_t n;     /* field lines so far */
};

struct h1_section_rule {
	size_t line_max;   /* octets of one line without its end */
	size_t octets_max; /* of the field lines with their ends */
	size_t fields_max;
	enum h1_code too_large; /* refusal of a section over octets_max */
	bool final_crlf;	/* the empty line never ends in LF alone */
	unsigned lenient;
};

/*
 * Goes on reading at base + section->line; [base, end) is what has arrived.
 * Each field line is put into `fields`, or dropped where fields->at is NULL.
 *
 * H1_OK:    section->end is set; fields->base is not touched.
 * H1_MORE:  to be called again with more octets; `base` may have moved.
 * H1_ERROR: H1_E_BARE_LF, _SPACE_BEFORE_FIELDS, _OBS_FOLD, _TOO_MANY_FIELDS,
 *           _FIELD_LINE_TOO_LONG, rule->too_large, or an error of
 *           h1_field_line_read(); off from base.
 */
enum h1_status h1_section_read(struct h1_section *section,
	struct h1_fields *fields, unsigned *tolerated, struct h1_span in,
	const struct h1_section_rule *rule, struct h1_error *err);

#endif
