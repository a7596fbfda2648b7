#ifndef CLIENT_WIRE_H
#define CLIENT_WIRE_H

/*
 * The view of the wire that -v gives, as curl has it: "> " what was sent, "< "
 * what came, "* " what was done. Content is left out. Octets that a terminal
 * might obey are written as \xHH.
 */

#include "h1/field.h"

struct wire {
	bool shown;
};

/* A note; printf-like. Strings of a server must be made harmless before. */
void wire_note(const struct wire *wire, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* All lines of a head; `octets` is as it stands on the wire. */
void wire_sent(const struct wire *wire, struct h1_span octets);
void wire_came(const struct wire *wire, struct h1_span octets);

/* Trailers. */
void wire_trailers(const struct wire *wire, const struct h1_fields *fields);

#endif
