/*
 * http-parser as packaged, which is its loose mode: strict has to be compiled
 * in.
 */

#include <http_parser.h>
#include <string.h>

#include "peers/peer.h"

static http_parser parser;
static const struct peer_events *events;
static enum peer_kind reads;
static bool in_name; /* the last callback was for a field name */
static bool complete;
static bool persists;

static int
tell(enum peer_part part, const char *at, size_t len)
{
	if (events->octets)
		events->octets(events->context, part, at, len);
	return 0;
}

static int
on_begin(http_parser *p)
{
	(void)p;
	in_name = false;
	return 0;
}

static int
on_url(http_parser *p, const char *at, size_t len)
{
	(void)p;
	return tell(PEER_TARGET, at, len);
}

static int
on_status(http_parser *p, const char *at, size_t len)
{
	(void)p;
	return tell(PEER_REASON, at, len);
}

static int
on_field(http_parser *p, const char *at, size_t len)
{
	(void)p;
	if (!in_name && events->field)
		events->field(events->context);
	in_name = true;
	return tell(PEER_NAME, at, len);
}

static int
on_value(http_parser *p, const char *at, size_t len)
{
	(void)p;
	in_name = false;
	return tell(PEER_VALUE, at, len);
}

/* 1: no content follows. Of the method there is a number only. */
static int
on_head(http_parser *p)
{
	const char *method = http_method_str(p->method);

	if (reads == PEER_REQUESTS)
		(void)tell(PEER_METHOD, method, strlen(method));
	if (events->head)
		events->head(events->context);
	return reads == PEER_RESPONSES_TO_HEAD;
}

static int
on_body(http_parser *p, const char *at, size_t len)
{
	(void)p;
	return tell(PEER_CONTENT, at, len);
}

/* What follows is not part of the message. */
static int
on_complete(http_parser *p)
{
	complete = true;
	persists = http_should_keep_alive(p);
	http_parser_pause(p, 1);
	return 0;
}

static const http_parser_settings settings = {
	.on_message_begin = on_begin,
	.on_url = on_url,
	.on_status = on_status,
	.on_header_field = on_field,
	.on_header_value = on_value,
	.on_headers_complete = on_head,
	.on_body = on_body,
	.on_message_complete = on_complete,
};

void
peer_open(enum peer_kind kind, const struct peer_events *to)
{
	events = to;
	reads = kind;
	http_parser_init(&parser,
		kind == PEER_REQUESTS ? HTTP_REQUEST : HTTP_RESPONSE);
}

struct peer_answer
peer_next(const char *at, size_t len, bool ends)
{
	struct peer_answer answer = {.result = PEER_REFUSES};

	complete = false;
	if (HTTP_PARSER_ERRNO(&parser) == HPE_PAUSED)
		http_parser_pause(&parser, 0);
	/* no octets at all would say that the peer closes */
	if (len > 0)
		answer.consumed =
			http_parser_execute(&parser, &settings, at, len);
	if (ends && !complete && HTTP_PARSER_ERRNO(&parser) == HPE_OK)
		(void)http_parser_execute(&parser, &settings, at, 0);
	if (complete)
		answer.result = PEER_COMPLETE;
	else if (HTTP_PARSER_ERRNO(&parser) == HPE_OK && !ends)
		answer.result = PEER_MORE;
	answer.major = parser.http_major;
	answer.minor = parser.http_minor;
	answer.status = parser.status_code;
	answer.upgrade = parser.upgrade;
	answer.persists = persists;
	return answer;
}
