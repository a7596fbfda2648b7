#include "vectors.h"

/* clang-format off */
#define LIMITS					\
	.limits = {.empty_lines = 1,		\
		.start_line = 16,		\
		.field_line = 10,		\
		.field_section = 30,		\
		.fields = 3,			\
		.chunk_line = 8,		\
		.chunk_exts = 10,		\
		.trailer_section = 18,		\
		.content = 9}

#define GET	"GET / HTTP/1.1\r\n"
#define HOST	"Host: a\r\n"
#define HEAD	"GET / HTTP/1.1 origin host=a none keep\n Host: a"
#define OLD	"HTTP/1.0 200 OK\r\n"
/* one that fits into such a field section */
#define POST	"X / HTTP/1.1\r\nHost:\r\n"

#define REFUSE_L(code, in)	REFUSE(code, in, LIMITS)
#define ACCEPT_L(in, trace)	ACCEPT(in, trace, LIMITS)

/* A chunked message does not fit into short field lines. */
#define CHUNKED								\
	"X / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
#define CHUNKED_READ							\
	"X / HTTP/1.1 origin host=a chunked keep\n Host: a\n"		\
	" Transfer-Encoding: chunked\n"
#define LIMITS_CHUNKED				\
	.limits = {.empty_lines = 0,		\
		.start_line = 16,		\
		.field_line = 26,		\
		.field_section = 60,		\
		.fields = 2,			\
		.chunk_line = 8,		\
		.chunk_exts = 10,		\
		.trailer_section = 18,		\
		.content = 9}
#define REFUSE_C(code, in)	REFUSE(code, CHUNKED in, LIMITS_CHUNKED)
#define ACCEPT_C(in, trace)					\
	ACCEPT(CHUNKED in, CHUNKED_READ trace, LIMITS_CHUNKED)

static const struct vector rows[] = {
	/* start-line: what stands behind the limit does not matter */
	ACCEPT_L("GET /ab HTTP/1.1\r\n" HOST "\r\n",
		"GET /ab HTTP/1.1 origin host=a none keep\n Host: a\nend"),
	REFUSE_L(REQUEST_LINE_TOO_LONG, "GET /abc HTTP/1.^1\r\n" HOST "\r\n"),
	REFUSE_L(REQUEST_LINE_TOO_LONG, "GET /abc HTTP/1.^\0\x01"),
	REFUSE_L(REQUEST_LINE_TOO_LONG, "GET /abc HTTP/1.^1\n" HOST "\r\n"),
	REFUSE_L(REQUEST_LINE_TOO_LONG, "\r\nGET /abcdefghijk^lmnopqrstuvwxyz"),
	REFUSE_L(METHOD_TOO_LONG, "ABCDEFGHIJKLMNOP^QRSTUVW / HTTP/1.1\r\n"),
	REFUSE_L(REQUEST_LINE_TOO_LONG, "ABCDEFGHIJKLMNO ^/ HTTP/1.1\r\n"),
	REFUSE(STATUS_LINE_TOO_LONG, "HTTP/1.1 200 abc^d\r\n\r\n",
		.kind = H1_RESPONSE, LIMITS),

	/* empty lines */
	ACCEPT_L("\r\n" GET HOST "\r\n", HEAD "\nend"),
	REFUSE_L(EMPTY_LINES, "\r\n^\r\n" GET HOST "\r\n"),

	/* each message has its own */
	ACCEPT_L("\r\n" GET HOST "\r\n\r\n" GET HOST "\r\n",
		HEAD "\nend\n" HEAD "\nend"),

	/* field lines */
	ACCEPT_L(GET HOST "A: 3456789\r\n\r\n", HEAD "\n A: 3456789\nend"),
	REFUSE_L(FIELD_LINE_TOO_LONG, GET HOST "A: 3456789^X\r\n\r\n"),
	REFUSE_L(FIELD_LINE_TOO_LONG, GET HOST "A: 3456789^X\n\r\n"),
	REFUSE_L(FIELD_LINE_TOO_LONG, GET HOST "A23456789a^ 12345"),
	ACCEPT_L(GET HOST "A: 34\r\nB: 3456789\r\n\r\n",
		HEAD "\n A: 34\n B: 3456789\nend"),
	REFUSE_L(FIELD_SECTION_TOO_LARGE,
		GET HOST "A: 345678\r\nB: 34567^8\r\n\r\n"),
	REFUSE_L(TOO_MANY_FIELDS,
		GET HOST "A:\r\nB:\r\n^C:\r\n\r\n"),

	/* content */
	ACCEPT(OLD "\r\n123456789", "HTTP/1.0 200 \"OK\" until-close close\n"
		"content 123456789", .kind = H1_RESPONSE, LIMITS),
	REFUSE(CONTENT_TOO_LARGE, OLD "\r\n123456789^0",
		.kind = H1_RESPONSE, LIMITS),
	REFUSE(CONTENT_TOO_LARGE,
		POST "Content-Length: ^10\r\n\r\n0123456789", LIMITS_CHUNKED),
	ACCEPT(POST "Content-Length: 9\r\n\r\n",
		"X / HTTP/1.1 origin host= length=9 keep\n Host: \n"
		" Content-Length: 9", LIMITS_CHUNKED),

	/* chunks */
	ACCEPT_C("00000009\r\n123456789\r\n",
		"chunk 9\ncontent 123456789"),
	REFUSE_C(CONTENT_TOO_LARGE, "^a\r\n"),
	REFUSE_C(CONTENT_TOO_LARGE, "5\r\nhello\r\n^5\r\nworld\r\n"),
	REFUSE_C(CHUNK_LINE_TOO_LONG, "00000000^5\r\n"),
	REFUSE_C(CHUNK_LINE_TOO_LONG, "1 \t;~~~~^~~"),
	REFUSE_C(CHUNK_LINE_TOO_LONG, "1\r\nx\r\n5;234567^8\n"),
	ACCEPT_C("1;abcd\r\nx\r\n1;abcd\r\nx\r\n1\r\nx\r\n",
		"chunk 1;abcd\ncontent x\nchunk 1;abcd\ncontent x\n"
		"chunk 1\ncontent x"),
	REFUSE_C(CHUNK_EXTS_TOO_LONG, "1;abcd\r\nx\r\n1;abcd\r\nx\r\n1^;a\r\n"),

	/* what one message has used is there again for the next */
	ACCEPT_C("9;abcdef\r\n123456789\r\n0\r\n\r\n"
		CHUNKED "9;abcdef\r\n123456789\r\n",
		"chunk 9;abcdef\ncontent 123456789\nchunk 0\ntrailers\nend\n"
		CHUNKED_READ "chunk 9;abcdef\ncontent 123456789"),

	/* trailers */
	ACCEPT_C("0\r\nA: 345\r\nB: 34567\r\n\r\n",
		"chunk 0\ntrailers\n A: 345\n B: 34567\nend"),
	REFUSE_C(TRAILER_SECTION_TOO_LARGE,
		"0\r\nA: 345\r\nB: 34567^8\r\n\r\n"),
	REFUSE_C(TRAILER_SECTION_TOO_LARGE,
		"0\r\nA: 3456789012345^67890123456789\r\n\r\n"),
	REFUSE_C(TOO_MANY_FIELDS, "0\r\nA:\r\nB:\r\n^C:\r\n\r\n"),
};
/* clang-format on */

VECTORS(limit);
