#include "server/settings.h"

const struct settings settings_default = {
#define SETTING(name, option, standard, least, most, text) .name = (standard),
#include "server/settings.def"
#undef SETTING
};
