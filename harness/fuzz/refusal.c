#include "fuzz/refusal.h"

#include <string.h>

/* What the message at fault holds, up to the octet that is refused. */
static struct h1_span
before_error(const struct octets *sent, const struct strict_reading *r)
{
	size_t end = r->error_off < sent->len ? r->error_off : sent->len;

	return (struct h1_span){
		sent->at + r->off, end > r->off ? end - r->off : 0};
}

/* White space directly before the colon: that of another kind is in a name. */
static bool
is_before_colon(const struct octets *sent, const struct strict_reading *r)
{
	size_t i = r->error_off;

	while (i < sent->len && (sent->at[i] == ' ' || sent->at[i] == '\t'))
		i++;
	return i < sent->len && sent->at[i] == ':';
}

/* In the value of Host, of a request whose target does not replace it. */
static bool
is_in_host(const struct octets *sent, const struct strict_reading *r)
{
	struct h1_span head = before_error(sent, r);
	const uint8_t *space =
		head.len > 0 ? memchr(head.at, ' ', head.len) : NULL;
	size_t at = space != NULL ? (size_t)(space - head.at) + 1 : head.len;

	return at < head.len && (head.at[at] == '/' || head.at[at] == '*') &&
	       memchr(head.at, '\n', head.len) != NULL;
}

/* LF alone may end field lines, of the trailer section as well, and nothing else
 * of chunked content. */
static bool
is_chunk_line(const struct octets *sent, const struct strict_reading *r)
{
	size_t i = r->error_off;

	while (i > r->off && sent->at[i - 1] != '\n' && sent->at[i - 1] != ':')
		i--;
	return r->rest == REST_BAD_CONTENT && sent->at[i - 1] == '\n';
}

/* Where a MUST says so, save for the cases in which another rule is there. */
static enum duty
duty_of_must(const struct octets *sent, const struct strict_reading *r)
{
	switch ((unsigned)r->error) {
	case H1_E_SPACE_BEFORE_COLON:
		return r->rest == REST_BAD_HEAD && is_before_colon(sent, r)
			       ? DUTY_MUST
			       : DUTY_SHOULD;
	case H1_E_AUTHORITY_OCTET:
	case H1_E_AUTHORITY_PCT:
		return is_in_host(sent, r) ? DUTY_MUST : DUTY_NONE;
	case H1_E_LENGTH_SYNTAX: /* beside Transfer-Encoding: LENGTH_WITH_TE */
	case H1_E_LENGTH_CONFLICT:
	case H1_E_HOST_MISSING:
	case H1_E_HOST_REPEATED:
	case H1_E_CHUNKED_NOT_FINAL:
	case H1_E_CONNECT_PORT:
		return DUTY_MUST;
	default:
		return DUTY_NONE;
	}
}

static bool
is_should(enum h1_code code)
{
	static const enum h1_code codes[] = {H1_E_METHOD_EMPTY,
		H1_E_METHOD_OCTET, H1_E_TARGET_MISSING, H1_E_VERSION_MISSING,
		H1_E_VERSION_SYNTAX, H1_E_VERSION_EXTRA, H1_E_TARGET_FORM,
		H1_E_TARGET_OCTET, H1_E_TARGET_PCT, H1_E_TARGET_FRAGMENT,
		H1_E_FIELD_NAME_EMPTY, H1_E_FIELD_NAME_OCTET,
		H1_E_FIELD_NO_COLON, H1_E_TE_SYNTAX, H1_E_CHUNKED_PARAMETER,
		H1_E_CHUNKED_TWICE, H1_E_TE_UNKNOWN, H1_E_LENGTH_OVERFLOW,
		H1_E_CHUNK_SIZE, H1_E_CHUNK_SIZE_OVERFLOW, H1_E_CHUNK_EXT,
		H1_E_CHUNK_DATA_END};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i] == code)
			return true;
	return false;
}

enum duty
refusal_duty(const struct octets *sent, const struct strict_reading *reading)
{
	enum duty duty = duty_of_must(sent, reading);

	if (duty != DUTY_NONE)
		return duty;
	if (reading->error == H1_E_BARE_LF)
		return is_chunk_line(sent, reading) ? DUTY_SHOULD : DUTY_NONE;
	return is_should(reading->error) ? DUTY_SHOULD : DUTY_NONE;
}
