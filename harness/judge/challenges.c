#include "judge/challenges.h"

#include "h1/cursor.h"
#include "h1/octet.h"

/* Parameters of one challenge that are compared with each other. */
#define NAMES_MAX 32

struct reading {
	struct h1_cur in;
	struct challenges *out;
	struct h1_span names[NAMES_MAX]; /* of the current challenge */
	size_t n_names;
};

static void
keep_name(struct reading *r, struct h1_span name)
{
	for (size_t i = 0; i < r->n_names; i++)
		if (h1_span_equal_nocase(r->names[i], name))
			r->out->repeated = true;
	if (r->n_names < NAMES_MAX)
		r->names[r->n_names++] = name;
}

/* token BWS "=" BWS ( token / quoted-string ); moves only if it is there. */
static bool
read_parameter(struct reading *r)
{
	struct h1_cur in = r->in;
	struct h1_span name = h1_cur_run(&in, H1_TCHAR);
	struct h1_span value;
	bool quoted;

	h1_cur_ows(&in);
	if (name.len == 0 || !h1_cur_octet(&in, '='))
		return false;
	h1_cur_ows(&in);
	quoted = !h1_cur_at_end(&in) && *in.at == '"';
	if (!h1_cur_token_or_quoted(&in, &value))
		return false;
	if (!quoted && h1_span_equal_nocase(name, H1_SPAN("realm")))
		r->out->bare_realm = true;
	keep_name(r, name);
	r->in = in;
	return true;
}

static bool
ends_element(const struct h1_cur *in)
{
	struct h1_cur rest = *in;

	h1_cur_ows(&rest);
	return h1_cur_at_end(&rest) || *rest.at == ',';
}

static bool
is_token68(uint8_t octet)
{
	return h1_octet_is(octet, H1_ALPHA | H1_DIGIT) || octet == '-' ||
	       octet == '.' || octet == '_' || octet == '~' || octet == '+' ||
	       octet == '/';
}

/* Moves only if it is there, and nothing else before the next comma. */
static bool
read_token68(struct reading *r)
{
	struct h1_cur in = r->in;

	while (!h1_cur_at_end(&in) && is_token68(*in.at))
		in.at++;
	if (in.at == r->in.at)
		return false;
	while (h1_cur_octet(&in, '='))
		;
	if (!ends_element(&in))
		return false;
	r->in = in;
	return true;
}

/* auth-scheme [ 1*SP ( token68 / the first parameter ) ] */
static bool
read_scheme(struct reading *r)
{
	r->n_names = 0;
	if (h1_cur_run(&r->in, H1_TCHAR).len == 0)
		return false;
	if (ends_element(&r->in))
		return true;
	if (!h1_cur_octet(&r->in, ' '))
		return false;
	while (h1_cur_octet(&r->in, ' '))
		;
	return read_token68(r) || read_parameter(r);
}

/* A parameter behind a comma belongs to the challenge before it. */
static bool
read_element(struct reading *r, bool first)
{
	return ((!first && read_parameter(r)) || read_scheme(r)) &&
	       ends_element(&r->in);
}

bool
challenges_read(struct h1_span value, struct challenges *out)
{
	struct reading r = {.in = h1_cur_over(value), .out = out};
	bool first = true;

	*out = (struct challenges){0};
	while (!h1_cur_at_end(&r.in)) {
		h1_cur_ows(&r.in);
		if (h1_cur_at_end(&r.in) || h1_cur_octet(&r.in, ','))
			continue;
		if (!read_element(&r, first))
			return false;
		first = false;
	}
	return !first;
}
