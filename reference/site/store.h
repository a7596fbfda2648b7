#ifndef SITE_STORE_H
#define SITE_STORE_H

/* PUT and DELETE of files in a writable folder. */

#include "site/inside.h"

/* PUT (RFC 9110, section 9.3.4) of what request->path names: refuses, or goes
 * on with a task. */
void store_put(const struct request *request);

/* DELETE (RFC 9110, section 9.3.5), in the end of the request. */
void store_delete(const struct request *request);

#endif
