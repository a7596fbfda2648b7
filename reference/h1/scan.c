#include "h1/scan.h"

#include "h1/octet.h"

#include <string.h>

const uint8_t *
h1_scan_lf(const uint8_t *at, const uint8_t *end)
{
	const uint8_t *lf;

	if (at == end)
		return end;
	lf = memchr(at, '\n', (size_t)(end - at));
	return lf ? lf : end;
}

const uint8_t *
h1_scan_while(const uint8_t *at, const uint8_t *end, uint32_t classes)
{
	while (at != end && h1_octet_is(*at, classes))
		at++;
	return at;
}

const uint8_t *
h1_scan_until(const uint8_t *at, const uint8_t *end, uint32_t classes)
{
	while (at != end && !h1_octet_is(*at, classes))
		at++;
	return at;
}
