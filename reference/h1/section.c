#include "h1/section.h"

#include "h1/cursor.h"
#include "h1/error.h"
#include "h1/lenient.h"
#include "h1/octet.h"

/* One call of h1_section_read(). */
struct reading {
	struct h1_section *section;
	struct h1_fields *fields;
	const uint8_t *base;
	const struct h1_section_rule *rule;
	unsigned tolerated;
	struct h1_error *err;
};

static size_t
off_of(const struct reading *r, const uint8_t *at)
{
	return (size_t)(at - r->base);
}

/* The line limit, or what the section limit leaves if that is less. */
static struct h1_line_rule
line_rule(const struct reading *r)
{
	const struct h1_section_rule *rule = r->rule;
	size_t used = r->section->line - r->section->start;
	size_t left =
		used + 2 < rule->octets_max ? rule->octets_max - used - 2 : 0;

	return (struct h1_line_rule){
		.max = left < rule->line_max ? left : rule->line_max,
		.too_long = left < rule->line_max ? rule->too_large
						  : H1_E_FIELD_LINE_TOO_LONG,
		.bare_lf = rule->lenient & H1_LENIENT_BARE_LF,
		.bare_cr = rule->lenient & H1_LENIENT_BARE_CR,
	};
}

static enum h1_status
field_line(struct reading *r, const struct h1_cur *line)
{
	struct h1_fields *fields = r->fields;
	struct h1_span name;
	struct h1_span value;

	if (r->section->n == r->rule->fields_max ||
		(fields->at && fields->n == fields->max))
		return h1_refuse(r->err, H1_E_TOO_MANY_FIELDS,
			off_of(r, line->at));
	if (h1_field_line_read(&name, &value, &r->tolerated, h1_cur_rest(line),
		    r->rule->lenient, r->err) != H1_OK) {
		r->err->off += off_of(r, line->at);
		return H1_ERROR;
	}
	r->section->n++;
	if (fields->at)
		fields->at[fields->n++] = (struct h1_field){
			(uint32_t)off_of(r, name.at), (uint32_t)name.len,
			(uint32_t)off_of(r, value.at), (uint32_t)value.len};
	return H1_OK;
}

/*
 * A continuation lengthens the value of the field line before it; what lies
 * between, the line end, is read as SP by all who look at values.
 */
static enum h1_status
fold(struct reading *r, const struct h1_cur *line)
{
	struct h1_fields *fields = r->fields;
	struct h1_field *field;
	struct h1_span value;

	if (!(r->rule->lenient & H1_LENIENT_OBS_FOLD))
		return h1_refuse(r->err, H1_E_OBS_FOLD, off_of(r, line->at));
	if (h1_field_value_check(&r->tolerated, h1_cur_rest(line),
		    r->rule->lenient, r->err) != H1_OK) {
		r->err->off += off_of(r, line->at);
		return H1_ERROR;
	}
	r->tolerated |= H1_LENIENT_OBS_FOLD;
	if (!fields->at)
		return H1_OK;
	field = &fields->at[fields->n - 1];
	value = h1_span_trim(h1_span_between(r->base + field->value_off,
		line->end));
	field->value_off = (uint32_t)off_of(r, value.at);
	field->value_len = (uint32_t)value.len;
	return H1_OK;
}

/* A line that begins with white space. */
static enum h1_status
spaced_line(struct reading *r, const struct h1_cur *line)
{
	if (r->section->n > 0)
		return fold(r, line);
	if (!(r->rule->lenient & H1_LENIENT_WS_BEFORE_FIELDS))
		return h1_refuse(r->err, H1_E_SPACE_BEFORE_FIELDS,
			off_of(r, line->at));
	r->tolerated |= H1_LENIENT_WS_BEFORE_FIELDS;
	return H1_OK;
}

/* CR that is read as SP begins a line with white space, too. */
static bool
begins_with_space(const struct reading *r, const struct h1_cur *line)
{
	return h1_octet_is(*line->at, H1_OWS) ||
	       (*line->at == '\r' && (r->rule->lenient & H1_LENIENT_BARE_CR));
}

static enum h1_status
one_line(struct reading *r, const struct h1_cur *line)
{
	if (*line->end == '\n') {
		if (r->rule->final_crlf && h1_cur_at_end(line))
			return h1_refuse(r->err, H1_E_BARE_LF,
				off_of(r, line->end));
		r->tolerated |= H1_LENIENT_BARE_LF;
	}
	if (h1_cur_at_end(line))
		return H1_OK;
	if (begins_with_space(r, line))
		return spaced_line(r, line);
	return field_line(r, line);
}

enum h1_status
h1_section_read(struct h1_section *section, struct h1_fields *fields,
	unsigned *tolerated, struct h1_span in,
	const struct h1_section_rule *rule, struct h1_error *err)
{
	struct reading r = {section, fields, in.at, rule, *tolerated, err};
	struct h1_cur rest = {in.at + section->line, in.at + in.len};
	struct h1_cur line;

	do {
		struct h1_line_rule how = line_rule(&r);
		enum h1_status st =
			h1_cur_line(&rest, &section->seen, &line, &how, err);

		if (st == H1_ERROR)
			err->off += section->line;
		else if (st == H1_OK)
			st = one_line(&r, &line);
		*tolerated = r.tolerated;
		if (st != H1_OK)
			return st;
		section->end = off_of(&r, rest.at);
		if (!h1_cur_at_end(&line))
			section->line = section->end;
	} while (!h1_cur_at_end(&line));
	return H1_OK;
}
