#ifndef SERVER_SETTINGS_H
#define SERVER_SETTINGS_H

/* What can be set; settings.def says what each is for. */

#include <stdint.h>

struct settings {
#define SETTING(name, option, standard, least, most, text) uint64_t name;
#include "server/settings.def"
#undef SETTING
};

/* The defaults. */
extern const struct settings settings_default;

#endif
