#include "http/path.h"

#include "h1/cursor.h"
#include "h1/octet.h"

/* pct-encoded = "%" HEXDIG HEXDIG, the "%" already taken */
static bool
encoded_octet(struct h1_cur *cur, uint8_t *octet)
{
	if (h1_cur_left(cur) < 2 || !h1_octet_is(cur->at[0], H1_HEXDIG) ||
		!h1_octet_is(cur->at[1], H1_HEXDIG))
		return false;
	*octet = (uint8_t)(h1_octet_hex(cur->at[0]) << 4 |
			   h1_octet_hex(cur->at[1]));
	cur->at += 2;
	return *octet != '/' && *octet != '\0';
}

bool
http_path_decode(uint8_t *out, size_t *out_len, struct h1_span path)
{
	struct h1_cur cur = h1_cur_over(path);
	size_t len = 0;
	uint8_t octet;

	while (!h1_cur_at_end(&cur)) {
		octet = *cur.at++;
		if (octet == '%' && !encoded_octet(&cur, &octet))
			return false;
		out[len++] = octet;
	}
	*out_len = len;
	return true;
}

bool
http_path_segment_next(struct h1_span *rest, struct h1_span *segment)
{
	struct h1_cur cur = h1_cur_over(*rest);
	const uint8_t *from;

	if (!h1_cur_octet(&cur, '/'))
		return false;
	from = cur.at;
	while (!h1_cur_at_end(&cur) && *cur.at != '/')
		cur.at++;
	*segment = h1_span_between(from, cur.at);
	*rest = h1_cur_rest(&cur);
	return true;
}

bool
http_path_segment_names(struct h1_span segment)
{
	return segment.len > 0 && segment.at[0] != '.';
}

bool
http_path_segment_stores(struct h1_span segment)
{
	size_t i;

	if (!http_path_segment_names(segment) ||
		segment.len > HTTP_PATH_NAME_MAX)
		return false;
	for (i = 0; i < segment.len; i++) {
		uint8_t octet = segment.at[i];

		if (h1_octet_is(octet, H1_CTL) || octet == '\\' ||
			octet == ':' || octet == '/')
			return false;
	}
	return true;
}
