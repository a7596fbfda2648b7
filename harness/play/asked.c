#include "play/asked.h"

#include <string.h>

#define FIELDS_MAX 128

/* Behind empty lines, which a server may ignore (RFC 9112, section 2.2). */
static enum h1_answers
by_first_word(const struct h1_cur *in)
{
	const uint8_t *at = in->at;
	size_t len;

	while (at < in->end && (*at == '\r' || *at == '\n'))
		at++;
	len = (size_t)(in->end - at);
	if (len >= 5 && memcmp(at, "HEAD ", 5) == 0)
		return H1_ANSWERS_HEAD;
	if (len >= 8 && memcmp(at, "CONNECT ", 8) == 0)
		return H1_ANSWERS_CONNECT;
	return H1_ANSWERS_OTHER;
}

/* Takes one request off `in`. */
static enum h1_status
skip_request(struct h1_reader *reader, struct h1_cur *in)
{
	struct h1_field fields[FIELDS_MAX];
	struct h1_head head;
	struct h1_piece piece = {.kind = H1_PIECE_CHUNK};
	struct h1_error err;
	enum h1_status st;

	h1_head_init(&head, fields, FIELDS_MAX);
	st = h1_read_head(reader, in, &head, &err);
	while (st == H1_OK && piece.kind != H1_PIECE_END) {
		h1_piece_init(&piece, NULL, 0);
		st = h1_read_piece(reader, in, &piece, &err);
	}
	return st;
}

/* The same for `n` requests. */
static enum h1_status
skip_requests(struct h1_cur *in, size_t n)
{
	struct h1_reader reader;
	enum h1_status st = H1_OK;

	h1_reader_init(&reader, H1_REQUEST, NULL, H1_LENIENT_ALL);
	for (size_t i = 0; i < n && st == H1_OK; i++)
		st = skip_request(&reader, in);
	return st;
}

enum h1_answers
asked_nth(const struct octets *sent, size_t n)
{
	struct h1_cur in = h1_cur_over((struct h1_span){sent->at, sent->len});

	if (sent->len == 0 || skip_requests(&in, n) != H1_OK)
		return H1_ANSWERS_OTHER;
	return by_first_word(&in);
}

bool
asked_goes_on(const struct octets *sent, size_t len, size_t n)
{
	struct h1_cur in = h1_cur_over((struct h1_span){sent->at, len});

	return len > 0 && skip_requests(&in, n + 1) == H1_MORE;
}
