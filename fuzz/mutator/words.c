#include "mutator/words.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))
#define W(literal)                           \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

static const struct text methods[] = {
#define HTTP_ROW(name) W(#name),
#include "http/method.def"
#undef HTTP_ROW
	W("get"), W("GETX"), W("M"), W("PRI"), W("G:T"), W("!#$%&'*+-.^_`|~")};

static const struct text targets[] = {W("/"), W("*"), W("/a?b=c"), W("//"),
	W("/%41%00%2F"), W("/%"), W("/%4"), W("/a/../b/./c"), W("?"), W("/#f"),
	W("/a b"), W("http://a"), W("http://a:80/b?c"), W("http://"),
	W("http://u@a/"), W("https://[::1]:443/"), W("http://[v1.a]/"),
	W("a:443"), W("[::1]:443"), W("a:"), W("a:99999"), W("/\xE9"), W("/\\"),
	W("/|\"<>"), W("urn:a"), W("://"), W("/a;b=c:@!$&'()*+,=")};

static const struct text versions[] = {W("HTTP/1.1"), W("HTTP/1.0"),
	W("HTTP/1.2"), W("HTTP/1.9"), W("HTTP/0.9"), W("HTTP/2.0"),
	W("HTTP/1."), W("HTTP/1"), W("HTTP/11"), W("HTTP/1.10"), W("HTTP/01.1"),
	W("http/1.1"), W("HTTP/ 1.1"), W("HTTP /1.1"), W("HTTP/1,1"),
	W("ICY/1.1"), W("HTTP/A.1"), W("HTTP/-1.1"), W("")};

static const struct text statuses[] = {
#define HTTP_ROW(code, reason) W(#code " " reason),
#include "http/status.def"
#undef HTTP_ROW
	W("200"), W("200 "), W("2000 "), W("20 "), W("099 "), W("600 "),
	W("+20 "), W("0x2 "), W("200\t"), W("2x0 "), W("-10 ")};

static const struct text names[] = {
#define H1_ROW(id, letter, name) W(name),
#include "h1/known.def"
#undef H1_ROW
	W("Content-Length"), W("Transfer-Encoding"), W("Host"), W("Connection"),
	W("Expect"), W("Upgrade"), W("Trailer"), W("TE"), W("Content_Length"),
	W("Transfer_Encoding"), W("Content-Lengths"), W("Content-Type"),
	W("Date"), W("ETag"), W("Range"), W("If-Match"), W("If-None-Match"),
	W("If-Modified-Since"), W("If-Unmodified-Since"), W("If-Range"),
	W("Accept"), W("Accept-Encoding"), W("Accept-Ranges"), W("Allow"),
	W("Cookie"), W("Set-Cookie"), W("Authorization"), W("WWW-Authenticate"),
	W("Location"), W("Content-Range"), W("Content-Encoding"),
	W("Content-Disposition"), W("Last-Modified"), W("Cache-Control"),
	W("Keep-Alive"), W("Retry-After"), W("Server"), W("Vary"), W("Via"),
	W("x"), W("")};

