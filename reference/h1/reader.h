#ifndef H1_READER_H
#define H1_READER_H

#include "h1/base.h"
#include "h1/chunked.h"
#include "h1/field.h"
#include "h1/framing.h"
#include "h1/known.h"
#include "h1/limits.h"
#include "h1/list.h"
#include "h1/target.h"
#include "h1/uri.h"

/*
 * The message reader. The caller keeps what it received in one contiguous
 * buffer and shows the part not yet consumed; the reader takes from its front.
 * Between two calls octets may be added behind, and the buffer may move: the
 * reader remembers by offset what it has seen, so that octets which arrive one
 * by one are still looked at once. Any split of the same octets gives the same
 * answer. An octet that no continuation can mend is refused when it is seen; a
 * refusal is final: each later call repeats it.
 *
 *	h1_read_head()	until H1_OK
 *	h1_read_piece()	until it gives H1_PIECE_END
 *	and again, for the next message on the connection
 */

/* Octets from head->base. off is 0 in optional parts that are absent. */
struct h1_part {
	uint32_t off;
	uint32_t len;
};

/*
 * A start-line and its header section, understood. Make it with h1_head_init()
 * and give the same one until h1_read_head() says H1_OK: the field lines read
 * so far are in it. All other members are valid after H1_OK only.
 */
struct h1_head {
	const uint8_t *base; /* borrowed: first octet of the message */
	size_t len;	     /* up to and with the empty line */
	enum h1_kind kind;
	uint8_t minor;		  /* HTTP/1.minor */
	uint16_t status;	  /* responses */
	enum h1_target_form form; /* requests */
	enum h1_expect expect;	  /* requests of HTTP/1.1; else none */
	bool persist;	       /* the connection lives on behind this message */
	bool has_host;	       /* requests: a Host field is there */
	unsigned tolerated;    /* H1_LENIENT_* that were needed */
	struct h1_part method; /* requests */
	struct h1_part target; /* requests: as received */
	struct h1_part scheme; /* absolute-form */
	struct h1_part authority; /* absolute- and authority-form */
	struct h1_part path;	  /* origin- and absolute-form */
	struct h1_part query;	  /* without "?" */
	struct h1_part host;	  /* authority that the request is for: that of
				   the request-target, else the value of Host */
	struct h1_part reason;	  /* responses */
	struct h1_framing framing;
	struct h1_fields fields;
	struct h1_known known; /* where Host and its like stand in `fields` */
};

/* Gives `head` an array for its field lines, which it borrows. */
void h1_head_init(struct h1_head *head, struct h1_field *fields, size_t max);

/* Accessors give spans that borrow; absent parts have at == NULL. */
static inline struct h1_span
h1_head_span(const struct h1_head *head, struct h1_part part)
{
	return (struct h1_span){head->base + part.off, part.len};
}

static inline struct h1_span
h1_head_optional(const struct h1_head *head, struct h1_part part)
{
	if (part.off == 0)
		return (struct h1_span){NULL, 0};
	return h1_head_span(head, part);
}

static inline struct h1_span
h1_head_method(const struct h1_head *head)
{
	return h1_head_span(head, head->method);
}

static inline struct h1_span
h1_head_target(const struct h1_head *head)
{
	return h1_head_span(head, head->target);
}

static inline struct h1_span
h1_head_scheme(const struct h1_head *head)
{
	return h1_head_optional(head, head->scheme);
}

static inline struct h1_span
h1_head_authority(const struct h1_head *head)
{
	return h1_head_optional(head, head->authority);
}

static inline struct h1_span
h1_head_path(const struct h1_head *head)
{
	return h1_head_optional(head, head->path);
}

static inline struct h1_span
h1_head_query(const struct h1_head *head)
{
	return h1_head_optional(head, head->query);
}

static inline struct h1_span
h1_head_host(const struct h1_head *head)
{
	return h1_head_optional(head, head->host);
}

static inline struct h1_span
h1_head_reason(const struct h1_head *head)
{
	return h1_head_span(head, head->reason);
}

/* Value of the first field line called `name`; absent if there is none. */
struct h1_span h1_head_field(const struct h1_head *head, struct h1_span name);

enum h1_piece_kind {
	H1_PIECE_CHUNK,	   /* a chunk header: chunk; size 0 is the last */
	H1_PIECE_CONTENT,  /* a run of content, never empty: content */
	H1_PIECE_TRAILERS, /* the trailer section: trailers */
	H1_PIECE_END	   /* the message is complete */
};

/*
 * What h1_read_piece() gives. Make it with h1_piece_init(), and give the same
 * one until H1_OK: trailer fields read so far are in it. Spans and the base of
 * the trailers borrow from the buffer.
 */
struct h1_piece {
	enum h1_piece_kind kind;
	unsigned tolerated; /* at the end: H1_LENIENT_* that the whole
				   message needed */
	struct h1_chunk chunk;
	struct h1_span content;
	struct h1_fields trailers;
};

