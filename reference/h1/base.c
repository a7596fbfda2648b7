#include "h1/base.h"
#include "h1/octet.h"

bool
h1_span_equal(struct h1_span a, struct h1_span b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (a.at[i] != b.at[i])
			return false;
	return true;
}

bool
h1_span_equal_nocase(struct h1_span a, struct h1_span b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (h1_octet_lower(a.at[i]) != h1_octet_lower(b.at[i]))
			return false;
	return true;
}
