#include "tests/play/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CONTENT_MAX 8192
#define FIELDS_MAX 64
#define TEXT_MAX 256

/* How far the requests of one connection have been read. */
struct reading {
	struct h1_reader reader;
	struct h1_head head;
	struct h1_field fields[FIELDS_MAX];
	size_t begin; /* of the request, in what came */
	size_t off;   /* of what is still to be read */
	unsigned n;
	bool in_content;
	bool over;
	uint8_t content[CONTENT_MAX];
	size_t len;
};

/* ---- answers ---- */

bool
site_is(const struct site_request *q, const char *method, const char *path)
{
	return strcmp(q->method, method) == 0 && strcmp(q->path, path) == 0;
}

void
site_answer(const struct site_request *q, unsigned status, const char *fields,
	const void *content, size_t len)
{
	struct octets out = {0};

	assert_true(octets_format(&out, "HTTP/1.1 %u x\r\n%s", status, fields));
	if (status != 204)
		assert_true(octets_format(&out, "Content-Length: %zu\r\n",
			len));
	assert_true(octets_text(&out, "\r\n"));
	if (strcmp(q->method, "HEAD") != 0 && status != 204)
		assert_true(octets_append(&out, content, len));
	peer_say(q->connection, out.at, out.len);
	octets_free(&out);
	if (!q->head->persist)
		peer_fin(q->connection);
}

void
site_text(const struct site_request *q, unsigned status, const char *fields,
	const char *content)
{
	site_answer(q, status, fields, content, strlen(content));
}

void
site_fields(const struct site_request *q, struct octets *out)
{
	for (size_t i = 0; i < q->head->fields.n; i++) {
		struct h1_span name = h1_field_name(&q->head->fields, i);
		struct h1_span value = h1_field_value(&q->head->fields, i);

		assert_true(octets_format(out, "%.*s: %.*s\n", (int)name.len,
			(const char *)name.at, (int)value.len,
			(const char *)value.at));
	}
}

#define DATE "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
#define VALIDATORS \
	"ETag: \"1\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

void
site_contract(const struct site_request *q, void *data)
{
	struct octets shown = {0};

	(void)data;
	if (site_is(q, "GET", "/") || site_is(q, "HEAD", "/"))
		site_text(q, 200, DATE "Server: site\r\n", "ok");
	else if (site_is(q, "OPTIONS", "/"))
		site_text(q, 204, DATE "Allow: GET, HEAD, OPTIONS\r\n", "");
	else if (site_is(q, "POST", "/echo"))
		site_answer(q, 200, DATE, q->content, q->len);
	else if (site_is(q, "GET", "/static/sample.txt") &&
		 h1_head_field(q->head, H1_SPAN("Range")).at != NULL)
		site_text(q, 206, DATE VALIDATORS, "s");
	else if (site_is(q, "GET", "/static/sample.txt"))
		site_text(q, 200, DATE VALIDATORS, "sample");
	else if (site_is(q, "GET", "/fields")) {
		site_fields(q, &shown);
		site_answer(q, 200, DATE, shown.at, shown.len);
		octets_free(&shown);
	} else {
		site_text(q, 404, DATE, "missing");
	}
}

/* ---- requests ---- */

static void
refuse(struct peer_connection *c, struct reading *r)
{
	r->over = true;
	peer_text(c, "HTTP/1.1 400 x\r\nConnection: close\r\n"
		     "Content-Length: 0\r\n\r\n");
	peer_fin(c);
}

static void
copy_text(char *out, struct h1_span from)
{
	assert_true(from.len < TEXT_MAX);
	memcpy(out, from.at, from.len);
	out[from.len] = '\0';
}

static void
answer(struct peer_connection *c, struct reading *r)
{
	struct site *site = c->peer->data;
	char method[TEXT_MAX];
	char path[TEXT_MAX];
	const struct site_request q = {
		.connection = c,
		.head = &r->head,
		.method = method,
		.path = path,
		.content = r->content,
		.len = r->len,
		.n = r->n,
	};

	r->head.base = r->head.fields.base = c->in.at + r->begin;
	copy_text(method, h1_head_method(&r->head));
	copy_text(path, h1_head_target(&r->head));
	r->over = !r->head.persist;
	r->n++;
	site->n_requests++;
	site->answer(&q, site->data);
}

static enum h1_status
read_head(struct peer_connection *c, struct reading *r, struct h1_cur *in,
	struct h1_error *err)
{
	const struct site *site = c->peer->data;
	enum h1_status st = h1_read_head(&r->reader, in, &r->head, err);

	if (st != H1_OK)
		return st;
	r->begin = r->off;
	r->in_content = true;
	r->len = 0;
	if (site->early)
		answer(c, r);
	else if (site->continues && r->head.expect == H1_EXPECT_CONTINUE)
		peer_text(c, "HTTP/1.1 100 Continue\r\n\r\n");
	return H1_OK;
}

static enum h1_status
read_piece(struct peer_connection *c, struct reading *r, struct h1_cur *in,
	struct h1_error *err)
{
	const struct site *site = c->peer->data;
	struct h1_piece piece;
	enum h1_status st;

	h1_piece_init(&piece, NULL, 0);
	st = h1_read_piece(&r->reader, in, &piece, err);
	if (st != H1_OK)
		return st;
	if (piece.kind == H1_PIECE_CONTENT) {
		assert_true(piece.content.len <= CONTENT_MAX - r->len);
		memcpy(r->content + r->len, piece.content.at,
			piece.content.len);
		r->len += piece.content.len;
	} else if (piece.kind == H1_PIECE_END) {
		r->in_content = false;
		if (!site->early)
			answer(c, r);
	}
	return H1_OK;
}

static void
read_requests(struct peer_connection *c)
{
	struct reading *r = c->state;
	enum h1_status st = H1_OK;
	struct h1_error err;

	while (st == H1_OK && !r->over && !c->closed &&
		(r->off < c->in.len || r->in_content)) {
		struct h1_cur in = {c->in.at + r->off, c->in.at + c->in.len};

		st = r->in_content ? read_piece(c, r, &in, &err)
				   : read_head(c, r, &in, &err);
		r->off = (size_t)(in.at - c->in.at);
	}
	if (st == H1_ERROR)
		refuse(c, r);
}

static void
begin(struct peer_connection *c)
{
	struct reading *r = calloc(1, sizeof(*r));

	assert_non_null(r);
	h1_reader_init(&r->reader, H1_REQUEST, NULL, H1_STRICT);
	h1_head_init(&r->head, r->fields, FIELDS_MAX);
	c->state = r;
}

const struct peer_manner site_manner = {.opened = begin, .came = read_requests};
