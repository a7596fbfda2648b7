/*
 * http-parser as packaged, which is its loose mode: strict has to be compiled
 * in.
 */

#include <http_parser.h>
#include <string.h>

#include "peers/peer.h"

#define PARSER http_parser
#include "peers/parser.inc"

static int
on_value(http_parser *p, const char *at, size_t len)
{
	(void)p;
	in_name = false;
	return tell(PEER_VALUE, at, len);
}

/* Of the method there is a number only. */
static int
on_head(http_parser *p)
{
	const char *method = http_method_str(p->method);

	if (reads == PEER_REQUESTS)
		(void)tell(PEER_METHOD, method, strlen(method));
	return tell_head();
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
	size_t consumed = 0;

	complete = false;
	if (HTTP_PARSER_ERRNO(&parser) == HPE_PAUSED)
		http_parser_pause(&parser, 0);
	/* no octets at all would say that the peer closes */
	if (len > 0)
		consumed = http_parser_execute(&parser, &settings, at, len);
	if (ends && !complete && HTTP_PARSER_ERRNO(&parser) == HPE_OK)
		(void)http_parser_execute(&parser, &settings, at, 0);
	if (complete)
		return answer(PEER_COMPLETE, consumed);
	return answer(HTTP_PARSER_ERRNO(&parser) == HPE_OK && !ends
			      ? PEER_MORE
			      : PEER_REFUSES,
		0);
}
