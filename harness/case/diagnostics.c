#include "case/diagnostics.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool
make_room(struct diagnostics *d)
{
	size_t room = d->room == 0 ? 16 : d->room * 2;
	struct diagnostic *list;

	if (d->n < d->room)
		return true;
	list = realloc(d->list, room * sizeof(*list));
	if (list == NULL)
		return false;
	d->list = list;
	d->room = room;
	return true;
}

static void
add(struct diagnostics *d, const char *file, unsigned line, unsigned column,
	const char *text)
{
	struct diagnostic new = {.line = line, .column = column};

	new.file = strdup(file);
	new.text = strdup(text);
	if (new.file == NULL || new.text == NULL || !make_room(d)) {
		free(new.file);
		free(new.text);
		d->n_lost++;
		return;
	}
	d->list[d->n++] = new;
}

/* A file is not to write to the terminal of who reads about it. */
static void
make_printable(const char *text, char *out, size_t room)
{
	size_t n = 0;

	for (; *text != '\0' && n + sizeof("\\xFF") <= room; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 0x20 || c > 0x7E)
			n += (size_t)snprintf(out + n, room - n, "\\x%02X", c);
		else
			out[n++] = *text;
	}
	out[n] = '\0';
}

void
diagnostics_add(struct diagnostics *d, const char *file, unsigned line,
	unsigned column, const char *format, ...)
{
	char text[DIAGNOSTIC_MAX];
	char printable[DIAGNOSTIC_MAX];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	make_printable(text, printable, sizeof(printable));
	add(d, file, line, column, printable);
}

size_t
diagnostics_count(const struct diagnostics *d)
{
	return d->n + d->n_lost;
}

void
diagnostics_print(const struct diagnostics *d, FILE *out)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct diagnostic *one = &d->list[i];

		if (one->line == 0)
			(void)fprintf(out, "%s: %s\n", one->file, one->text);
		else
			(void)fprintf(out, "%s:%u:%u: %s\n", one->file,
				one->line, one->column, one->text);
	}
	if (d->n_lost > 0)
		(void)fprintf(out, "%zu more: out of memory\n", d->n_lost);
}

void
diagnostics_free(struct diagnostics *d)
{
	for (size_t i = 0; i < d->n; i++) {
		free(d->list[i].file);
		free(d->list[i].text);
	}
	free(d->list);
	*d = (struct diagnostics){0};
}
