/*
 * Files that cannot be used are told by name, with what is wrong; and a client
 * believes the right certificates only, and says why not.
 */

#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include "tls/context.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

/* Certificates that all tests use: NAME.pem, NAME.key. */
static struct certificate good;
static struct certificate other;

static bool
has(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

/* --- files -------------------------------------------------------------- */

/* A server's context cannot be made, and `parts` stand in the message. */
static void
check_refused(const char *certificate, const char *key, const char *file,
	const char *why)
{
	struct tls_error error;

	assert_null(tls_context_server(files_path(certificate), files_path(key),
		&error));
	if (!has(error.text, file) || !has(error.text, why))
		fail_msg("'%s' has not '%s' and '%s'", error.text, file, why);
}

static void
write_locked_key(const char *name)
{
	FILE *file = fopen(files_path(name), "wb");

	assert_non_null(file);
	assert_int_equal(PEM_write_PrivateKey(file, good.key, EVP_aes_128_cbc(),
				 (const unsigned char *)"secret", 6, NULL,
				 NULL),
		1);
	fclose(file);
}

static void
test_files(void **state)
{
	(void)state;
	files_write("empty", H1_SPAN(""));
	files_write("broken.pem", H1_SPAN("-----BEGIN CERTIFICATE-----\nMIIB\n"
					  "-----END CERTIFICATE-----\n"));
	write_locked_key("locked.key");
	check_refused("none.pem", "good.key", "none.pem", "No such file");
	check_refused("good.pem", "none.key", "none.key", "No such file");
	check_refused(".", "good.key", "certificate", "Is a directory");
	check_refused("empty", "good.key", "empty", "none in PEM form");
	check_refused("good.key", "good.key", "good.key", "none in PEM form");
	check_refused("good.pem", "good.pem", "good.pem", "none in PEM form");
	check_refused("broken.pem", "good.key", "broken.pem", ": ");
	check_refused("good.pem", "other.key", "other.key",
		"does not belong to the certificate");
	check_refused("good.pem", "locked.key", "locked.key", "password");
}

static void
test_trust_files(void **state)
{
	struct tls_trust trust = {.file = files_path("none.pem")};
	struct tls_error error;

	(void)state;
	assert_null(tls_context_client(&trust, &error));
	assert_true(has(error.text, "none.pem"));
	assert_true(has(error.text, "No such file"));
	trust.file = files_path("good.key");
	assert_null(tls_context_client(&trust, &error));
	assert_true(has(error.text, "good.key"));
	trust.file = NULL;
	tls_context_free(tls_context_client(&trust, &error));
	assert_string_equal(error.text, "");
}

/* The certificate comes back as it stands in the file. */
static void
test_certificate_of_file(void **state)
{
	struct tls_error error;
	struct tls_context *context = tls_context_server(files_path("good.pem"),
		files_path("good.key"), &error);
	struct h1_span span;
	uint8_t octets[4096];
	FILE *file = fopen(files_path("good.pem"), "rb");

	(void)state;
	assert_non_null(context);
	assert_non_null(file);
	span = tls_context_certificate(context);
	assert_int_equal(fread(octets, 1, sizeof(octets), file), span.len);
	assert_memory_equal(octets, span.at, span.len);
	fclose(file);
	tls_context_free(tls_context_share(context));
	assert_int_equal(tls_context_certificate(context).len, span.len);
	tls_context_free(context);
	tls_context_free(NULL);
}

/* --- whom a client believes --------------------------------------------- */

struct meeting {
	const char *certificate; /* that the server has */
	const char *trusted;
	const char *host;
	const char *failure; /* begins so; NULL: none */
};

static struct tls_context *
server_with(const char *name)
{
	char certificate[64];
	char key[64];
	struct tls_error error;
	struct tls_context *context;

	snprintf(certificate, sizeof(certificate), "%s.pem", name);
	snprintf(key, sizeof(key), "%s.key", name);
	context = tls_context_server(files_path(certificate), files_path(key),
		&error);
	if (!context)
		fail_msg("%s", error.text);
	return context;
}

static struct tls_context *
client_that_trusts(const char *name)
{
	char file[64];
	struct tls_error error;
	struct tls_trust trust = {.anybody = !name};
	struct tls_context *context;

	if (name) {
		snprintf(file, sizeof(file), "%s.pem", name);
		trust.file = files_path(file);
	}
	context = tls_context_client(&trust, &error);
	if (!context)
		fail_msg("%s", error.text);
	return context;
}

static void
check_failure(const struct meeting *meeting, const struct pair *pair)
{
	const char *told = tls_failure(pair->client.session);

	if (!meeting->failure) {
		if (told[0] != '\0')
			fail_msg("%s, %s: '%s'", meeting->certificate,
				meeting->host, told);
		assert_int_equal(tls_state(pair->client.session), TLS_OPEN);
		assert_int_equal(tls_state(pair->server.session), TLS_OPEN);
		return;
	}
	assert_int_equal(tls_state(pair->client.session), TLS_FAILED);
	if (strncmp(told, meeting->failure, strlen(meeting->failure)) != 0)
		fail_msg("'%s' instead of '%s'", told, meeting->failure);
	assert_true(strlen(told) < TLS_TEXT_MAX);
	/* The server is told by an alert. */
	assert_int_equal(tls_state(pair->server.session), TLS_FAILED);
	told = tls_failure(pair->server.session);
	if (!has(told, "the peer refused: "))
		fail_msg("the server: '%s'", told);
}

static void
meet(const struct meeting *meeting)
{
	struct tls_context *server = server_with(meeting->certificate);
	struct tls_context *client = client_that_trusts(meeting->trusted);
	struct pair pair = pair_new(client, server, meeting->host);

	tls_context_free(server);
	tls_context_free(client);
	pair_run(&pair);
	check_failure(meeting, &pair);
	pair_free(&pair);
}

/* The certificates that the meetings name. */
static void
write_certificates(void)
{
	struct tls_certificate_wish wish = wish_for("old", "DNS:localhost");
	struct certificate made;

	wish.until_s = -60;
	made = certificate_write("old", &wish, NULL);
	certificate_free(&made);
	wish = wish_for("young", "DNS:localhost");
	wish.from_s = 3600;
	made = certificate_write("young", &wish, NULL);
	certificate_free(&made);
	wish = wish_for("wild", "DNS:*.example.com,DNS:f*.example.net");
	made = certificate_write("wild", &wish, NULL);
	certificate_free(&made);
	/* The subject has the right name, but nobody may look there. */
	wish = wish_for("localhost", "email:me@example.com");
	made = certificate_write("subject", &wish, NULL);
	certificate_free(&made);
	wish = wish_for("issued", "DNS:localhost");
	made = certificate_write("issued", &wish, &other);
	certificate_free(&made);
	/* What a certificate says may be hostile. */
	wish = wish_for("a\x1b[2J\r\nb", "DNS:localhost");
	made = certificate_write("rude", &wish, NULL);
	certificate_free(&made);
}

static void
test_meetings(void **state)
{
	/* clang-format off */
	static const struct meeting meetings[] = {
	{"good", "good", "localhost", NULL},
	{"good", "good", "LocalHost", NULL},
	{"good", "good", "localhost.", NULL},
	{"good", "good", "127.0.0.1", NULL},
	{"good", "good", "::1", NULL},
	{"good", "good", "0:0::0:1", NULL},
	{"good", "good", "::1%lo", NULL},
	{"good", NULL, "whoever.example", NULL},
	{"old", NULL, "localhost", NULL},
	{"wild", "wild", "www.example.com", NULL},
	{"good", "good", "example.com", "hostname mismatch: the certificate "
		"is not for example.com, but for localhost, 127.0.0.1, ::1"},
	{"good", "good", "127.0.0.2", "hostname mismatch: the certificate "
		"is not for 127.0.0.2, but for localhost, 127.0.0.1, ::1"},
	{"good", "good", "::2", "hostname mismatch"},
	{"wild", "wild", "example.com", "hostname mismatch"},
	{"wild", "wild", "a.b.example.com", "hostname mismatch"},
	{"wild", "wild", "foo.example.net", "hostname mismatch"},
	{"subject", "subject", "localhost", "hostname mismatch: the "
		"certificate is not for localhost, but for nobody"},
	{"good", "other", "localhost", "self-signed certificate, which is "
		"not trusted: good"},
	{"rude", "other", "localhost", "self-signed certificate, which is "
		"not trusted: a?[2J??b"},
	{"issued", "good", "localhost", "certificate of an issuer that is "
		"not trusted: other"},
	{"issued", "issued", "localhost", NULL},
	{"old", "old", "localhost", "certificate has expired: it was valid "
		"until 20"},
	{"young", "young", "localhost", "certificate is not valid yet: it "
		"will be from 20"},
	};
	/* clang-format on */
	size_t i;

	(void)state;
	write_certificates();
	for (i = 0; i < N(meetings); i++)
		meet(&meetings[i]);
}

/* What OpenSSL would take for "any name" is no host. */
static void
test_no_host(void **state)
{
	static const char *const hosts[] = {"", ".", ".localhost", "a:b",
		"0123456789012345678901234567890123456789012345678901234567890"
		"0123456789012345678901234567890123456789012345678901234567890"
		"0123456789012345678901234567890123456789012345678901234567890"
		"0123456789012345678901234567890123456789012345678901234567890"
		"0123456789012345678901234567890123456789012345678901234567890"};
	struct tls_context *client = client_that_trusts("good");
	struct tls_session *session;
	size_t i;

	(void)state;
	for (i = 0; i < N(hosts); i++) {
		session = tls_session_connect(client, hosts[i]);
		assert_non_null(session);
		assert_int_equal(tls_state(session), TLS_FAILED);
		assert_string_equal(tls_failure(session),
			"neither a host name nor an IP address");
		assert_int_equal(tls_output(session).len, 0);
		tls_session_free(session);
	}
	tls_context_free(client);
}

/* Hosts as they stand in a request. */
static void
test_serves(void **state)
{
	static const struct {
		const char *certificate;
		const char *host;
		bool served;
	} rows[] = {
		{"good", "localhost", true},
		{"good", "LOCALHOST.", true},
		{"good", "127.0.0.1", true},
		{"good", "[::1]", true},
		{"good", "[0:0:0::1]", true},
		{"wild", "www.example.com", true},
		{"good", "127.0.0.2", false},
		{"good", "[::2]", false},
		{"good", "[]", false},
		{"good", "[", false},
		{"good", "", false},
		{"good", ".", false},
		{"good", ".localhost", false},
		{"good", "good", false},
		{"good", "a.localhost", false},
		{"wild", "example.com", false},
		{"wild", ".example.com", false},
		{"wild", "a.b.example.com", false},
		{"subject", "localhost", false},
	};
	struct tls_context *context;
	struct tls_session *session;
	struct h1_span host;
	size_t i;

	(void)state;
	write_certificates();
	for (i = 0; i < N(rows); i++) {
		context = server_with(rows[i].certificate);
		session = tls_session_accept(context);
		tls_context_free(context);
		host.at = (const uint8_t *)rows[i].host;
		host.len = strlen(rows[i].host);
		if (tls_serves(session, host) != rows[i].served)
			fail_msg("%s: %s", rows[i].certificate, rows[i].host);
		assert_false(tls_serves(session,
			(struct h1_span){(uint8_t[300]){'a'}, 300}));
		tls_session_free(session);
	}
}

/* The self-signed one is for this machine, and can be trusted. */
static void
test_self_signed(void **state)
{
	static const char *const hosts[] = {"localhost", "127.0.0.1", "::1"};
	struct tls_error error;
	struct tls_context *server = tls_context_self_signed(2, &error);
	struct tls_context *client;
	struct pair pair;
	size_t i;

	(void)state;
	assert_non_null(server);
	files_write("made.pem", tls_context_certificate(server));
	client = client_that_trusts("made");
	assert_null(tls_context_certificate(client).at);
	for (i = 0; i < N(hosts); i++) {
		pair = pair_new(client, server, hosts[i]);
		pair_run(&pair);
		assert_string_equal(tls_failure(pair.client.session), "");
		assert_int_equal(tls_state(pair.client.session), TLS_OPEN);
		pair_free(&pair);
	}
	tls_context_free(client);
	tls_context_free(server);
}

/* Sessions live on with the certificate that they began with. */
static void
test_reload(void **state)
{
	struct tls_context *client = client_that_trusts("good");
	struct tls_context *server = server_with("good");
	struct pair before = pair_new(client, server, "localhost");
	struct pair after;

	(void)state;
	tls_context_free(server);
	server = server_with("other");
	after = pair_new(client, server, "localhost");
	tls_context_free(server);
	tls_context_free(client);
	pair_run(&before);
	pair_run(&after);
	assert_int_equal(tls_state(before.client.session), TLS_OPEN);
	assert_int_equal(tls_state(after.client.session), TLS_FAILED);
	pair_free(&before);
	pair_free(&after);
}

/* --- ALPN --------------------------------------------------------------- */

static struct pair
meet_with_protocols(const char *protocols)
{
	struct tls_context *client = client_that_trusts("good");
	struct tls_context *server = server_with("good");
	struct tls_session *bare;
	struct pair pair = pair_new(client, server, "localhost");

	/* The hello of the session that pair_new() made offers http/1.1. */
	tls_session_free(pair.client.session);
	SSL_CTX_set_alpn_protos(client->ssl, (const uint8_t *)protocols,
		(unsigned)strlen(protocols));
	bare = tls_session_connect(client, "localhost");
	pair.client.session = bare;
	tls_context_free(client);
	tls_context_free(server);
	pair_run(&pair);
	return pair;
}

static void
test_alpn(void **state)
{
	struct pair pair = meet_with_protocols("\x02h2\x08http/1.1");

	(void)state;
	assert_true(h1_span_equal(tls_protocol(pair.server.session),
		H1_SPAN("http/1.1")));
	pair_free(&pair);
	pair = meet_with_protocols("");
	assert_int_equal(tls_state(pair.client.session), TLS_OPEN);
	assert_int_equal(tls_protocol(pair.server.session).len, 0);
	pair_free(&pair);
	pair = meet_with_protocols("\x02h2\x03spx");
	assert_string_equal(tls_failure(pair.client.session),
		"the peer refused: no application protocol (ALPN)");
	assert_string_equal(tls_failure(pair.server.session),
		"the peer offers no protocol that is spoken here (ALPN)");
	pair_free(&pair);
}

/* --- all ---------------------------------------------------------------- */

static int
begin(void **state)
{
	struct tls_certificate_wish wish =
		wish_for("good", "DNS:localhost,IP:127.0.0.1,IP:::1");

	(void)state;
	files_begin();
	good = certificate_write("good", &wish, NULL);
	wish = wish_for("other", "DNS:localhost");
	other = certificate_write("other", &wish, NULL);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	certificate_free(&good);
	certificate_free(&other);
	files_end();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_trust_files),
		cmocka_unit_test(test_certificate_of_file),
		cmocka_unit_test(test_meetings),
		cmocka_unit_test(test_no_host),
		cmocka_unit_test(test_serves),
		cmocka_unit_test(test_self_signed),
		cmocka_unit_test(test_reload),
		cmocka_unit_test(test_alpn),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
