/*
 * The grammars of field values: what is of the form, and what is nearly.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "judge/form.h"

#define DATE FORM_IMF_FIXDATE
#define DAY FORM_CALENDAR_DATE
#define DIGITS FORM_DIGITS
#define TAG FORM_ENTITY_TAG
#define METHODS FORM_METHODS
#define TYPE FORM_MEDIA_TYPE
#define NAMES FORM_FIELD_NAMES
#define PRODUCTS FORM_PRODUCTS
#define TIDY FORM_TIDY
#define CHALLENGES FORM_CHALLENGES
#define DISTINCT FORM_DISTINCT_PARAMETERS
#define REALM FORM_QUOTED_REALM
#define URI FORM_URI_REFERENCE
#define RANGE FORM_CONTENT_RANGE
#define CACHE FORM_CACHE_CONTROL
#define DELTA FORM_DELTA_SECONDS
#define FIELDS FORM_LISTED_FIELDS

struct row {
	enum value_form form;
	const char *value;
};

/* clang-format off */
static const struct row valid[] = {
	{DATE, "Sun, 06 Nov 1994 08:49:37 GMT"},
	{DATE, "Mon, 01 Jan 0000 00:00:00 GMT"},
	{DATE, "Sat, 31 Dec 9999 23:59:60 GMT"}, /* a leap second */
	{DATE, "Tue, 29 Feb 2000 00:00:00 GMT"},
	{DAY, "Sun, 06 Nov 1994 08:49:37 GMT"},
	{DAY, "Sat, 01 Jan 0000 00:00:00 GMT"},
	{DAY, "Fri, 31 Dec 9999 23:59:60 GMT"},
	{DAY, "Tue, 29 Feb 2000 00:00:00 GMT"},
	{DAY, "Thu, 29 Feb 2024 12:34:56 GMT"},
	{DAY, "Fri, 01 Mar 2024 00:00:00 GMT"},
	{DAY, "Wed, 31 Jan 2024 00:00:00 GMT"},
	{DAY, "Mon, 01 Mar 2100 00:00:00 GMT"},
	{DIGITS, "0"},
	{DIGITS, "00"},
	{DIGITS, "18446744073709551616"},
	{TAG, "\"\""},
	{TAG, "\"abc!#~\""},
	{TAG, "\"\\\""},
	{TAG, "\"\x80\xFF\""},
	{TAG, "W/\"\""},
	{TAG, "W/\"a\""},
	{METHODS, "GET"},
	{METHODS, "GET, HEAD"},
	{METHODS, "GET,HEAD \t, \tx-1!"},
	{METHODS, ""},
	{NAMES, "Accept"},
	{NAMES, "*"},
	{NAMES, "accept, X-a"},
	{NAMES, ""},
	{TYPE, "text/html"},
	{TYPE, "a/b+c.d"},
	{TYPE, "text/html;charset=utf-8"},
	{TYPE, "text/html \t; \tcharset=\"utf-8\" ; a=b"},
	{TYPE, "text/html;charset=\"a \\\" \\\\ ;\""},
	{TYPE, "text/html; a=\"\""},
	{TYPE, "text/html; a=\"\t \x80\xFF\\\t\\\xFF\""},
	{TYPE, "text/html;"}, /* a parameter may be missing */
	{TYPE, "text/html ;; a=b ;"},
	{PRODUCTS, "a"},
	{PRODUCTS, "a/1.0"},
	{PRODUCTS, "a/1.0 b \t c/2"},
	{PRODUCTS, "a/1 (b (c) \\) \\\xFF) (d)"},
	{PRODUCTS, "a ()"},
	{PRODUCTS, "a (\"\t\x80)"},
	{TIDY, ""},
	{TIDY, "a, b,c; d=e"},
	{TIDY, "a/1 (b  c\t;) d"},
	{TIDY, "a \"b  , \t ; \\\" \\\\\" c"},
	{TIDY, "a (b \\( \\) \\\\ (c  d)  e) f"},
	{TIDY, "a (\" ) b"}, /* a quote in a comment is but an octet */
	{TIDY, "\"(\", b"},
	{TIDY, "W/\"a\""},
	{CHALLENGES, "Negotiate"},
	{CHALLENGES, "Negotiate oRQwEqADCgEB/+-._~=="},
	{CHALLENGES, "Basic realm=\"a\""},
	{CHALLENGES, "Basic realm=\"a, b=c\", charset=\"UTF-8\""},
	{CHALLENGES, "Digest  realm=\"a\" , nonce = \"b\",qop=auth"},
	{CHALLENGES, "Basic, Digest realm=\"a\", nonce=b, Bearer"},
	{CHALLENGES, "A b=c, d=e, A b=c"},
	{CHALLENGES, ", Basic ,, x=y"},
	{DISTINCT, "A b=c, d=e, A b=c"},
	{DISTINCT, "Basic realm=\"a\", realms=\"a\""},
	{REALM, "Basic realm=\"a\""},
	{REALM, "Bearer scope=a"},
	{REALM, "Bearer REALM=\"\""},
	{URI, ""},
	{URI, "http://[::1]:80/a;b=c,d/?e=f&g=h'!$(*)+@~_-.#i?"},
	{URI, "../a%20b%eF"},
	{RANGE, "bytes 0-1/2"},
	{RANGE, "bytes 0-1/*"},
	{RANGE, "bytes */2"},
	{RANGE, "x-lines 00-01/002"},
	{CACHE, ""},
	{CACHE, "no-cache"},
	{CACHE, "x=y, a=\"b, c\" ,\tmax-age"},
	{DELTA, "max-age=0, S-MaxAge=010, min-fresh"},
	{DELTA, "max-age=\"5\""},
	{FIELDS, "no-cache, private"},
	{FIELDS, "no-cache=\"\", private=\"a\", PRIVATE=b"},
	{FIELDS, "no-cache=\"Set-Cookie , a,,b \""},
};

