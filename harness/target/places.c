#include "target/places.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <uv.h>

/* The value of a variable; NULL: not set, or empty. */
static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value == NULL || *value == '\0' ? NULL : value;
}

/* The folder of this program, with a slash. */
static bool
own_folder(char *out, size_t room)
{
	char *slash;

	if (uv_exepath(out, &room) != 0)
		return false;
	slash = strrchr(out, '/');
	if (slash == NULL)
		return false;
	slash[1] = '\0';
	return true;
}

void
target_place_h1d(char *out, size_t room)
{
	static const char *const beside[] = {
		"h1d", "../../reference/server/h1d", /* of harness/cli */
		"../../../reference/server/h1d",     /* of harness/tests/X */
	};
	const char *named = variable("H1D");
	char folder[TARGET_PLACE_MAX];

	if (named == NULL && own_folder(folder, sizeof(folder))) {
		for (size_t i = 0; i < sizeof(beside) / sizeof(*beside); i++) {
			snprintf(out, room, "%s%s", folder, beside[i]);
			if (access(out, X_OK) == 0)
				return;
		}
	}
	snprintf(out, room, "%s", named == NULL ? "h1d" : named);
}

void
target_place_npm(char *out, size_t room)
{
	const char *named = variable("ASSAY_NPM");
	const char *cache = variable("XDG_CACHE_HOME");
	const char *home = variable("HOME");

	if (named != NULL)
		snprintf(out, room, "%s", named);
	else if (cache != NULL)
		snprintf(out, room, "%s/assay/npm", cache);
	else
		snprintf(out, room, "%s/.cache/assay/npm",
			home == NULL ? "" : home);
}
