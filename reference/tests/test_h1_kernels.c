/*
 * Every kernel that this machine has gives the answer that the states of the
 * lines give, which see one octet at a time; and no octet at or behind the end
 * is read. Needs no library, so that it runs under an emulator as well.
 *
 * usage: test_h1_kernels [SEED]
 */

#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "h1/h1.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/mman.h>
#include <unistd.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))
#define MAX 4096

static size_t n_failures;

/* The octets under test lie before a page that cannot be read. */
static uint8_t *guard;

static void
guard_make(void)
{
	size_t size = (size_t)sysconf(_SC_PAGESIZE);
	uint8_t *page = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert(page != MAP_FAILED && size >= MAX);
	if (mprotect(page + size, size, PROT_NONE) != 0)
		abort();
	guard = page + size;
}

/* A copy of n octets that ends `gap` octets before the guard. */
static const uint8_t *
placed(const uint8_t *octets, size_t n, size_t gap)
{
	memset(guard - gap, '\n', gap); /* hostile */
	memcpy(guard - gap - n, octets, n);
	return guard - gap - n;
}

/* --- one head, as it was read ------------------------------------------- */

struct outcome {
	enum h1_status status;
	struct h1_error err;
	struct h1_head head;
	struct h1_field fields[80];
};

static void
read_pieces(struct outcome *o, enum h1_kind kind, const uint8_t *at, size_t n,
	size_t piece)
{
	struct h1_reader reader;
	struct h1_cur in = {at, at};
	size_t arrived = 0;

	memset(o, 0, sizeof(*o));
	h1_reader_init(&reader, kind, NULL, H1_STRICT);
	h1_head_init(&o->head, o->fields, N(o->fields));
	do {
		arrived = n - arrived < piece ? n : arrived + piece;
		in.end = at + arrived;
		o->status = h1_read_head(&reader, &in, &o->head, &o->err);
	} while (o->status == H1_MORE && arrived < n);
}

static bool
same(const struct outcome *a, const struct outcome *b)
{
	const struct h1_head *x = &a->head, *y = &b->head;

	if (a->status != b->status)
		return false;
	if (a->status == H1_MORE)
		return true;
	if (a->status == H1_ERROR)
		return a->err.code == b->err.code && a->err.off == b->err.off;
	return x->len == y->len && x->minor == y->minor &&
	       x->status == y->status && x->form == y->form &&
	       x->expect == y->expect && x->persist == y->persist &&
	       x->has_host == y->has_host &&
	       memcmp(&x->method, &y->method, 8 * sizeof(x->method)) == 0 &&
	       x->framing.kind == y->framing.kind &&
	       x->framing.length == y->framing.length &&
	       x->fields.n == y->fields.n &&
	       memcmp(a->fields, b->fields,
		       x->fields.n * sizeof(a->fields[0])) == 0 &&
	       memcmp(&x->known, &y->known, sizeof(x->known)) == 0;
}

static void
complain(const char *how, const uint8_t *octets, size_t n,
	const struct outcome *got, const struct outcome *expected)
{
	n_failures++;
	if (n_failures > 10)
		return;
	fprintf(stderr, "%s kernel, %s: %d %s %zu instead of %d %s %zu on\n",
		h1_scan_name(h1_scan_kernel()), how, (int)got->status,
		h1_code_name(got->err.code), got->err.off,
		(int)expected->status, h1_code_name(expected->err.code),
		expected->err.off);
	for (size_t i = 0; i < n; i++)
		fprintf(stderr,
			h1_octet_is(octets[i], H1_VCHAR) ? "%c" : "<%02X>",
			octets[i]);
	fprintf(stderr, "\n");
}

/* Each kernel on all of it at once, and cut at `cut`. */
static void
compare(enum h1_kind kind, const uint8_t *octets, size_t n, size_t gap,
	size_t cut)
{
	static struct outcome expected, got;
	const uint8_t *at = placed(octets, n, gap);

	read_pieces(&expected, kind, at, n, 1);
	for (unsigned k = 0; k < H1_SCAN_COUNT; k++) {
		if (!h1_scan_use((enum h1_scan_kernel)k))
			continue;
		read_pieces(&got, kind, at, n, n);
		if (!same(&got, &expected))
			complain("whole", octets, n, &got, &expected);
		read_pieces(&got, kind, at, n, cut);
		if (!same(&got, &expected))
			complain("in pieces", octets, n, &got, &expected);
	}
}

/* --- text --------------------------------------------------------------- */

static void
check_text(const uint8_t *at, const uint8_t *end, const uint8_t *expected)
{
	for (unsigned k = 0; k < H1_SCAN_COUNT; k++)
		if (h1_scan_use((enum h1_scan_kernel)k) &&
			h1_scan_text(at, end) != expected)
			n_failures++;
}

/* Each octet at each place of buffers of each length. */
static void
test_text(void)
{
	uint8_t buf[130];

	memset(buf, 'a', sizeof(buf));
	for (size_t n = 1; n <= sizeof(buf); n++)
		for (size_t i = 0; i < n; i++)
			for (unsigned c = 0; c < 256; c += n % 7 ? 13 : 1) {
				const uint8_t *at = placed(buf, n, 0);
				bool text =
					h1_octet_is((uint8_t)c, H1_FIELD_TEXT);

				(guard - n)[i] = (uint8_t)c;
				check_text(at, guard, text ? guard : at + i);
			}
}

