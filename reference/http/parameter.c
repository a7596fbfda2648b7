#include "http/parameter.h"

bool
http_parameter_next(struct h1_cur *cur, struct http_parameter *parameter)
{
	struct h1_cur c = *cur;

	for (;;) {
		h1_cur_ows(&c);
		if (h1_cur_at_end(&c)) {
			*cur = c;
			return false;
		}
		if (!h1_cur_octet(&c, ';'))
			return false;
		h1_cur_ows(&c);
		if (h1_cur_token(&c, &parameter->name))
			break;
	}
	if (!h1_cur_octet(&c, '=') ||
		!h1_cur_token_or_quoted(&c, &parameter->value))
		return false;
	*cur = c;
	return true;
}

void
http_parameter_find(struct h1_cur *cur)
{
	while (!h1_cur_at_end(cur) && *cur->at != ';')
		cur->at++;
}
