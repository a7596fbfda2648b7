#include "h1/start_line.h"

#include "h1/lenient.h"
#include "h1/octet.h"
#include "h1/scan.h"

enum state {
	START,
	VERSION,
	VERSION_END,
	CODE_START,
	CODE,
	CODE_END,
	CODE_CR,
	REASON_SPACE, /* tolerated, before the reason-phrase */
	REASON,
	REASON_CR
};

static const uint8_t *
start(struct h1_line *line, const uint8_t *at)
{
	line->reader->n_octets = 0;
	if (*at != '\n' && h1_octet_is(*at, H1_LAX_SPACE) &&
		h1_line_tolerates(line, H1_LENIENT_WS_START_LINE))
		return at + 1;
	return h1_line_again(line, VERSION, at);
}

static const uint8_t *
version(struct h1_line *line, const uint8_t *at)
{
	at = h1_version_octet(line, at);
	if (at && line->reader->n_octets == H1_VERSION_LEN)
		line->reader->part = VERSION_END;
	return at;
}

static const uint8_t *
version_end(struct h1_line *line, const uint8_t *at)
{
	if (*at == ' ' || h1_start_line_space(line, *at))
		return h1_line_go(line, CODE_START, at);
	if (h1_octet_is(*at, H1_LINE_SPACE | H1_LAX_SPACE))
		return h1_line_refuse(line, H1_E_STATUS_LINE_SPACE, at);
	return h1_line_refuse(line, H1_E_VERSION_SYNTAX, at);
}

static const uint8_t *
code_start(struct h1_line *line, const uint8_t *at)
{
	line->reader->n_octets = 0;
	line->head->status = 0;
	if (h1_octet_is(*at, H1_DIGIT))
		return h1_line_again(line, CODE, at);
	if (h1_octet_is(*at, H1_LAX_SPACE) &&
		h1_line_tolerates(line, H1_LENIENT_WS_START_LINE))
		return at + 1;
	if (*at != '\r' && h1_octet_is(*at, H1_LAX_SPACE))
		return h1_line_refuse(line, H1_E_STATUS_LINE_SPACE, at);
	return h1_line_refuse(line, H1_E_STATUS_CODE, at);
}

/* status-code = 3DIGIT */
static const uint8_t *
code(struct h1_line *line, const uint8_t *at)
{
	struct h1_head *head = line->head;

	if (!h1_octet_is(*at, H1_DIGIT))
		return h1_line_refuse(line, H1_E_STATUS_CODE, at);
	head->status = (uint16_t)(10 * head->status + h1_octet_hex(*at));
	return h1_line_go(line, ++line->reader->n_octets == 3 ? CODE_END : CODE,
		at);
}

static const uint8_t *
reason_begins(struct h1_line *line, enum state state, const uint8_t *at)
{
	line->head->reason = (struct h1_part){h1_line_off(line, at) + 1, 0};
	return h1_line_go(line, state, at);
}

/* SP [ reason-phrase ]; the SP is there even if nothing follows it. */
static const uint8_t *
code_end(struct h1_line *line, const uint8_t *at)
{
	const unsigned cr = H1_LENIENT_LAX_STATUS_LINE | H1_LENIENT_BARE_CR |
			    H1_LENIENT_WS_START_LINE;

	if (*at == ' ')
		return reason_begins(line, REASON, at);
	if (*at == '\r' && (line->lenient & cr))
		return h1_line_go(line, CODE_CR, at);
	if (h1_start_line_space(line, *at))
		return reason_begins(line, REASON_SPACE, at);
	if (*at == '\n' && (line->lenient & H1_LENIENT_BARE_LF) &&
		h1_line_tolerates(line, H1_LENIENT_LAX_STATUS_LINE)) {
		h1_line_tolerates(line, H1_LENIENT_BARE_LF);
		return reason_begins(line, H1_LINE_DONE, at - 1) + 1;
	}
	if (h1_octet_is(*at, H1_LINE_SPACE | H1_LAX_SPACE))
		return h1_line_refuse(line, H1_E_STATUS_LINE_SPACE, at);
	return h1_line_refuse(line, H1_E_STATUS_CODE, at);
}

/* CR behind the status-code: the end of the line, or a separator. */
static const uint8_t *
code_cr(struct h1_line *line, const uint8_t *at)
{
	if (*at == '\n') {
		if (!h1_line_tolerates(line, H1_LENIENT_LAX_STATUS_LINE))
			return h1_line_refuse_last(line, H1_E_STATUS_LINE_SPACE,
				at);
		reason_begins(line, H1_LINE_DONE, at - 2);
		return at + 1;
	}
	if (!h1_start_line_space(line, '\r'))
		return h1_line_refuse_last(line, H1_E_BARE_CR, at);
	reason_begins(line, REASON_SPACE, at - 1);
	return at;
}

static const uint8_t *
reason_space(struct h1_line *line, const uint8_t *at)
{
	if (*at != '\r' && h1_octet_is(*at, H1_LAX_SPACE) &&
		h1_line_tolerates(line, H1_LENIENT_WS_START_LINE))
		return reason_begins(line, REASON_SPACE, at);
	return h1_line_again(line, REASON, at);
}

static const uint8_t *
reason(struct h1_line *line, const uint8_t *at)
{
	struct h1_part *text = &line->head->reason;

	at = h1_scan_text(at, line->stop);
	if (at == line->stop)
		return h1_line_rest(line, H1_FIELD_TEXT);
	text->len = h1_line_off(line, at) - text->off;
	if (*at == '\r')
		return h1_line_go(line, REASON_CR, at);
	if (*at == '\n' && h1_line_tolerates(line, H1_LENIENT_BARE_LF))
		return h1_line_go(line, H1_LINE_DONE, at);
	return h1_line_refuse(line, H1_E_REASON_OCTET, at);
}

static const uint8_t *
reason_cr(struct h1_line *line, const uint8_t *at)
{
	if (*at == '\n')
		return h1_line_go(line, H1_LINE_DONE, at);
	if (h1_line_tolerates(line, H1_LENIENT_BARE_CR))
		return h1_line_again(line, REASON, at);
	return h1_line_refuse_last(line, H1_E_BARE_CR, at);
}

const h1_line_state h1_status_line_states[] = {
	[START] = start,
	[VERSION] = version,
	[VERSION_END] = version_end,
	[CODE_START] = code_start,
	[CODE] = code,
	[CODE_END] = code_end,
	[CODE_CR] = code_cr,
	[REASON_SPACE] = reason_space,
	[REASON] = reason,
	[REASON_CR] = reason_cr,
};
