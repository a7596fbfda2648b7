#ifndef SITE_ACCEPT_H
#define SITE_ACCEPT_H

/* What requests bring that can be stored, seen from their heads. Each of these
 * says false when it has answered with a refusal. */

#include "http/form.h"
#include "site/inside.h"

/* PUT: not a part (400), without a content coding, and of the type that the
 * name stands for (415). */
bool accept_put(const struct request *request);

/* A form with files, not in a content coding (415), and not sent by a page of
 * another site (403). *boundary borrows. */
bool accept_form(struct h1_span *boundary, const struct request *request);

#endif
