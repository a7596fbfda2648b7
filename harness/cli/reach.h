/*
 * Which targets may be sent anything.
 */
#ifndef ASSAY_CLI_REACH_H
#define ASSAY_CLI_REACH_H

#include "target/url.h"

/*
 * Takes the URL apart and finds its address. Only this machine is allowed,
 * unless the user is authorised. Gives STATUS_OK; else it has been told on stderr,
 * for the command of that name.
 */
int reach_url(struct target_url *url, struct sockaddr_storage *address,
	const char *command, const char *text, bool authorised);

#endif
