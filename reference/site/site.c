#include "site/site.h"

#include <errno.h>
#include <stdlib.h>

#include "site/inside.h"
#include "site/reply.h"
#include "site/routes.h"

#define CACHE_CONTROL "no-cache"

static bool
open_folder(struct site *site)
{
	const struct site_options *options = &site->options;

	site->folder.descriptor = -1;
	return options->folder == NULL ||
	       folder_init(&site->folder, options->folder,
		       options->follow_links);
}

/* Which option is to blame when the folder could not be opened. */
static const char *
blamed(const struct site_options *options)
{
	return options->follow_links && errno == ENOSYS ? "--follow-links"
							: "--static";
}

/* Whether it can stand in a field line; false with errno set. */
static bool
check_cache_control(const char *value)
{
	struct h1_error err;

	if (h1_field_value_check(reply_span(value), &err) == H1_OK)
		return true;
	errno = EINVAL;
	return false;
}

struct site *
site_new(const struct site_options *options, const char **failed)
{
	struct site *site = calloc(1, sizeof(*site));

	*failed = NULL;
	if (!site)
		return NULL;
	site->options = *options;
	if (options->cache_control == NULL)
		site->options.cache_control = CACHE_CONTROL;
	if (!check_cache_control(site->options.cache_control)) {
		*failed = "--cache-control";
		goto no_stamps;
	}
	atomic_init(&site->memory.left, options->max_memory);
	if (!stamps_init(&site->stamps))
		goto no_stamps;
	if (!media_init(&site->media, options->media_types)) {
		*failed = errno == ENOMEM ? NULL : "--media-types";
		goto no_media;
	}
	if (!open_folder(site)) {
		*failed = blamed(options);
		goto no_folder;
	}
	return site;

no_folder:
	media_free(&site->media);
no_media:
	stamps_free(&site->stamps);
no_stamps:
	free(site);
	return NULL;
}

void
site_free(struct site *site)
{
	if (!site)
		return;
	folder_free(&site->folder);
	media_free(&site->media);
	stamps_free(&site->stamps);
	free(site);
}

static void
site_head(void *context, struct http_exchange *exchange)
{
	routes_answer(context, exchange);
}

static void
site_content(void *context, struct http_exchange *exchange,
	struct h1_span octets)
{
	struct task *task = http_exchange_state(exchange);

	(void)context;
	if (task && task->content)
		task->content(task, exchange, octets);
}

static void
site_end(void *context, struct http_exchange *exchange)
{
	struct task *task = http_exchange_state(exchange);

	(void)context;
	if (task && task->end)
		task->end(task, exchange);
}

static enum http_produced
site_produce(void *context, struct http_exchange *exchange, uint8_t *out,
	size_t *len)
{
	struct task *task = http_exchange_state(exchange);

	(void)context;
	return task && task->produce ? task->produce(task, out, len)
				     : HTTP_PRODUCED_BROKEN;
}

static void
site_done(void *context, struct http_exchange *exchange, bool complete)
{
	struct task *task = http_exchange_state(exchange);

	(void)context;
	(void)complete;
	if (task)
		task->free(task);
}

struct http_handler
site_handler(struct site *site)
{
	return (struct http_handler){.context = site,
		.head = site_head,
		.content = site_content,
		.end = site_end,
		.produce = site_produce,
		.done = site_done};
}
