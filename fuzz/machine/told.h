#ifndef FUZZ_TOLD_H
#define FUZZ_TOLD_H

/* What a server tells a client in answer to one request, as somebody reads it
 * who has all of its octets. */

#include "client/settings.h"
#include "h1/h1.h"
#include "machine/pile.h"

enum told_outcome {
	TOLD_ALL,	  /* a complete answer */
	TOLD_UNTIL_CLOSE, /* complete, if the end of the input is a clean one */
	TOLD_PART,	  /* more is to come */
	TOLD_REFUSED,	  /* malformed, or over a limit: error */
	TOLD_SWITCHED,	  /* 101, which was not asked for */
	TOLD_INTERIM,	  /* too many interim responses */
	TOLD_CODED	  /* a transfer coding that is not known */
};

struct told {
	enum told_outcome outcome;
	struct h1_error error;
	size_t n_interim;
	size_t n_continue; /* of them, 100 */
	unsigned status;   /* of the final response; n_heads tells if it came */
	bool has_head;
	bool persist; /* the connection lives on, as far as the answer says */
	struct pile content;
	size_t n_trailers;
	size_t len; /* octets of the answer, if it is complete */
};

void told_read(struct told *told, struct h1_span octets, bool head_only,
	const struct client_settings *settings);
void told_free(struct told *told);

#endif
