#include "vectors.h"

/* clang-format off */
#define POST	"POST / HTTP/1.1\r\nHost: a\r\n"
#define HEAD(framing)							\
	"POST / HTTP/1.1 origin host=a " framing "\n Host: a\n"
#define TE	"Transfer-Encoding: "
#define CL	"Content-Length: "
#define LAST	"0\r\n\r\n"
#define LAST_READ	"\nchunk 0\ntrailers\nend"

static const struct vector rows[] = {
	/* neither: no content */
	ACCEPT(POST "\r\n", "POST / HTTP/1.1 origin host=a none keep\n"
		" Host: a\nend"),

	/* Content-Length */
	ACCEPT(POST CL "5\r\n\r\nhello",
		HEAD("length=5 keep") " Content-Length: 5\ncontent hello\nend"),
	ACCEPT(POST CL "0\r\n\r\n",
		HEAD("length=0 keep") " Content-Length: 0\nend"),
	ACCEPT(POST CL "005\r\n\r\nhello",
		HEAD("length=5 keep") " Content-Length: 005\n"
		"content hello\nend"),
	ACCEPT(POST CL "010\r\n\r\n0123456789",
		HEAD("length=10 keep") " Content-Length: 010\n"
		"content 0123456789\nend"),
	/* the content may look like a message, and one may follow it */
	ACCEPT(POST CL "7\r\n\r\n0\r\n\r\nab" POST CL "0\r\n\r\n",
		HEAD("length=7 keep") " Content-Length: 7\n"
		"content 0\\x0D\\x0A\\x0D\\x0Aab\nend\n"
		HEAD("length=0 keep") " Content-Length: 0\nend"),
	ACCEPT(POST CL "18446744073709551615\r\n\r\n",
		HEAD("length=18446744073709551615 keep")
		" Content-Length: 18446744073709551615"),
	REFUSE(LENGTH_OVERFLOW, POST CL "1844674407370955161^6\r\n\r\n"),
	REFUSE(LENGTH_OVERFLOW,
		POST CL "18446744073709551615^0000000000\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "^\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "^abc\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "1^Z\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "5^ 6\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "^+5\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "^-5\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "1^_0\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "0^x5\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "5^.0\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "5^;x\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "^\"5\"\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "^\xB2\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "5\r\n" CL "^\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "^\r\n" CL "5\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "5, ^x\r\n\r\n"),
	REFUSE(LENGTH_SYNTAX, POST CL "^,\r\n\r\n"),
	REFUSE(LENGTH_REPEATED, POST CL "^5, 5\r\n\r\nhello"),
	REFUSE(LENGTH_REPEATED, POST CL "^,5\r\n\r\nhello"),
	REFUSE(LENGTH_REPEATED, POST CL "5\r\nA: b\r\n" CL "^5\r\n\r\nhello"),
	REFUSE(LENGTH_CONFLICT, POST CL "5, ^6\r\n\r\nhello"),
	REFUSE(LENGTH_CONFLICT, POST CL "5\r\n" CL "^0\r\n\r\nhello"),
	REFUSE(INCOMPLETE_CONTENT, POST CL "5\r\n\r\nhell^", .eof = true),
	REFUSE(INCOMPLETE_CONTENT, POST CL "5\r\n\r\n^", .eof = true),
	ACCEPT(POST CL "5\r\n\r\nhello",
		HEAD("length=5 keep") " Content-Length: 5\ncontent hello\nend",
		.eof = true),

	/* Transfer-Encoding */
	ACCEPT(POST TE "chunked\r\n\r\n" LAST,
		HEAD("chunked keep") " Transfer-Encoding: chunked" LAST_READ),
	ACCEPT(POST "tRANSFER-eNCODING:\t CHUNKed \t\r\n\r\n" LAST,
		HEAD("chunked keep") " tRANSFER-eNCODING: CHUNKed" LAST_READ),
	ACCEPT(POST TE ", chunked,\r\n\r\n" LAST,
		HEAD("chunked keep") " Transfer-Encoding: , chunked,"
		LAST_READ),
	ACCEPT(POST TE "\r\n" TE "chunked\r\n\r\n" LAST,
		HEAD("chunked keep") " Transfer-Encoding: \n"
		" Transfer-Encoding: chunked" LAST_READ),
	REFUSE(CHUNKED_NOT_FINAL, POST TE "^\r\n\r\n"),
	REFUSE(CHUNKED_NOT_FINAL, POST TE "^gzip\r\n\r\n"),
	REFUSE(CHUNKED_NOT_FINAL, POST TE "^xchunked\r\n\r\n"),
	REFUSE(CHUNKED_NOT_FINAL, POST TE "^identity\r\n\r\n"),
	REFUSE(CHUNKED_NOT_FINAL, POST TE "chunked, ^gzip\r\n\r\n"),
	REFUSE(CHUNKED_NOT_FINAL, POST TE "chunked\r\n" TE "^identity\r\n\r\n"),
	REFUSE(CHUNKED_TWICE, POST TE "chunked, ^chunked\r\n\r\n"),
	REFUSE(CHUNKED_TWICE, POST TE "chunked\r\n" TE "^Chunked\r\n\r\n"),
	REFUSE(CHUNKED_PARAMETER, POST TE "^chunked;q=1\r\n\r\n"),
	REFUSE(CHUNKED_PARAMETER, POST TE "^chunked ; a=\"b,c\"\r\n\r\n"),
	REFUSE(TE_UNKNOWN, POST TE "^gzip, chunked\r\n\r\n"),
	REFUSE(TE_UNKNOWN, POST TE "^x;a=\"b,c\"; d = e, chunked\r\n\r\n"),
	REFUSE(TE_UNKNOWN, POST TE "^identity\r\n" TE "chunked\r\n\r\n"),
	REFUSE(TE_SYNTAX, POST TE "^\"chunked\"\r\n\r\n"),
	REFUSE(TE_SYNTAX, POST TE "^chunked;\r\n\r\n"),
	REFUSE(TE_SYNTAX, POST TE "^chunked;q\r\n\r\n"),
	REFUSE(TE_SYNTAX, POST TE "^chunked;q=\r\n\r\n"),
	REFUSE(TE_SYNTAX, POST TE "^chunked x\r\n\r\n"),
	REFUSE(TE_SYNTAX, POST TE "gzip, ^ch\x96nked\r\n\r\n"),
	REFUSE(TE_SYNTAX, POST TE "^\xA0" "chunked\r\n\r\n"),
	REFUSE(TE_VERSION,
		"POST / HTTP/1.0\r\n" TE "^chunked\r\n\r\n" LAST),
	REFUSE(TE_VERSION, "POST / HTTP/1.0\r\n" CL "5\r\n" TE "^x\r\n\r\n"),

	/* both */
	REFUSE(LENGTH_WITH_TE, POST TE "chunked\r\n" CL "^5\r\n\r\n" LAST),
	REFUSE(LENGTH_WITH_TE, POST CL "^5\r\n" TE "chunked\r\n\r\n" LAST),
	REFUSE(LENGTH_WITH_TE, POST CL "^x\r\n" TE "gzip, chunked\r\n\r\n"),
	REFUSE(CHUNKED_NOT_FINAL, POST CL "5\r\n" TE "^gzip\r\n\r\n"),
	/* the content coding does not frame */
	ACCEPT(POST CL "1\r\nContent-Encoding: chunked\r\n\r\n0",
		HEAD("length=1 keep") " Content-Length: 1\n"
		" Content-Encoding: chunked\ncontent 0\nend"),
};
/* clang-format on */

VECTORS(framing);
