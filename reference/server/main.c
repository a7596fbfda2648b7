/* h1d: the strict reference server. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/options.h"
#include "support/installation.h"
#include "support/standard_streams.h"

/* `own` are the pages that come with the program; NULL: there are none. */
static struct site *
open_site(struct options *options, const char *own)
{
	const char *failed = NULL, *text;
	struct site *site;

	if (!options->site.folder)
		options->site.folder = own;
	site = site_new(&options->site, &failed);
	if (site)
		return site;
	text = failed ? options_text(options, failed) : NULL;
	fprintf(stderr, "h1d: %s %s: %s\n", failed ? failed : "memory",
		text ? text : "", strerror(errno));
	return NULL;
}

int
main(int argc, char **argv)
{
	struct http_handler handler;
	struct options options;
	struct site *site;
	int status = 2;
	char *own;

	if (!standard_streams_keep())
		return 1;
	switch (options_read(&options, argc, argv)) {
	case OPTIONS_RUN:
		break;
	case OPTIONS_DONE:
		return 0;
	case OPTIONS_BAD:
		return 2;
	}
	own = installation_folder("static");
	site = open_site(&options, own);
	if (site) {
		handler = site_handler(site);
		status = http_server_run(&options.server, &handler);
		site_free(site);
	}
	free(own);
	return status;
}
