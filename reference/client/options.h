#ifndef CLIENT_OPTIONS_H
#define CLIENT_OPTIONS_H

/* The command line. */

#include "client/request.h"
#include "client/settings.h"

#define OPTIONS_FIELDS_MAX 100

/* Strings are borrowed from argv; NULL where nothing was given. */
struct options {
	struct client_settings settings;
	const char **urls; /* owned */
	size_t n_urls;
	const char *output;
	bool by_name;
	bool resume;
	bool fail;
	bool save_errors;
	bool include;
	bool compressed;
	const char *method;
	bool head;
	struct client_field fields[OPTIONS_FIELDS_MAX];
	size_t n_fields;
	const char *upload;
	const char *data;
	bool chunked;
	bool expect;
	bool no_expect;
	const char *user;
	bool digest;
	bool follow;
	bool downgrade;
	const char *ca;
	bool insecure;
	unsigned lenient; /* H1_LENIENT_* */
	bool verbose;
	bool silent;
};

enum options_result {
	OPTIONS_RUN,
	OPTIONS_DONE, /* help or version has been printed */
	OPTIONS_BAD   /* a message has been printed */
};

/* Reads the arguments; what is not given has its default. Give it to
 * options_free(). */
enum options_result
options_read(struct options *options, int argc, char **argv);
void options_free(struct options *options);

/* The method that is asked with. */
struct h1_span options_method(const struct options *options);

/* Whether the user gave a field of that name, with a value or without. */
bool options_has_field(const struct options *options, struct h1_span name);

/* A C string as span. */
struct h1_span options_span(const char *text);

#endif
