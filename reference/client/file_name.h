#ifndef CLIENT_FILE_NAME_H
#define CLIENT_FILE_NAME_H

/* Names of files from URLs. */

#include "client/url.h"

/* Octets of the longest name, its NUL and what is put behind it included. */
#define CLIENT_FILE_NAME_MAX 200

/*
 * Writes the last segment of the path as a name for a file in the current
 * folder, NUL-terminated. Percent-encoding stays as it is, so that no separator
 * and no control octet can be in it; "_" is put before a first "." or "-", so
 * that it is neither hidden nor an option; an empty one is "index.html"; a
 * longer one is cut. The server has no say: the URL is the one that was given.
 */
void client_file_name(char *out, const struct client_url *url);

#endif
