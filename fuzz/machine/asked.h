#ifndef FUZZ_ASKED_H
#define FUZZ_ASKED_H

/*
 * What a client asks on one connection, as somebody reads it who has all of its
 * octets: the requests in their order, and what stands behind them.
 *
 * asked_read() is the one place that decides this. It asks libh1, and of what is
 * not accepted the model too: a request that is refused without a reason, or not
 * taken for complete, breaks the property.
 */

#include "h1/h1.h"
#include "machine/pile.h"
#include "server/settings.h"

struct asked {
	struct h1_head head; /* its field lines owned, its octets borrowed */
	struct pile content;
	bool complete;	       /* all of it is there */
	struct h1_span behind; /* if so, the octets behind it; borrowed */
};

/* What stands behind the complete requests. */
enum asked_rest {
	ASKED_NOTHING,	    /* nothing, empty lines aside */
	ASKED_PART,	    /* a part of a message, to which more may come */
	ASKED_REFUSED_HEAD, /* a head that is refused */
	ASKED_REFUSED_CONTENT
};

struct asking {
	struct asked *at; /* owned */
	size_t n;	  /* heads that were read */
	size_t n_complete;
	enum asked_rest rest;
	enum h1_code code; /* why it is refused */
	unsigned due;	   /* the status of the answer to a head that nothing
				  but a limit stands against; 0: not known */
	struct h1_span behind; /* octets behind the last complete message */
	struct h1_span input;
};

/* `settings`: of the server that is asked; NULL: no limits but the reader's. */
void asked_read(struct asking *asking, struct h1_span input,
	const struct settings *settings);
void asked_free(struct asking *asking);

bool asked_has_content(const struct asked *asked);

/* Whether it waits for 100 (Continue): RFC 9110, section 10.1.1. */
bool asked_expects(const struct asked *asked);

/* Whether its sender lets the connection live on (RFC 9112, section 9.3), read
 * from its fields anew. */
bool asked_persists(const struct asked *asked);

/* Whether it offers to go on with that protocol (RFC 9110, section 7.8). */
bool asked_upgrades(const struct asked *asked, const char *protocol);

bool asked_method(const struct asked *asked, const char *method);
bool asked_path(const struct asked *asked, const char *path);

/* Where "HEAD " stands if what is behind the complete messages begins so; or
 * NULL. Behind more empty lines than are passed over nobody looks for a
 * method. */
const uint8_t *asked_rest_head(const struct asking *asking);

#endif
