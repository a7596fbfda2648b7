#ifndef CLIENT_DECODE_H
#define CLIENT_DECODE_H

/* Content codings (RFC 9110, section 8.4.1) undone by zlib. */

#include "h1/base.h"
#include "h1/field.h"

struct client_decode;

enum client_coding {
	CLIENT_CODING_NONE,
	CLIENT_CODING_GZIP, /* x-gzip too */
	CLIENT_CODING_DEFLATE,
	CLIENT_CODING_UNKNOWN /* another, or several */
};

/* What Content-Encoding says. */
enum client_coding client_coding_find(const struct h1_fields *fields);

enum client_decoded {
	CLIENT_DECODED_MORE,  /* all taken; more is to come */
	CLIENT_DECODED_OUT,   /* some octets came out, perhaps more are there */
	CLIENT_DECODED_LARGE, /* more than the maximum comes out */
	CLIENT_DECODED_BAD,   /* not of this coding, or octets behind it */
	CLIENT_DECODED_MEMORY
};

/* Undoes gzip or deflate; not more than `max` octets come out. NULL without
 * memory. Give it to client_decode_free(). */
struct client_decode *
client_decode_new(enum client_coding coding, uint64_t max);
void client_decode_free(struct client_decode *decode);

/* Takes octets off `in`. With _OUT *out borrows until the next call; call again
 * until _MORE. */
enum client_decoded client_decode(struct client_decode *decode,
	struct h1_span *in, struct h1_span *out);

/* Whether what came was complete. */
bool client_decode_complete(const struct client_decode *decode);

#endif
