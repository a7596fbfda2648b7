#include "vectors.h"

/* clang-format off */
#define OK	"HTTP/1.1 200 OK\r\n"
#define OK_READ(framing)	"HTTP/1.1 200 \"OK\" " framing
#define TE	"Transfer-Encoding: "
#define CL	"Content-Length: "

#define REFUSE_R(code, ...)	REFUSE(code, __VA_ARGS__, .kind = H1_RESPONSE)
#define ACCEPT_R(in, ...)	ACCEPT(in, __VA_ARGS__, .kind = H1_RESPONSE)

static const struct vector rows[] = {
	/* status-line */
	ACCEPT_R(OK CL "0\r\n\r\n",
		OK_READ("length=0 keep") "\n Content-Length: 0\nend"),
	ACCEPT_R("HTTP/1.1 204 \r\n\r\n", "HTTP/1.1 204 \"\" none keep\nend"),
	ACCEPT_R("HTTP/1.9 204  a\tb\x80 \r\n\r\n",
		"HTTP/1.9 204 \" a\\x09b\\x80 \" none keep\nend"),
	ACCEPT_R("HTTP/1.0 999 x\r\n" CL "0\r\nConnection: keep-alive\r\n\r\n",
		"HTTP/1.0 999 \"x\" length=0 keep\n Content-Length: 0\n"
		" Connection: keep-alive\nend"),
	REFUSE_R(VERSION_SYNTAX, "^ICY 200 OK\r\n\r\n"),
	REFUSE_R(VERSION_SYNTAX, "^\r\n" OK "\r\n"),
	REFUSE_R(VERSION_SYNTAX, "^ HTTP/1.1 200 OK\r\n\r\n"),
	REFUSE_R(VERSION_SYNTAX, "HTTP/1.1^1 200 OK\r\n\r\n"),
	REFUSE_R(VERSION_SYNTAX, "^http/1.1 200 OK\r\n\r\n"),
	REFUSE_R(VERSION_MAJOR, "HTTP/^2.0 200 OK\r\n\r\n"),
	REFUSE_R(STATUS_LINE_SPACE, "HTTP/1.1^\r\n\r\n"),
	REFUSE_R(STATUS_LINE_SPACE, "HTTP/1.1 ^ 200 OK\r\n\r\n"),
	REFUSE_R(STATUS_LINE_SPACE, "HTTP/1.1^\t200 OK\r\n\r\n"),
	REFUSE_R(STATUS_LINE_SPACE, "HTTP/1.1 200^\r\n\r\n"),
	REFUSE_R(STATUS_LINE_SPACE, "HTTP/1.1 200^\tOK\r\n\r\n"),
	REFUSE_R(STATUS_CODE, "HTTP/1.1 ^\r\n\r\n"),
	REFUSE_R(STATUS_CODE, "HTTP/1.1 20^ OK\r\n\r\n"),
	REFUSE_R(STATUS_CODE, "HTTP/1.1 200^0 OK\r\n\r\n"),
	REFUSE_R(STATUS_CODE, "HTTP/1.1 200^OK\r\n\r\n"),
	REFUSE_R(STATUS_CODE, "HTTP/1.1 ^+20 OK\r\n\r\n"),
	REFUSE_R(REASON_OCTET, "HTTP/1.1 200 O^\0K\r\n\r\n"),
	REFUSE_R(REASON_OCTET, "HTTP/1.1 200 ^\x7F\r\n\r\n"),
	REFUSE_R(BARE_CR, "HTTP/1.1 200 OK^\r\r\n\r\n"),
	REFUSE_R(BARE_LF, "HTTP/1.1 200 OK^\n\r\n"),
	REFUSE_R(SPACE_BEFORE_COLON, OK "A^ : b\r\n\r\n"),
	REFUSE_R(OBS_FOLD, OK "A: b\r\n^ c\r\n\r\n"),

	/* content until the peer closes */
	ACCEPT_R(OK "\r\nabc", OK_READ("until-close close") "\ncontent abc"),
	ACCEPT_R(OK "\r\nabc", OK_READ("until-close close")
		"\ncontent abc\nend", .eof = true),
	ACCEPT_R(OK "\r\n", OK_READ("until-close close") "\nend",
		.eof = true),
	ACCEPT_R(OK TE "\r\n\r\nabc", OK_READ("until-close close")
		"\n Transfer-Encoding: \ncontent abc\nend", .eof = true),
	ACCEPT_R(OK TE "gzip\r\n\r\nabc", OK_READ("until-close coded close")
		"\n Transfer-Encoding: gzip\ncontent abc\nend", .eof = true),
	ACCEPT_R(OK TE "chunked, x\r\n\r\nabc",
		OK_READ("until-close coded close")
		"\n Transfer-Encoding: chunked, x\ncontent abc"),

	/* a length, or chunks */
	ACCEPT_R(OK CL "3\r\n\r\nabc" OK CL "0\r\n\r\n",
		OK_READ("length=3 keep") "\n Content-Length: 3\ncontent abc\n"
		"end\n" OK_READ("length=0 keep") "\n Content-Length: 0\nend"),
	ACCEPT_R(OK TE "chunked\r\n\r\n3\r\nabc\r\n0\r\nA: b\r\n\r\n",
		OK_READ("chunked keep") "\n Transfer-Encoding: chunked\n"
		"chunk 3\ncontent abc\nchunk 0\ntrailers\n A: b\nend"),
	ACCEPT_R(OK TE "x, chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
		OK_READ("chunked coded close") "\n"
		" Transfer-Encoding: x, chunked\n Connection: close\n"
		"chunk 0\ntrailers\nend"),
	REFUSE_R(INCOMPLETE_CONTENT, OK CL "4\r\n\r\nabc^", .eof = true),
	REFUSE_R(LENGTH_SYNTAX, OK CL "^x\r\n\r\nabc"),
	REFUSE_R(LENGTH_CONFLICT, OK CL "3\r\n" CL "^4\r\n\r\nabc"),
	REFUSE_R(LENGTH_WITH_TE, OK CL "^3\r\n" TE "chunked\r\n\r\n"),
	REFUSE_R(TE_VERSION, "HTTP/1.0 200 OK\r\n" TE "^chunked\r\n\r\n"),
	REFUSE_R(CHUNKED_TWICE, OK TE "chunked, ^chunked\r\n\r\n"),
	REFUSE_R(CHUNKED_PARAMETER, OK TE "^chunked;a=b\r\n\r\n"),
	REFUSE_R(TE_SYNTAX, OK TE "^chunked x\r\n\r\n"),

	/* no content, whatever the fields say */
	ACCEPT_R("HTTP/1.1 204 x\r\n" CL "5\r\n\r\n" OK CL "0\r\n\r\n",
		"HTTP/1.1 204 \"x\" none keep\n Content-Length: 5\nend\n"
		OK_READ("length=0 keep") "\n Content-Length: 0\nend"),
	ACCEPT_R("HTTP/1.1 304 x\r\n" TE "chunked\r\n\r\n",
		"HTTP/1.1 304 \"x\" none keep\n Transfer-Encoding: chunked\n"
		"end"),
	ACCEPT_R(OK CL "5\r\n\r\n" OK CL "1\r\n\r\nx",
		OK_READ("none keep") "\n Content-Length: 5\nend\n"
		OK_READ("length=1 keep") "\n Content-Length: 1\ncontent x\nend",
		.answers = H1_ANSWERS_HEAD),
	/* interim responses leave the question open */
	ACCEPT_R("HTTP/1.1 100 \r\n\r\nHTTP/1.1 103 \r\n\r\n"
		OK CL "5\r\n\r\n",
		"HTTP/1.1 100 \"\" none keep\nend\n"
		"HTTP/1.1 103 \"\" none keep\nend\n"
		OK_READ("none keep") "\n Content-Length: 5\nend",
		.answers = H1_ANSWERS_HEAD),
	/* another protocol follows */
	ACCEPT_R(OK CL "5\r\n\r\n",
		OK_READ("tunnel close") "\n Content-Length: 5\nend",
		.answers = H1_ANSWERS_CONNECT),
	ACCEPT_R("HTTP/1.1 101 x\r\n\r\n",
		"HTTP/1.1 101 \"x\" tunnel close\nend"),
	ACCEPT_R("HTTP/1.1 400 x\r\n" CL "1\r\n\r\ny",
		"HTTP/1.1 400 \"x\" length=1 keep\n Content-Length: 1\n"
		"content y\nend", .answers = H1_ANSWERS_CONNECT),
};
/* clang-format on */

VECTORS(response);
