/* Makes assay(1) of its template and commands.def. */
#include <ctype.h>
#include <string.h>

#include "man/command_table.h"
#include "man/manual_text.h"
#include "man/mdoc.h"
#include "man/template.h"

static void
write_synopsis(FILE *out)
{
	for (size_t i = 0; i < n_command_rows; i++)
		(void)fprintf(out, ".Nm Cm %s\n.Op Ar argument ...\n",
			command_rows[i].name);
}

/* The lines of the usage, each as it is typed. */
static void
write_usage(FILE *out, const struct command_row *row)
{
	char usage[MANUAL_ROOM];
	const char *line = row->usage;
	int n = snprintf(usage, sizeof(usage), "assay %s ", row->name);

	for (; *line != '\0'; line += *line == '\n') {
		size_t len;

		line += strspn(line, " ");
		len = strcspn(line, "\n");
		n += snprintf(usage + n, sizeof(usage) - (size_t)n, "%.*s\n",
			(int)len, line);
		line += len;
	}
	mdoc_literal(out, usage, strlen(usage));
}

static void
write_summary(FILE *out, const char *summary)
{
	char text[200];

	(void)snprintf(text, sizeof(text), "%c%s.", toupper(summary[0]),
		summary + 1);
	mdoc_prose(out, text, strlen(text));
}

static void
write_manual(FILE *out, const char *manual)
{
	static struct manual_text m;
	bool in_list = false;

	m = (struct manual_text){.rest = manual};
	while (manual_next(&m)) {
		if (m.is_entry && !in_list)
			(void)fputs(".Bl -tag -width Ds\n", out);
		if (!m.is_entry && in_list)
			(void)fputs(".El\n", out);
		if (m.is_entry)
			mdoc_item(out, m.term, strlen(m.term));
		else
			(void)fputs(".Pp\n", out);
		in_list = m.is_entry;
		mdoc_prose(out, m.text, strlen(m.text));
	}
	if (in_list)
		(void)fputs(".El\n", out);
}

static void
write_commands(FILE *out)
{
	for (size_t i = 0; i < n_command_rows; i++) {
		(void)fprintf(out, ".Ss assay %s\n", command_rows[i].name);
		write_summary(out, command_rows[i].summary);
		write_usage(out, &command_rows[i]);
		write_manual(out, command_rows[i].manual);
	}
}

int
main(int argc, char **argv)
{
	static const struct template_part parts[] = {
		{"@SYNOPSIS@", write_synopsis},
		{"@COMMANDS@", write_commands},
	};

	return template_main(argc, argv, parts,
		sizeof(parts) / sizeof(parts[0]));
}
