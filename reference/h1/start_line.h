#ifndef H1_START_LINE_H
#define H1_START_LINE_H

#include "h1/line.h"

/* The states of the two kinds of start-line; for the library alone. */

/* Empty lines and a request-line (RFC 9112, sections 2.2 and 3). */
extern const h1_line_state h1_request_line_states[];

/* A status-line (RFC 9112, section 4). */
extern const h1_line_state h1_status_line_states[];

/*
 * Takes the next octet of HTTP-version = "HTTP/" DIGIT "." DIGIT (RFC 9112,
 * section 2.3); reader->n_octets counts them. Another major version is refused
 * with its digit, since the rest may have another grammar. NULL: refused.
 */
const uint8_t *h1_version_octet(struct h1_line *line, const uint8_t *at);

#define H1_VERSION_LEN 8

/* White space other than SP between the parts, if a flag lets it stand. */
bool h1_start_line_space(struct h1_line *line, uint8_t octet);

#endif
