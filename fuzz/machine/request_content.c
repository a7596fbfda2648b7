/* The content of a request, decoded once more. */

#include <string.h>

#include "machine/fields.h"
#include "machine/request_rules.h"

/* Up to where the message goes, and where we are. */
struct decoder {
	const uint8_t *at;
	const uint8_t *end;
	struct pile content;
};

static int
hex_value(uint8_t octet)
{
	if (octet >= '0' && octet <= '9')
		return octet - '0';
	if (octet >= 'a' && octet <= 'f')
		return octet - 'a' + 10;
	if (octet >= 'A' && octet <= 'F')
		return octet - 'A' + 10;
	return -1;
}

static bool
take_crlf(struct decoder *d)
{
	if (d->end - d->at < 2 || d->at[0] != '\r' || d->at[1] != '\n')
		return false;
	d->at += 2;
	return true;
}

/* A line without control octets but HTAB, up to its CRLF. */
static bool
take_line(struct decoder *d)
{
	while (d->at < d->end && *d->at != '\r') {
		if ((*d->at < ' ' && *d->at != '\t') || *d->at == 0x7F)
			return false;
		d->at++;
	}
	return take_crlf(d);
}

/* chunk-size [ chunk-ext ] CRLF; an extension begins with ";". */
static bool
take_header(struct decoder *d, uint64_t *size)
{
	const uint8_t *from = d->at;

	for (*size = 0; d->at < d->end && hex_value(*d->at) >= 0; d->at++) {
		if (*size >> 60)
			return false;
		*size = *size * 16 + (uint64_t)hex_value(*d->at);
	}
	if (d->at == from)
		return false;
	while (d->at < d->end && (*d->at == ' ' || *d->at == '\t'))
		d->at++;
	if (d->at < d->end && *d->at != ';' && *d->at != '\r')
		return false;
	return take_line(d);
}

/* The trailer section; its lines have a name and a colon. */
static bool
take_trailers(struct decoder *d)
{
	while (d->at < d->end && *d->at != '\r') {
		const uint8_t *line = d->at;
		const uint8_t *colon;

		if (!take_line(d))
			return false;
		colon = memchr(line, ':', (size_t)(d->at - line));
		if (!colon || colon == line || *line == ' ' || *line == '\t' ||
			colon[-1] == ' ' || colon[-1] == '\t')
			return false;
	}
	return take_crlf(d);
}

static bool
take_chunks(struct decoder *d)
{
	uint64_t size;

	while (take_header(d, &size)) {
		if (size == 0)
			return take_trailers(d);
		if (size > (uint64_t)(d->end - d->at))
			return false;
		pile_add(&d->content, (struct h1_span){d->at, (size_t)size});
		d->at += size;
		if (!take_crlf(d))
			return false;
	}
	return false;
}

bool
request_content_is_right(const struct asked *asked)
{
	const struct h1_head *head = &asked->head;
	struct decoder d = {
		.at = head->base + head->len, .end = asked->behind.at};
	struct h1_span length = fields_value(&head->fields, "Content-Length");
	uint64_t n = 0;
	bool right = true;

	for (; length.len > 1 && *length.at == '0'; length.len--)
		length.at++;
	if (fields_count(&head->fields, "Transfer-Encoding") > 0) {
		right = take_chunks(&d);
	} else if (length.at) {
		right = text_number(&n, length) && n <= (size_t)(d.end - d.at);
		n = right ? n : 0;
		pile_add(&d.content, (struct h1_span){d.at, (size_t)n});
		d.at += n;
	}
	right = right && d.at == d.end &&
		h1_span_equal(pile_span(&d.content),
			pile_span(&asked->content));
	pile_free(&d.content);
	return right;
}
