#ifndef SERVER_LIMITS_H
#define SERVER_LIMITS_H

/* What the settings mean for the reader and its buffer. */

#include "h1/limits.h"
#include "server/settings.h"

/* Octets that are read at once. */
#define LIMITS_READ_MAX ((size_t)16384)

struct h1_limits limits_of_reader(const struct settings *settings);

/* Octets that may wait to be read by it: more than it ever asks for before it
 * takes or refuses them. */
size_t limits_of_input(const struct h1_limits *limits);

#endif
