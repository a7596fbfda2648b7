#ifndef SITE_GET_H
#define SITE_GET_H

/* GET and HEAD of what is in the folder. */

#include "site/inside.h"

/* Answers with the file or folder that request->path names. */
void get_answer(const struct request *request);

/* Answers that request->path, which has no "/" at its end, is a folder. */
void get_redirect(const struct request *request);

#endif
