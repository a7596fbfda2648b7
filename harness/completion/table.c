/*
 * Makes the completion of a shell of its template and commands.def: a table with
 * a row for each option, and one for the words, of each command. Its columns,
 * with tabs between them:
 *
 *	command	option	values	summary
 *
 * option   "--json"; of the words of a command, and of the command itself, "."
 * values   "-": it takes none. Else what to offer, separated by spaces: words,
 *          and @files @folders @cases @tags @targets @commands; "@none" alone:
 *          nobody knows
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "man/command_table.h"
#include "man/manual_text.h"
#include "man/template.h"

#define WORD_ROOM 64
#define SUMMARY_MAX 60

/* What stands for a value in the manual, and what is then offered. */
static const struct {
	const char *name;
	const char *offer;
} kinds[] = {
	{"A.json", "@files"},
	{"BASELINE", "@files"},
	{"COMMAND", "@commands"},
	{"DIR", "@folders"},
	{"FILE", "@files"},
	{"GATE", "must should any split-variance @tags"},
	{"GLOB", "@cases"},
	{"ID", "@cases"},
	{"LEVEL", "must should may hardening"},
	{"OLD.json", "@files"},
	{"PATH", "@files"},
	{"REPORT.json", "@files"},
	{"ROLE", "server proxy client cache"},
	{"SET|NAME", "@targets"},
	{"SET|NAME|FILE", "@targets @files"},
	{"TAG", "@tags"},
	{"V", "v1 v2"},
	{"WHAT", "regression change"},
	{"dos,slow", "dos slow dos,slow"},
};

/* NULL: nobody knows. */
static const char *
offer_of(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return kinds[i].offer;
	return NULL;
}

/* Copies the next word, without brackets and dots around it, and goes behind it.
 * False: there is none. */
static bool
next_word(const char **at, char word[WORD_ROOM])
{
	const char *from = *at + strspn(*at, " \n[(");
	size_t len = strcspn(from, " \n");

	*at = from + len;
	while (len > 0 && strchr("]).,", from[len - 1]) != NULL)
		len--;
	if (len >= WORD_ROOM)
		len = WORD_ROOM - 1;
	memcpy(word, from, len);
	word[len] = '\0';
	return **at != '\0' || len > 0;
}

/* ---- words ---- */

static bool
is_lower(const char *word)
{
	for (; *word != '\0'; word++)
		if (!islower((unsigned char)*word))
			return false;
	return true;
}

/* What is to be offered, without the same twice. */
struct offers {
	char text[256];
};

static void
offer(struct offers *o, const char *more)
{
	size_t len = strlen(o->text);

	if (more != NULL && strstr(o->text, more) == NULL)
		(void)snprintf(o->text + len, sizeof(o->text) - len, "%s%s",
			len > 0 ? " " : "", more);
}

/* A word behind an option is its value; words in lower case are typed as they
 * are, but for the name of the program in front. */
static void
write_words(FILE *out, const struct command_row *row)
{
	struct offers offers = {""};
	const char *at = row->usage;
	bool is_value = false;
	char word[WORD_ROOM];

	while (next_word(&at, word)) {
		if (strcmp(word, "assay") == 0 || strcmp(word, row->name) == 0)
			continue;
		if (!is_value && word[0] != '-')
			offer(&offers, is_lower(word) ? word : offer_of(word));
		is_value = word[0] == '-';
	}
	(void)fprintf(out, "%s\t.\t%s\t%s\n", row->name,
		offers.text[0] != '\0' ? offers.text : "@none", row->summary);
}

/* ---- options ---- */

/* The beginning of a text, on one line: up to a semicolon, in whole words. */
static void
write_summary(FILE *out, const char *text)
{
	const char *at = text;
	size_t column = 0;
	bool ends = false;

	while (!ends) {
		size_t len;

		at += strspn(at, " \n");
		len = strcspn(at, " \n");
		if (len == 0 || column + len > SUMMARY_MAX)
			break;
		ends = at[len - 1] == ';';
		(void)fprintf(out, "%s%.*s", column > 0 ? " " : "",
			(int)(len - ends), at);
		column += len + 1;
		at += len;
	}
	(void)fputs(*at != '\0' && !ends ? "...\n" : "\n", out);
}

/* "-o, --output FILE": the value is that of all its names. */
static void
write_option(FILE *out, const char *command, const struct manual_text *m)
{
	const char *value = NULL;
	const char *at = m->term;
	char word[WORD_ROOM];

	while (next_word(&at, word))
		if (word[0] != '-' && value == NULL)
			value = offer_of(word) != NULL ? offer_of(word)
						       : "@none";
	at = m->term;
	while (next_word(&at, word)) {
		if (word[0] != '-')
			continue;
		(void)fprintf(out, "%s\t%s\t%s\t", command, word,
			value != NULL ? value : "-");
		write_summary(out, m->text);
	}
}

static void
write_options(FILE *out, const struct command_row *row)
{
	static struct manual_text m;

	m = (struct manual_text){.rest = row->manual};
	while (manual_next(&m))
		if (m.is_entry && m.term[0] == '-')
			write_option(out, row->name, &m);
	(void)fprintf(out, "%s\t--help\t-\ttell about the command\n",
		row->name);
}

static void
write_table(FILE *out)
{
	for (size_t i = 0; i < n_command_rows; i++) {
		write_words(out, &command_rows[i]);
		write_options(out, &command_rows[i]);
	}
}

int
main(int argc, char **argv)
{
	static const struct template_part parts[] = {
		{"@TABLE@", write_table},
	};

	return template_main(argc, argv, parts, 1);
}
