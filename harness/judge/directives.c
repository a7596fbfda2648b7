#include "judge/directives.h"

#include "h1/cursor.h"
#include "h1/octet.h"

struct directive {
	struct h1_span name;
	struct h1_span argument; /* without quotes */
	bool has_argument;
};

/* token [ "=" ( token / quoted-string ) ] */
static bool
read_directive(struct h1_cur *in, struct directive *out)
{
	*out = (struct directive){0};
	if (!h1_cur_token(in, &out->name))
		return false;
	out->has_argument = h1_cur_octet(in, '=');
	return !out->has_argument || h1_cur_token_or_quoted(in, &out->argument);
}

static bool
is_named(const struct directive *d, struct h1_span name)
{
	return h1_span_equal_nocase(d->name, name);
}

/* Quotes around the number are another rule's. */
static bool
is_delta_seconds(struct h1_span argument)
{
	struct h1_cur in = h1_cur_over(argument);

	return h1_cur_run(&in, H1_DIGIT).len > 0 && h1_cur_at_end(&in);
}

/* #field-name */
static bool
is_field_names(struct h1_span argument)
{
	struct h1_cur in = h1_cur_over(argument);
	struct h1_span name;

	while (!h1_cur_at_end(&in)) {
		h1_cur_ows(&in);
		if (h1_cur_octet(&in, ','))
			continue;
		if (!h1_cur_token(&in, &name))
			return h1_cur_at_end(&in);
		h1_cur_ows(&in);
		if (!h1_cur_at_end(&in) && !h1_cur_octet(&in, ','))
			return false;
	}
	return true;
}

static void
look_at(const struct directive *d, struct directives *out)
{
	if ((is_named(d, H1_SPAN("max-age")) ||
		    is_named(d, H1_SPAN("s-maxage"))) &&
		!is_delta_seconds(d->argument))
		out->no_number = true;
	if ((is_named(d, H1_SPAN("no-cache")) ||
		    is_named(d, H1_SPAN("private"))) &&
		d->has_argument && !is_field_names(d->argument))
		out->no_fields = true;
}

bool
directives_read(struct h1_span value, struct directives *out)
{
	struct h1_cur in = h1_cur_over(value);
	struct directive d;

	*out = (struct directives){0};
	while (!h1_cur_at_end(&in)) {
		if (!read_directive(&in, &d))
			return false;
		look_at(&d, out);
		h1_cur_ows(&in);
		if (h1_cur_at_end(&in))
			return true;
		if (!h1_cur_octet(&in, ','))
			return false;
		h1_cur_ows(&in);
		if (h1_cur_at_end(&in))
			return false;
	}
	return true;
}
