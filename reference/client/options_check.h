#ifndef CLIENT_OPTIONS_CHECK_H
#define CLIENT_OPTIONS_CHECK_H

#include "client/options.h"

/* Whether the options fit together, and what they say can be sent; if not, a
 * message has been printed. */
bool options_check(const struct options *options);

/* Prints which option is wrong, and how; false. */
bool options_bad(const char *option, const char *what);

#endif
