/* Explanations in text/plain, as RFC 9110, sections 15.5 and 15.6 ask for. */

#include <string.h>

#include "fault/fault.h"
#include "h1/error.h"
#include "http/status.h"
#include "server/exchange.h"

#define TEXT_MAX 2048 /* of all parts together; more is cut off */

struct explanation {
	uint8_t octets[TEXT_MAX];
	size_t len;
};

static void
add(struct explanation *text, struct h1_span part)
{
	size_t room = TEXT_MAX - text->len;

	if (part.len > room)
		part.len = room;
	memcpy(text->octets + text->len, part.at, part.len);
	text->len += part.len;
}

static void
add_string(struct explanation *text, const char *part)
{
	add(text, (struct h1_span){(const uint8_t *)part, strlen(part)});
}

static void
add_title(struct explanation *text, unsigned status)
{
	const uint8_t digits[4] = {(uint8_t)('0' + status / 100),
		(uint8_t)('0' + status / 10 % 10), (uint8_t)('0' + status % 10),
		' '};

	add(text, (struct h1_span){digits, 4});
	add(text, http_status_reason(status));
	add_string(text, "\n");
}

/* "9112-2.2" as people cite it. */
static void
add_clause(struct explanation *text, const char *clause)
{
	const char *dash = strchr(clause, '-');

	if (!dash)
		return;
	add_string(text, " (RFC ");
	add(text, h1_span_between((const uint8_t *)clause,
			  (const uint8_t *)dash));
	add_string(text, ", section ");
	add_string(text, dash + 1);
	add_string(text, ")");
}

/* Whether it is a temporary or permanent condition: RFC 9110, sections 15.5 and
 * 15.6. */
static const char *
outlook(unsigned status)
{
	switch (status) {
	case 404:
	case 409:
	case 412:
	case 416:
		return "This holds as long as the resource is as it is.\n";
	case 408:
	case 425:
	case 429:
	case 500:
	case 502:
	case 503:
	case 504:
		return "This is temporary: the same request may succeed "
		       "later.\n";
	default:
		return "The same request will be refused again.\n";
	}
}

/* Without memory there is no text. */
static void
send_text(struct http_exchange *exchange, struct explanation *text)
{
	unsigned status = exchange->response.status;

	add_string(text, "\n");
	if (status >= 400)
		add_string(text, outlook(status));
	if (FAULTY(errors_unexplained))
		text->len = 0;
	if (!http_respond_has(exchange, H1_SPAN("Content-Type")))
		http_respond_field(exchange, H1_SPAN("Content-Type"),
			H1_SPAN("text/plain"));
	if (!exchange_set_content(exchange,
		    (struct h1_span){text->octets, text->len}))
		exchange_set_content(exchange, H1_SPAN(""));
}

void
http_explain(struct http_exchange *exchange, unsigned status, const char *text)
{
	struct explanation all = {.len = 0};

	if (exchange->response.status != status)
		http_respond(exchange, status);
	add_title(&all, status);
	add_string(&all, text);
	send_text(exchange, &all);
}

void
exchange_refuse(struct http_exchange *exchange, enum h1_code code)
{
	struct explanation all = {.len = 0};

	http_respond(exchange, h1_code_status(code));
	add_title(&all, h1_code_status(code));
	add_string(&all, h1_code_text(code));
	add_clause(&all, h1_code_clause(code));
	send_text(exchange, &all);
}
