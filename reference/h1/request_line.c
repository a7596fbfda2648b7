#include "h1/start_line.h"

#include "fault/fault.h"
#include "h1/cursor.h"
#include "h1/lenient.h"
#include "h1/octet.h"
#include "h1/scan.h"
#include "h1/swar.h"
#include "h1/uri.h"

enum state {
	START,
	START_CR,
	METHOD,
	TARGET_START,
	TARGET,
	VERSION_START,
	VERSION,
	VERSION_END,
	CR, /* behind the version */
	TRAILING_SPACE
};

/* CR or LF, where the line cannot end. */
static bool
is_line_end(uint8_t octet)
{
	return octet == '\r' || octet == '\n';
}

/* An empty line ends like any other: without a method. */
static const uint8_t *
empty_line(struct h1_line *line, const uint8_t *at)
{
	const struct h1_reader *reader = line->reader;

	if (reader->n_empty_lines == reader->limits.empty_lines)
		return h1_line_refuse(line, H1_E_EMPTY_LINES,
			line->base + reader->line);
	return h1_line_go(line, H1_LINE_DONE, at);
}

static const uint8_t *
start(struct h1_line *line, const uint8_t *at)
{
	const struct h1_reader *reader = line->reader;

	if (h1_octet_is(*at, H1_TCHAR)) {
		line->head->method.off = h1_line_off(line, at);
		return h1_line_again(line, METHOD, at);
	}
	if (*at == '\r') {
		if (reader->n_empty_lines == reader->limits.empty_lines &&
			!(line->lenient & H1_LENIENT_WS_START_LINE))
			return h1_line_refuse(line, H1_E_EMPTY_LINES, at);
		return h1_line_go(line, START_CR, at);
	}
	if (*at == '\n' && h1_line_off(line, at) == reader->line &&
		h1_line_tolerates(line, H1_LENIENT_BARE_LF))
		return empty_line(line, at);
	if (is_line_end(*at))
		return h1_line_refuse(line, H1_E_METHOD_EMPTY, at);
	if (!h1_octet_is(*at, H1_LAX_SPACE))
		return h1_line_refuse(line, H1_E_METHOD_OCTET, at);
	if (h1_line_tolerates(line, H1_LENIENT_WS_START_LINE))
		return at + 1;
	return h1_line_refuse(line, H1_E_METHOD_EMPTY, at);
}

static const uint8_t *
start_cr(struct h1_line *line, const uint8_t *at)
{
	if (*at == '\n') {
		if (h1_line_off(line, at) == line->reader->line + 1)
			return empty_line(line, at);
		return h1_line_refuse_last(line, H1_E_METHOD_EMPTY, at);
	}
	if (h1_line_tolerates(line, H1_LENIENT_WS_START_LINE))
		return h1_line_again(line, START, at);
	return h1_line_refuse_last(line, H1_E_BARE_CR, at);
}

static const uint8_t *
method(struct h1_line *line, const uint8_t *at)
{
	struct h1_part *m = &line->head->method;

	/* an over-long request-line that is all method is another refusal */
	line->reader->too_long = H1_E_METHOD_TOO_LONG;
	at = h1_swar_while(at, line->stop,
		FAULTY(method_letters_only) ? H1_ALPHA : H1_TCHAR);
	if (at == line->stop)
		return h1_line_rest(line, H1_TCHAR);
	m->len = h1_line_off(line, at) - m->off;
	if (FAULTY(method_prefix))
		at = h1_scan_until(at, line->stop - 1, H1_LAX_SPACE);
	line->reader->too_long = H1_E_REQUEST_LINE_TOO_LONG;
	if (*at == ' ' || h1_start_line_space(line, *at))
		return h1_line_go(line, TARGET_START, at);
	if (is_line_end(*at))
		return h1_line_refuse(line, H1_E_TARGET_MISSING, at);
	return h1_line_refuse(line,
		h1_octet_is(*at, H1_LAX_SPACE) ? H1_E_REQUEST_LINE_SPACE
					       : H1_E_METHOD_OCTET,
		at);
}

/* Behind one SP: more of it, if allowed, but not the end of the line. */
static const uint8_t *
no_space(struct h1_line *line, const uint8_t *at, enum h1_code missing)
{
	if (*at == '\n' && h1_line_behind_cr(at))
		return h1_line_refuse_last(line, missing, at);
	if (*at != '\n' && h1_line_tolerates(line, H1_LENIENT_WS_START_LINE))
		return at + 1;
	return h1_line_refuse(line,
		is_line_end(*at) ? missing : H1_E_REQUEST_LINE_SPACE, at);
}

static struct h1_part
part(const struct h1_line *line, struct h1_span span)
{
	if (!span.at)
		return (struct h1_part){0, 0};
	return (struct h1_part){h1_line_off(line, span.at), (uint32_t)span.len};
}

