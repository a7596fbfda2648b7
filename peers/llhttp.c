/*
 * llhttp in strict mode.
 */

#include <llhttp.h>

#include "peers/peer.h"

#define PARSER llhttp_t
#include "peers/parser.inc"

static int
on_method(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	return tell(PEER_METHOD, at, len);
}

static int
on_field_complete(llhttp_t *p)
{
	(void)p;
	in_name = false;
	return HPE_OK;
}

static int
on_value(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	return tell(PEER_VALUE, at, len);
}

static int
on_head(llhttp_t *p)
{
	(void)p;
	return tell_head();
}

/* What follows is not part of the message. */
static int
on_complete(llhttp_t *p)
{
	complete = true;
	persists = llhttp_should_keep_alive(p);
	return HPE_PAUSED;
}

static const llhttp_settings_t settings = {
	.on_message_begin = on_begin,
	.on_method = on_method,
	.on_url = on_url,
	.on_status = on_status,
	.on_header_field = on_field,
	.on_header_field_complete = on_field_complete,
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
	llhttp_init(&parser,
		kind == PEER_REQUESTS ? HTTP_REQUEST : HTTP_RESPONSE,
		&settings);
}

/* Where it stopped behind a message; at the end if the close completed it. */
static size_t
stopped(const char *at, size_t len, bool by_close)
{
	if (by_close)
		return len;
	return (size_t)(llhttp_get_error_pos(&parser) - at);
}

struct peer_answer
peer_next(const char *at, size_t len, bool ends)
{
	llhttp_errno_t error;
	bool by_close = false;

	complete = false;
	if (llhttp_get_errno(&parser) == HPE_PAUSED)
		llhttp_resume(&parser);
	error = llhttp_execute(&parser, at, len);
	if (error == HPE_OK && ends) {
		error = llhttp_finish(&parser);
		by_close = true;
	}
	if (complete)
		return answer(PEER_COMPLETE, stopped(at, len, by_close));
	return answer(error == HPE_OK && !ends ? PEER_MORE : PEER_REFUSES, 0);
}
