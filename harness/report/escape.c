#include "report/escape.h"

#include <string.h>

static int
is_printable(unsigned char octet)
{
	return octet >= 0x20 && octet < 0x7f;
}

static void
put_escape(FILE *out, unsigned char octet)
{
	if (octet == '\n')
		(void)fputs("\\n", out);
	else
		(void)fprintf(out, "\\x%02x", octet);
}

const char *
escape_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

void
escape_xml(FILE *out, const void *at, size_t len)
{
	const char *text = at;

	for (size_t i = 0; i < len; i++) {
		const char *name = escape_entity(text[i]);

		if (name != NULL)
			(void)fputs(name, out);
		else if (text[i] == '\n' ||
			 is_printable((unsigned char)text[i]))
			(void)fputc(text[i], out);
		else
			put_escape(out, (unsigned char)text[i]);
	}
}

/* `special` octets get a backslash. */
static void
put_text(FILE *out, const char *text, const char *special)
{
	for (; *text != '\0'; text++) {
		if (!is_printable((unsigned char)*text)) {
			put_escape(out, (unsigned char)*text);
			continue;
		}
		if (strchr(special, *text) != NULL)
			(void)fputc('\\', out);
		(void)fputc(*text, out);
	}
}

void
escape_tap(FILE *out, const char *text)
{
	put_text(out, text, "#\\");
}

/* The escapes of YAML are those that people see. */
void
escape_yaml(FILE *out, const char *text)
{
	(void)fputc('"', out);
	put_text(out, text, "\"\\");
	(void)fputc('"', out);
}

/* The escape of what is no text is text with a backslash itself. */
void
escape_markdown(FILE *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (!is_printable((unsigned char)*text)) {
			(void)fputc('\\', out);
			put_escape(out, (unsigned char)*text);
			continue;
		}
		if (strchr("\\`*_[]<|~&#$@", *text) != NULL)
			(void)fputc('\\', out);
		(void)fputc(*text, out);
	}
}

void
escape_lines(FILE *out, const char *indent, const void *at, size_t len)
{
	const char *text = at;

	for (size_t i = 0; i < len; i++) {
		if (i == 0 || text[i - 1] == '\n')
			(void)fputs(indent, out);
		if (text[i] == '\n' || is_printable((unsigned char)text[i]))
			(void)fputc(text[i], out);
		else
			put_escape(out, (unsigned char)text[i]);
	}
	if (len > 0 && text[len - 1] != '\n')
		(void)fputc('\n', out);
}
