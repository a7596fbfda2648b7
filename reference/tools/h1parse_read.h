#ifndef H1PARSE_READ_H
#define H1PARSE_READ_H

#include "h1/h1.h"

#include <stdio.h>

/* How octets are read; the options of the program. */
struct h1parse {
	enum h1_kind kind;
	enum h1_answers answers;
	unsigned lenient; /* H1_LENIENT_* */
	bool stream;	  /* message after message, each on one line */
	bool eof;	  /* the peer closes behind the last octet */
};

/* The exit status of the program. */
enum h1parse_result {
	H1PARSE_ACCEPTED = 0,
	H1PARSE_REFUSED = 1,
	H1PARSE_MORE = 3
};

/*
 * Reads a message, or message after message, and writes what the reader says of
 * each as a JSON object and a line end. Gives what became of the last. Ends the
 * program if there is no memory.
 */
enum h1parse_result
h1parse_read(const struct h1parse *options, struct h1_span octets, FILE *out);

#endif
