#ifndef H1_HEAD_H
#define H1_HEAD_H

#include "h1/base.h"
#include "h1/reader.h"

/*
 * The three steps of h1_read_head(), in their order; for the reader alone. Each
 * is shown the whole message from in->at, takes nothing, and gives offsets from
 * there.
 */

/* Empty lines and the start-line; then the reader is in H1_READER_FIELDS. */
enum h1_status h1_head_start(struct h1_reader *reader, const struct h1_cur *in,
	struct h1_head *head, struct h1_error *err);

/* The header section, up to and with the empty line: sets head->len. */
enum h1_status h1_head_fields(struct h1_reader *reader, const struct h1_cur *in,
	struct h1_head *head, struct h1_error *err);

/* What needs the whole section: Host, framing, persistence, expectation. */
enum h1_status h1_head_understand(struct h1_reader *reader,
	const struct h1_cur *in, struct h1_head *head, struct h1_error *err);

#endif
