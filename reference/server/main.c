/* h1d: the strict reference server. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "server/options.h"
#include "support/standard_streams.h"

/* The folder of the sources, which may be missing on another machine. */
static const char *
own_folder(void)
{
	return access(H1D_STATIC, R_OK | X_OK) == 0 ? H1D_STATIC : NULL;
}

static struct site *
open_site(struct options *options)
{
	const char *failed = NULL, *text;
	struct site *site;

	if (!options->site.folder)
		options->site.folder = own_folder();
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
	int status;

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
	site = open_site(&options);
	if (!site)
		return 2;
	handler = site_handler(site);
	status = http_server_run(&options.server, &handler);
	site_free(site);
	return status;
}