static const struct text fields[] = {W("Host: a"), W("Host: a:80"),
	W("Host: [::1]"), W("Host: "), W("Host: a b"), W("Host: a, b"),
	W("Host: u@a"), W("Host: a/"), W("Host: %61"), W("Host: a:b"),
	W("Content-Length: 0"), W("Content-Length: 1"), W("Content-Length: 5"),
	W("Content-Length: 10"), W("Content-Length: 5, 5"),
	W("Content-Length: 5, 6"), W("Content-Length: "),
	W("Transfer-Encoding: chunked"), W("Transfer-Encoding: gzip"),
	W("Transfer-Encoding: gzip, chunked"),
	W("Transfer-Encoding: chunked, gzip"),
	W("Transfer-Encoding: chunked, chunked"),
	W("Transfer-Encoding: , chunked"), W("Transfer-Encoding: chunked;q=1"),
	W("Transfer-Encoding: identity"), W("Transfer-Encoding: xchunked"),
	W("Transfer-Encoding: "), W("Connection: close"),
	W("Connection: keep-alive"), W("Connection: upgrade"),
	W("Connection: close, host, content-length"),
	W("Connection: keep-alive, close"), W("Expect: 100-continue"),
	W("Expect: 200-ok"), W("Upgrade: websocket"), W("Upgrade: h2c, a/1"),
	W("TE: trailers"), W("TE: gzip;q=0.5, trailers"), W("Trailer: a, b"),
	W("Date: Sun, 06 Nov 1994 08:49:37 GMT"),
	W("Date: Sunday, 06-Nov-94 08:49:37 GMT"),
	W("Date: Sun Nov  6 08:49:37 1994"), W("ETag: \"a\""),
	W("ETag: W/\"\""), W("If-Match: *"), W("If-Match: \"a\", \"b\""),
	W("If-None-Match: *"), W("If-None-Match: W/\"a\""),
	W("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"),
	W("If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT"),
	W("If-Range: \"a\""), W("Range: bytes=0-0"), W("Range: bytes=-1"),
	W("Range: bytes=1-"), W("Range: bytes=0-1,3-4, -2"),
	W("Content-Range: bytes 0-4/5"), W("Content-Range: bytes */5"),
	W("Accept: text/html;q=0.5, */*"), W("Accept-Encoding: gzip, br;q=0"),
	W("Content-Type: text/plain; charset=\"utf-8\""),
	W("Content-Type: multipart/form-data; boundary=b"),
	W("Content-Type: application/x-www-form-urlencoded"),
	W("Content-Disposition: attachment; filename*=UTF-8''a%20b"),
	W("Content-Encoding: gzip"), W("Location: /a"),
	W("Location: http://a:1/b?c"), W("Cookie: a=b; c=\"d\""),
	W("Set-Cookie: a=b; Path=/"), W("Authorization: Basic YTpi"),
	W("WWW-Authenticate: Digest realm=\"a\", nonce=\"b\", qop=\"auth\""),
	W("Cache-Control: no-cache, max-age=\"1\""), W("Keep-Alive: timeout=5"),
	W("Retry-After: 1"), W("Accept-Ranges: bytes"), W("Allow: GET, HEAD"),
	W("Vary: *"), W("Via: 1.1 a (b (c))"), W("a: b"), W("a:"), W(": a"),
	W("a"), W(" a: b")};

static const struct text values[] = {
#define HTTP_ROW(id, name, suffix) W(name),
#include "http/coding.def"
#undef HTTP_ROW
#define HTTP_ROW(extension, type) W(type),
#include "http/media.def"
#undef HTTP_ROW
	W("chunked"), W("identity"), W("deflate"), W("close"), W("keep-alive"),
	W("100-continue"), W("*"), W("*/*"), W(","), W(", "), W(",,"), W(" , "),
	W("\"a\""), W("\"a\\\"b\""), W("\""), W("\\"), W("W/\"a\""),
	W(";q=0.5"), W(";q=1.0001"), W("bytes="), W("0-0"), W("(a)"), W("("),
	W("%00"), W("a=b"), W(";a=\"b\""), W("GMT"),
	W("Sun, 06 Nov 1994 08:49:37 GMT"), W("a"), W("")};

static const struct text numbers[] = {W("0"), W("1"), W("2"), W("5"), W("9"),
	W("a"), W("A"), W("f"), W("10"), W("255"), W("256"), W("65535"),
	W("65536"), W("7fffffff"), W("80000000"), W("ffffffff"), W("100000000"),
	W("2147483647"), W("2147483648"), W("4294967295"), W("4294967296"),
	W("4294967301"), W("9223372036854775807"), W("9223372036854775808"),
	W("18446744073709551615"), W("18446744073709551616"),
	W("18446744073709551621"), W("7fffffffffffffff"), W("8000000000000000"),
	W("ffffffffffffffff"), W("fffffffffffffffe"), W("10000000000000000"),
	W("10000000000000005"), W("00000000000000000005"), W("0x5"), W("5.0"),
	W("5e0"), W("1_0"), W("5 5"), W("5,5"), W("5, 6"), W("+5"), W("-5"),
	W("-1"), W(""), W("\xD9\xA5"), W("05"), W("0o5"), W("0b1")};

