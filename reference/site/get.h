#ifndef SITE_GET_H
#define SITE_GET_H

/* GET and HEAD of what is in the folder. */

#include "site/inside.h"

/* Answers with the file or folder that request->path names. */
void get_answer(const struct request *request);

#endif
