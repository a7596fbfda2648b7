/* Makes h1d(1) of its template and the tables of the options. */
#include <string.h>

#include "man/mdoc.h"
#include "man/template.h"

static const struct {
	const char *term, *text;
} rows[] = {
#define TEXT(name, member, value, text) {name " " value, text},
#define FLAG(name, member, text) {name, text},
#define NUMBER(name, member, least, most, text) {name " N", text},
#define SETTING(name, option, standard, least, most, text) \
	{option " N", text " (" #standard ")"},
#include "server/options.def"
#include "server/settings.def"
#undef SETTING
#undef NUMBER
#undef FLAG
#undef TEXT
	{"--help", "print the options"},
	{"--version", "print the version"},
};

static void
write_options(FILE *out)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		mdoc_item(out, rows[i].term, strlen(rows[i].term));
		mdoc_prose(out, rows[i].text, strlen(rows[i].text));
	}
}

int
main(int argc, char **argv)
{
	static const struct template_part parts[] = {
		{"@OPTIONS@", write_options},
	};

	return template_main(argc, argv, parts,
		sizeof(parts) / sizeof(parts[0]));
}
