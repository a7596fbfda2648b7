#ifndef SITE_INSIDE_H
#define SITE_INSIDE_H

/* What the modules of the site share. */

#include "site/folder.h"
#include "site/media.h"
#include "site/memory.h"
#include "site/site.h"
#include "site/stamp.h"

struct site {
	struct site_options options;
	struct folder folder;
	struct media media;
	struct memory memory;
	struct stamps stamps;
};

/* What a resource sees of a request; all is borrowed. */
struct request {
	struct site *site;
	struct http_exchange *exchange;
	const struct h1_head *head;
	enum http_method method;
	struct h1_span path; /* decoded; below a folder: from its "/" on */
	int64_t now;	     /* seconds since 1970 */
};

/*
 * What goes on with a request behind its head: the state of its exchange, as
 * the first member of what a resource keeps. Functions may be NULL but for
 * free(), which gives back all of it.
 */
struct task {
	void (*content)(struct task *task, struct http_exchange *exchange,
		struct h1_span octets);
	void (*end)(struct task *task, struct http_exchange *exchange);
	enum http_produced (*produce)(struct task *task, uint8_t *out,
		size_t *len);
	void (*free)(struct task *task);
};

#endif
