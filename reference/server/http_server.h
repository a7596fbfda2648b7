#ifndef SERVER_HTTP_SERVER_H
#define SERVER_HTTP_SERVER_H

/*
 * The server on its socket: accepts connections, over TLS or not, on several
 * threads, and has a handler (server/http_handler.h) answer the requests.
 *
 *	struct http_server_options options = http_server_defaults;
 *
 *	return http_server_run(&options, &handler);
 *
 * Signals belong to it from http_server_open() on:
 *
 *	SIGTERM, SIGINT  it takes no more connections, sends the answers that
 *	                 are under way, and ends; a second one aborts them
 *	SIGHUP           it reads the certificate again, for new connections,
 *	                 and opens the log anew; nothing is interrupted
 *	SIGPIPE          is ignored
 */

#include "server/http_handler.h"
#include "server/settings.h"

#define HTTP_SERVER_THREADS_MAX 256

/* Texts are borrowed until http_server_close(). */
struct http_server_options {
	const char *program; /* stands before messages on standard error */
	const char *address; /* an IPv4 or IPv6 address */
	uint16_t port;	     /* 0: the kernel chooses */

	/* Each has an event loop of its own; a connection stays on one. 0: one
	 * for each core that the process may use. */
	unsigned threads;

	/* PEM files of the certificate chain and its key: both or none. */
	const char *tls_certificate;
	const char *tls_key;

	/* TLS with a certificate made now, for tests. */
	bool tls_self_signed;

	/* Where the server's certificate is written to as PEM, before
	 * connections are accepted; NULL: nowhere. */
	const char *tls_certificate_out;

	/* Access log in Common Log Format (server/access_log.h), "-" for
	 * standard output; NULL: none. */
	const char *log;

	/* Time-outs and limits, which are those of all threads together. */
	struct settings settings;
};

/* 127.0.0.1, port 8080, no TLS, no log, settings_default. */
extern const struct http_server_options http_server_defaults;

struct http_server;

/* Why a server could not be opened: a line of text for people, and whether the
 * options are to blame. */
struct http_server_error {
	char text[512];
	bool bad_options;
};

/*
 * Listens, and raises the process's limit of descriptors as far as it may be;
 * connections are not accepted yet. Copies both structures. NULL with *error
 * written.
 */
struct http_server *http_server_open(const struct http_server_options *options,
	const struct http_handler *handler, struct http_server_error *error);

/* Where it listens: "http://127.0.0.1:8080"; borrowed. */
const char *http_server_url(const struct http_server *server);

/* Serves until a signal tells to stop. False with *error written if threads
 * cannot be had. To be called once. */
bool
http_server_serve(struct http_server *server, struct http_server_error *error);

/* Gives back all; NULL is allowed. */
void http_server_close(struct http_server *server);

/*
 * All of that for a program: opens, prints "listening URL" as a line on
 * standard output, serves, closes. Gives the exit status: 0 when it was told to
 * stop, 2 if the options are to blame, else 1, with a line on standard error.
 */
int http_server_run(const struct http_server_options *options,
	const struct http_handler *handler);

#endif
