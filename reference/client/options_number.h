#ifndef CLIENT_OPTIONS_NUMBER_H
#define CLIENT_OPTIONS_NUMBER_H

/* The options that take a number: the rows of settings.def. */

#include <stdbool.h>

#include "client/settings.h"

/* Whether there is such an option. */
bool options_number_is(const char *name);

/* Sets it. False if `value` is no number, or out of range: a message has been
 * printed. */
bool options_number_set(struct client_settings *settings, const char *name,
	const char *value);

#endif