static const struct row invalid[] = {
	{DATE, ""},
	{DAY, ""},
	{DAY, "Sunday, 06-Nov-94 08:49:37 GMT"},
	{DAY, "Mon, 06 Nov 1994 08:49:37 GMT"},
	{DAY, "Sat, 06 Nov 1994 08:49:37 GMT"},
	{DAY, "Mon, 31 Nov 1994 08:49:37 GMT"},
	{DAY, "Thu, 29 Feb 2023 00:00:00 GMT"},
	{DAY, "Wed, 29 Feb 2023 00:00:00 GMT"},
	{DAY, "Mon, 29 Feb 2100 00:00:00 GMT"},
	{DAY, "Thu, 01 Mar 2024 00:00:00 GMT"},
	{DATE, "Sunday, 06-Nov-94 08:49:37 GMT"},
	{DATE, "Sun Nov  6 08:49:37 1994"},
	{DATE, "sun, 06 Nov 1994 08:49:37 GMT"},
	{DATE, "Sun, 06 nov 1994 08:49:37 GMT"},
	{DATE, "Sun, 06 Now 1994 08:49:37 GMT"},
	{DATE, "Son, 06 Nov 1994 08:49:37 GMT"},
	{DATE, "Sun, 6 Nov 1994 08:49:37 GMT"},
	{DATE, "Sun, 00 Nov 1994 08:49:37 GMT"},
	{DATE, "Sun, 32 Nov 1994 08:49:37 GMT"},
	{DATE, "Sun, 06 Nov 94 08:49:37 GMT"},
	{DATE, "Sun, 06 Nov 1994 24:00:00 GMT"},
	{DATE, "Sun, 06 Nov 1994 08:60:37 GMT"},
	{DATE, "Sun, 06 Nov 1994 08:49:61 GMT"},
	{DATE, "Sun, 06 Nov 1994 08:49:37 UTC"},
	{DATE, "Sun, 06 Nov 1994 08:49:37 +0000"},
	{DATE, "Sun, 06 Nov 1994 08:49:37 gmt"},
	{DATE, "Sun, 06 Nov 1994 08:49:37"},
	{DATE, "Sun,  06 Nov 1994 08:49:37 GMT"},
	{DATE, "Sun, 06 Nov 1994 08:49:37 GMT "},
	{DATE, "Sun, 06 Nov 1994 0x:49:37 GMT"},
	{DIGITS, ""},
	{DIGITS, "-1"},
	{DIGITS, "+1"},
	{DIGITS, "1 "},
	{DIGITS, "1.0"},
	{DIGITS, "0x1"},
	{DIGITS, "1, 1"},
	{DIGITS, "\xB2"},
	{TAG, ""},
	{TAG, "abc"},
	{TAG, "\""},
	{TAG, "\"abc"},
	{TAG, "abc\""},
	{TAG, "\"a\"b\""},
	{TAG, "\"a b\""},
	{TAG, "\"a\tb\""},
	{TAG, "\"a\x7F\""},
	{TAG, "w/\"a\""},
	{TAG, "W/"},
	{TAG, "W/a"},
	{TAG, "W \"a\""},
	{TAG, "\"a\", \"b\""},
	{METHODS, ","},
	{METHODS, "GET,"},
	{METHODS, ",GET"},
	{METHODS, "GET,,HEAD"},
	{METHODS, "GET, ,HEAD"},
	{METHODS, "GET HEAD"},
	{METHODS, "GET;HEAD"},
	{METHODS, "G\xC3\x89T"},
	{METHODS, "\"GET\""},
	{NAMES, "Accept:"},
	{NAMES, "a, "},
	{NAMES, "a b"},
	{TYPE, ""},
	{TYPE, "text"},
	{TYPE, "text/"},
	{TYPE, "/html"},
	{TYPE, "text /html"},
	{TYPE, "text/ html"},
	{TYPE, "text/html charset=utf-8"},
	{TYPE, "text/html, text/plain"},
	{TYPE, "text/html; charset"},
	{TYPE, "text/html; charset="},
	{TYPE, "text/html; charset =utf-8"},
	{TYPE, "text/html; charset= utf-8"},
	{TYPE, "text/html; charset=\"utf-8"},
	{TYPE, "text/html; charset=\"utf-8\\"},
	{TYPE, "text/html; charset=\"utf-8\\\""},
	{TYPE, "text/html; charset=\"a\"b"},
	{TYPE, "text/html; charset=\"utf\x01\""},
	{TYPE, "text/html; charset=\"utf\x7F\""},
	{TYPE, "text/html; charset=\"utf\\\x01\""},
	{TYPE, "text/html; =utf-8"},
	{TYPE, "text/html; charset=utf-8 x"},
	{PRODUCTS, ""},
	{PRODUCTS, "/1"},
	{PRODUCTS, "a/"},
	{PRODUCTS, "a/1/2"},
	{PRODUCTS, "a, b"},
	{PRODUCTS, "(a)"},
	{PRODUCTS, "a(b)"},
	{PRODUCTS, "a (b)c"},
	{PRODUCTS, "a (b"},
	{PRODUCTS, "a (b (c)"},
	{PRODUCTS, "a (b\\)"},
	{PRODUCTS, "a (b\\"},
	{PRODUCTS, "a (b\\\x01)"},
	{PRODUCTS, "a (\x7F)"},
	{PRODUCTS, "a b)"},
	{PRODUCTS, "a "},
	{TIDY, "a,  b"},
	{TIDY, "a,\tb"},
	{TIDY, "a, \tb"},
	{TIDY, "a ,b"},
	{TIDY, "a ;b"},
	{TIDY, "a (b)  c"},
	{TIDY, "\"a\"  b"},
	{TIDY, "a=\"\\b\""},
	{TIDY, "a=\"\\(\""},
	{TIDY, "a=\"b\\"},
	{TIDY, "a (\\b)"},
	{TIDY, "a (\\\")"},
	{TIDY, "a (b (c \\d))"},
	{TIDY, "a (\" ) b  c"}, /* nor does it begin a string there */
	{CHALLENGES, ""},
	{CHALLENGES, ","},
	{CHALLENGES, "\"Basic\""},
	{CHALLENGES, "Basic realm=\"a"},
	{CHALLENGES, "Basic realm=\"a\" charset=b"},
	{CHALLENGES, "Basic realm=\"a\"; charset=b"},
	{CHALLENGES, "Basic\trealm=\"a\""},
	{CHALLENGES, "realm=\"a\""},
	{CHALLENGES, "Basic a b"},
	{CHALLENGES, "Basic abc=d=e"},
	{DISTINCT, "Basic realm=\"a\", x=y, Realm=\"b\""},
	{DISTINCT, "realm=\"a\""},
	{REALM, "Basic realm=a"},
	{REALM, "Basic Realm=a, x=\"y\""},
	{REALM, "Basic realm=\"a\", Digest realm=b"},
	{REALM, "Basic realm=\"a"},
	{URI, "/a b"},
	{URI, "/a\"b"},
	{URI, "/a<b>"},
	{URI, "/a\\b"},
	{URI, "/a^b"},
	{URI, "/a\x7F"},
	{URI, "/\xE9"},
	{URI, "/%"},
	{URI, "/%2"},
	{URI, "/%2g"},
	{URI, "#a#b"},
	{RANGE, ""},
	{RANGE, "bytes"},
	{RANGE, "bytes "},
	{RANGE, " 0-1/2"},
	{RANGE, "bytes=0-1/2"},
	{RANGE, "bytes  0-1/2"},
	{RANGE, "bytes 0-1"},
	{RANGE, "bytes 0-1/"},
	{RANGE, "bytes 0-/2"},
	{RANGE, "bytes -1/2"},
	{RANGE, "bytes 0/2"},
	{RANGE, "bytes */*"},
	{RANGE, "bytes *"},
	{RANGE, "bytes 0-1/2 "},
	{RANGE, "bytes 0-1/-2"},
	{CACHE, ","},
	{CACHE, "no-cache,"},
	{CACHE, "no-cache,,no-store"},
	{CACHE, "no-cache no-store"},
	{CACHE, "no-cache; no-store"},
	{CACHE, "max-age = 5"},
	{CACHE, "max-age="},
	{CACHE, "=5"},
	{CACHE, "private=\"a"},
	{DELTA, "max-age"},
	{DELTA, "max-age=x"},
	{DELTA, "max-age=1.5"},
	{DELTA, "no-cache, s-maxage=-1"},
	{DELTA, "max-age=\"\""},
	{FIELDS, "no-cache=\"a b\""},
	{FIELDS, "private=\"a;b\""},
	{FIELDS, "private=\"a\", no-cache=\"(\""},
};
/* clang-format on */

/* In a copy of just that size, so that a look beyond the end is seen. */
static bool
is_of_form(const struct row *row)
{
	size_t len = strlen(row->value);
	uint8_t *value = malloc(len);
	bool result;

	assert_true(value != NULL || len == 0);
	if (len > 0)
		memcpy(value, row->value, len);
	result = form_matches(row->form, value, len);
	free(value);
	return result;
}

static void
test_valid(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(valid) / sizeof(valid[0]); i++)
		if (!is_of_form(&valid[i]))
			fail_msg("%s: refused: %s",
				value_form_name(valid[i].form), valid[i].value);
}

static void
test_invalid(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(invalid) / sizeof(invalid[0]); i++)
		if (is_of_form(&invalid[i]))
			fail_msg("%s: accepted: %s",
				value_form_name(invalid[i].form),
				invalid[i].value);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_invalid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