static const struct text chunk_exts[] = {W(";"), W(";a"), W(";a=b"),
	W(";a=\"b\""), W(" ; a = b"), W(";a=\"\\\"\""), W(";a=\""), W(";a=b c"),
	W(";=b"), W(";a="), W(";;"), W(" "), W("\t;a"), W("; \"\r\n\""),
	W(";abc=1;d;e=\"f;g\""), W(",a"), W("a")};

static const struct text separators[] = {W(" "), W("  "), W("\t"), W(" \t"),
	W(""), W("\0"), W("\a"), W("\b"), W("\v"), W("\f"), W("\r"), W("\r "),
	W("\n"), W("\n "), W("\xA0"), W("\x85"), W("\xC2\xA0"), W(","), W(";")};

static const struct text line_ends[] = {W("\r\n"), W("\n"), W("\r"), W(""),
	W("\r\r\n"), W("\n\r"), W("\r\n\r\n"), W("\n\n"), W("\r\n "),
	W("\r\n\t"), W("\n "), W("\r "), W("\rX"), W("XX"), W("\r\0\n"),
	W("\0"), W("\v"), W("\f"), W("\x85"), W(" \r\n"), W("\r \n"),
	W("\\r\\n")};

static const struct text octets[] = {W("\0"), W("\x01"), W("\b"), W("\t"),
	W("\n"), W("\v"), W("\f"), W("\r"), W("\x1F"), W(" "), W("!"), W("\""),
	W("#"), W("%"), W("'"), W("("), W(")"), W("*"), W("+"), W(","), W("-"),
	W("."), W("/"), W("0"), W("9"), W(":"), W(";"), W("<"), W("="), W("?"),
	W("@"), W("A"), W("F"), W("G"), W("Z"), W("["), W("\\"), W("]"), W("^"),
	W("_"), W("`"), W("a"), W("f"), W("g"), W("z"), W("{"), W("|"), W("}"),
	W("~"), W("\x7F"), W("\x80"), W("\xE9"), W("\xFF")};

static const struct text messages[] = {W("GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
	W("GET http://a/ HTTP/1.0\r\n\r\n"),
	W("OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
	W("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"),
	W("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"),
	W("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
	  "5;a=b\r\nhello\r\n0\r\nb: c\r\n\r\n"),
	W("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
	  "Content-Length: 1\r\n\r\na"),
	W("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
	W("HTTP/1.1 100 Continue\r\n\r\n"),
	W("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n"),
	W("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	  "5\r\nhello\r\n0\r\n\r\n"),
	W("HTTP/1.0 200 OK\r\n\r\nhello"), W("0\r\n\r\n"),
	W("5\r\nhello\r\n0\r\n\r\n")};

static const struct words all[] = {
	[WORD_METHOD] = {methods, N(methods)},
	[WORD_TARGET] = {targets, N(targets)},
	[WORD_VERSION] = {versions, N(versions)},
	[WORD_STATUS] = {statuses, N(statuses)},
	[WORD_NAME] = {names, N(names)},
	[WORD_FIELD] = {fields, N(fields)},
	[WORD_VALUE] = {values, N(values)},
	[WORD_NUMBER] = {numbers, N(numbers)},
	[WORD_CHUNK_EXT] = {chunk_exts, N(chunk_exts)},
	[WORD_SEPARATOR] = {separators, N(separators)},
	[WORD_LINE_END] = {line_ends, N(line_ends)},
	[WORD_OCTET] = {octets, N(octets)},
	[WORD_MESSAGE] = {messages, N(messages)},
};

struct words
words_of(enum word_kind kind)
{
	return all[kind];
}

struct text
word_any(struct dice *dice, enum word_kind kind)
{
	return all[kind].at[dice_below(dice, all[kind].n)];
}
