#include "cli/reach.h"

#include <stdio.h>

#include "cli/commands.h"

static int
fail(const char *command, int status, const char *what, const char *why)
{
	(void)fprintf(stderr, "assay %s: %s: %s\n", command, what, why);
	return status;
}

int
reach_url(struct target_url *url, struct sockaddr_storage *address,
	const char *command, const char *text, bool authorised)
{
	const char *message = NULL;

	if (!target_url_read(url, text, &message))
		return fail(command, STATUS_USAGE, text, message);
	if (!target_url_resolve(url, address, &message))
		return fail(command, STATUS_HARNESS, url->host, message);
	if (!target_address_is_loopback(address) && !authorised)
		return fail(command, STATUS_USAGE, url->host,
			"not on this machine: if you may test it, say "
			"--i-am-authorised");
	return STATUS_OK;
}
