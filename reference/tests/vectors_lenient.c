#include "vectors.h"

/* clang-format off */
#define GET	"GET / HTTP/1.1\r\n"
#define HOST	"Host: a\r\n"
#define HEAD	"GET / HTTP/1.1 origin host=a none keep\n Host: a"
#define POST	"POST / HTTP/1.1\r\n" HOST
#define TE	"Transfer-Encoding: "
#define CL	"Content-Length: "

/* Rows in which one flag is given, and needed. */
#define LAX(flag, in, trace)					\
	ACCEPT(in, trace, .lenient = H1_LENIENT_##flag,		\
		.tolerated = H1_LENIENT_##flag)
#define LAX_R(flag, in, trace)					\
	ACCEPT(in, trace, .lenient = H1_LENIENT_##flag,		\
		.tolerated = H1_LENIENT_##flag, .kind = H1_RESPONSE)
#define STILL(code, flag, in)					\
	REFUSE(code, in, .lenient = H1_LENIENT_##flag)

static const struct vector rows[] = {
	LAX(BARE_LF, "GET / HTTP/1.1\nHost: a\n\n", HEAD "\nend"),
	LAX(BARE_LF, "\n" GET HOST "\r\n", HEAD "\nend"),
	LAX(BARE_LF, GET HOST "\n", HEAD "\nend"),
	LAX(BARE_LF, POST TE "chunked\r\n\r\n0\r\nA: b\n\r\n",
		"POST / HTTP/1.1 origin host=a chunked keep\n Host: a\n"
		" Transfer-Encoding: chunked\nchunk 0\ntrailers\n A: b\nend"),
	STILL(BARE_LF, BARE_LF,
		POST TE "chunked\r\n\r\n0\r\nA: b\r\n^\n"),
	STILL(BARE_CR, BARE_LF, GET "Host: a^\r\r\n\r\n"),

	LAX(BARE_CR, "GET\r/\rHTTP/1.1\r\n" HOST "\r\n", HEAD "\nend"),
	LAX(BARE_CR, GET HOST "A:\rb\rc\r\r\n\r\n",
		HEAD "\n A: b\\x0Dc\nend"),
	LAX(BARE_CR, POST TE "chunked\r\r\n\r\n0\r\n\r\n",
		"POST / HTTP/1.1 origin host=a chunked keep\n Host: a\n"
		" Transfer-Encoding: chunked\nchunk 0\ntrailers\nend"),
	LAX_R(BARE_CR, "HTTP/1.1\r204\ra\rb\r\n\r\n",
		"HTTP/1.1 204 \"a\\x0Db\" none keep\nend"),
	STILL(FIELD_NO_COLON, BARE_CR, GET HOST "A^\r: b\r\n\r\n"),
	STILL(BARE_CR, BARE_CR, "GET / HTTP/1.1^\r\r\n" HOST "\r\n"),
	STILL(REQUEST_LINE_SPACE, BARE_CR, "GET\r^ / HTTP/1.1\r\n"),
	/* CR is SP, and SP begins a folded line */
	STILL(OBS_FOLD, BARE_CR, GET HOST "^\rA: b\r\n\r\n"),
	STILL(SPACE_BEFORE_FIELDS, BARE_CR, GET "^\r\r\n" HOST "\r\n"),
	STILL(LENGTH_SYNTAX, BARE_CR, POST CL "5^\r5\r\n\r\n"),
	STILL(BARE_CR, BARE_CR, POST TE "chunked\r\n\r\n5^\r\r\nhello"),

	LAX(WS_START_LINE, " \tGET\x0B\x0C/ \r HTTP/1.1 \t\r\n" HOST "\r\n",
		HEAD "\nend"),
	LAX_R(WS_START_LINE, "\tHTTP/1.1  204\t x\r\n\r\n",
		"HTTP/1.1 204 \"x\" none keep\nend"),
	STILL(VERSION_EXTRA, WS_START_LINE, "GET / HTTP/1.1 ^X\r\n"),
	STILL(VERSION_SYNTAX, WS_START_LINE, "GET / ^X HTTP/1.1\r\n"),
	STILL(METHOD_OCTET, WS_START_LINE, "GET^\x08/ HTTP/1.1\r\n"),
	STILL(METHOD_EMPTY, WS_START_LINE, " \t^\r\n"),

	LAX_R(LAX_STATUS_LINE, "HTTP/1.1 204\r\n\r\n",
		"HTTP/1.1 204 \"\" none keep\nend"),
	REFUSE(STATUS_CODE, "HTTP/1.1 20^\r\n\r\n", .kind = H1_RESPONSE,
		.lenient = H1_LENIENT_LAX_STATUS_LINE),

	LAX(WS_BEFORE_FIELDS, GET " A: b\r\n\t\r\n \0\x01\r\n" HOST "\r\n",
		HEAD "\nend"),
	STILL(OBS_FOLD, WS_BEFORE_FIELDS, GET " A: b\r\n" HOST "^ c\r\n\r\n"),
	STILL(HOST_MISSING, WS_BEFORE_FIELDS, GET " Host: a\r\n^\r\n"),
	STILL(SPACE_BEFORE_FIELDS, WS_BEFORE_FIELDS,
		POST TE "chunked\r\n\r\n0\r\n^ A: b\r\n\r\n"),

	LAX_R(SPACE_BEFORE_COLON, "HTTP/1.1 204 \r\nA \t: b\r\n\r\n",
		"HTTP/1.1 204 \"\" none keep\n A: b\nend"),
	STILL(SPACE_BEFORE_COLON, SPACE_BEFORE_COLON,
		GET HOST "A^ : b\r\n\r\n"),

	LAX(OBS_FOLD, GET HOST "A: b \r\n\t c\r\n \r\n d \r\nE: f\r\n\r\n",
		HEAD "\n A: b \\x0D\\x0A\\x09 c\\x0D\\x0A \\x0D\\x0A d\n"
		" E: f\nend"),
	LAX(OBS_FOLD, POST CL "\r\n 5\r\n \r\n\r\nhello",
		"POST / HTTP/1.1 origin host=a length=5 keep\n Host: a\n"
		" Content-Length: 5\ncontent hello\nend"),
	LAX(OBS_FOLD, POST TE "\r\n ,\r\n chunked\r\n\r\n0\r\n\r\n",
		"POST / HTTP/1.1 origin host=a chunked keep\n Host: a\n"
		" Transfer-Encoding: ,\\x0D\\x0A chunked\n"
		"chunk 0\ntrailers\nend"),
	LAX(OBS_FOLD, POST TE "chunked\r\n\r\n0\r\nA: b\r\n c\r\n\r\n",
		"POST / HTTP/1.1 origin host=a chunked keep\n Host: a\n"
		" Transfer-Encoding: chunked\nchunk 0\ntrailers\n"
		" A: b\\x0D\\x0A c\nend"),
	STILL(SPACE_BEFORE_FIELDS, OBS_FOLD, GET "^ A: b\r\n" HOST "\r\n"),
	STILL(VALUE_NUL, OBS_FOLD, GET HOST " b^\0\r\n\r\n"),
	STILL(LENGTH_SYNTAX, OBS_FOLD, POST CL "5^\r\n 5\r\n\r\n"),
	STILL(AUTHORITY_OCTET, OBS_FOLD, GET "Host: a^\r\n b\r\n\r\n"),

	LAX(VALUE_CTL, GET HOST "A: \x01 b\x7F\r\n\r\n",
		HEAD "\n A: \\x01 b\\x7F\nend"),
	STILL(VALUE_NUL, VALUE_CTL, GET HOST "A: ^\0\r\n\r\n"),
	STILL(BARE_CR, VALUE_CTL, GET HOST "A: ^\rb\r\n\r\n"),
	STILL(LENGTH_SYNTAX, VALUE_CTL, POST CL "5^\x0B\r\n\r\n"),
	STILL(TE_SYNTAX, VALUE_CTL, POST TE "^\x0B" "chunked\r\n\r\n"),

	LAX(SAME_LENGTHS, POST CL "5, 05 ,\r\n\r\nhello",
		"POST / HTTP/1.1 origin host=a length=5 keep\n Host: a\n"
		" Content-Length: 5, 05 ,\ncontent hello\nend"),
	LAX(SAME_LENGTHS, POST CL "1\r\n" CL "1\r\n\r\nx",
		"POST / HTTP/1.1 origin host=a length=1 keep\n Host: a\n"
		" Content-Length: 1\n Content-Length: 1\ncontent x\nend"),
	STILL(LENGTH_CONFLICT, SAME_LENGTHS, POST CL "5, ^6\r\n\r\n"),
	STILL(LENGTH_SYNTAX, SAME_LENGTHS, POST CL "5\r\n" CL "^\r\n\r\n"),

	LAX(LENGTH_WITH_TE, POST CL "x\r\n" TE "chunked\r\n\r\n0\r\n\r\n",
		"POST / HTTP/1.1 origin host=a chunked close\n Host: a\n"
		" Content-Length: x\n Transfer-Encoding: chunked\n"
		"chunk 0\ntrailers\nend"),
	LAX_R(LENGTH_WITH_TE, "HTTP/1.1 200 \r\n" CL "1\r\n" TE "x\r\n\r\nab",
		"HTTP/1.1 200 \"\" until-close coded close\n"
		" Content-Length: 1\n Transfer-Encoding: x\ncontent ab"),
	STILL(CHUNKED_NOT_FINAL, LENGTH_WITH_TE,
		POST CL "5\r\n" TE "^x\r\n\r\n"),

	LAX(TE_IN_1_0, "POST / HTTP/1.0\r\nConnection: keep-alive\r\n"
		TE "chunked\r\n\r\n0\r\n\r\n",
		"POST / HTTP/1.0 origin chunked close\n"
		" Connection: keep-alive\n Transfer-Encoding: chunked\n"
		"chunk 0\ntrailers\nend"),
};
/* clang-format on */

VECTORS(lenient);
