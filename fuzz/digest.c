/*
 * An answer to a Digest challenge says of itself what the challenge said, and
 * its response is the hash that RFC 7616, section 3.4.1 wants, made at once of
 * texts that are put together in a slow way.
 */

#include "client/digest.h"
#include "client/challenge.h"
#include "engine/entry.h"
#include "value/lines.h"
#include "value/text.h"
#include "value/wish.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

enum {
	MD5,
	SHA256,
	OPAQUE,
	QUOTED_PAIR,
	STALE,
	BASIC_ALONE,
	TOO_LONG
};

static struct mark marks[] = {
	[MD5] = {"MD5 is used", 0},
	[SHA256] = {"SHA-256 is used", 0},
	[OPAQUE] = {"opaque is sent back", 0},
	[QUOTED_PAIR] = {"a quoted-pair is hashed as what it stands for", 0},
	[STALE] = {"a nonce was too old", 0},
	[BASIC_ALONE] = {"no challenge can be answered", 0},
	[TOO_LONG] = {"an answer that does not fit is not written", 0},
};

#define USER "Mufasa:Circle: of Life"
#define CNONCE "0123456789abcdef0123456789abcdef"

static const struct client_digest_request request = {
	.user = {(const uint8_t *)USER, sizeof(USER) - 1},
	.method = {(const uint8_t *)"GET", 3},
	.target = {(const uint8_t *)"/dir/index.html?a=b", 19},
	.cnonce = CNONCE,
};

/* In hexadecimal. */
static void
hash(struct text *hex, const EVP_MD *kind, const struct text *in)
{
	unsigned char octets[EVP_MAX_MD_SIZE];
	unsigned len = 0;
	char digits[3];

	hex->len = 0;
	CHECK(EVP_Digest(in->at, in->len, octets, &len, kind, NULL) == 1);
	for (unsigned i = 0; i < len; i++) {
		(void)snprintf(digits, sizeof(digits), "%02x", octets[i]);
		text_add(hex, span_of(digits));
	}
}

static void
add_unquoted(struct text *text, struct h1_span quoted)
{
	for (size_t i = 0; i < quoted.len; i++) {
		if (quoted.at[i] == '\\' && i + 1 < quoted.len) {
			i++;
			REACH(QUOTED_PAIR);
		}
		text_add_octet(text, quoted.at[i]);
	}
}

/* unq(username) ":" unq(realm) ":" passwd, hashed */
static void
hash_secret(struct text *hex, const EVP_MD *kind, struct h1_span realm)
{
	struct text a1 = {.len = 0};

	text_add(&a1, H1_SPAN("Mufasa:"));
	add_unquoted(&a1, realm);
	text_add(&a1, H1_SPAN(":Circle: of Life"));
	hash(hex, kind, &a1);
}

static void
slow_response(struct text *hex, const EVP_MD *kind,
	const struct client_challenge *answer)
{
	struct text a2 = {.len = 0}, part, all = {.len = 0};
	struct h1_span nc = client_challenge_find(answer, H1_SPAN("nc"));

	hash_secret(&part, kind,
		client_challenge_find(answer, H1_SPAN("realm")));
	text_add(&all, text_span(&part));
	text_add(&all, H1_SPAN(":"));
	add_unquoted(&all, client_challenge_find(answer, H1_SPAN("nonce")));
	text_add(&all, H1_SPAN(":"));
	text_add(&all, nc);
	text_add(&all, H1_SPAN(":" CNONCE ":auth:"));
	text_add(&a2, H1_SPAN("GET:/dir/index.html?a=b"));
	hash(&part, kind, &a2);
	text_add(&all, text_span(&part));
	hash(hex, kind, &all);
}

static bool
says(const struct client_challenge *answer, const char *name, const char *text)
{
	return h1_span_equal(client_challenge_find(answer, span_of(name)),
		span_of(text));
}

static void
check_answer(const struct client_digest *digest,
	const struct client_challenge *answer, const char *nc)
{
	bool md5 = digest->algorithm == CLIENT_DIGEST_MD5;
	struct text response;

	CHECK(h1_span_equal(answer->scheme, H1_SPAN("Digest")));
	CHECK(says(answer, "username", "Mufasa"));
	CHECK(says(answer, "uri", "/dir/index.html?a=b"));
	CHECK(says(answer, "qop", "auth") && says(answer, "nc", nc));
	CHECK(says(answer, "cnonce", CNONCE));
	CHECK(says(answer, "realm", digest->realm));
	CHECK(says(answer, "nonce", digest->nonce));
	CHECK(says(answer, "algorithm",
		!digest->algorithm_named ? ""
		: md5			 ? "MD5"
					 : "SHA-256"));
	CHECK(says(answer, "opaque", digest->opaque));
	if (digest->opaque[0])
		REACH(OPAQUE);
	slow_response(&response, md5 ? EVP_md5() : EVP_sha256(), answer);
	CHECK(h1_span_equal(client_challenge_find(answer, H1_SPAN("response")),
		text_span(&response)));
	REACH(md5 ? MD5 : SHA256);
}

/* Writes it as a field line, and reads that. */
static void
check_written(struct seen *seen, struct client_digest *digest, const char *nc)
{
	static const char name[] = "Authorization: ";
	char out[CLIENT_DIGEST_ROOM + 256];
	size_t front = sizeof(name) - 1;
	struct client_challenges list;
	struct client_challenge answer;
	struct lines lines;
	size_t len;

	memcpy(out, name, sizeof(name));
	len = client_digest_write(digest, out + front, sizeof(out) - front,
		&request);
	CHECK(len > 0 && len < sizeof(out) - front);
	seen_octets(seen, (struct h1_span){(uint8_t *)out, front + len});
	lines_read(&lines, (struct h1_span){(uint8_t *)out, front + len});
	client_challenges_init(&list, &lines.fields, H1_SPAN("Authorization"));
	CHECK(client_challenge_next(&list, &answer));
	check_answer(digest, &answer, nc);
	CHECK(!client_challenge_next(&list, &answer));
	CHECK(client_digest_write(digest, out, len, &request) == 0);
	REACH(TOO_LONG);
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct client_digest digest = {.there = false};
	struct lines lines;

	if (input.len > VALUE_MAX)
		return;
	lines_read(&lines, input);
	CHECK(client_digest_user(request.user));
	if (!client_digest_find(&digest, &lines.fields)) {
		CHECK(!digest.there);
		REACH(BASIC_ALONE);
		return;
	}
	CHECK(digest.there && digest.nc == 0);
	CHECK(strlen(digest.realm) < CLIENT_DIGEST_PART_MAX);
	if (digest.stale)
		REACH(STALE);
	check_written(seen, &digest, "00000001");
	check_written(seen, &digest, "00000003");
}

const struct entry entry = {run, marks, N(marks)};
