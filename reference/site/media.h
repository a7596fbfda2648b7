#ifndef SITE_MEDIA_H
#define SITE_MEDIA_H

/* The system's table of media types, read once. */

#include "http/media_table.h"

struct media {
	uint8_t *text;		     /* owned */
	struct http_media_row *rows; /* owned */
	struct http_media_table table;
};

/*
 * Reads it from the file called `name`; NULL: from /etc/mime.types, if that is
 * there. False with errno set.
 */
bool media_init(struct media *media, const char *name);
void media_free(struct media *media);

#endif
