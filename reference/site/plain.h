#ifndef SITE_PLAIN_H
#define SITE_PLAIN_H

/* The resources that are no files. */

#include "site/inside.h"

/* A short text that is always the same. */
void plain_root(const struct request *request);

/* The field lines of the request, each as "name: value" and LF. */
void plain_fields(const struct request *request);

/* The content of the request, when all of it has come. */
void plain_echo(const struct request *request);

/* The request itself, but what could be a secret (RFC 9110, section 9.3.8). */
void plain_trace(const struct request *request);

#endif
