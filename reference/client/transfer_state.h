#ifndef CLIENT_TRANSFER_STATE_H
#define CLIENT_TRANSFER_STATE_H

/* What transfer.c, ask.c, exchange.c and answer.c share: one URL on its way. */

#include "client/decode.h"
#include "client/digest.h"
#include "client/file_name.h"
#include "client/progress.h"
#include "client/redirect.h"
#include "client/resume.h"
#include "client/source.h"
#include "client/transfer.h"

#define WHY_MAX 512

/* What becomes of the content of an answer. */
enum use {
	USE_SAVED,
	USE_SHOWN, /* an error, told at standard error */
	USE_SKIPPED
};

/* What comes behind an answer. */
enum next {
	NEXT_END,
	NEXT_AGAIN, /* the same once more, otherwise */
	NEXT_HOP    /* where `hop` leads to */
};

struct transfer {
	struct program *program;
	const struct options *options; /* of the program */
	bool last;
	uint64_t until_ms;
	char name[CLIENT_FILE_NAME_MAX];

	/* what is asked */
	struct client_url url;
	struct h1_span method;
	struct source *source; /* owned; NULL: no content */
	bool other_origin;     /* a redirection led away from the first */
	bool expected;	       /* 100 was asked for */
	bool no_expect;	       /* the server does not know it */
	bool ranged;	       /* only what is missing is asked for */
	bool whole_only;       /* no longer tried */
	bool old_server;       /* it spoke HTTP/1.0 */
	uint64_t n_hops;
	struct client_digest digest; /* what is to be proven */

	/* the content that is being sent */
	bool length_known;
	uint64_t length;
	uint64_t n_given;

	/* the answer */
	bool range_asked;     /* by the user */
	bool condition_asked; /* by the user: 304 may come */
	unsigned status;
	enum use use;
	uint64_t n_unsaved; /* octets shown or skipped */
	char refusal[320];  /* "404 Not Found", if that is an error */
	enum next next;
	struct client_hop hop;
	struct output output;
	struct resume resume;
	uint64_t part_end; /* length of the file when this part is there */
	struct client_decode *decode; /* owned */
	struct progress progress;

	enum client_failure failure;
	char why[WHY_MAX];
};

/* Ends it, for the reason that is told, printf-like; strings of a server must
 * be made harmless before. The first one stays. */
void transfer_fail(struct transfer *transfer, enum client_failure failure,
	const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same for a file that cannot be read or written, by errno; NULL is
 * standard output. */
void transfer_fail_file(struct transfer *transfer, const char *name);

#endif
