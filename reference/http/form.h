#ifndef HTTP_FORM_H
#define HTTP_FORM_H

/*
 * Reads multipart/form-data (RFC 7578; RFC 2046, section 5.1) as it comes, in
 * memory of a fixed size. Any split of the same octets gives the same parts,
 * though the runs of data may be split otherwise.
 *
 *	http_form_boundary(&boundary, content_type)
 *	http_form_init(&form, boundary)
 *	http_form_read() over each run of content until HTTP_FORM_MORE
 *	http_form_ended(&form) at the end of the content
 */

#include "h1/base.h"

/* Octets of a boundary (RFC 2046, section 5.1.1), and of the head of a part. */
#define HTTP_FORM_BOUNDARY_MAX 70
#define HTTP_FORM_HEAD_MAX 4096

enum http_form_event {
	HTTP_FORM_MORE, /* all of the input is taken */
	HTTP_FORM_PART, /* a part begins: name, file_name */
	HTTP_FORM_DATA, /* a run of its octets: data */
	HTTP_FORM_DONE, /* the part is complete */
	HTTP_FORM_BAD	/* this is no form; final */
};

enum http_form_state {
	HTTP_FORM_PREAMBLE,
	HTTP_FORM_DELIMITED, /* behind a boundary: "--", or the line ends */
	HTTP_FORM_HEAD,
	HTTP_FORM_BODY,
	HTTP_FORM_EPILOGUE,
	HTTP_FORM_FAILED
};

/*
 * Members with a comment are told with the event that it names, and borrow from
 * the form or from the input until the next call; the others are for the
 * functions below alone.
 */
struct http_form {
	struct h1_span name;	  /* PART: of the field */
	struct h1_span file_name; /* PART: as sent; absent: no file */
	struct h1_span type;	  /* PART: Content-Type; absent: none */
	struct h1_span data;	  /* DATA */

	enum http_form_state state;
	uint8_t delimiter[HTTP_FORM_BOUNDARY_MAX + 4]; /* CRLF "--" boundary */
	size_t delimiter_len;
	size_t matched; /* octets of it that are seen and held back */
	size_t phantom; /* the first of these, which are not data: they stood
				before it */
	uint8_t head[HTTP_FORM_HEAD_MAX];
	size_t head_len;
};

/*
 * Finds the boundary in the value of Content-Type; borrows. False if that is
 * not multipart/form-data with a boundary that can be one.
 */
bool http_form_boundary(struct h1_span *boundary, struct h1_span content_type);

/* `boundary` is one that http_form_boundary() gave; copies. */
void http_form_init(struct http_form *form, struct h1_span boundary);

/* Takes octets off `in` up to the next event. */
enum http_form_event http_form_read(struct http_form *form, struct h1_cur *in);

/* Whether the form is complete. */
bool http_form_ended(const struct http_form *form);

/*
 * The last segment of a file name that a client sent, with "/" and "\" as
 * separators, pct-encoded quotes and line ends decoded as browsers write them.
 * Copies into `out`, which has room for file_name.len octets; false if that
 * is no name to be stored under (http_path_segment_stores()).
 */
bool
http_form_safe_name(uint8_t *out, size_t *out_len, struct h1_span file_name);

#endif