/*
 * Gives `piece` an array for trailer fields, which it borrows. With NULL and 0
 * trailer fields are checked, but not kept: trailers.n stays 0.
 */
void
h1_piece_init(struct h1_piece *piece, struct h1_field *trailers, size_t max);

/* Where the reader stands; for the reader alone. */
enum h1_reader_state {
	H1_READER_START,  /* before the start-line */
	H1_READER_FIELDS, /* in the header section */
	H1_READER_LENGTH, /* `left` octets of content to come */
	H1_READER_UNTIL_CLOSE,
	H1_READER_CHUNK,    /* before a chunk header */
	H1_READER_DATA,	    /* `left` octets of chunk-data to come */
	H1_READER_DATA_END, /* before the CRLF behind chunk-data */
	H1_READER_TRAILERS,
	H1_READER_END,
	H1_READER_FAILED
};

/* Members are for the reader alone; its size is public so that it can be put
 * anywhere. It may be copied. */
struct h1_reader {
	struct h1_limits limits;
	unsigned lenient;
	unsigned tolerated;
	enum h1_kind kind;
	enum h1_answers answers;
	enum h1_reader_state state;
	size_t consumed; /* octets of the message taken so far */

	/* the line at hand; offsets from in->at */
	size_t line;	       /* its first octet */
	size_t seen;	       /* behind the octets that were looked at */
	size_t cap;	       /* behind all that it may hold before its end */
	enum h1_code too_long; /* refusal of more */
	uint32_t run;	       /* classes of octets that change nothing now */
	uint8_t part;	       /* what the next octet belongs to */
	uint8_t n_octets;      /* of a part of fixed length */
	bool fold;	       /* it continues the field line before it */
	uint32_t value;	       /* behind the colon, or the chunk-size */
	uint32_t name_len;
	struct h1_uri uri; /* request-target */
	bool host_plain;   /* the first Host is known to be valid */

	size_t section;	 /* first octet of the field section */
	size_t n_fields; /* field lines in it so far */
	size_t n_empty_lines;
	size_t n_chunk_exts; /* octets of chunk extensions so far */
	uint64_t left;	     /* of the content or chunk */
	uint64_t n_content;  /* octets of content announced or read */
	struct h1_error failed;
};

/*
 * Makes a reader of one side of one connection. `limits` is copied; NULL means
 * the defaults. `lenient` holds H1_LENIENT_* flags, H1_STRICT none.
 */
void h1_reader_init(struct h1_reader *reader, enum h1_kind kind,
	const struct h1_limits *limits, unsigned lenient);

/*
 * Tells what the next final response answers; to be called before its head is
 * read. Interim responses leave it as it is, a final one sets it back to
 * H1_ANSWERS_OTHER.
 */
void h1_reader_answers(struct h1_reader *reader, enum h1_answers answers);

/*
 * Takes the head of the next message off `in`. The earliest octet that does
 * not fit is refused as soon as it is there (CR with the octet behind it); what
 * needs the whole section (Host, framing) comes last.
 *
 * H1_OK:    *head is written and borrows from the buffer; next h1_read_piece().
 * H1_MORE:  `in` is unchanged; show it again with more behind it.
 * H1_ERROR: any code but those of the chunked coding and H1_E_INCOMPLETE_*.
 */
enum h1_status h1_read_head(struct h1_reader *reader, struct h1_cur *in,
	struct h1_head *head, struct h1_error *err);

/*
 * Takes the next piece of the message off `in`. In a chunked message chunk
 * headers, content, and at the end the trailer section (which may be empty)
 * come in the order of the wire; every message ends with H1_PIECE_END, which
 * takes no octets.
 *
 * H1_MORE:  `in` is unchanged.
 * H1_ERROR: H1_E_CHUNK_*, _BARE_*, field line errors, limits.
 */
enum h1_status h1_read_piece(struct h1_reader *reader, struct h1_cur *in,
	struct h1_piece *piece, struct h1_error *err);

/*
 * A short cut through chunked content for those who do not look at chunks:
 * takes as many chunks off `in` as can be taken at a glance, and gives their
 * content in up to `max` runs, none of them empty, which borrow from the
 * buffer. Headers with extensions, the last chunk, whatever is refused, and
 * content with a length are left to h1_read_piece(), which goes on from there
 * when this has given no run.
 */
size_t h1_read_runs(struct h1_reader *reader, struct h1_cur *in,
	struct h1_span *runs, size_t max);

/*
 * Tells that no more octets will come. To be asked after the calls above said
 * H1_MORE to everything received.
 *
 * H1_OK:    nothing is missing: between two messages (empty lines aside), or
 *           the message ends by the close, or the reader stands at its end.
 * H1_ERROR: H1_E_INCOMPLETE_HEAD, H1_E_INCOMPLETE_CONTENT.
 */
enum h1_status h1_read_eof(struct h1_reader *reader, struct h1_error *err);

#endif
