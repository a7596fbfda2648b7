#include "mutator/operators.h"

static const struct operator table[] = {
#define OPERATOR(name, weight, text) {#name, weight, operator_##name},
#include "mutator/operators.def"
#undef OPERATOR
};

struct operators
operators_all(void)
{
	return (struct operators){table, sizeof(table) / sizeof(table[0])};
}
