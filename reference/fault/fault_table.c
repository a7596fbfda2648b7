#include "fault/fault_table.h"

#include <stdio.h>
#include <string.h>

#include "fault/fault.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

bool fault_on[FAULT_COUNT];
bool fault_unenforced[H1_E_COUNT];

static const struct row {
	const char *name, *requirement, *cases, *text;
	const char *split; /* whether only `assay run --split` sees it */
	bool *on;
} rows[] = {
#define FAULT(id, name, requirement, cases, text) \
	{name, requirement, cases, text, "false", &fault_on[FAULT_##id]},
#define SPLIT_FAULT(id, name, requirement, cases, text) \
	{name, requirement, cases, text, "true", &fault_on[FAULT_##id]},
#define UNENFORCED(code, name, requirement, cases, text) \
	{name, requirement, cases, text, "false",        \
		&fault_unenforced[H1_E_##code]},
#include "faults.def"
};

static const struct also {
	const char *names, *cases, *reason;
} alsos[] = {
#define FAULT(id, name, requirement, cases, text)
#define UNENFORCED(code, name, requirement, cases, text)
#define ALSO(names, cases, reason) {names, cases, reason},
#include "faults.def"
	{NULL, NULL, NULL}};

bool
fault_switch_on(const char *name)
{
	size_t i;

	for (i = 0; name && i < N(rows); i++)
		if (strcmp(name, rows[i].name) == 0)
			return *rows[i].on = true;
	return false;
}

/* No text of faults.def needs to be escaped; a test looks. */
void
fault_print_all(void)
{
	size_t i;

	puts("{\"faults\": [");
	for (i = 0; i < N(rows); i++)
		printf("{\"name\": \"%s\", \"requirement\": \"%s\", "
		       "\"split\": %s, \"cases\": \"%s\", \"text\": \"%s\"}%s\n",
			rows[i].name, rows[i].requirement, rows[i].split,
			rows[i].cases, rows[i].text,
			i + 1 < N(rows) ? "," : "");
	puts("], \"also\": [");
	for (i = 0; alsos[i].names; i++)
		printf("{\"names\": \"%s\", \"cases\": \"%s\", "
		       "\"reason\": \"%s\"}%s\n",
			alsos[i].names, alsos[i].cases, alsos[i].reason,
			alsos[i + 1].names ? "," : "");
	puts("]}");
}
