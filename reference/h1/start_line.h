#ifndef H1_START_LINE_H
#define H1_START_LINE_H

#include "h1/base.h"
#include "h1/target.h"

/* request-line (RFC 9112, section 3); spans borrow. */
struct h1_request_line {
	struct h1_span method;
	struct h1_span target; /* as it was received */
	struct h1_target parts;
	uint8_t minor;	    /* HTTP/1.minor */
	unsigned tolerated; /* H1_LENIENT_* that were needed */
};

/* status-line (RFC 9112, section 4); spans borrow. */
struct h1_status_line {
	uint8_t minor;
	uint16_t status;       /* 0 to 999: any three digits */
	struct h1_span reason; /* may be empty */
	unsigned tolerated;
};

/*
 * Reads the whole of `line`, which has no line end, as a request-line.
 *
 * H1_ERROR: H1_E_METHOD_EMPTY, _METHOD_OCTET, _REQUEST_LINE_SPACE,
 *           _TARGET_MISSING, _VERSION_*, _BARE_CR, or an error of
 *           h1_target_read(); off from line.at. The version is judged before
 *           the request-target, whose grammar is that of HTTP/1.
 */
enum h1_status h1_request_line_read(struct h1_request_line *request,
	struct h1_span line, unsigned lenient, struct h1_error *err);

/*
 * Reads the whole of `line`, which has no line end, as a status-line.
 *
 * H1_ERROR: H1_E_VERSION_SYNTAX, _VERSION_MAJOR, _STATUS_LINE_SPACE,
 *           _STATUS_CODE, _REASON_OCTET, _BARE_CR; off from line.at.
 */
enum h1_status h1_status_line_read(struct h1_status_line *response,
	struct h1_span line, unsigned lenient, struct h1_error *err);

#endif
