#ifndef SITE_SITE_H
#define SITE_SITE_H

/*
 * What h1d serves: the routes of cases/TARGETS.md, and a folder of files below
 * /static/. One site is used by all threads of a server at once.
 *
 *	site = site_new(&options, &failed);
 *	http_server_run(..., site_handler(site));
 *	site_free(site);
 */

#include "server/http_handler.h"

struct site;

/* Texts are borrowed until site_free(). */
struct site_options {
	/* --static DIR: the folder below /static/; NULL: no files. */
	const char *folder;

	/* --writable: PUT and DELETE of files, POST of forms to folders. */
	bool writable;

	/* --listing: folders without index.html are shown to browsers. */
	bool listing;

	/* --follow-links: symbolic links that stay inside of the folder are
	 * followed; else none is. */
	bool follow_links;

	/* --variants: what is not there by its name is looked for as
	 * page.de.html, photo.png and the like, and chosen by Accept and
	 * Accept-Language. */
	bool variants;

	/* --trace: TRACE is answered, with the request but its secrets. */
	bool trace;

	/* --cache-control VALUE: sent with files; NULL: "no-cache". */
	const char *cache_control;

	/* --media-types FILE: table of media types by extension; NULL:
	 * /etc/mime.types, or a small one that is built in if that is missing. */
	const char *media_types;

	/* Octets that content to be sent back, and compression under way, may
	 * take together: settings.max_memory. */
	uint64_t max_memory;
};

/*
 * A new site, to be given to site_free(). NULL with errno set if it cannot be
 * had; *failed is then the option (static text) that is to blame, or NULL for
 * want of memory. Copies `options`.
 */
struct site *site_new(const struct site_options *options, const char **failed);
void site_free(struct site *site);

/* Answers for it; borrows `site`. */
struct http_handler site_handler(struct site *site);

#endif
