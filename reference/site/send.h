#ifndef SITE_SEND_H
#define SITE_SEND_H

/* From a representation to a response, conditions and ranges included. */

#include "site/representation.h"

/* Answers GET or HEAD with it: 200, 206, 304, 412 or 416. Takes its file. */
void send_representation(const struct request *request,
	struct representation *representation);

/* Adds Vary: all that the choice depended on (RFC 9110, section 12.5.5). */
void send_vary(const struct request *request,
	const struct representation *representation);

#endif
