#include <stdlib.h>
#include <string.h>

#include "site/plain.h"
#include "site/reply.h"

#define ROOM_MIN ((size_t)4096)

/* Content of a request that is kept until it is sent back. */
struct echo {
	struct task task; /* first */
	struct memory *memory;
	uint8_t *octets; /* owned, and `room` octets of the memory */
	size_t len, room;
	size_t at; /* next octet to be sent */
	bool failed;
};

static void
echo_forget(struct echo *echo)
{
	free(echo->octets);
	memory_give_back(echo->memory, echo->room);
	echo->octets = NULL;
	echo->room = 0;
}

static void
echo_free(struct task *task)
{
	struct echo *echo = (struct echo *)task;

	echo_forget(echo);
	free(echo);
}

static bool
reserve(struct echo *echo, size_t len)
{
	size_t room = echo->room ? echo->room : ROOM_MIN;
	uint8_t *octets;

	if (len <= echo->room - echo->len)
		return true;
	while (room - echo->len < len) {
		if (room > SIZE_MAX / 2)
			return false;
		room *= 2;
	}
	if (!memory_take(echo->memory, room - echo->room))
		return false;
	octets = realloc(echo->octets, room);
	if (!octets) {
		memory_give_back(echo->memory, room - echo->room);
		return false;
	}
	echo->octets = octets;
	echo->room = room;
	return true;
}

static void
echo_content(struct task *task, struct http_exchange *exchange,
	struct h1_span octets)
{
	struct echo *echo = (struct echo *)task;

	if (echo->failed)
		return;
	if (reserve(echo, octets.len)) {
		memcpy(echo->octets + echo->len, octets.at, octets.len);
		echo->len += octets.len;
		return;
	}
	echo->failed = true;
	echo_forget(echo);
	http_explain(exchange, 503, "no memory is left for the content");
	http_respond_early(exchange);
}

static void
echo_end(struct task *task, struct http_exchange *exchange)
{
	const struct echo *echo = (const struct echo *)task;
	const struct h1_span type = H1_SPAN("application/octet-stream");

	if (echo->failed)
		return;
	http_respond(exchange, 200);
	http_respond_field(exchange, H1_SPAN("Content-Type"), type);
	if (echo->len == 0)
		http_send(exchange, H1_SPAN(""));
	else
		http_send_stream(exchange, echo->len);
}

static enum http_produced
echo_produce(struct task *task, uint8_t *out, size_t *len)
{
	struct echo *echo = (struct echo *)task;
	size_t left = echo->len - echo->at;

	if (*len > left)
		*len = left;
	memcpy(out, echo->octets + echo->at, *len);
	echo->at += *len;
	return echo->at == echo->len ? HTTP_PRODUCED_ALL : HTTP_PRODUCED_SOME;
}

/* There is nothing to GET here, so no current representation either. */
void
plain_echo(const struct request *request)
{
	struct echo *echo;

	if (!reply_conditions_plain(request, false, NULL))
		return;
	echo = calloc(1, sizeof(*echo));
	if (!echo) {
		http_explain(request->exchange, 503, "out of memory");
		return;
	}
	echo->task.content = echo_content;
	echo->task.end = echo_end;
	echo->task.produce = echo_produce;
	echo->task.free = echo_free;
	echo->memory = &request->site->memory;
	http_exchange_set_state(request->exchange, echo);
}
