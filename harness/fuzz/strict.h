/*
 * How the strict reader of the wire layer reads what was sent: which messages
 * the target must have seen, and what behind them is none.
 */
#ifndef ASSAY_FUZZ_STRICT_H
#define ASSAY_FUZZ_STRICT_H

#include "case/octets.h"
#include "h1/h1.h"

/* What is behind the messages that are complete. */
enum rest {
	REST_NONE,	  /* nothing */
	REST_CLOSES,	  /* the last of them ends the connection */
	REST_TUNNEL,	  /* it asks for another protocol */
	REST_HEAD,	  /* a message whose head is not complete */
	REST_CONTENT,	  /* one whose content is not */
	REST_BAD_HEAD,	  /* one that is refused: `error` */
	REST_BAD_CONTENT, /* the same, after its head was accepted */
};

struct strict_reading {
	size_t n;   /* messages that are complete */
	size_t off; /* where the rest begins */
	enum rest rest;
	enum h1_code error;
	size_t error_off; /* of the octet that is refused */
	bool has_content; /* one of the messages has */
	bool says_close;  /* REST_CLOSES by the word: Connection: close */
};

struct strict_reading strict_read(const struct octets *sent);

#endif
