#include "client/decode.h"

#include "h1/list.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#define OUT_MAX 65536
#define WINDOW_BITS 15
#define GZIP_WRAPPED 16 /* added to the window bits; see zlib.h */

struct client_decode {
	z_stream stream;
	bool complete;
	bool any; /* an octet has come */
	enum client_coding coding;
	uint64_t left; /* that may still come out */
	uint8_t out[OUT_MAX];
};

enum client_coding
client_coding_find(const struct h1_fields *fields)
{
	enum client_coding coding = CLIENT_CODING_NONE;
	struct h1_list list;
	struct h1_span name;

	h1_list_init(&list, fields, H1_SPAN("content-encoding"));
	while (h1_list_element(&list, &name)) {
		if (h1_span_equal_nocase(name, H1_SPAN("identity")))
			continue;
		if (coding != CLIENT_CODING_NONE)
			return CLIENT_CODING_UNKNOWN;
		if (h1_span_equal_nocase(name, H1_SPAN("gzip")) ||
			h1_span_equal_nocase(name, H1_SPAN("x-gzip")))
			coding = CLIENT_CODING_GZIP;
		else if (h1_span_equal_nocase(name, H1_SPAN("deflate")))
			coding = CLIENT_CODING_DEFLATE;
		else
			return CLIENT_CODING_UNKNOWN;
	}
	return coding;
}

struct client_decode *
client_decode_new(enum client_coding coding, uint64_t max)
{
	struct client_decode *decode = calloc(1, sizeof(*decode));
	int bits = WINDOW_BITS;

	if (!decode)
		return NULL;
	decode->coding = coding;
	decode->left = max;
	if (coding == CLIENT_CODING_GZIP)
		bits += GZIP_WRAPPED;
	if (inflateInit2(&decode->stream, bits) != Z_OK) {
		free(decode);
		return NULL;
	}
	return decode;
}

void
client_decode_free(struct client_decode *decode)
{
	if (!decode)
		return;
	inflateEnd(&decode->stream);
	free(decode);
}

/* "deflate" is the zlib format, which says so in its first octet; some send
 * the bare data (RFC 9110, section 8.4.1.2). */
static void
guess_format(struct client_decode *decode, struct h1_span in)
{
	if (decode->any || in.len == 0)
		return;
	decode->any = true;
	if (decode->coding == CLIENT_CODING_DEFLATE && (in.at[0] & 0x0F) != 8)
		inflateReset2(&decode->stream, -WINDOW_BITS);
}

/* A gzip file may have several members (RFC 1952, section 2.2). */
static enum client_decoded
behind_the_end(struct client_decode *decode, struct h1_span in)
{
	if (in.len == 0)
		return CLIENT_DECODED_MORE;
	if (decode->coding != CLIENT_CODING_GZIP ||
		inflateReset(&decode->stream) != Z_OK)
		return CLIENT_DECODED_BAD;
	decode->complete = false;
	return CLIENT_DECODED_OUT;
}

static enum client_decoded
result(struct client_decode *decode, int code, struct h1_span out)
{
	if (code == Z_MEM_ERROR)
		return CLIENT_DECODED_MEMORY;
	if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
		return CLIENT_DECODED_BAD;
	decode->complete = code == Z_STREAM_END;
	if (out.len > decode->left)
		return CLIENT_DECODED_LARGE;
	decode->left -= out.len;
	return out.len > 0 || decode->complete ? CLIENT_DECODED_OUT
					       : CLIENT_DECODED_MORE;
}

enum client_decoded
client_decode(struct client_decode *decode, struct h1_span *in,
	struct h1_span *out)
{
	z_stream *stream = &decode->stream;
	size_t len = in->len < UINT_MAX ? in->len : UINT_MAX;
	int code;

	*out = (struct h1_span){decode->out, 0};
	if (decode->complete)
		return behind_the_end(decode, *in);
	guess_format(decode, *in);
	/* zlib only reads there */
	stream->next_in = (Bytef *)in->at;
	stream->avail_in = (unsigned)len;
	stream->next_out = decode->out;
	stream->avail_out = OUT_MAX;
	code = inflate(stream, Z_NO_FLUSH);
	in->at += len - stream->avail_in;
	in->len -= len - stream->avail_in;
	out->len = OUT_MAX - stream->avail_out;
	return result(decode, code, *out);
}

bool
client_decode_complete(const struct client_decode *decode)
{
	return decode->complete || !decode->any;
}
