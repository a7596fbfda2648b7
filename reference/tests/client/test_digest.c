/* Challenges taken apart, and Digest with the examples of RFC 7616. */

#include "client/challenge.h"
#include "client/digest.h"
#include "h1/lenient.h"
#include "h1/reader.h"
#include "tests/client/unit.h"

/* A head with these fields; borrows from static memory. */
static struct h1_head
head_with(const char *fields)
{
	static uint8_t octets[4096];
	static struct h1_field lines[16];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_error err;
	struct h1_cur cur;
	int len = snprintf((char *)octets, sizeof(octets),
		"HTTP/1.1 401 x\r\n%s\r\n", fields);

	h1_reader_init(&reader, H1_RESPONSE, NULL, H1_LENIENT_OBS_FOLD);
	h1_head_init(&head, lines, N(lines));
	cur = (struct h1_cur){octets, octets + len};
	assert_int_equal(h1_read_head(&reader, &cur, &head, &err), H1_OK);
	return head;
}

#define W "WWW-Authenticate: "

/* Each challenge as "scheme(name=value name=value)". */
static const struct {
	const char *fields;
	const char *told;
} challenges[] = {
	{"", ""},
	{W "\r\n", ""},
	{W "Basic\r\n", "Basic()"},
	{W "Basic, Digest\r\n", "Basic()Digest()"},
	{W "Basic realm=x\r\n", "Basic(realm=x)"},
	{W "Basic realm=\"a, b\"\r\n", "Basic(realm=a, b)"},
	{W "Basic realm = \"x\" , charset=\"UTF-8\"\r\n",
		"Basic(realm=x charset=UTF-8)"},
	{W ", , Basic realm=x,,\r\n", "Basic(realm=x)"},
	{W "Newauth realm=\"apps\", type=1, title=\"a \\\"b\\\"\", Basic "
	   "realm=\"simple\"\r\n",
		"Newauth(realm=apps type=1 title=a \\\"b\\\")Basic(realm=simple)"},
	{W "Negotiate YWJj==, Basic realm=x\r\n", "Negotiate()Basic(realm=x)"},
	{W "Negotiate a/b+c=\r\n" W "Basic realm=x\r\n",
		"Negotiate()Basic(realm=x)"},
	{W "Basic realm=x\r\n" W "Digest realm=y\r\n",
		"Basic(realm=x)Digest(realm=y)"},
	{W "Basic\r\n realm=x,\r\n\tcharset=y\r\n", "Basic(realm=x charset=y)"},
	/* twice the same: passed over (RFC 9110, section 11.2) */
	{W "Basic realm=x, REALM=y, Digest realm=z\r\n", "Digest(realm=z)"},
	/* what makes no sense ends its line, and no other */
	{W "\"x\"\r\n" W "Basic realm=x\r\n", "Basic(realm=x)"},
	{W "Basic realm=\"x\r\n" W "Digest realm=y\r\n",
		"Basic()Digest(realm=y)"},
};

static size_t
tell(char *out, size_t max, const struct client_challenge *challenge)
{
	size_t len = (size_t)snprintf(out, max, "%.*s(",
		(int)challenge->scheme.len, (const char *)challenge->scheme.at);

	for (size_t i = 0; i < challenge->n_params; i++)
		len += (size_t)snprintf(out + len, max - len, "%s%.*s=%.*s",
			i > 0 ? " " : "", (int)challenge->params[i].name.len,
			(const char *)challenge->params[i].name.at,
			(int)challenge->params[i].value.len,
			(const char *)challenge->params[i].value.at);
	return len + (size_t)snprintf(out + len, max - len, ")");
}

static void
challenges_are_taken_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(challenges); i++) {
		struct h1_head head = head_with(challenges[i].fields);
		struct client_challenges list;
		struct client_challenge challenge;
		char told[512] = "";
		size_t len = 0;

		client_challenges_init(&list, &head.fields,
			H1_SPAN("www-authenticate"));
		while (client_challenge_next(&list, &challenge))
			len += tell(told + len, sizeof(told) - len, &challenge);
		assert_string_equal(told, challenges[i].told);
	}
}

