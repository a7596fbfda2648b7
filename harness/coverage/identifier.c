#include "coverage/identifier.h"

#include <string.h>

#define DIGITS "0123456789"

/* Numbers have no leading zeros, so the longer one is the larger. */
static int
compare_numbers(const char *a, size_t a_len, const char *b, size_t b_len)
{
	if (a_len != b_len)
		return a_len < b_len ? -1 : 1;
	return memcmp(a, b, a_len);
}

int
identifier_compare(const char *a, const char *b)
{
	while (*a != '\0' && *b != '\0') {
		size_t a_len = strspn(a, DIGITS);
		size_t b_len = strspn(b, DIGITS);
		int difference;

		if (a_len > 0 && b_len > 0) {
			difference = compare_numbers(a, a_len, b, b_len);
		} else {
			a_len = b_len = 1;
			difference = (unsigned char)*a - (unsigned char)*b;
		}
		if (difference != 0)
			return difference;
		a += a_len;
		b += b_len;
	}
	return (unsigned char)*a - (unsigned char)*b;
}

size_t
identifier_document(const char *id)
{
	return strcspn(id, "-");
}

size_t
identifier_section(const char *id)
{
	size_t len = identifier_document(id);

	if (id[len] == '-')
		len += 1 + strcspn(id + len + 1, "-");
	return len;
}

bool
identifier_is_in(const char *id, const char *section)
{
	size_t len = strlen(section);

	if (len > identifier_section(id) || strncmp(id, section, len) != 0)
		return false;
	return id[len] == '.' || id[len] == '-' || id[len] == '\0';
}