/* Goes on in `part` behind the target, whose end is at `at`. */
static const uint8_t *
keep_target(struct h1_line *line, enum state part_behind, const uint8_t *at)
{
	struct h1_head *head = line->head;
	struct h1_target t;

	h1_uri_parts(&t, &line->reader->uri, line->base + head->target.off);
	head->target.len = h1_line_off(line, at) - head->target.off;
	head->form = t.form;
	head->scheme = part(line, t.scheme);
	head->authority = part(line, t.authority);
	head->path = part(line, t.path);
	head->query = part(line, t.query);
	return h1_line_go(line, part_behind, at);
}

static const uint8_t *
target(struct h1_line *line, const uint8_t *at)
{
	struct h1_uri *uri = &line->reader->uri;
	enum h1_code code;

	at = h1_uri_feed(uri, line->base + line->head->target.off, at,
		line->stop);
	if (at == line->stop)
		return h1_line_rest(line, h1_uri_run(uri));
	if (FAULTY(version_left_out) && *at == '\r' && !h1_uri_end(uri))
		return keep_target(line, CR, at);
	if (is_line_end(*at) && !h1_start_line_space(line, *at))
		return h1_line_refuse(line, H1_E_VERSION_MISSING, at);
	if (!h1_octet_is(*at, H1_LAX_SPACE))
		return h1_line_refuse(line, h1_uri_refusal(uri, *at), at);
	if (*at != ' ' && !h1_start_line_space(line, *at))
		return h1_line_refuse(line, H1_E_REQUEST_LINE_SPACE, at);
	code = h1_uri_end(uri);
	if (code != H1_E_NONE)
		return h1_line_refuse(line, code, at);
	return keep_target(line, VERSION_START, at);
}

static const uint8_t *
target_start(struct h1_line *line, const uint8_t *at)
{
	struct h1_span method = {
		line->base + line->head->method.off, line->head->method.len};

	if (h1_octet_is(*at, H1_LAX_SPACE) || *at == '\n')
		return no_space(line, at, H1_E_TARGET_MISSING);
	line->head->target.off = h1_line_off(line, at);
	h1_uri_init(&line->reader->uri, h1_uri_kind_of(method));
	line->reader->part = TARGET;
	return target(line, at);
}

static const uint8_t *
version_start(struct h1_line *line, const uint8_t *at)
{
	if (h1_octet_is(*at, H1_LAX_SPACE) || *at == '\n')
		return no_space(line, at, H1_E_VERSION_MISSING);
	line->reader->n_octets = 0;
	return h1_line_again(line, VERSION, at);
}

static const uint8_t *
version(struct h1_line *line, const uint8_t *at)
{
	do {
		at = h1_version_octet(line, at);
		if (at && line->reader->n_octets == H1_VERSION_LEN)
			return h1_line_again(line, VERSION_END, at);
	} while (at && at != line->stop);
	return at;
}

static const uint8_t *
version_end(struct h1_line *line, const uint8_t *at)
{
	if (*at == '\r')
		return h1_line_go(line, CR, at);
	if (*at == '\n' && h1_line_tolerates(line, H1_LENIENT_BARE_LF))
		return h1_line_go(line, H1_LINE_DONE, at);
	if (FAULTY(version_minor_more_digits) && h1_octet_is(*at, H1_DIGIT))
		return at + 1;
	if (FAULTY(octets_behind_version) && !is_line_end(*at))
		return at + 1;
	if (!h1_octet_is(*at, H1_LAX_SPACE))
		return h1_line_refuse(line, H1_E_VERSION_SYNTAX, at);
	if (h1_line_tolerates(line, H1_LENIENT_WS_START_LINE))
		return h1_line_go(line, TRAILING_SPACE, at);
	return h1_line_refuse(line, H1_E_VERSION_EXTRA, at);
}

static const uint8_t *
cr(struct h1_line *line, const uint8_t *at)
{
	if (FAULTY(split_request_line_end) &&
		at == line->base + line->reader->seen)
		return h1_line_refuse_last(line, H1_E_BARE_CR, at);
	if (*at == '\n' || FAULTY(cr_x_ends_request_line))
		return h1_line_go(line, H1_LINE_DONE, at);
	if (h1_line_tolerates(line, H1_LENIENT_WS_START_LINE))
		return h1_line_again(line, TRAILING_SPACE, at);
	return h1_line_refuse_last(line, H1_E_BARE_CR, at);
}

static const uint8_t *
trailing_space(struct h1_line *line, const uint8_t *at)
{
	if (h1_octet_is(*at, H1_LAX_SPACE))
		return at + 1;
	if (*at == '\n' && (h1_line_behind_cr(at) ||
				   h1_line_tolerates(line, H1_LENIENT_BARE_LF)))
		return h1_line_go(line, H1_LINE_DONE, at);
	return h1_line_refuse(line, H1_E_VERSION_EXTRA, at);
}

const h1_line_state h1_request_line_states[] = {
	[START] = start,
	[START_CR] = start_cr,
	[METHOD] = method,
	[TARGET_START] = target_start,
	[TARGET] = target,
	[VERSION_START] = version_start,
	[VERSION] = version,
	[VERSION_END] = version_end,
	[CR] = cr,
	[TRAILING_SPACE] = trailing_space,
};
