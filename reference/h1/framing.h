#ifndef H1_FRAMING_H
#define H1_FRAMING_H

#include "h1/base.h"
#include "h1/field.h"
#include "h1/known.h"

/* What a response answers, as far as framing is concerned. */
enum h1_answers {
	H1_ANSWERS_OTHER,
	H1_ANSWERS_HEAD,
	H1_ANSWERS_CONNECT
};

/* How the end of the content is found (RFC 9112, section 6.3). */
enum h1_framing_kind {
	H1_FRAMING_NONE,   /* no content */
	H1_FRAMING_LENGTH, /* Content-Length, which may be 0 */
	H1_FRAMING_CHUNKED,
	H1_FRAMING_UNTIL_CLOSE, /* responses only */
	H1_FRAMING_TUNNEL	/* what follows is another protocol: 101, and
				   2xx to CONNECT */
};

struct h1_framing {
	enum h1_framing_kind kind;
	uint64_t length;    /* of H1_FRAMING_LENGTH; else 0 */
	bool must_close;    /* the connection ends with this exchange */
	bool coded;	    /* responses: the content is still in a transfer
				   coding other than chunked */
	unsigned tolerated; /* H1_LENIENT_* that were needed */
};

struct h1_framing_input {
	enum h1_kind kind;
	uint8_t minor;			/* of the message: HTTP/1.minor */
	uint16_t status;		/* of a response */
	enum h1_answers answers;	/* of a response */
	const struct h1_fields *fields; /* borrowed: the header section */
	const struct h1_known *known;	/* borrowed: what stands where in it */
	unsigned lenient;
};

/*
 * The decision of RFC 9112, section 6.3, for requests and responses.
 *
 * Stricter than the text, which leaves the choice: Content-Length beside
 * Transfer-Encoding, Transfer-Encoding in HTTP/1.0, and the same
 * Content-Length repeated are refused unless a flag asks otherwise.
 *
 * H1_ERROR: H1_E_TE_*, _CHUNKED_*, _LENGTH_*; off from fields->base.
 */
enum h1_status h1_framing_decide(struct h1_framing *framing,
	const struct h1_framing_input *in, struct h1_error *err);

/*
 * Content-Length = 1*DIGIT (RFC 9110, section 8.6), the whole of `in`.
 *
 * H1_ERROR: H1_E_LENGTH_SYNTAX, H1_E_LENGTH_OVERFLOW; off from in.at.
 */
enum h1_status h1_content_length_read(uint64_t *length, struct h1_span in,
	struct h1_error *err);

/*
 * Whether the connection persists behind this message (RFC 9112, section 9.3),
 * as far as its version and fields say.
 */
bool h1_framing_persist(uint8_t minor, const struct h1_fields *fields);

/* "none", "length", "chunked", "until-close", "tunnel". */
const char *h1_framing_name(enum h1_framing_kind kind);

#endif
