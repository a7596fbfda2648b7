#include "server/field_name.h"

static const struct row {
	struct h1_span name;
	unsigned flags;
} rows[] = {
#define FIELD_NAME(name, flags) \
	{{(const uint8_t *)(name), sizeof(name) - 1}, flags},
#include "server/field_name.def"
#undef FIELD_NAME
};

unsigned
field_name_flags(struct h1_span name)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].name.len == name.len &&
			h1_span_equal_nocase(rows[i].name, name))
			return rows[i].flags;
	return 0;
}
