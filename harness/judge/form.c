#include "judge/form.h"

#include <string.h>

#include "h1/h1.h"
#include "judge/calendar.h"
#include "judge/challenges.h"
#include "judge/directives.h"
#include "judge/tidy.h"

/* `at` follows `pattern`: D is a digit, any other octet stands for itself. */
static bool
follows(const uint8_t *at, size_t len, const char *pattern, size_t n)
{
	if (len != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (pattern[i] == 'D' ? at[i] < '0' || at[i] > '9'
				      : pattern[i] != '*' &&
						at[i] != (uint8_t)pattern[i])
			return false;
	}
	return true;
}

/* One of the three-letter names that `names` holds in a row. */
static bool
is_name_of_three(const uint8_t *at, const char *names, size_t n_names)
{
	for (size_t i = 0; i < n_names; i++)
		if (memcmp(at, names + 3 * i, 3) == 0)
			return true;
	return false;
}

static unsigned
two_digits(const uint8_t *at)
{
	return (unsigned)(at[0] - '0') * 10 + (unsigned)(at[1] - '0');
}

/* RFC 9110, section 5.6.7: day-name "," SP date1 SP time-of-day SP GMT */
static bool
is_imf_fixdate(const uint8_t *at, size_t len)
{
	static const char pattern[] = "***, DD *** DDDD DD:DD:DD GMT";

	return follows(at, len, pattern, sizeof(pattern) - 1) &&
	       is_name_of_three(at, "MonTueWedThuFriSatSun", 7) &&
	       is_name_of_three(at + 8, "JanFebMarAprMayJunJulAugSepOctNovDec",
		       12) &&
	       two_digits(at + 5) >= 1 && two_digits(at + 5) <= 31 &&
	       two_digits(at + 17) <= 23 && two_digits(at + 20) <= 59 &&
	       two_digits(at + 23) <= 60;
}

/* The order of two IMF-fixdates, as numbers: no calendar is needed for it. */
static uint64_t
date_order(const uint8_t *at)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	uint64_t order = two_digits(at + 12);
	unsigned month = 0;

	while (memcmp(at + 8, months + (size_t)3 * month, 3) != 0)
		month++;
	order = order * 100 + two_digits(at + 14);
	order = order * 12 + month;
	order = order * 32 + two_digits(at + 5);
	order = order * 24 + two_digits(at + 17);
	order = order * 60 + two_digits(at + 20);
	return order * 61 + two_digits(at + 23); /* 60 is a leap second */
}

bool
form_is_later(const struct octets *a, const struct octets *b)
{
	return is_imf_fixdate(a->at, a->len) && is_imf_fixdate(b->at, b->len) &&
	       date_order(a->at) > date_order(b->at);
}

static bool
is_digits(const uint8_t *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (at[i] < '0' || at[i] > '9')
			return false;
	return len > 0;
}

/* RFC 9110, section 8.8.3: [ "W/" ] DQUOTE *etagc DQUOTE */
static bool
is_entity_tag(const uint8_t *at, size_t len)
{
	if (len >= 2 && at[0] == 'W' && at[1] == '/') {
		at += 2;
		len -= 2;
	}
	if (len < 2 || at[0] != '"' || at[len - 1] != '"')
		return false;
	for (size_t i = 1; i + 1 < len; i++)
		if (at[i] <= ' ' || at[i] == '"' || at[i] == 0x7F)
			return false;
	return true;
}

static size_t
token_len(const uint8_t *at, size_t len)
{
	size_t n = 0;

	while (n < len && h1_octet_is(at[n], H1_TCHAR))
		n++;
	return n;
}

static size_t
ows_len(const uint8_t *at, size_t len)
{
	size_t n = 0;

	while (n < len && (at[n] == ' ' || at[n] == '\t'))
		n++;
	return n;
}

/* RFC 9110, section 5.6.1: a sender's list of tokens; Allow may be empty. */
static bool
is_token_list(const uint8_t *at, size_t len)
{
	size_t i = 0;

	while (i < len) {
		size_t n = token_len(at + i, len - i);

		if (n == 0)
			return false;
		i += n;
		i += ows_len(at + i, len - i);
		if (i == len)
			return true;
		if (at[i++] != ',')
			return false;
		i += ows_len(at + i, len - i);
		if (i == len)
			return false;
	}
	return true;
}

/* What quoted-string can hold: no control octets but HTAB. */
static bool
is_quotable(uint8_t octet)
{
	return octet == '\t' || (octet >= ' ' && octet != 0x7F);
}

/* The octets of a quoted-string, or 0. RFC 9110, section 5.6.4. */
static size_t
quoted_len(const uint8_t *at, size_t len)
{
	if (len == 0 || at[0] != '"')
		return 0;
	for (size_t i = 1; i < len && is_quotable(at[i]); i++) {
		if (at[i] == '"')
			return i + 1;
		if (at[i] == '\\' && (++i == len || !is_quotable(at[i])))
			return 0;
	}
	return 0;
}

/* parameters = *( OWS ";" OWS [ token "=" ( token / quoted-string ) ] ) */
static bool
is_parameters(const uint8_t *at, size_t len)
{
	size_t i = 0;

	while (i < len) {
		size_t n;

		i += ows_len(at + i, len - i);
		if (i == len || at[i++] != ';')
			return false;
		i += ows_len(at + i, len - i);
		n = token_len(at + i, len - i);
		if (n == 0)
			continue;
		i += n;
		if (i == len || at[i++] != '=')
			return false;
		n = token_len(at + i, len - i);
		if (n == 0)
			n = quoted_len(at + i, len - i);
		if (n == 0)
			return false;
		i += n;
	}
	return true;
}

