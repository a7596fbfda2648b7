#include "server/refuse.h"

#include "fault/fault.h"
#include "h1/lenient.h"
#include "server/answer.h"

/* Only the answer is left of the request. */
static void
stop_reading(struct connection *c)
{
	c->persist = false;
	c->reading = READING_NOTHING;
}

/* Of a fault: what was refused is forgotten, with all that waits behind it. */
static void
start_over(struct connection *c)
{
	buffer_consume(&c->in, buffer_len(&c->in));
	h1_reader_init(&c->reader, H1_REQUEST, &c->reader.limits, H1_STRICT);
	c->persist = true;
}

static void
begin_refusal(struct connection *c)
{
	exchange_begin_refused(&c->exchange, buffer_span(&c->in));
	stop_reading(c);
}

void
refuse_head(struct connection *c, enum h1_code code)
{
	begin_refusal(c);
	if (FAULTY(open_after_refusal))
		start_over(c);
	exchange_refuse(&c->exchange, code);
}

void
refuse_broken_head(struct connection *c, unsigned status, const char *text)
{
	struct h1_error err;

	if (h1_read_eof(&c->reader, &err) == H1_OK) {
		answer_no_more(c);
		return;
	}
	begin_refusal(c);
	if (status == 0)
		exchange_refuse(&c->exchange, err.code);
	else
		http_explain(&c->exchange, status, text);
}

/* Whether there is still something to be answered. */
static bool
take_over(struct connection *c)
{
	stop_reading(c);
	switch (c->exchange.answer) {
	case EXCHANGE_WAITING:
		exchange_leave(&c->exchange, false);
		return true;
	case EXCHANGE_ANSWERING:
		c->end = CONNECTION_RESET;
		break;
	case EXCHANGE_ANSWERED:
		break;
	}
	return false;
}

void
refuse_content(struct connection *c, enum h1_code code)
{
	if (!take_over(c))
		return;
	if (FAULTY(open_after_bad_content))
		start_over(c);
	exchange_refuse(&c->exchange, code);
}

void
refuse_slow_content(struct connection *c, unsigned status, const char *text)
{
	if (!take_over(c))
		return;
	http_respond(&c->exchange, status);
	http_explain(&c->exchange, status, text);
}