#define NONCE "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
#define OPAQUE "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"
#define EXAMPLE(algorithm)                                           \
	W "Digest realm=\"http-auth@example.org\", qop=\"auth, "     \
	  "auth-int\", algorithm=" algorithm ", nonce=\"" NONCE "\"" \
	  ", opaque=\"" OPAQUE "\"\r\n"
#define ANSWER(algorithm, response)                                            \
	"Digest username=\"Mufasa\", realm=\"http-auth@example.org\", nonce="  \
	"\"" NONCE "\", uri=\"/dir/index.html\", algorithm=" algorithm         \
	", qop=auth, nc=00000001, cnonce=\"" CNONCE "\", response=\"" response \
	"\", opaque=\"" OPAQUE "\""
#define CNONCE "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
#define SHA256_RESPONSE \
	"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"

static void
expect_answer(const char *fields, const char *answer)
{
	const struct client_digest_request request = {
		.user = H1_SPAN("Mufasa:Circle of Life"),
		.method = H1_SPAN("GET"),
		.target = H1_SPAN("/dir/index.html"),
		.cnonce = CNONCE,
	};
	struct h1_head head = head_with(fields);
	struct client_digest digest;
	char out[CLIENT_DIGEST_ROOM];
	size_t len;

	assert_true(client_digest_find(&digest, &head.fields));
	assert_int_equal(client_digest_write(&digest, out, 100, &request), 0);
	digest.nc = 0;
	len = client_digest_write(&digest, out, sizeof(out), &request);
	assert_int_equal(len, strlen(answer));
	assert_string_equal(out, answer);
	client_digest_write(&digest, out, sizeof(out), &request);
	assert_non_null(strstr(out, "nc=00000002"));
}

/* RFC 7616, section 3.9.1 */
static void
the_examples_are_answered(void **state)
{
	(void)state;
	expect_answer(EXAMPLE("MD5"),
		ANSWER("MD5", "8ca523f5e9506fed4657c9700eebdbec"));
	expect_answer(EXAMPLE("SHA-256"), ANSWER("SHA-256", SHA256_RESPONSE));
	/* the stronger one, wherever it stands */
	expect_answer(EXAMPLE("MD5") EXAMPLE("SHA-256"),
		ANSWER("SHA-256", SHA256_RESPONSE));
	expect_answer(EXAMPLE("SHA-256") EXAMPLE("MD5"),
		ANSWER("SHA-256", SHA256_RESPONSE));
}

static void
other_challenges_are_not(void **state)
{
	static const char *const others[] = {
		"",
		W "Basic realm=\"x\"\r\n",
		W "Digest realm=\"x\", nonce=\"y\"\r\n",
		W "Digest realm=\"x\", nonce=\"y\", qop=\"auth-int\"\r\n",
		W "Digest realm=\"x\", qop=\"auth\"\r\n",
		W "Digest nonce=\"x\", qop=\"auth\"\r\n",
		W "Digest realm=\"x\", nonce=\"y\", qop=\"auth\", "
		  "algorithm=SHA-256-sess\r\n",
		W "Digest realm=\"x\", nonce=\"y\", nonce=\"z\", qop=auth\r\n",
	};

	(void)state;
	for (size_t i = 0; i < N(others); i++) {
		struct h1_head head = head_with(others[i]);
		struct client_digest digest = {.nc = 77};

		assert_false(client_digest_find(&digest, &head.fields));
		assert_int_equal(digest.nc, 77);
	}
}

static void
names_that_cannot_be_sent_are_found(void **state)
{
	(void)state;
	assert_true(client_digest_user(span_of("a b:c\"d")));
	assert_true(client_digest_user(span_of(":")));
	assert_false(client_digest_user(span_of("a")));
	assert_false(client_digest_user(span_of("a\"b:c")));
	assert_false(client_digest_user(span_of("a\\b:c")));
	assert_false(client_digest_user(span_of("\xC3\xA9:c")));
	assert_false(client_digest_user(span_of("a\nb:c")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(challenges_are_taken_apart),
		cmocka_unit_test(the_examples_are_answered),
		cmocka_unit_test(other_challenges_are_not),
		cmocka_unit_test(names_that_cannot_be_sent_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
