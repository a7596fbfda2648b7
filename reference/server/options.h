#ifndef SERVER_OPTIONS_H
#define SERVER_OPTIONS_H

/* The command line of h1d. */

#include "server/http_server.h"
#include "site/site.h"

/* Texts are borrowed from argv, or static. */
struct options {
	struct http_server_options server;
	struct site_options site;
};

enum options_result {
	OPTIONS_RUN,
	OPTIONS_DONE, /* help or version has been printed */
	OPTIONS_BAD   /* a message has been printed */
};

/* Reads the arguments; what is not given has its default. */
enum options_result
options_read(struct options *options, int argc, char **argv);

/* The text that was given with the option of that name; NULL if none was. */
const char *options_text(const struct options *options, const char *name);

#endif
