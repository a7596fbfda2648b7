#include "h1/error.h"

#include "fault/fault.h"

struct row {
	const char *name;
	const char *clause;
	const char *requirement;
	unsigned status;
	const char *text;
};

static const struct row rows[H1_E_COUNT] = {
	[H1_E_NONE] = {"NONE", "", "", 0, "no error"},
#define H1_ROW(code, clause, requirement, status, text) \
	[H1_E_##code] = {#code, clause, requirement, status, text},
#include "h1/errors.def"
#undef H1_ROW
};

const char *
h1_code_name(enum h1_code code)
{
	return rows[code].name;
}

const char *
h1_code_clause(enum h1_code code)
{
	return rows[code].clause;
}

const char *
h1_code_requirement(enum h1_code code)
{
	return rows[code].requirement;
}

unsigned
h1_code_status(enum h1_code code)
{
	if (FAULTY(long_target_400) && rows[code].status == 414)
		return 400;
	if (FAULTY(long_method_414) && code == H1_E_METHOD_TOO_LONG)
		return 414;
	if (FAULTY(large_fields_500) && rows[code].status == 431)
		return 500;
	return rows[code].status;
}

const char *
h1_code_text(enum h1_code code)
{
	return rows[code].text;
}
