#ifndef SITE_LISTING_H
#define SITE_LISTING_H

/* Folders as pages for browsers. */

#include "site/inside.h"

/* Answers with a list of the folder request->path, if there are listings at
 * all; else with 404. It is HTML, whatever is preferred. */
void listing_answer(const struct request *request);

#endif