/* --- heads -------------------------------------------------------------- */

static const char *const requests[] = {
	"GET / HTTP/1.1\r\nHost: h\r\n\r\n",
	"POST /a/b?c=%20&d HTTP/1.1\r\nHost: example.com:8080\r\n"
	"Content-Length: 5\r\nConnection: keep-alive\r\nX-Y:\t z \t\r\nE:\r\n"
	"Expect: 100-continue\r\n\r\n",
	"G /0123456789012345678901234567890123456789012345678901234567890123"
	"?0123456789012345678901234567890123456789012345678901234567 HTTP/1.0"
	"\r\nA-name-that-is-longer-than-one-vector-of-octets-0123456: v\r\n\r\n",
	"OPTIONS * HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
	"CONNECT /a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
	"GET http://u/ HTTP/1.1\r\nHost: [::1]:80\r\nCookie: \x80\xFF\t;\r\n\r\n",
	"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
};

static const char *const responses[] = {
	"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nDate: Thu\r\n\r\n",
	"HTTP/1.0 404 \r\nConnection: close\r\nA: b\r\n\r\n",
};

/* Each octet at each place of a head. */
static void
test_each_octet(enum h1_kind kind, const char *text)
{
	uint8_t octets[MAX];
	size_t n = strlen(text);

	for (size_t i = 0; i < n; i++)
		for (unsigned c = 0; c < 256; c++) {
			memcpy(octets, text, n);
			octets[i] = (uint8_t)c;
			/* the rest only for some: it takes its time */
			if (c >= 0x20 && c < 0x80 && (c + i) % 5)
				continue;
			compare(kind, octets, n, i % 3, 1 + i);
		}
}

/* Each prefix, at the end of what can be read, and before hostile octets. */
static void
test_prefixes(enum h1_kind kind, const char *text)
{
	for (size_t n = 1; n <= strlen(text); n++) {
		compare(kind, (const uint8_t *)text, n, 0, n / 2 + 1);
		compare(kind, (const uint8_t *)text, n, 64, n / 2 + 1);
	}
}

/* --- random heads ------------------------------------------------------- */

static uint64_t seed = 1;

static size_t
random_below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % n);
}

static const char *const parts[] = {"GET / HTTP/1.1\r\n", "Host: a\r\n", "Host",
	"Content-Length", "Transfer-Encoding", "connection", ": ", ":", "\r\n",
	"\r\n\r\n", "\n", "\r", " ", "\t", "a", "chunked", "close",
	"keep-alive", "5", "x: y\r\n", "longer-than-a-word-0123456789",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	"\x80", "\x7F", "%41", "?", "/"};

static void
test_random(void)
{
	uint8_t octets[MAX];

	for (unsigned round = 0; round < 4000; round++) {
		size_t n = strlen(requests[round % N(requests)]);
		size_t at = random_below(n + 1);

		memcpy(octets, requests[round % N(requests)], n);
		for (size_t k = random_below(8); k > 0; k--) {
			const char *part = parts[random_below(N(parts))];
			size_t len = strlen(part);

			memmove(octets + at + len, octets + at, n - at);
			memcpy(octets + at, part, len);
			n += len;
			at = random_below(n + 1);
		}
		compare(H1_REQUEST, octets, n, random_below(70),
			1 + random_below(n));
	}
}

/* More field lines than any batch, and lines longer than any block. */
static void
test_many(void)
{
	uint8_t octets[MAX];
	size_t n = 0;

	for (unsigned lines = 0; lines < 90; lines++) {
		n = (size_t)snprintf((char *)octets, MAX,
			"GET / HTTP/1.1\r\nHost: a\r\n");
		for (unsigned i = 0; i < lines; i++)
			n += (size_t)snprintf((char *)octets + n, MAX - n,
				"F%u: %.*s\r\n", i, (int)(i * 7 % 40),
				"0123456789012345678901234567890123456789");
		n += (size_t)snprintf((char *)octets + n, MAX - n, "\r\n");
		compare(H1_REQUEST, octets, n, lines % 65, n / 3 + 1);
	}
}

int
main(int argc, char **argv)
{
	if (argc > 1) {
		seed = 0;
		for (const char *c = argv[1]; *c >= '0' && *c <= '9'; c++)
			seed = 10 * seed + (uint64_t)(*c - '0');
		seed += seed == 0;
	}
	printf("seed %llu, kernels", (unsigned long long)seed);
	for (unsigned k = 0; k < H1_SCAN_COUNT; k++)
		if (h1_scan_use((enum h1_scan_kernel)k))
			printf(" %s", h1_scan_name((enum h1_scan_kernel)k));
	printf("\n");
	guard_make();
	test_text();
	for (size_t i = 0; i < N(requests); i++) {
		test_prefixes(H1_REQUEST, requests[i]);
		test_each_octet(H1_REQUEST, requests[i]);
	}
	for (size_t i = 0; i < N(responses); i++) {
		test_prefixes(H1_RESPONSE, responses[i]);
		test_each_octet(H1_RESPONSE, responses[i]);
	}
	test_random();
	test_many();
	if (n_failures > 0)
		printf("%zu failures\n", n_failures);
	return n_failures > 0;
}
