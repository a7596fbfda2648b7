#include "support/decimal.h"

bool
decimal_read(uint64_t *number, const char *text, uint64_t least, uint64_t most)
{
	uint64_t n = 0;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		uint64_t digit = (uint64_t)(*text - '0');

		if (*text < '0' || *text > '9' || digit > most ||
			n > (most - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*number = n;
	return n >= least && n <= most;
}
