#include "client/digest.h"

#include "client/challenge.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#define HEX_MAX 65 /* of SHA-256, and NUL */

bool
client_digest_user(struct h1_span user)
{
	for (size_t i = 0; i < user.len; i++) {
		uint8_t octet = user.at[i];

		if (octet == ':')
			return true;
		if (octet < ' ' || octet > '~' || octet == '"' || octet == '\\')
			return false;
	}
	return false;
}

/* Keeps a part between quotes. */
static bool
keep(char *part, struct h1_span value)
{
	if (!value.at || value.len >= CLIENT_DIGEST_PART_MAX)
		return false;
	memcpy(part, value.at, value.len);
	part[value.len] = '\0';
	return true;
}

static bool
read_algorithm(struct client_digest *digest, struct h1_span name)
{
	digest->algorithm_named = name.at != NULL;
	digest->algorithm = CLIENT_DIGEST_MD5;
	if (!name.at || h1_span_equal_nocase(name, H1_SPAN("MD5")))
		return true;
	digest->algorithm = CLIENT_DIGEST_SHA256;
	return h1_span_equal_nocase(name, H1_SPAN("SHA-256"));
}

/* Whether "auth" is in a list of qop-values. */
static bool
offers_auth(struct h1_span qop)
{
	struct h1_span element;

	while (qop.at && h1_list_next(&qop, &element))
		if (h1_span_equal_nocase(element, H1_SPAN("auth")))
			return true;
	return false;
}

static bool
understand(struct client_digest *digest, const struct client_challenge *c)
{
	struct client_digest d = {.there = true};
	struct h1_span opaque = client_challenge_find(c, H1_SPAN("opaque"));

	if (!h1_span_equal_nocase(c->scheme, H1_SPAN("Digest")) ||
		!read_algorithm(&d,
			client_challenge_find(c, H1_SPAN("algorithm"))) ||
		!offers_auth(client_challenge_find(c, H1_SPAN("qop"))) ||
		!keep(d.realm, client_challenge_find(c, H1_SPAN("realm"))) ||
		!keep(d.nonce, client_challenge_find(c, H1_SPAN("nonce"))) ||
		(opaque.at && !keep(d.opaque, opaque)))
		return false;
	d.stale =
		h1_span_equal_nocase(client_challenge_find(c, H1_SPAN("stale")),
			H1_SPAN("true"));
	*digest = d;
	return true;
}

bool
client_digest_find(struct client_digest *digest, const struct h1_fields *fields)
{
	struct client_challenges list;
	struct client_challenge challenge;
	struct client_digest best = {.there = false};
	struct client_digest one;

	client_challenges_init(&list, fields, H1_SPAN("www-authenticate"));
	while (client_challenge_next(&list, &challenge)) {
		if (!understand(&one, &challenge))
			continue;
		if (!best.there || one.algorithm > best.algorithm)
			best = one;
	}
	if (best.there)
		*digest = best;
	return best.there;
}

/* The hash of what is put into it, in hexadecimal. */
struct hash {
	EVP_MD_CTX *context;
	bool good;
};

static void
hash_begin(struct hash *hash, enum client_digest_algorithm algorithm)
{
	const EVP_MD *kind =
		algorithm == CLIENT_DIGEST_MD5 ? EVP_md5() : EVP_sha256();

	hash->context = EVP_MD_CTX_new();
	hash->good = hash->context &&
		     EVP_DigestInit_ex(hash->context, kind, NULL) == 1;
}

static void
hash_add(struct hash *hash, struct h1_span octets)
{
	if (hash->good && octets.len > 0)
		hash->good = EVP_DigestUpdate(hash->context, octets.at,
				     octets.len) == 1;
}

static void
hash_text(struct hash *hash, const char *text)
{
	hash_add(hash, (struct h1_span){(const uint8_t *)text, strlen(text)});
}

