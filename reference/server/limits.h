#ifndef SERVER_LIMITS_H
#define SERVER_LIMITS_H

/* What the settings mean for the reader. */

#include "h1/limits.h"
#include "server/settings.h"

/* Octets that are read at once. */
#define LIMITS_READ_MAX ((size_t)16384)

struct h1_limits limits_of_reader(const struct settings *settings);

#endif
