#include "vectors.h"

/* clang-format off */
#define HOST	"Host: a\r\n\r\n"
#define ROOT	"GET / HTTP/1.1 origin host=a none keep\n Host: a\nend"

static const struct vector rows[] = {
	ACCEPT("", ""),
	ACCEPT("GET / HTTP/1.1\r\n" HOST, ROOT),
	/* another minor version is read as HTTP/1.1 is */
	ACCEPT("GET / HTTP/1.2\r\n" HOST,
		"GET / HTTP/1.2 origin host=a none keep\n Host: a\nend"),
	ACCEPT("GET / HTTP/1.0\r\n\r\n",
		"GET / HTTP/1.0 origin none close\nend"),
	/* any token is a method */
	ACCEPT("!#$%&'*+-.^_`|~09azAZ / HTTP/1.1\r\n" HOST,
		"!#$%&'*+-.^_`|~09azAZ / HTTP/1.1 origin host=a none keep\n"
		" Host: a\nend"),
	ACCEPT("get / HTTP/1.1\r\n" HOST,
		"get / HTTP/1.1 origin host=a none keep\n Host: a\nend"),

	/* empty lines before it */
	ACCEPT("\r\nGET / HTTP/1.1\r\n" HOST, ROOT),
	ACCEPT("\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\n" HOST, ROOT),
	REFUSE(EMPTY_LINES, "\r\n\r\n\r\n\r\n^\r\nGET / HTTP/1.1\r\n" HOST),
	REFUSE(BARE_LF, "^\nGET / HTTP/1.1\r\n" HOST),
	REFUSE(BARE_CR, "^\rGET / HTTP/1.1\r\n" HOST),
	REFUSE(BARE_CR, "^\r\r\nGET / HTTP/1.1\r\n" HOST),
	ACCEPT("\r\n", "", .eof = true),

	/* two messages, one behind the other, and an empty line between */
	ACCEPT("GET / HTTP/1.1\r\n" HOST "\r\nGET / HTTP/1.1\r\n" HOST,
		ROOT "\n" ROOT),

	REFUSE(METHOD_OCTET, "GET / HTTP/1.1\r\n" HOST "\r\nG^@ /\r\n",
		.from = sizeof("GET / HTTP/1.1\r\n" HOST) - 1),

	/* line end */
	REFUSE(BARE_LF, "GET / HTTP/1.1^\n" HOST),
	REFUSE(BARE_CR, "GET / HTTP/1.1^\r\r\n" HOST),
	REFUSE(BARE_CR, "GET / HTTP/1.1^\rHost: a\r\n\r\n"),
	REFUSE(BARE_LF, "GET^\n/ HTTP/1.1\r\n" HOST),

	/* method */
	REFUSE(METHOD_EMPTY, "^ GET / HTTP/1.1\r\n" HOST),
	REFUSE(METHOD_EMPTY, "^\tGET / HTTP/1.1\r\n" HOST),
	REFUSE(METHOD_OCTET, "^\0GET / HTTP/1.1\r\n" HOST),
	REFUSE(METHOD_OCTET, "G^\0ET / HTTP/1.1\r\n" HOST),
	REFUSE(METHOD_OCTET, "G^=\":<>(e),;?\" / HTTP/1.1\r\n" HOST),
	REFUSE(METHOD_OCTET, "GET^/ HTTP/1.1\r\n" HOST),
	REFUSE(METHOD_OCTET, "G^\x80T / HTTP/1.1\r\n" HOST),
	REFUSE(METHOD_OCTET, "GE^\x7F / HTTP/1.1\r\n" HOST),
	REFUSE(METHOD_OCTET, "^\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\r\n"),
	/* CR where no line may end: whatever follows it, parts are missing */
	REFUSE(TARGET_MISSING, "GET^\r/ HTTP/1.1\r\n" HOST),

	/* separators */
	REFUSE(REQUEST_LINE_SPACE, "GET ^ / HTTP/1.1\r\n" HOST),
	REFUSE(REQUEST_LINE_SPACE, "GET / ^ HTTP/1.1\r\n" HOST),
	REFUSE(REQUEST_LINE_SPACE, "GET^\t/ HTTP/1.1\r\n" HOST),
	REFUSE(REQUEST_LINE_SPACE, "GET /^\tHTTP/1.1\r\n" HOST),
	REFUSE(REQUEST_LINE_SPACE, "GET^\x0B/ HTTP/1.1\r\n" HOST),
	REFUSE(REQUEST_LINE_SPACE, "GET /^\x0CHTTP/1.1\r\n" HOST),
	REFUSE(VERSION_MISSING, "GET /^\rHTTP/1.1\r\n" HOST),
	REFUSE(REQUEST_LINE_SPACE, "GET ^ HTTP/1.1\r\n" HOST),
	REFUSE(VERSION_EXTRA, "GET / HTTP/1.1^ \r\n" HOST),
	REFUSE(VERSION_EXTRA, "GET / HTTP/1.1^\tX\r\n" HOST),
	REFUSE(VERSION_EXTRA, "GET / HTTP/1.1^ HTTP/1.1\r\n" HOST),
	REFUSE(BARE_CR, "GET / HTTP/1.1^\rX\r\n" HOST),

	/* missing parts */
	REFUSE(TARGET_MISSING, "GET^\r\n" HOST),
	REFUSE(TARGET_MISSING, "GET ^\r\n" HOST),
	REFUSE(VERSION_MISSING, "GET /^\r\n" HOST),
	REFUSE(VERSION_MISSING, "GET / ^\r\n" HOST),
	REFUSE(TARGET_FORM, "GET HTTP^/1.1\r\n" HOST),
	REFUSE(VERSION_MISSING, "GET http://a^\r\n" HOST),

	/* version */
	REFUSE(VERSION_SYNTAX, "GET / ^http/1.1\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP^ /1.1\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTT^Q/1.1\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / ^X HTTP/1.1\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP/1^\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP/1.^\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP/^.1\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP/^\r\n" HOST),
	/* the first digit decides, whatever would follow it */
	REFUSE(VERSION_MAJOR, "GET / HTTP/^01.1\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP/1^1.1\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP/^+1.1\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP/1^,1\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP/1.1^0\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP/1.3^2\r\n" HOST),
	REFUSE(VERSION_SYNTAX, "GET / HTTP/1.1^\0\r\n" HOST),
	REFUSE(VERSION_MAJOR, "GET / HTTP/^2.0\r\n" HOST),
	REFUSE(VERSION_MAJOR, "GET / HTTP/^0.9\r\n" HOST),
	REFUSE(VERSION_MAJOR, "GET / HTTP/^9.9\r\n" HOST),
	/* the preface of HTTP/2 is lost before its version */
	REFUSE(TARGET_FORM, "PRI ^* HTTP/2.0\r\n\r\nSM\r\n\r\n"),

	/* a close in the midst */
	ACCEPT("", "", .eof = true),
	REFUSE(INCOMPLETE_HEAD, "G^", .eof = true),
	REFUSE(INCOMPLETE_HEAD, "\r\nGET / HTTP/1.1\r^", .eof = true),
	REFUSE(INCOMPLETE_HEAD, "GET / HTTP/1.1\r\n^", .eof = true),
	REFUSE(INCOMPLETE_HEAD, "GET / HTTP/1.1\r\nHost: a\r\n\r^",
		.eof = true),
};
/* clang-format on */

VECTORS(start_line);
