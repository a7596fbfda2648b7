#ifndef HTTP_STATUS_H
#define HTTP_STATUS_H

/* Status codes (RFC 9110, section 15). */

#include "h1/base.h"

/* The reason-phrase of a registered status code; else an empty span. */
struct h1_span http_status_reason(unsigned status);

/* Whether it is a 1xx, behind which a final response follows. */
bool http_status_interim(unsigned status);

/*
 * Whether a response with this status never has content: 1xx, 204, 304
 * (RFC 9110, section 6.4.1).
 */
bool http_status_bodiless(unsigned status);

#endif
