#include "target/added_field.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "h1/octet.h"

/* What the cases are about: another one would change what they test. */
static bool
is_taken(const char *line, size_t len)
{
	static const char *const names[] = {"Host", "Content-Length",
		"Transfer-Encoding", "Connection", "Trailer", "TE", "Expect"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == len &&
			strncasecmp(names[i], line, len) == 0)
			return true;
	return false;
}

static bool
is_all(const char *at, const char *end, uint32_t classes)
{
	while (at < end && h1_octet_is((uint8_t)*at, classes))
		at++;
	return at == end;
}

const char *
added_field_problem(const char *line)
{
	size_t len = strcspn(line, ":");
	const char *value = line + len + 1;
	const char *end = line + strlen(line);

	if (line[len] != ':' || len == 0 || !is_all(line, line + len, H1_TCHAR))
		return "\"Name: value\", the name a token";
	if (is_taken(line, len))
		return "a field other than those that frame messages and "
		       "connections";
	while (*value == ' ')
		value++;
	if (value == end || end[-1] == ' ' || end[-1] == '\t' ||
		!is_all(value, end, H1_FIELD_TEXT))
		return "a value without control characters, and without white "
		       "space at its end";
	return NULL;
}
