#include "man/mdoc.h"

#include <stdbool.h>
#include <string.h>

#define WIDTH 64

/* ---- octets ---- */

/* What a page shows otherwise than it is written, or reads as a request. */
static const char *
escape_of(char c)
{
	switch (c) {
	case '\\':
		return "\\e";
	case '"':
		return "\\(dq";
	case '\'':
		return "\\(aq";
	case '`':
		return "\\(ga";
	case '~':
		return "\\(ti";
	case '^':
		return "\\(ha";
	default:
		return NULL;
	}
}

/* Gives how many octets it came to. */
static size_t
put_octet(FILE *out, char c, bool is_option)
{
	const char *escape = is_option && c == '-' ? "\\-" : escape_of(c);

	if (escape == NULL) {
		(void)putc(c, out);
		return 1;
	}
	(void)fputs(escape, out);
	return strlen(escape);
}

/* ---- prose ---- */

struct prose {
	FILE *out;
	size_t column;
	bool is_bold;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* A dash is a minus sign in an option, and a hyphen elsewhere. */
static bool
is_option(const char *word, size_t len)
{
	while (len > 0 && strchr("(`'", *word) != NULL) {
		word++;
		len--;
	}
	return len > 1 && word[0] == '-';
}

static void
put_word(struct prose *p, const char *word, size_t len)
{
	bool option = is_option(word, len);

	if (p->column == 0 && (word[0] == '.' || word[0] == '\''))
		(void)fputs("\\&", p->out);
	for (size_t i = 0; i < len; i++) {
		if (word[i] == '`') {
			p->is_bold = !p->is_bold;
			(void)fputs(p->is_bold ? "\\fB" : "\\fR", p->out);
			p->column += strlen("\\fB");
		} else {
			p->column += put_octet(p->out, word[i],
				option || p->is_bold);
		}
	}
}

static bool
ends_sentence(const char *word, size_t len)
{
	while (len > 1 && (word[len - 1] == ')' || word[len - 1] == '`'))
		len--;
	return len > 1 && word[len - 1] == '.' && word[len - 2] != '.';
}

static void
end_line(struct prose *p)
{
	(void)putc('\n', p->out);
	p->column = 0;
}

void
mdoc_prose(FILE *out, const char *text, size_t len)
{
	struct prose p = {.out = out};
	size_t from = 0;

	while (from < len) {
		size_t n = 0;

		while (from < len && is_space(text[from]))
			from++;
		while (from + n < len && !is_space(text[from + n]))
			n++;
		if (n == 0)
			break;
		if (p.column > 0 && p.column + 1 + n > WIDTH)
			end_line(&p);
		if (p.column > 0) {
			(void)putc(' ', out);
			p.column++;
		}
		put_word(&p, text + from, n);
		if (ends_sentence(text + from, n))
			end_line(&p);
		from += n;
	}
	if (p.column > 0)
		end_line(&p);
}

void
mdoc_literal(FILE *out, const char *text, size_t len)
{
	(void)fputs(".Bd -literal -offset indent\n", out);
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '.' && (i == 0 || text[i - 1] == '\n'))
			(void)fputs("\\&", out);
		(void)put_octet(out, text[i], true);
	}
	if (len > 0 && text[len - 1] != '\n')
		(void)putc('\n', out);
	(void)fputs(".Ed\n", out);
}

/* ---- terms ---- */

/* "-o," of "-o, --output FILE". */
static void
put_flag(FILE *out, const char *word, size_t len)
{
	bool comma = word[len - 1] == ',';

	(void)fprintf(out, " Fl %.*s%s", (int)(len - 1 - comma), word + 1,
		comma ? " ," : "");
}

void
mdoc_item(FILE *out, const char *term, size_t len)
{
	bool flags = len > 1 && term[0] == '-';
	bool in_argument = false;

	(void)fputs(".It", out);
	while (len > 0) {
		size_t n = 0;

		while (n < len && !is_space(term[n]))
			n++;
		if (n > 1 && term[0] == '-') {
			put_flag(out, term, n);
			in_argument = false;
		} else if (n > 0) {
			(void)fputs(flags && !in_argument ? " Ar \\&" : " \\&",
				out);
			in_argument = true;
			for (size_t i = 0; i < n; i++)
				(void)put_octet(out, term[i], false);
		}
		n += n < len;
		term += n;
		len -= n;
	}
	(void)putc('\n', out);
}
