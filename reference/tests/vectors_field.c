#include "vectors.h"

/* clang-format off */
#define GET	"GET / HTTP/1.1\r\n"
#define HOST	"Host: a\r\n"
#define HEAD	"GET / HTTP/1.1 origin host=a none keep\n Host: a"

/* Only a Host with the value under test. */
#define HOST_IS(value)	GET "Host: " value "\r\n\r\n"
#define HOST_READ(value)						\
	"GET / HTTP/1.1 origin host=" value " none keep\n Host: " value "\nend"

static const struct vector rows[] = {
	/* field line */
	ACCEPT(GET HOST "A:b\r\nC: \t d\te \t\r\nE:\r\nF: \r\n\r\n",
		HEAD "\n A: b\n C: d\\x09e\n E: \n F: \nend"),
	ACCEPT(GET HOST "!#$%&'*+-.^_`|~09azAZ: x\r\n\r\n",
		HEAD "\n !#$%&'*+-.^_`|~09azAZ: x\nend"),
	ACCEPT(GET HOST "A: \x80\xFF :\"(\\,;\r\n\r\n",
		HEAD "\n A: \\x80\\xFF :\"(\\,;\nend"),
	REFUSE(FIELD_NAME_EMPTY, GET HOST "^: x\r\n\r\n"),
	REFUSE(FIELD_NAME_EMPTY, GET HOST "^:\r\n\r\n"),
	REFUSE(FIELD_NO_COLON, GET HOST "Foo^\r\n\r\n"),
	REFUSE(SPACE_BEFORE_COLON, GET HOST "A^ b: c\r\n\r\n"),
	REFUSE(SPACE_BEFORE_COLON, GET HOST "Content-Length^ 10\r\n\r\n"),
	REFUSE(FIELD_NAME_OCTET, GET HOST "A^\xA0: c\r\n\r\n"),
	REFUSE(FIELD_NAME_OCTET, GET HOST "A^\0: c\r\n\r\n"),
	REFUSE(FIELD_NAME_OCTET, GET HOST "A^\x7F: c\r\n\r\n"),
	REFUSE(FIELD_NAME_OCTET, GET HOST "^\x0B" "A: c\r\n\r\n"),
	REFUSE(FIELD_NAME_OCTET, GET HOST "^\0\r\n\r\n"),
	REFUSE(FIELD_NAME_OCTET, GET HOST "A^/b: c\r\n\r\n"),
	REFUSE(FIELD_NAME_OCTET, GET HOST "A^(b): c\r\n\r\n"),
	REFUSE(FIELD_NAME_OCTET, GET HOST "Transf^\xC2r: c\r\n\r\n"),
	REFUSE(SPACE_BEFORE_COLON, GET HOST "A^ : b\r\n\r\n"),
	REFUSE(SPACE_BEFORE_COLON, GET HOST "A^\t : b\r\n\r\n"),
	/* a server must refuse it, whatever it was asked to tolerate */
	REFUSE(SPACE_BEFORE_COLON, GET HOST "A^ : b\r\n\r\n",
		.lenient = H1_LENIENT_ALL),
	REFUSE(VALUE_NUL, GET HOST "A: b^\0c\r\n\r\n"),
	REFUSE(VALUE_NUL, GET HOST "A: b^\0\r\n\r\n"),
	REFUSE(VALUE_CTL, GET HOST "A:^\x0B" "b\r\n\r\n"),
	REFUSE(VALUE_CTL, GET HOST "A: b^\x0C\r\n\r\n"),
	REFUSE(VALUE_CTL, GET HOST "A: ^\x01\r\n\r\n"),
	REFUSE(VALUE_CTL, GET HOST "A: b^\x1F" "c\r\n\r\n"),
	REFUSE(VALUE_CTL, GET HOST "A: b^\x7F\r\n\r\n"),

	/* line ends */
	REFUSE(BARE_LF, GET HOST "A: b^\n\r\n"),
	REFUSE(BARE_LF, GET HOST "^\n"),
	REFUSE(BARE_LF, GET HOST "A: b^\nTransfer-Encoding: chunked\r\n\r\n"),
	REFUSE(BARE_CR, GET HOST "A: b^\rC: d\r\n\r\n"),
	REFUSE(BARE_CR, GET HOST "A: b^\r\r\n\r\n"),
	REFUSE(BARE_CR, GET HOST "^\rTransfer-Encoding: chunked\r\n\r\n"),
	REFUSE(FIELD_NO_COLON, GET HOST "A^\r: b\r\n\r\n"),
	REFUSE(BARE_CR, GET HOST "^\rX\n"),
	REFUSE(BARE_CR, GET HOST "^\r\r\n"),
	/* the earliest line wins */
	REFUSE(FIELD_NO_COLON, GET "A^\r\n\n"),
	REFUSE(FIELD_NO_COLON, GET "A^\r\nContent-Length: x\r\n\r\n"),

	/* white space where a line begins */
	REFUSE(SPACE_BEFORE_FIELDS, GET "^ A: b\r\n" HOST "\r\n"),
	REFUSE(SPACE_BEFORE_FIELDS, GET "^\t\r\n" HOST "\r\n"),
	REFUSE(OBS_FOLD, GET HOST "A: b\r\n^ c\r\n\r\n"),
	REFUSE(OBS_FOLD, GET HOST "A:\r\n^\tc\r\n\r\n"),
	REFUSE(OBS_FOLD, GET HOST "A: b\r\n^ Transfer-Encoding: chunked\r\n\r\n"),
	REFUSE(OBS_FOLD, GET HOST "^ \r\n\r\n"),

	/* Host */
	ACCEPT(HOST_IS("a.b-c_d~!$&'()*+,;=%41:80"),
		HOST_READ("a.b-c_d~!$&'()*+,;=%41:80")),
	ACCEPT(HOST_IS("0.0.0.0=5000"), HOST_READ("0.0.0.0=5000")),
	ACCEPT(HOST_IS("999.1.1.1:0"), HOST_READ("999.1.1.1:0")),
	ACCEPT(HOST_IS("a:"), HOST_READ("a:")),
	ACCEPT(HOST_IS("a:0065535"), HOST_READ("a:0065535")),
	ACCEPT(HOST_IS("[::1]:80"), HOST_READ("[::1]:80")),
	ACCEPT(HOST_IS("[v1.a:b]"), HOST_READ("[v1.a:b]")),
	/* grey: the field's grammar allows it, the http URI's does not */
	ACCEPT(HOST_IS(""), HOST_READ("")),
	ACCEPT("GET / HTTP/1.0\r\nHost: a\r\n\r\n",
		"GET / HTTP/1.0 origin host=a none close\n Host: a\nend"),
	REFUSE(HOST_MISSING, "GET / HTTP/1.1\r\n^\r\n"),
	REFUSE(HOST_MISSING, "GET / HTTP/1.2\r\nHosts: a\r\n^\r\n"),
	REFUSE(HOST_REPEATED, GET HOST "A: b\r\n^hOST: a\r\n\r\n"),
	REFUSE(HOST_REPEATED, "GET / HTTP/1.0\r\nHost: a\r\n^Host: b\r\n\r\n"),
	REFUSE(HOST_REPEATED, GET "Host:\r\n^Host: b\r\n\r\n"),
	REFUSE(AUTHORITY_OCTET, HOST_IS("a,^ b")),
	REFUSE(AUTHORITY_OCTET, HOST_IS("u^@a")),
	REFUSE(AUTHORITY_OCTET, HOST_IS("a^/x")),
	REFUSE(AUTHORITY_OCTET, HOST_IS("a^?x")),
	REFUSE(AUTHORITY_OCTET, HOST_IS("a^ b")),
	REFUSE(AUTHORITY_OCTET, HOST_IS("^\xFF")),
	REFUSE(AUTHORITY_OCTET, HOST_IS("a^]")),
	REFUSE(AUTHORITY_OCTET, HOST_IS("[::1]^x")),
	REFUSE(AUTHORITY_PCT, HOST_IS("a%^")),
	REFUSE(AUTHORITY_PCT, HOST_IS("a%4^g")),
	REFUSE(AUTHORITY_PORT, HOST_IS("a:^abc")),
	REFUSE(AUTHORITY_PORT, HOST_IS("a:9999^9")),
	REFUSE(AUTHORITY_PORT, HOST_IS("a:18446^744073709551617")),
	REFUSE(AUTHORITY_PORT, HOST_IS("a:^+80")),
	REFUSE(AUTHORITY_PORT, HOST_IS("a:80^:80")),
	REFUSE(AUTHORITY_PORT, HOST_IS(":^:1")),
	REFUSE(AUTHORITY_LITERAL, HOST_IS("[::1^")),
	REFUSE(AUTHORITY_LITERAL, HOST_IS("[^]")),
	REFUSE(AUTHORITY_LITERAL, HOST_IS("[v^.a]")),
	REFUSE(AUTHORITY_OCTET, "GET / HTTP/1.0\r\nHost: a^ b\r\n\r\n"),
	/* other fields of other names are other fields */
	ACCEPT(GET HOST "Content_Length: 5\r\nTransfer-%45ncoding: chunked\r\n"
		"\r\n",
		HEAD "\n Content_Length: 5\n Transfer-%45ncoding: chunked\nend"),

	/* Connection (RFC 9112, section 9.3) */
	ACCEPT(GET HOST "Connection: x, CLOSE\r\n\r\n",
		"GET / HTTP/1.1 origin host=a none close\n Host: a\n"
		" Connection: x, CLOSE\nend"),
	ACCEPT(GET HOST "Connection: closed\r\nConnection: a\r\n\r\n",
		HEAD "\n Connection: closed\n Connection: a\nend"),
	ACCEPT(GET HOST "Connection: x\r\nConnection: ,close,keep-alive\r\n\r\n",
		"GET / HTTP/1.1 origin host=a none close\n Host: a\n"
		" Connection: x\n Connection: ,close,keep-alive\nend"),
	ACCEPT(GET HOST "Connection: \"x,close,\"\r\n\r\n",
		HEAD "\n Connection: \"x,close,\"\nend"),
	ACCEPT("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
		"GET / HTTP/1.0 origin none keep\n"
		" Connection: Keep-Alive\nend"),

	/* Expect (RFC 9110, section 10.1.1) */
	ACCEPT(GET HOST "Expect: 100-Continue\r\n\r\n",
		"GET / HTTP/1.1 origin host=a none continue keep\n Host: a\n"
		" Expect: 100-Continue\nend"),
	ACCEPT(GET HOST "Expect: 100-continue, x=1\r\n\r\n",
		"GET / HTTP/1.1 origin host=a none expect? keep\n Host: a\n"
		" Expect: 100-continue, x=1\nend"),
	ACCEPT(GET HOST "Expect: x 100-continue\r\n\r\n",
		"GET / HTTP/1.1 origin host=a none expect? keep\n Host: a\n"
		" Expect: x 100-continue\nend"),
	ACCEPT("GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n",
		"GET / HTTP/1.0 origin none close\n"
		" Expect: 100-continue\nend"),
};
/* clang-format on */

VECTORS(field);
