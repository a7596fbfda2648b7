#include "heads.h"

#include <assert.h>
#include <string.h>

#include "text.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

const struct head_spec head_browser = {
	"GET /articles/2024/11/a-walk-along-the-river?from=home&id=~ "
	"HTTP/1.1\r\n"
	"Host: www.example.com\r\n"
	"User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) "
	"Gecko/20100101 Firefox/128.0\r\n"
	"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,"
	"image/avif,image/webp,*/*;q=0.8\r\n"
	"Accept-Language: en-GB,en;q=0.7,de;q=0.3\r\n"
	"Accept-Encoding: gzip, deflate, br, zstd\r\n"
	"Referer: https://www.example.com/articles/2024/11/\r\n"
	"Connection: keep-alive\r\n"
	"Cookie: session=~; theme=dark; consent=~\r\n"
	"Upgrade-Insecure-Requests: 1\r\n"
	"\r\n",
	703};

const struct head_spec head_smallest = {"GET / HTTP/1.1\r\n"
					"Host: h\r\n"
					"\r\n",
	27};

const struct head_spec head_program = {
	"GET /api/v2/items?limit=100&after=~ HTTP/1.1\r\n"
	"Host: api.example.com\r\n"
	"User-Agent: example-client/4.2.1 (linux; x86_64)\r\n"
	"Accept: application/json\r\n"
	"Accept-Encoding: gzip, deflate\r\n"
	"X-Request-Id: ~\r\n"
	"If-None-Match: \"~\"\r\n"
	"\r\n",
	414};

const struct head_spec head_long = {
	"GET /mail/inbox?page=2 HTTP/1.1\r\n"
	"Host: mail.example.com\r\n"
	"User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
	"AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
	"Safari/537.36\r\n"
	"Accept: application/json, text/plain, */*\r\n"
	"Accept-Language: en-US,en;q=0.9\r\n"
	"Accept-Encoding: gzip, deflate, br\r\n"
	"Authorization: Bearer ~\r\n"
	"Cookie: sid=~; track=~\r\n"
	"\r\n",
	3053};

const struct head_spec head_response = {
	"HTTP/1.1 301 Moved Permanently\r\n"
	"Date: Thu, 21 Nov 2024 10:00:00 GMT\r\n"
	"Server: example/2.1\r\n"
	"Content-Type: text/html; charset=utf-8\r\n"
	"Content-Length: 0\r\n"
	"Connection: keep-alive\r\n"
	"Location: https://www.example.com/~\r\n"
	"Cache-Control: public, max-age=3600\r\n"
	"Vary: Accept-Encoding, Accept-Language\r\n"
	"ETag: \"~\"\r\n"
	"Strict-Transport-Security: max-age=31536000\r\n"
	"X-Content-Type-Options: nosniff\r\n"
	"Via: 1.1 cache.example.net\r\n"
	"\r\n",
	466};

static size_t
count_gaps(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += *text == '~';
	return n;
}

struct bench_input
heads_fixed(const struct head_spec *spec, struct random *random)
{
	size_t gaps = count_gaps(spec->text);
	size_t fixed = strlen(spec->text) - gaps;
	size_t left = spec->len - fixed;
	struct text text = {0};
	const char *at;

	assert(spec->len >= fixed);
	for (at = spec->text; *at != '\0'; at++) {
		if (*at == '~') {
			text_add_random(&text, random, left / gaps);
			left -= left / gaps--;
		} else {
			text_add(&text, (const char[]){*at, '\0'});
		}
	}
	assert(text.len == spec->len);
	return text_take(&text);
}

/* Field lines that requests have; "~" is 1 to `most` random letters. */
static const struct field_spec {
	const char *text;
	size_t most;
} field_specs[] = {
	{"User-Agent: Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101", 1},
	{"User-Agent: example/~", 12},
	{"Accept: */*", 1},
	{"Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", 1},
	{"Accept-Language: en-GB,en;q=0.7", 1},
	{"Accept-Encoding: gzip, deflate, br", 1},
	{"Referer: https://www.example.org/~", 80},
	{"Connection: keep-alive", 1},
	{"Cache-Control: no-cache", 1},
	{"Pragma: no-cache", 1},
	{"Origin: https://www.example.org", 1},
	{"DNT: 1", 1},
	{"If-None-Match: \"~\"", 40},
	{"If-Modified-Since: Thu, 21 Nov 2024 10:00:00 GMT", 1},
	{"Sec-Fetch-Dest: document", 1},
	{"Sec-Fetch-Mode: navigate", 1},
	{"X-Forwarded-For: 192.0.2.~", 2},
	{"X-Forwarded-Proto: https", 1},
	{"X-Request-Id: ~", 36},
	{"Authorization: Basic ~", 48},
	{"traceparent: 00-~-01", 49},
	{"Priority: u=~", 1},
};

static void
add_spec(struct text *text, const char *spec, size_t most,
	struct random *random)
{
	for (; *spec != '\0'; spec++) {
		if (*spec == '~')
			text_add_random(text, random,
				random_between(random, 1, most));
		else
			text_add(text, (const char[]){*spec, '\0'});
	}
}

static void
add_request_line(struct text *text, struct random *random)
{
	static const char *const methods[] = {
		"GET ", "GET ", "GET ", "GET ", "HEAD ", "DELETE ", "OPTIONS "};

	text_add(text, methods[random_below(random, N(methods))]);
	add_spec(text, "/~/~?~ HTTP/1.1\r\n", 30, random);
}

struct bench_input
heads_random(size_t len, struct random *random)
{
	static const char cookie[] = "Cookie: id=";
	/* the longest line, Cookie and the ends must still find room */
	const size_t reserve = 130 + sizeof(cookie) + 4;
	struct text text = {0};
	size_t order[N(field_specs)];
	size_t i, host, n;

	random_order(random, order, N(order));
	n = random_between(random, 3, 14);
	host = random_below(random, 2);
	add_request_line(&text, random);
	for (i = 0; i < n && text.len + reserve < len; i++) {
		const struct field_spec *spec = &field_specs[order[i]];

		if (i == host)
			add_spec(&text, "Host: ~.example.com\r\n", 20, random);
		add_spec(&text, spec->text, spec->most, random);
		text_add(&text, "\r\n");
	}
	text_add(&text, cookie);
	text_add_random(&text, random, len - text.len - 4);
	text_add(&text, "\r\n\r\n");
	assert(text.len == len);
	return text_take(&text);
}