/* RFC 9110, section 8.3.1: type "/" subtype parameters */
static bool
is_media_type(const uint8_t *at, size_t len)
{
	size_t type = token_len(at, len);
	size_t subtype;

	if (type == 0 || type == len || at[type] != '/')
		return false;
	at += type + 1;
	len -= type + 1;
	subtype = token_len(at, len);
	return subtype > 0 && is_parameters(at + subtype, len - subtype);
}

/* token [ "/" token ], or 0. RFC 9110, section 10.1.5. */
static size_t
product_len(const uint8_t *at, size_t len)
{
	size_t name = token_len(at, len);
	size_t version;

	if (name == 0 || name == len || at[name] != '/')
		return name;
	version = token_len(at + name + 1, len - name - 1);
	return version == 0 ? 0 : name + 1 + version;
}

/* The octets of a comment, with those within, or 0. RFC 9110, section 5.6.5. */
static size_t
comment_len(const uint8_t *at, size_t len)
{
	size_t depth = 1;

	if (len == 0 || at[0] != '(')
		return 0;
	for (size_t i = 1; i < len && is_quotable(at[i]); i++) {
		if (at[i] == '\\') {
			if (++i == len || !is_quotable(at[i]))
				return 0;
		} else if (at[i] == '(') {
			depth++;
		} else if (at[i] == ')' && --depth == 0) {
			return i + 1;
		}
	}
	return 0;
}

/* product *( RWS ( product / comment ) ) */
static bool
is_products(const uint8_t *at, size_t len)
{
	size_t i = product_len(at, len);
	size_t n = i;

	while (n > 0 && i < len) {
		size_t space = ows_len(at + i, len - i);

		i += space;
		n = comment_len(at + i, len - i);
		if (n == 0)
			n = product_len(at + i, len - i);
		if (space == 0)
			return false;
		i += n;
	}
	return n > 0;
}

/* RFC 3986: unreserved, gen-delims but "#", and sub-delims. */
static bool
is_uri_octet(uint8_t octet)
{
	return h1_octet_is(octet, H1_ALPHA | H1_DIGIT) ||
	       (octet > ' ' && octet < 0x7F &&
		       strchr("-._~:/?[]@!$&'()*+,;=", octet) != NULL);
}

/* The octets that a URI-reference can have, and one fragment at most. */
static bool
is_uri_reference(const uint8_t *at, size_t len)
{
	size_t n_fragments = 0;

	for (size_t i = 0; i < len; i++) {
		if (at[i] == '#')
			n_fragments++;
		else if (at[i] == '%' && len - i > 2 &&
			 h1_octet_is(at[i + 1], H1_HEXDIG) &&
			 h1_octet_is(at[i + 2], H1_HEXDIG))
			i += 2;
		else if (!is_uri_octet(at[i]))
			return false;
	}
	return n_fragments <= 1;
}

static size_t
digits_len(const uint8_t *at, size_t len)
{
	size_t n = 0;

	while (n < len && at[n] >= '0' && at[n] <= '9')
		n++;
	return n;
}

/* 1*DIGIT "-" 1*DIGIT, or 0. */
static size_t
incl_range_len(const uint8_t *at, size_t len)
{
	size_t first = digits_len(at, len);
	size_t last;

	if (first == 0 || first == len || at[first] != '-')
		return 0;
	last = digits_len(at + first + 1, len - first - 1);
	return last == 0 ? 0 : first + 1 + last;
}

/* range-unit SP ( incl-range "/" ( complete-length / "*" ) / "*" "/"
 * complete-length ) */
static bool
is_content_range(const uint8_t *at, size_t len)
{
	size_t unit = token_len(at, len);
	size_t range;
	bool unsatisfied;

	if (unit == 0 || unit == len || at[unit] != ' ')
		return false;
	at += unit + 1;
	len -= unit + 1;
	unsatisfied = len > 0 && at[0] == '*';
	range = unsatisfied ? 1 : incl_range_len(at, len);
	if (range == 0 || range == len || at[range] != '/')
		return false;
	at += range + 1;
	len -= range + 1;
	return is_digits(at, len) || (!unsatisfied && len == 1 && at[0] == '*');
}

bool
form_matches(enum value_form form, const uint8_t *at, size_t len)
{
	const struct h1_span value = {at, len};
	struct challenges seen;
	struct directives directives;

	switch (form) {
	case FORM_IMF_FIXDATE:
		return is_imf_fixdate(at, len);
	case FORM_CALENDAR_DATE:
		return is_imf_fixdate(at, len) && calendar_has(at);
	case FORM_DIGITS:
		return is_digits(at, len);
	case FORM_ENTITY_TAG:
		return is_entity_tag(at, len);
	case FORM_METHODS:
	case FORM_FIELD_NAMES:
		return is_token_list(at, len);
	case FORM_MEDIA_TYPE:
		return is_media_type(at, len);
	case FORM_PRODUCTS:
		return is_products(at, len);
	case FORM_TIDY:
		return tidy_matches(at, len);
	case FORM_CHALLENGES:
		return challenges_read(value, &seen);
	case FORM_DISTINCT_PARAMETERS:
		return challenges_read(value, &seen) && !seen.repeated;
	case FORM_QUOTED_REALM:
		return challenges_read(value, &seen) && !seen.bare_realm;
	case FORM_URI_REFERENCE:
		return is_uri_reference(at, len);
	case FORM_CONTENT_RANGE:
		return is_content_range(at, len);
	case FORM_CACHE_CONTROL:
		return directives_read(value, &directives);
	case FORM_DELTA_SECONDS:
		return directives_read(value, &directives) &&
		       !directives.no_number;
	case FORM_LISTED_FIELDS:
		return directives_read(value, &directives) &&
		       !directives.no_fields;
	case N_FORMS:
		break;
	}
	return false;
}
