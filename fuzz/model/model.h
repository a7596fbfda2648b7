#ifndef FUZZ_MODEL_H
#define FUZZ_MODEL_H

#include "h1/base.h"
#include "h1/framing.h"
#include "h1/limits.h"
#include "h1/list.h"
#include "h1/target.h"

/*
 * The model: a second reading of RFC 9112, written to be read beside it. The
 * input is there as a whole, each function is a rule of the grammar and says
 * whether it matches, and nothing is done for speed. With the reference it
 * shares names of things (enumerations, spans), and no code. Where the RFC
 * leaves a choice it takes the one that ARCHITECTURE.md lists.
 *
 * Spans borrow from the input; at == NULL says "absent".
 */

enum model_result {
	MODEL_ACCEPTED,	 /* a whole message is at the front */
	MODEL_REFUSED,	 /* a complete line, or section, breaks a rule */
	MODEL_INCOMPLETE /* what is complete is right; the end is missing */
};

/* More than any limit that is in use lets stand in a section. */
#define MODEL_FIELDS 128
/* So many are kept of the chunks; all are counted. */
#define MODEL_CHUNKS 64

struct model_field {
	struct h1_span name;
	struct h1_span value; /* without OWS at both ends */
};

struct model_section {
	struct model_field at[MODEL_FIELDS];
	size_t n;
	size_t len; /* octets, line ends included, without the empty line */
};

struct model_chunk {
	uint64_t size;
	struct h1_span ext; /* all behind the digits */
};

/* A request-target in parts (RFC 9112, section 3.2). */
struct model_target {
	enum h1_target_form form;
	struct h1_span scheme;
	struct h1_span authority; /* without userinfo */
	struct h1_span path;
	struct h1_span query; /* without "?" */
};

struct model_message {
	/* Set by the caller: room for as many octets as the input has, or
	 * NULL, and the content is not kept. */
	uint8_t *content;

	bool has_lines; /* start-line and header section are complete, and each
			   line is right by itself */

	/* The head, if there is one. */
	bool has_head;	 /* complete, and nothing in it is refused */
	size_t head_len; /* with empty lines before it and the one behind it */
	unsigned minor;	 /* HTTP/1.minor */
	struct h1_span method;
	struct h1_span request_target; /* as received */
	struct model_target target;
	unsigned status;
	struct h1_span reason;
	struct model_section fields;
	bool has_host;
	struct h1_span host; /* what the request is for, see struct h1_head */
	enum h1_expect expect;
	bool persist; /* the connection lives on behind it (9112, section 9.3) */
	enum h1_framing_kind framing;
	uint64_t length; /* of H1_FRAMING_LENGTH; else 0 */
	bool coded;	 /* a response in another coding than chunked */

	/* The content, as far as it is there. */
	size_t content_len;
	struct model_chunk chunks[MODEL_CHUNKS];
	size_t n_chunks; /* the last-chunk included */
	struct model_section trailers;

	size_t consumed; /* of an accepted message: all of its octets */
};

/* As what a message is read. */
struct model_reading {
	enum h1_kind kind;
	enum h1_answers answers; /* what a final response answers */
	struct h1_limits limits;
};

/*
 * The message at the front of `input`. A response that ends with the
 * connection, or is followed by another protocol, is never accepted but
 * incomplete: has_head and `framing` tell.
 */
enum model_result model_read(struct model_message *out,
	const struct model_reading *reading, struct h1_span input);

#endif