/* What quoted-pairs stand for (RFC 9110, section 5.6.4). */
static void
hash_unquoted(struct hash *hash, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\\' && text[1] != '\0')
			text++;
		hash_add(hash, (struct h1_span){(const uint8_t *)text, 1});
	}
}

static bool
hash_end(struct hash *hash, char *hex)
{
	unsigned char octets[EVP_MAX_MD_SIZE];
	unsigned len = 0;

	if (hash->good)
		hash->good =
			EVP_DigestFinal_ex(hash->context, octets, &len) == 1;
	EVP_MD_CTX_free(hash->context);
	for (size_t i = 0; hash->good && i < len; i++)
		snprintf(hex + 2 * i, 3, "%02x", octets[i]);
	return hash->good;
}

static struct h1_span
name_of(struct h1_span user)
{
	const uint8_t *colon = memchr(user.at, ':', user.len);

	return h1_span_between(user.at, colon);
}

/* H(A1) (RFC 7616, section 3.4.2) */
static bool
hash_secret(char *hex, const struct client_digest *digest, struct h1_span user)
{
	struct h1_span name = name_of(user);
	struct hash hash;

	hash_begin(&hash, digest->algorithm);
	hash_add(&hash, name);
	hash_text(&hash, ":");
	hash_unquoted(&hash, digest->realm);
	hash_add(&hash,
		h1_span_between(name.at + name.len, user.at + user.len));
	return hash_end(&hash, hex);
}

/* H(A2) (section 3.4.3) */
static bool
hash_target(char *hex, const struct client_digest *digest,
	const struct client_digest_request *request)
{
	struct hash hash;

	hash_begin(&hash, digest->algorithm);
	hash_add(&hash, request->method);
	hash_text(&hash, ":");
	hash_add(&hash, request->target);
	return hash_end(&hash, hex);
}

/* response (section 3.4.1) */
static bool
make_response(char *hex, const struct client_digest *digest, const char *nc,
	const struct client_digest_request *request)
{
	char secret[HEX_MAX], target[HEX_MAX];
	struct hash hash;

	if (!hash_secret(secret, digest, request->user) ||
		!hash_target(target, digest, request))
		return false;
	hash_begin(&hash, digest->algorithm);
	hash_text(&hash, secret);
	hash_text(&hash, ":");
	hash_unquoted(&hash, digest->nonce);
	hash_text(&hash, ":");
	hash_text(&hash, nc);
	hash_text(&hash, ":");
	hash_text(&hash, request->cnonce);
	hash_text(&hash, ":auth:");
	hash_text(&hash, target);
	return hash_end(&hash, hex);
}

static const char *
algorithm_field(const struct client_digest *digest)
{
	if (!digest->algorithm_named)
		return "";
	return digest->algorithm == CLIENT_DIGEST_MD5 ? ", algorithm=MD5"
						      : ", algorithm=SHA-256";
}

size_t
client_digest_write(struct client_digest *digest, char *out, size_t max,
	const struct client_digest_request *request)
{
	struct h1_span name = name_of(request->user);
	bool opaque = digest->opaque[0] != '\0';
	char response[HEX_MAX];
	char nc[9];
	int len;

	snprintf(nc, sizeof(nc), "%08x", (unsigned)++digest->nc);
	if (!make_response(response, digest, nc, request))
		return 0;
	len = snprintf(out, max,
		"Digest username=\"%.*s\", realm=\"%s\", nonce=\"%s\", "
		"uri=\"%.*s\"%s, qop=auth, nc=%s, cnonce=\"%s\", "
		"response=\"%s\"%s%s%s",
		(int)name.len, (const char *)name.at, digest->realm,
		digest->nonce, (int)request->target.len,
		(const char *)request->target.at, algorithm_field(digest), nc,
		request->cnonce, response, opaque ? ", opaque=\"" : "",
		digest->opaque, opaque ? "\"" : "");
	return len > 0 && (size_t)len < max ? (size_t)len : 0;
}
