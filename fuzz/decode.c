/*
 * Content that is decoded in any pieces gives what zlib gives of all at once,
 * and refuses what zlib refuses; never more comes out than the maximum, and an
 * end that is missing is told.
 */

#include "client/decode.h"
#include "engine/entry.h"
#include "value/lines.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
	GZIP,
	MEMBERS,
	ZLIB,
	BARE,
	CUT,
	BAD,
	LARGE
};

static struct mark marks[] = {
	[GZIP] = {"gzip is decoded", 0},
	[MEMBERS] = {"gzip of several members is decoded", 0},
	[ZLIB] = {"deflate is decoded", 0},
	[BARE] = {"deflate without its wrapping is decoded", 0},
	[CUT] = {"the end is missing", 0},
	[BAD] = {"what is not so coded is refused", 0},
	[LARGE] = {"more than the maximum is refused", 0},
};

/* No more is looked at, whatever a bomb would give. */
#define OUT_ROOM ((size_t)1 << 17)

struct result {
	enum client_decoded end; /* MORE: all was taken */
	bool complete;
	size_t len; /* octets that came out before that */
	uint8_t *at;
};

static struct result
result_new(void)
{
	struct result r = {.end = CLIENT_DECODED_MORE, .at = malloc(OUT_ROOM)};

	if (!r.at)
		abort();
	return r;
}

static int
window_bits(enum client_coding coding, struct h1_span in)
{
	if (coding == CLIENT_CODING_GZIP)
		return 15 + 16;
	return in.len > 0 && (in.at[0] & 0x0F) != 8 ? -15 : 15;
}

/* All of it at once, member after member. */
static struct result
slow_decode(enum client_coding coding, struct h1_span in, size_t *n_members)
{
	z_stream z = {.next_in = (Bytef *)in.at, .avail_in = (uInt)in.len};
	struct result r = result_new();
	int code = Z_OK;

	CHECK(inflateInit2(&z, window_bits(coding, in)) == Z_OK);
	z.next_out = r.at;
	z.avail_out = (uInt)OUT_ROOM;
	for (*n_members = 0; z.avail_in > 0 && code == Z_OK;) {
		code = inflate(&z, Z_SYNC_FLUSH);
		if (code != Z_STREAM_END)
			break;
		++*n_members;
		if (z.avail_in == 0)
			break;
		code = coding == CLIENT_CODING_GZIP ? inflateReset(&z)
						    : Z_DATA_ERROR;
	}
	r.complete = code == Z_STREAM_END || in.len == 0;
	if (z.avail_out == 0)
		r.end = CLIENT_DECODED_LARGE;
	else if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
		r.end = CLIENT_DECODED_BAD;
	r.len = OUT_ROOM - z.avail_out;
	inflateEnd(&z);
	return r;
}

/* Takes one piece; false if that was the end. */
static bool
take_piece(struct client_decode *decode, struct result *r, struct h1_span piece)
{
	struct h1_span out;

	for (;;) {
		size_t before = piece.len;

		r->end = client_decode(decode, &piece, &out);
		CHECK(piece.len <= before);
		if (r->end == CLIENT_DECODED_MORE)
			break;
		if (r->end != CLIENT_DECODED_OUT)
			return false;
		CHECK(out.len <= OUT_ROOM - r->len);
		memcpy(r->at + r->len, out.at, out.len);
		r->len += out.len;
	}
	CHECK(piece.len == 0);
	return true;
}

static struct result
decode_pieces(enum client_coding coding, struct h1_span in, size_t n,
	size_t max)
{
	struct client_decode *decode = client_decode_new(coding, max);
	struct result r = result_new();

	if (!decode)
		abort();
	while (in.len > 0) {
		size_t len = in.len < n ? in.len : n;

		if (!take_piece(decode, &r, (struct h1_span){in.at, len}))
			break;
		in = (struct h1_span){in.at + len, in.len - len};
	}
	r.complete = client_decode_complete(decode);
	client_decode_free(decode);
	return r;
}

static void
reach(const struct result *r, enum client_coding coding, struct h1_span in,
	size_t n_members)
{
	if (r->end == CLIENT_DECODED_BAD)
		REACH(BAD);
	else if (!r->complete)
		REACH(CUT);
	else if (coding == CLIENT_CODING_GZIP)
		REACH(n_members > 1 ? MEMBERS : GZIP);
	else
		REACH(window_bits(coding, in) > 0 ? ZLIB : BARE);
}

static void
check_same(const struct result *r, const struct result *slow)
{
	size_t len = r->len < slow->len ? r->len : slow->len;

	CHECK(memcmp(r->at, slow->at, len) == 0);
	if (slow->end == CLIENT_DECODED_LARGE)
		return;
	CHECK(r->end == slow->end);
	if (r->end == CLIENT_DECODED_BAD)
		return;
	CHECK(r->len == slow->len && r->complete == slow->complete);
}

/* A maximum that is lower gives as many octets, or fewer and says so. */
static void
check_maximum(enum client_coding coding, struct h1_span in, size_t n,
	const struct result *all, size_t max)
{
	struct result r = decode_pieces(coding, in, n, max);

	CHECK(r.len <= max && memcmp(r.at, all->at, r.len) == 0);
	CHECK(max == all->len || r.end == CLIENT_DECODED_LARGE ||
		all->end == CLIENT_DECODED_BAD);
	if (r.end == CLIENT_DECODED_LARGE)
		REACH(LARGE);
	free(r.at);
}

/* The last octet says which coding, and the size of the pieces. */
static void
run(struct h1_span input, struct seen *seen)
{
	unsigned parameter = entry_parameter(&input, 256);
	enum client_coding coding =
		parameter & 1 ? CLIENT_CODING_DEFLATE : CLIENT_CODING_GZIP;
	size_t n_members, n = 1 + (parameter >> 1);
	struct result r, slow;

	if (input.len > VALUE_MAX)
		return;
	slow = slow_decode(coding, input, &n_members);
	r = decode_pieces(coding, input, n, OUT_ROOM);
	check_same(&r, &slow);
	reach(&r, coding, input, n_members);
	check_maximum(coding, input, n, &r, r.len / 2);
	if (r.len > 0)
		check_maximum(coding, input, n, &r, r.len - 1);
	seen_octets(seen, (struct h1_span){r.at, r.len});
	free(r.at);
	free(slow.at);
}

const struct entry entry = {run, marks, N(marks)};
