#include "value/parameter.h"

#include "value/word.h"

static void
pass_white_space(struct h1_cur *cur)
{
	while (cur->at < cur->end && (*cur->at == ' ' || *cur->at == '\t'))
		cur->at++;
}

static bool
take_token(struct h1_cur *cur, struct h1_span *token)
{
	*token = (struct h1_span){cur->at, slow_token(h1_cur_rest(cur))};
	cur->at += token->len;
	return token->len > 0;
}

static bool
take_value(struct h1_cur *cur, struct h1_span *value)
{
	size_t len = slow_quoted_string(h1_cur_rest(cur));

	if (len == 0)
		return take_token(cur, value);
	*value = (struct h1_span){cur->at + 1, len - 2};
	cur->at += len;
	return true;
}

bool
slow_parameter_next(struct h1_cur *cur, struct http_parameter *parameter)
{
	struct h1_cur c = *cur;

	for (;;) {
		pass_white_space(&c);
		if (c.at == c.end || *c.at != ';')
			break;
		c.at++;
		pass_white_space(&c);
		if (!take_token(&c, &parameter->name))
			continue; /* none is behind this ";" */
		if (c.at == c.end || *c.at++ != '=' ||
			!take_value(&c, &parameter->value))
			return false;
		*cur = c;
		return true;
	}
	if (c.at == c.end)
		*cur = c;
	return false;
}
