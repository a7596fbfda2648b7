#ifndef FUZZ_CODES_H
#define FUZZ_CODES_H

/*
 * A mark for each refusal of errors.def that what is tested can get. The others
 * have no mark, and must not come. The first marks of an entry are
 *
 *	#define H1_ROW(code, clause, requirement, status, text) \
 *		CODE_ROW(code, OF_REQUESTS)
 *	#include "h1/errors.def"
 *	#undef H1_ROW
 *
 * and its own count on from CODE_MARKS.
 */

#include "engine/entry.h"
#include "h1/error.h"

/* Whether a code stands there in errors.def. */
#define CODE_BETWEEN(code, first, last) \
	((code) >= H1_E_##first && (code) <= H1_E_##last)

/* What request-line, request-target and Host alone can get. */
#define CODE_OF_START(code)                                                \
	(((code) != H1_E_VERSION_SYNTAX && (code) != H1_E_VERSION_MAJOR && \
		 CODE_BETWEEN(code, EMPTY_LINES, AUTHORITY_PORT)) ||       \
		CODE_BETWEEN(code, HOST_MISSING, HOST_REPEATED))

#define OF_REQUESTS(code) \
	(!CODE_BETWEEN(code, STATUS_LINE_TOO_LONG, REASON_OCTET))

#define OF_RESPONSES(code)                                           \
	(!CODE_OF_START(code) && (code) != H1_E_CHUNKED_NOT_FINAL && \
		(code) != H1_E_TE_UNKNOWN)

/* Behind the head of a chunked message. */
#define OF_CHUNKED(code)                                                 \
	((CODE_BETWEEN(code, SPACE_BEFORE_FIELDS,                        \
		  TRAILER_SECTION_TOO_LARGE) &&                          \
		 (code) != H1_E_FIELD_SECTION_TOO_LARGE) ||              \
		CODE_BETWEEN(code, CONTENT_TOO_LARGE, CHUNK_DATA_END) || \
		(code) == H1_E_BARE_LF || (code) == H1_E_BARE_CR ||      \
		(code) == H1_E_INCOMPLETE_CONTENT)

#define CODE_ROW(code, possible) \
	{possible(H1_E_##code) ? "refused: " #code : NULL, 0},

enum code_mark {
#define H1_ROW(code, clause, requirement, status, text) CODE_MARK_##code,
#include "h1/errors.def"
#undef H1_ROW
	CODE_MARKS
};

/* Counts a refusal; one that has no mark does not belong here. */
static inline void
code_reached(struct mark *marks, enum h1_code code)
{
	struct mark *mark = &marks[code - 1];

	CHECK(mark->name != NULL);
	mark->n++;
}

#endif
