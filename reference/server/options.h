#ifndef SERVER_OPTIONS_H
#define SERVER_OPTIONS_H

/* The command line. */

#include "server/settings.h"

struct options {
	const char *address; /* borrowed from argv, or static */
	const char *folder;  /* the same; NULL if none was given */
	uint16_t port;	     /* 0: the kernel chooses */
	struct settings settings;
};

enum options_result {
	OPTIONS_RUN,
	OPTIONS_DONE, /* help or version has been printed */
	OPTIONS_BAD   /* a message has been printed */
};

/* Reads the arguments; what is not given has its default. */
enum options_result
options_read(struct options *options, int argc, char **argv);

#endif
