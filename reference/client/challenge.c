#include "client/challenge.h"

#include "h1/octet.h"

void
client_challenges_init(struct client_challenges *list,
	const struct h1_fields *fields, struct h1_span name)
{
	*list = (struct client_challenges){.fields = fields, .name = name};
}

struct h1_span
client_challenge_find(const struct client_challenge *challenge,
	struct h1_span name)
{
	for (size_t i = 0; i < challenge->n_params; i++)
		if (h1_span_equal_nocase(challenge->params[i].name, name))
			return challenge->params[i].value;
	return (struct h1_span){NULL, 0};
}

/* OWS, and folds that are read as SP (RFC 9112, section 5.2). */
static void
skip_space(struct h1_cur *cur)
{
	h1_cur_run(cur, H1_LINE_SPACE);
}

/* Commas and white space between elements. */
static void
skip_commas(struct h1_cur *cur)
{
	do
		skip_space(cur);
	while (h1_cur_octet(cur, ','));
}

/* auth-param = token BWS "=" BWS ( token / quoted-string ), and nothing else up
 * to the comma */
static bool
take_param(struct h1_cur *cur, struct client_challenge_param *param)
{
	struct h1_cur rest = *cur;

	if (!h1_cur_token(&rest, &param->name))
		return false;
	skip_space(&rest);
	if (!h1_cur_octet(&rest, '='))
		return false;
	skip_space(&rest);
	if (!h1_cur_token_or_quoted(&rest, &param->value))
		return false;
	skip_space(&rest);
	if (!h1_cur_at_end(&rest) && *rest.at != ',')
		return false;
	*cur = rest;
	return true;
}

/* token68: its octets, up to the comma; what it says is of no use here. */
static void
skip_token68(struct h1_cur *cur)
{
	h1_cur_run(cur, H1_ALPHA | H1_DIGIT | H1_UNRESERVED | H1_TCHAR);
	while (!h1_cur_at_end(cur) &&
		(*cur->at == '/' || *cur->at == '=' || *cur->at == '+')) {
		cur->at++;
		h1_cur_run(cur, H1_ALPHA | H1_DIGIT | H1_UNRESERVED | H1_TCHAR);
	}
}

/* False if a parameter is there twice, or there are too many. */
static bool
take_params(struct h1_cur *cur, struct client_challenge *challenge)
{
	struct client_challenge_param param;
	bool good = true;

	while (take_param(cur, &param)) {
		if (client_challenge_find(challenge, param.name).at ||
			challenge->n_params == CLIENT_CHALLENGE_PARAMS_MAX)
			good = false;
		else
			challenge->params[challenge->n_params++] = param;
		skip_commas(cur);
	}
	return good;
}

/* Goes to the next field line where the current one is at its end, or makes no
 * sense. */
static bool
at_scheme(struct client_challenges *list, struct client_challenge *challenge)
{
	for (;;) {
		skip_commas(&list->rest);
		if (h1_cur_token(&list->rest, &challenge->scheme))
			return true;
		list->i = h1_field_find(list->fields, list->name, list->i);
		if (list->i == list->fields->n)
			return false;
		list->rest =
			h1_cur_over(h1_field_value(list->fields, list->i++));
	}
}

bool
client_challenge_next(struct client_challenges *list,
	struct client_challenge *challenge)
{
	while (at_scheme(list, challenge)) {
		struct h1_cur before = list->rest;

		challenge->n_params = 0;
		skip_space(&list->rest);
		if (list->rest.at == before.at)
			return true;
		before = list->rest;
		if (!take_params(&list->rest, challenge))
			continue;
		if (list->rest.at == before.at)
			skip_token68(&list->rest);
		return true;
	}
	return false;
}
