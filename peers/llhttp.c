/*
 * llhttp in strict mode.
 */

#include <llhttp.h>

#include "peers/peer.h"

static llhttp_t parser;
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
	return HPE_OK;
}

static int
on_begin(llhttp_t *p)
{
	(void)p;
	in_name = false;
	return HPE_OK;
}

static int
on_method(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	return tell(PEER_METHOD, at, len);
}

static int
on_url(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	return tell(PEER_TARGET, at, len);
}

static int
on_status(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	return tell(PEER_REASON, at, len);
}

static int
on_field(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	if (!in_name && events->field)
		events->field(events->context);
	in_name = true;
	return tell(PEER_NAME, at, len);
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

/* 1: no content follows. */
static int
on_head(llhttp_t *p)
{
	(void)p;
	if (events->head)
		events->head(events->context);
	return reads == PEER_RESPONSES_TO_HEAD;
}

static int
on_body(llhttp_t *p, const char *at, size_t len)
{
	(void)p;
	return tell(PEER_CONTENT, at, len);
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
	struct peer_answer answer = {.result = PEER_REFUSES};
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
	if (complete) {
		answer.result = PEER_COMPLETE;
		answer.consumed = stopped(at, len, by_close);
	} else if (error == HPE_OK && !ends) {
		answer.result = PEER_MORE;
	}
	answer.major = parser.http_major;
	answer.minor = parser.http_minor;
	answer.status = parser.status_code;
	answer.upgrade = parser.upgrade;
	answer.persists = persists;
	return answer;
}
