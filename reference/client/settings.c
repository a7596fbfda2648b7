#include "client/settings.h"

const struct client_settings client_settings_default = {
#define SETTING(name, option, standard, least, most, text) .name = (standard),
#include "client/settings.def"
#undef SETTING
};
