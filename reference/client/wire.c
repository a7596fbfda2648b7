#include "client/wire.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "client/harmless.h"

/* Octets that are made harmless at once. */
#define PIECE 1024

void
wire_note(const struct wire *wire, const char *format, ...)
{
	va_list arguments;

	if (!wire->shown)
		return;
	fputs("* ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

static void
show(struct h1_span text)
{
	uint8_t out[PIECE * CLIENT_HARMLESS_GROWTH];

	while (text.len > 0) {
		size_t n = text.len < PIECE ? text.len : PIECE;
		size_t len =
			client_harmless_line(out, (struct h1_span){text.at, n});

		fwrite(out, 1, len, stderr);
		text.at += n;
		text.len -= n;
	}
}

static void
lines(const char *mark, struct h1_span octets)
{
	while (octets.len > 0) {
		const uint8_t *lf = memchr(octets.at, '\n', octets.len);
		size_t len = lf ? (size_t)(lf - octets.at) : octets.len;
		size_t shown = len;

		if (shown > 0 && octets.at[shown - 1] == '\r')
			shown--;
		fputs(mark, stderr);
		show((struct h1_span){octets.at, shown});
		fputc('\n', stderr);
		len += lf ? 1 : 0;
		octets.at += len;
		octets.len -= len;
	}
}

void
wire_sent(const struct wire *wire, struct h1_span octets)
{
	if (wire->shown)
		lines("> ", octets);
}

void
wire_came(const struct wire *wire, struct h1_span octets)
{
	if (wire->shown)
		lines("< ", octets);
}

void
wire_trailers(const struct wire *wire, const struct h1_fields *fields)
{
	if (!wire->shown)
		return;
	wire_note(wire, "trailers:");
	for (size_t i = 0; i < fields->n; i++) {
		fputs("< ", stderr);
		show(h1_field_name(fields, i));
		fputs(": ", stderr);
		show(h1_field_value(fields, i));
		fputc('\n', stderr);
	}
}
