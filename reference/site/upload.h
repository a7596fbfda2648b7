#ifndef SITE_UPLOAD_H
#define SITE_UPLOAD_H

/* Files that come in a form: POST of multipart/form-data (RFC 7578) to a
 * writable folder. */

#include "site/inside.h"

/* Files of one form, at most. */
#define UPLOAD_FILES_MAX 16

/*
 * Takes files into the folder request->path: all of them or none, each under
 * the last segment of the name that it was sent with, and never in place of
 * another file. Refuses, or goes on with a task.
 */
void upload_answer(const struct request *request);

#endif
