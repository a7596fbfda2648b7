#include "vectors.h"

/* clang-format off */
#define POST	"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
#define HEAD	"POST / HTTP/1.1 origin host=a chunked keep\n Host: a\n" \
	" Transfer-Encoding: chunked\n"
#define LAST	"0\r\n\r\n"
#define LAST_READ	"\nchunk 0\ntrailers\nend"
#define ONE_READ(ext)	HEAD "chunk 5" ext "\ncontent hello" LAST_READ

static const struct vector rows[] = {
	ACCEPT(POST "5\r\nhello\r\n" LAST, ONE_READ("")),
	ACCEPT(POST "000000000000000000000000000000005\r\nhello\r\n" LAST,
		ONE_READ("")),
	ACCEPT(POST "a\r\n0123456789\r\nA\r\n\r\n0\r\n\r\n\r\n1\r\n"
		"1\r\nx\r\n000\r\n\r\n",
		HEAD "chunk a\ncontent 0123456789\nchunk a\ncontent "
		"\\x0D\\x0A0\\x0D\\x0A\\x0D\\x0A\\x0D\\x0A1\nchunk 1\n"
		"content x" LAST_READ),
	ACCEPT(POST LAST "GET / HTTP/1.0\r\n\r\n",
		HEAD "chunk 0\ntrailers\nend\n"
		"GET / HTTP/1.0 origin none close\nend"),
	ACCEPT(POST "ffffffffffffffff\r\n", HEAD "chunk ffffffffffffffff"),

	/* chunk-size */
	REFUSE(CHUNK_SIZE, POST "^\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "^Z\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "^ 5\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "^+5\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "^-5\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "^-0\r\n\r\n"),
	REFUSE(CHUNK_SIZE, POST "^;a\r\n\r\n"),
	REFUSE(CHUNK_SIZE, POST "0^x5\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "1^junk\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "0^_2e\r\n"),
	REFUSE(CHUNK_SIZE, POST "5^\0\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "5^\x0B\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "5^\xA0\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE_OVERFLOW, POST "1000000000000000^0\r\n"),
	REFUSE(CHUNK_SIZE_OVERFLOW, POST "ffffffffffffffff^5\r\n"),
	REFUSE(CHUNK_SIZE_OVERFLOW, POST "00ffffffffffffffff^0;a\r\n"),

	/* chunk-ext */
	ACCEPT(POST "5;a\r\nhello\r\n" LAST, ONE_READ(";a")),
	ACCEPT(POST "5;a=b;c=\"d;\\\"\\\\e\"\r\nhello\r\n" LAST,
		ONE_READ(";a=b;c=\"d;\\\"\\\\e\"")),
	ACCEPT(POST "5 \t;\ta = \tb ; c\r\nhello\r\n" LAST,
		ONE_READ(";a=b;c")),
	ACCEPT(POST "5;a=\"\"\r\nhello\r\n" LAST, ONE_READ(";a=\"\"")),
	ACCEPT(POST "0;a=\"\x80\t\"\r\n\r\n",
		HEAD "chunk 0;a=\"\\x80\\x09\"\ntrailers\nend"),
	REFUSE(CHUNK_EXT, POST "5 ^\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5 ^x\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;^\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;a;^\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;^=b\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;^[\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;a=^\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;a=\"b^\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;a=\"b\\^\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;a=\"b^\0\"\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;a=\"b\"^c\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;a=b ^c\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;a ^\r\nhello\r\n" LAST),
	REFUSE(CHUNK_EXT, POST "5;a^\x7F\r\nhello\r\n" LAST),

	/* line ends of the chunk header */
	REFUSE(BARE_LF, POST "5^\nhello\r\n" LAST),
	REFUSE(BARE_LF, POST "5;a^\nhello\r\n" LAST),
	REFUSE(BARE_LF, POST "5^\nhello\r\n" LAST, .lenient = H1_LENIENT_ALL),
	REFUSE(BARE_LF, POST "5;a=\"b^\n\"\r\nhello\r\n" LAST),
	REFUSE(BARE_CR, POST "5^\r\r\nhello\r\n" LAST),
	REFUSE(BARE_CR, POST "5^\r;a\r\nhello\r\n" LAST),
	REFUSE(BARE_CR, POST "5^\rX\nhello\r\n" LAST),
	REFUSE(BARE_CR, POST "5;a^\rX\r\nhello\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "^\r\r\n"),

	/* behind the chunk-data */
	REFUSE(CHUNK_DATA_END, POST "5\r\nhello^\n" LAST),
	REFUSE(CHUNK_DATA_END, POST "5\r\nhello^\n" LAST,
		.lenient = H1_LENIENT_ALL),
	REFUSE(CHUNK_DATA_END, POST "5\r\nhello^" LAST),
	REFUSE(CHUNK_DATA_END, POST "5\r\nhello^XX" LAST),
	REFUSE(CHUNK_DATA_END, POST "5\r\nhello\r^X" LAST),
	REFUSE(CHUNK_DATA_END, POST "5\r\nhello\r^\r\n" LAST),
	REFUSE(CHUNK_DATA_END, POST "5\r\nhello^world\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "5\r\nhello\r\n^\r\n" LAST),
	REFUSE(CHUNK_SIZE, POST "5\r\nhello\r\n^x\r\n" LAST),

	/* trailer section */
	ACCEPT(POST "0\r\nA: b\r\nC:\td \r\n\r\n",
		HEAD "chunk 0\ntrailers\n A: b\n C: d\nend"),
	/* these are kept apart from the header, and frame nothing */
	ACCEPT(POST "0\r\nContent-Length: 5\r\nHost: b\r\n\r\n"
		"GET / HTTP/1.0\r\n\r\n",
		HEAD "chunk 0\ntrailers\n Content-Length: 5\n Host: b\nend\n"
		"GET / HTTP/1.0 origin none close\nend"),
	REFUSE(FIELD_NO_COLON, POST "0\r\nXX^\r\n\r\n"),
	REFUSE(FIELD_NO_COLON, POST "5\r\nhello\r\n0\r\nA: b\r\nX^\r\n\r\n"),
	REFUSE(SPACE_BEFORE_COLON, POST "0\r\nA^ : b\r\n\r\n"),
	REFUSE(VALUE_NUL, POST "0\r\nA: ^\0\r\n\r\n"),
	REFUSE(OBS_FOLD, POST "0\r\nA: b\r\n^ c\r\n\r\n"),
	REFUSE(SPACE_BEFORE_FIELDS, POST "0\r\n^ A: b\r\n\r\n"),
	REFUSE(BARE_LF, POST "0\r\nA: b^\n\r\n"),
	REFUSE(BARE_LF, POST "0\r\n^\n"),
	REFUSE(BARE_LF, POST "0\r\n^\n", .lenient = H1_LENIENT_ALL),
	REFUSE(BARE_LF, POST "0\r\nA: b\r\n^\n", .lenient = H1_LENIENT_ALL),
	REFUSE(BARE_CR, POST "0\r\n^\r\r\n"),
	REFUSE(BARE_CR, POST "0\r\n^\rX\r\n\r\n"),
	REFUSE(BARE_CR, POST "0\r\n^\rX"),

	/* a close in the midst */
	REFUSE(INCOMPLETE_CONTENT, POST "^", .eof = true),
	REFUSE(INCOMPLETE_CONTENT, POST "^5\r", .eof = true),
	REFUSE(INCOMPLETE_CONTENT, POST "5\r\nhe^", .eof = true),
	REFUSE(INCOMPLETE_CONTENT, POST "5\r\nhello^\r\n", .eof = true),
	REFUSE(INCOMPLETE_CONTENT, POST "0\r\n^", .eof = true),
	REFUSE(INCOMPLETE_CONTENT, POST "0\r\n^A: b\r\n\r", .eof = true),
};
/* clang-format on */

VECTORS(chunked);
