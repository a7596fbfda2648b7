#include "pair.h"

#include <assert.h>
#include <dirent.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tls/context.h"

/* --- files -------------------------------------------------------------- */

static char folder[] = "/tmp/test-tls-XXXXXX";

void
files_begin(void)
{
	assert(mkdtemp(folder));
}

void
files_end(void)
{
	DIR *entries = opendir(folder);
	struct dirent *entry;

	assert(entries);
	while ((entry = readdir(entries)) != NULL)
		if (entry->d_name[0] != '.')
			assert(unlink(files_path(entry->d_name)) == 0);
	closedir(entries);
	assert(rmdir(folder) == 0);
}

const char *
files_path(const char *name)
{
	static char paths[8][512];
	static size_t next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

void
files_write(const char *name, struct h1_span octets)
{
	FILE *file = fopen(files_path(name), "wb");

	assert(file);
	assert(fwrite(octets.at, 1, octets.len, file) == octets.len);
	assert(fclose(file) == 0);
}

static FILE *
open_file(const char *name, const char *ending)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s%s", name, ending);
	file = fopen(files_path(path), "wb");
	assert(file);
	return file;
}

struct certificate
certificate_write(const char *name, const struct tls_certificate_wish *wish,
	const struct certificate *issuer)
{
	struct certificate new;
	FILE *file;

	assert(tls_certificate_make(&new.x509, &new.key, wish));
	if (issuer) {
		assert(X509_set_issuer_name(new.x509,
			X509_get_subject_name(issuer->x509)));
		assert(X509_sign(new.x509, issuer->key, EVP_sha256()) > 0);
	}
	file = open_file(name, ".pem");
	assert(PEM_write_X509(file, new.x509) == 1);
	assert(fclose(file) == 0);
	file = open_file(name, ".key");
	assert(PEM_write_PrivateKey(file, new.key, NULL, NULL, 0, NULL, NULL));
	assert(fclose(file) == 0);
	return new;
}

void
certificate_free(struct certificate *certificate)
{
	X509_free(certificate->x509);
	EVP_PKEY_free(certificate->key);
}

struct tls_certificate_wish
wish_for(const char *name, const char *hosts)
{
	return (struct tls_certificate_wish){
		.name = name,
		.hosts = hosts,
		.from_s = -3600,
		.until_s = 86400,
	};
}

/* --- talk --------------------------------------------------------------- */

struct pair
pair_new(struct tls_context *client, struct tls_context *server,
	const char *host)
{
	struct pair pair = {
		.client = {.session = tls_session_connect(client, host)},
		.server = {.session = tls_session_accept(server)},
	};

	assert(pair.client.session && pair.server.session);
	return pair;
}

void
pair_free(struct pair *pair)
{
	tls_session_free(pair->client.session);
	tls_session_free(pair->server.session);
	free(pair->client.octets);
	free(pair->server.octets);
}

static void
read_all(struct side *side)
{
	size_t n_read;

	do {
		if (side->room - side->len < 20000) {
			side->room = 2 * side->room + 20000;
			side->octets = realloc(side->octets, side->room);
			assert(side->octets);
		}
		n_read = tls_read(side->session, side->octets + side->len,
			side->room - side->len);
		side->len += n_read;
	} while (n_read > 0);
}

bool
pair_carry(struct side *from, struct side *to, size_t split)
{
	struct h1_span span = tls_output(from->session);

	if (span.len == 0)
		return false;
	if (split > 0 && split < span.len)
		span.len = split;
	assert(tls_received(to->session, span));
	read_all(to);
	tls_sent(from->session, span.len);
	return true;
}

void
pair_run(struct pair *pair)
{
	bool moved;

	do {
		moved = pair_carry(&pair->client, &pair->server, pair->split);
		moved |= pair_carry(&pair->server, &pair->client, pair->split);
	} while (moved);
}

static struct tls_context *
trusting(const struct tls_context *server)
{
	struct tls_trust trust = {.file = files_path("own.pem")};
	struct tls_context *client;
	struct tls_error error;

	files_write("own.pem", tls_context_certificate(server));
	client = tls_context_client(&trust, &error);
	assert(client);
	return client;
}

struct pair
pair_open(int version, size_t split)
{
	struct tls_error error;
	struct tls_context *server = tls_context_self_signed(1, &error);
	struct tls_context *client = trusting(server);
	struct pair pair;

	assert(SSL_CTX_set_max_proto_version(server->ssl, version) == 1);
	pair = pair_new(client, server, "localhost");
	tls_context_free(client);
	tls_context_free(server);
	pair.split = split;
	pair_run(&pair);
	assert(tls_state(pair.client.session) == TLS_OPEN);
	assert(tls_state(pair.server.session) == TLS_OPEN);
	return pair;
}

void
fill_octets(uint8_t *out, size_t len, uint32_t seed)
{
	uint32_t x = seed * 2654435761u + 1;
	size_t i;

	for (i = 0; i < len; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		out[i] = (uint8_t)(x >> 11);
	}
}
