#ifndef CLIENT_SETTINGS_H
#define CLIENT_SETTINGS_H

/* What can be set; settings.def says what each is for. */

#include <stdint.h>

struct client_settings {
#define SETTING(name, option, standard, least, most, text) uint64_t name;
#include "client/settings.def"
#undef SETTING
};

/* The defaults. */
extern const struct client_settings client_settings_default;

#endif
