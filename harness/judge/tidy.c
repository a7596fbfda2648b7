#include "judge/tidy.h"

#include <string.h>

/* White space as RFC 9110, section 5.6.3, wants it from senders: one SP, and
 * only where it helps to read. */
static bool
is_tidy_space(uint8_t space, uint8_t next)
{
	return space == ' ' && strchr(" ,;", next) == NULL;
}

/* RFC 9110, section 5.6.4: a backslash is for what could not stand alone. */
static bool
needs_backslash(uint8_t octet, bool in_string)
{
	return octet == '\\' ||
	       (in_string ? octet == '"' : octet == '(' || octet == ')');
}

bool
tidy_matches(const uint8_t *at, size_t len)
{
	bool in_string = false;
	size_t in_comments = 0;

	for (size_t i = 0; i < len; i++) {
		bool inside = in_string || in_comments > 0;
		uint8_t next = i + 1 < len ? at[i + 1] : 0;

		if (at[i] == '\\' && inside) {
			if (!needs_backslash(next, in_string))
				return false;
			i++;
		} else if (at[i] == '"' && in_comments == 0) {
			in_string = !in_string;
		} else if (at[i] == '(' && !in_string) {
			in_comments++;
		} else if (at[i] == ')' && in_comments > 0) {
			in_comments--;
		} else if ((at[i] == ' ' || at[i] == '\t') && !inside &&
			   !is_tidy_space(at[i], next)) {
			return false;
		}
	}
	return true;
}
